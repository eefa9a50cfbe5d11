import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import type {
  catalogueImportCommitAnswer,
  CatalogueImportAnswer,
  CatalogueImportRows,
} from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Empty, ProblemLine } from '../../../../shared/states.tsx';
import { DropFile } from '../../../parts/drop-file.tsx';
import { ImportResult } from '../../../parts/import-result.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { useList } from '../../../parts/use-list.ts';
import { PRODUCT_EXPORT_PATH, PRODUCT_IMPORTS_PATH, PRODUCTS_KEY } from '../goods-paths.ts';

type Row = CatalogueImportRows['items'][number];
type Verdict = Row['verdict'];
type Committed = z.infer<typeof catalogueImportCommitAnswer>;

const VERDICTS: Readonly<Record<Verdict, string>> = { bad: '有问题', create: '新增', change: '修改', same: '没变化' };
const ROWS: Readonly<Record<Verdict, string>> = {
  bad: '问题行',
  create: '新增行',
  change: '修改行',
  same: '没变化的行',
};

/** 导入商品: choose a workbook, see every row that cannot be taken and why, take the good ones. */
export function ImportProducts({ onClose }: { onClose: () => void }): ReactNode {
  const [summary, setSummary] = useState<CatalogueImportAnswer>();
  const mayEdit = useMay('product.edit');
  const upload = useAct(
    (file: File, key) => {
      const body = new FormData();
      body.append('file', file);
      return api.post<CatalogueImportAnswer>(PRODUCT_IMPORTS_PATH, { body, key, timeoutMs: 120_000 });
    },
    { onDone: setSummary },
  );
  const again = (): void => {
    upload.forget();
    setSummary(undefined);
  };
  return (
    <PageFrame title="导入商品" question="哪些行能进，哪些行要改" actions={<Button onClick={onClose}>回到商品</Button>}>
      {!mayEdit ? (
        <Empty title="商品由总部导入" hint="需要的话把文件发给总部运营，或请管理员给你开权限。" />
      ) : summary === undefined ? (
        <div className="goods-import">
          <p>
            先导出现在的商品表，在 Excel 里改好再传上来：一行一个规格，编码相同就是修改，没见过的编码就是新增。
            <Button type="link" href={PRODUCT_EXPORT_PATH} download icon={<Icon name="download" size={16} />}>
              导出现在的商品表
            </Button>
          </p>
          <DropFile
            accept=".xlsx,.csv"
            busy={upload.busy}
            hint="Excel，最多 5,000 行、10 MB。先看一遍，不会马上改数据。"
            onFile={(file) => void upload.run(file)}
          />
          <ProblemLine problem={upload.problem} />
        </div>
      ) : (
        <CheckRows summary={summary} onAgain={again} onClose={onClose} />
      )}
    </PageFrame>
  );
}

/** What is done with a row, and the cells that would change. */
function columnsOf(cells: Readonly<Record<string, string>>): readonly Column<Row>[] {
  return [
    { key: 'line', title: '行', align: 'right', always: true, render: (row) => row.lineNumber },
    { key: 'code', title: '编码', always: true, render: (row) => row.code || '—' },
    { key: 'why', title: '怎么处理', always: true, render: (row) => <Why row={row} /> },
    ...Object.keys(cells).map((title) => ({
      key: `cell-${title}`,
      title,
      render: (row: Row) =>
        row.changed.includes(title) ? (
          <strong className="import-changed">{row.cells[title] || '（清空）'}</strong>
        ) : (
          (row.cells[title] ?? '')
        ),
    })),
  ];
}

function Why({ row }: { row: Row }): ReactNode {
  if (row.faults.length === 0)
    return row.verdict === 'change' ? `修改 ${row.changed.length} 处` : VERDICTS[row.verdict];
  return (
    <span className="import-fault">
      {row.faults.map(({ column, message }) => (column === '' ? message : `${column}：${message}`)).join('；')}
    </span>
  );
}

function tabsOf({ bad, creates, changes, unchanged }: CatalogueImportAnswer) {
  const counts: readonly (readonly [Verdict, number])[] = [
    ['bad', bad],
    ['create', creates],
    ['change', changes],
    ['same', unchanged],
  ];
  return counts.map(([value, rows]) => ({ value, label: VERDICTS[value], count: rows, urgent: value === 'bad' }));
}

interface CheckRowsProps {
  readonly summary: CatalogueImportAnswer;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

function CheckRows({ summary, onAgain, onClose }: CheckRowsProps): ReactNode {
  const path = `${PRODUCT_IMPORTS_PATH}/${summary.importId}`;
  const tabs = tabsOf(summary);
  const [verdict, setVerdict] = useState<Verdict>(() => tabs.find((tab) => tab.count > 0)?.value ?? 'bad');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const list = useList<Row>(['product-import', summary.importId], `${path}/rows`, { query: { verdict }, limit: 100 });
  const commit = useAct(
    (lines: 'all' | readonly number[], key) =>
      api.post<Committed>(`${path}/commit`, { body: { lines }, key, timeoutMs: 120_000 }),
    { stale: [PRODUCTS_KEY] },
  );
  if (commit.answer !== undefined) {
    const { created, changed, unchanged, stale } = commit.answer;
    return (
      <ImportResult
        figure={created + changed}
        unit="行进来了"
        lines={[
          `新增 ${count(created)}，修改 ${count(changed)}，没变化 ${count(unchanged)}。`,
          stale.length === 0 ? undefined : `第 ${stale.join('、')} 行刚被别人改过，没有动，核对后再导一次。`,
          summary.bad === 0 ? undefined : `${count(summary.bad)} 行有问题没有导入。`,
        ]}
        back="看商品"
        onAgain={onAgain}
        onClose={onClose}
      />
    );
  }
  const good = summary.creates + summary.changes;
  const choosable = verdict === 'create' || verdict === 'change';
  return (
    <section aria-label="逐行检查">
      <p className="import-answer">
        <strong>{count(good)}</strong> 行可以导入
        {summary.bad === 0 ? '，没有问题行。' : `，${count(summary.bad)} 行有问题，改好再传一次就行。`}
      </p>
      <StateTabs label="按处理看" tabs={tabs} value={verdict} onChange={(value) => setVerdict(value as Verdict)}>
        <Button onClick={onAgain}>换个文件</Button>
        <Button
          disabled={chosen.length === 0}
          loading={commit.busy}
          onClick={() => void commit.run(chosen.map(Number))}
        >
          只导入选中的 {count(chosen.length)} 行
        </Button>
        <Button type="primary" disabled={good === 0} loading={commit.busy} onClick={() => void commit.run('all')}>
          导入全部 {count(good)} 行
        </Button>
      </StateTabs>
      <ProblemLine problem={commit.problem} />
      <ListTable
        name="product-import"
        noun={ROWS[verdict]}
        measure=""
        columns={columnsOf(list.rows?.[0]?.cells ?? {})}
        list={list}
        idOf={(row) => String(row.lineNumber)}
        empty={{ title: verdict === 'bad' ? '没有问题行' : '没有这样的行' }}
        {...(choosable ? { chosen, onChoose: setChosen } : {})}
      />
    </section>
  );
}
