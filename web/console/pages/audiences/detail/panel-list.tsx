import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Empty, ProblemLine, ProblemView, Skeleton } from '../../../../shared/states.tsx';
import type { List } from '../../../parts/use-list.ts';

interface PanelListProps<Row> {
  readonly list: List<Row>;
  readonly idOf: (row: Row) => string;
  readonly empty: string;
  readonly hint?: string;
  readonly children: (row: Row) => ReactNode;
}

/** A list in a side panel: every state it can be in, one line or two a row. */
export function PanelList<Row>({ list, idOf, empty, hint, children }: PanelListProps<Row>): ReactNode {
  if (list.rows === undefined) {
    return list.problem === undefined ? (
      <Skeleton rows={5} />
    ) : (
      <ProblemView problem={list.problem} onRetry={list.retry} />
    );
  }
  if (list.rows.length === 0) return <Empty title={empty} hint={hint} />;
  return (
    <>
      <ProblemLine problem={list.problem} />
      <ul className="panel-list">
        {list.rows.map((row) => (
          <li key={idOf(row)}>{children(row)}</li>
        ))}
      </ul>
      {list.hasMore ? (
        <Button block loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </>
  );
}
