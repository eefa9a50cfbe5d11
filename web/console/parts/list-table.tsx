import { Button, Table } from 'antd';
import type { SorterResult } from 'antd/es/table/interface';
import { useState, type HTMLAttributes, type KeyboardEvent, type ReactNode } from 'react';
import { count } from '../../shared/format.ts';
import { Empty, ProblemLine, ProblemView, Skeleton } from '../../shared/states.tsx';
import { ColumnChoice, useColumnChoice } from './column-choice.tsx';
import { Export } from './list-parts.tsx';
import type { List } from './use-list.ts';
import './list-table.css';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  readonly width?: number;
  /** Figures stand on the right. */
  readonly align?: 'left' | 'right';
  /** The server can sort by this key. */
  readonly sortable?: boolean;
  /** Not shown until chosen. */
  readonly hidden?: boolean;
  /** What names the row: cannot be hidden. */
  readonly always?: boolean;
}

export interface Sort {
  readonly key: string;
  readonly direction: 'asc' | 'desc';
}

interface ListTableProps<Row> {
  /** Names the table for the column choice that this browser remembers. */
  readonly name: string;
  /** What the rows are, for screen readers and the count: `小区`. */
  readonly noun: string;
  /** The measure word of the noun, where it is not 个: `条`. */
  readonly measure?: string;
  readonly columns: readonly Column<Row>[];
  readonly list: List<Row>;
  readonly idOf: (row: Row) => string;
  /** Shown instead of rows: what brings them here. */
  readonly empty: { readonly title: string; readonly hint?: ReactNode; readonly action?: ReactNode };
  readonly openId?: string | undefined;
  readonly onOpen?: (row: Row) => void;
  readonly sort?: Sort | undefined;
  readonly onSort?: (sort: Sort | undefined) => void;
  readonly chosen?: readonly string[];
  readonly onChoose?: (ids: readonly string[]) => void;
  /** Address that answers the whole list as a file, for those who may export. */
  readonly exportPath?: string;
  /** Buttons for the chosen rows. */
  readonly tools?: ReactNode;
}

/** Our table: real columns, fixed header, column choice, keyboard, cursor pages, and every state it can be in. */
export function ListTable<Row extends object>(props: ListTableProps<Row>): ReactNode {
  const { list, columns, name, noun, idOf, empty, openId, onOpen } = props;
  const choice = useColumnChoice(name, columns);
  const rows = list.rows;
  if (rows === undefined) {
    return list.problem === undefined ? (
      <Skeleton rows={10} />
    ) : (
      <ProblemView problem={list.problem} onRetry={list.retry} />
    );
  }
  if (rows.length === 0 && !list.loading) return <Empty {...empty} />;
  return (
    <section className="list-table" aria-label={noun}>
      <div className="list-table-bar">
        <p role="status">
          {count(rows.length)} {list.total === undefined || list.total === rows.length ? '' : `/ ${count(list.total)} `}
          {props.measure ?? '个'}
          {noun}
        </p>
        {props.tools}
        <span className="list-table-gap" />
        {props.exportPath === undefined ? null : <Export path={props.exportPath} />}
        <ColumnChoice columns={columns} choice={choice} />
      </div>
      <ProblemLine problem={list.problem} />
      <Rows
        {...props}
        rows={rows}
        visible={columns.filter((column) => choice.shows(column))}
        openId={openId}
        onOpen={onOpen}
        idOf={idOf}
      />
      {list.hasMore ? (
        <Button block className="list-table-more" loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </section>
  );
}

interface RowsProps<Row> extends ListTableProps<Row> {
  readonly rows: readonly Row[];
  readonly visible: readonly Column<Row>[];
}

function Rows<Row extends object>(props: RowsProps<Row>): ReactNode {
  const { rows, visible, idOf, openId, onOpen, sort, onSort, chosen, onChoose, list } = props;
  const [at, setAt] = useState(0);
  const rowProps = (row: Row, index = 0): HTMLAttributes<HTMLElement> => ({
    tabIndex: index === Math.min(at, rows.length - 1) ? 0 : -1,
    'aria-current': idOf(row) === openId ? 'true' : undefined,
    className: onOpen === undefined ? '' : 'list-table-row',
    onFocus: () => setAt(index),
    onClick: (event) => {
      if (!isControl(event.target)) onOpen?.(row);
    },
    onKeyDown: (event) => onRowKey(event, () => onOpen?.(row)),
  });
  return (
    <Table<Row>
      dataSource={[...rows]}
      rowKey={idOf}
      pagination={false}
      size="middle"
      sticky
      scroll={{ x: 'max-content' }}
      loading={list.loading}
      showSorterTooltip={false}
      onRow={rowProps}
      columns={visible.map((column) => ({
        key: column.key,
        title: column.title,
        render: (_: unknown, row: Row) => column.render(row),
        ...(column.width === undefined ? {} : { width: column.width }),
        align: column.align ?? 'left',
        sorter: column.sortable === true,
        sortOrder:
          sort?.key === column.key ? (sort.direction === 'asc' ? ('ascend' as const) : ('descend' as const)) : null,
      }))}
      onChange={(_pages, _filters, sorter) => onSort?.(sortOf(sorter))}
      {...(onChoose === undefined
        ? {}
        : {
            rowSelection: {
              selectedRowKeys: [...(chosen ?? [])],
              onChange: (keys) => onChoose(keys.map(String)),
              getCheckboxProps: (row) => ({ 'aria-label': `选中第 ${rows.indexOf(row) + 1} 行` }) as object,
            },
          })}
    />
  );
}

function sortOf<Row>(sorter: SorterResult<Row> | SorterResult<Row>[]): Sort | undefined {
  const one = Array.isArray(sorter) ? sorter[0] : sorter;
  if (one?.order == null || one.columnKey === undefined) return undefined;
  return { key: String(one.columnKey), direction: one.order === 'ascend' ? 'asc' : 'desc' };
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, label') !== null;
}

/** Up and down walk the rows, Enter opens the one that has the focus. */
function onRowKey(event: KeyboardEvent<HTMLElement>, open: () => void): void {
  if (event.target !== event.currentTarget) return;
  const row = event.currentTarget;
  if (event.key === 'Enter') open();
  else if (event.key === 'ArrowDown') focusRow(row.nextElementSibling);
  else if (event.key === 'ArrowUp') focusRow(row.previousElementSibling);
  else return;
  event.preventDefault();
}

function focusRow(row: Element | null): void {
  if (row instanceof HTMLElement && row.tabIndex >= -1 && row.matches('.ant-table-row')) row.focus();
}
