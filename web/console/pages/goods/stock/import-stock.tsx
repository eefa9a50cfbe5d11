import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import type { importCommitAnswer, StockImportAnswer, StockImportRowsAnswer } from '#modules/inventory/contract';
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
import { csvOf, saveFile } from '../../../parts/save-csv.ts';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { useList } from '../../../parts/use-list.ts';
import { STOCK_EXPORT_PATH, STOCK_IMPORTS_PATH, STOCK_KEY } from '../goods-paths.ts';

type Row = StockImportRowsAnswer['items'][number];
type Verdict = Row['verdict'];
type Committed = z.infer<typeof importCommitAnswer>;

const VERDICTS: Readonly<Record<Verdict, string>> = { bad: '有问题', change: '要改', same: '没变化' };
const TITLES = ['仓库或门店编码', '商品编码', '在库', '预警线'];

/** 导入盘点: choose a file, see what each row would do, take the good ones. */
export function ImportStock({ onClose }: { onClose: () => void }): ReactNode {
  const [summary, setSummary] = useState<StockImportAnswer>();
  const mayEdit = useMay('stock.edit');
  const mayExport = useMay('export.data');
  const upload = useAct(
    (file: File, key) => {
      const body = new FormData();
      body.append('file', file);
      return api.post<StockImportAnswer>(STOCK_IMPORTS_PATH, { body, key, timeoutMs: 120_000 });
    },
    { onDone: setSummary },
  );
  const again = (): void => {
    upload.forget();
    setSummary(undefined);
  };
  return (
    <PageFrame
      title="导入盘点"
      question="哪些数要改，哪些行有问题"
      actions={<Button onClick={onClose}>回到库存</Button>}
    >
      {!mayEdit ? (
        <Empty title="你不能改库存" hint="需要的话请管理员给你开权限。" />
      ) : summary === undefined ? (
        <div className="goods-import">
          <p>
            一行一个地方的一样货，「在库」写数出来的数。
            {mayExport ? (
              <Button type="link" href={STOCK_EXPORT_PATH} download icon={<Icon name="download" size={16} />}>
                导出现在的库存，改好再传
              </Button>
            ) : null}
            <Button
              type="link"
              icon={<Icon name="download" size={16} />}
              onClick={() => saveFile('盘点.csv', csvOf(TITLES, []))}
            >
              下载空表
            </Button>
          </p>
          <DropFile
            accept=".xlsx,.csv"
            busy={upload.busy}
            hint="Excel 或 CSV，最多 2 万行、10 MB。先看一遍，不会马上改数。"
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

const CELLS: Readonly<Record<string, string>> = {
  place: '地方编码',
  sku: '商品编码',
  counted: '数出来',
  lowBelow: '预警线',
};

const columns: readonly Column<Row>[] = [
  { key: 'line', title: '行', align: 'right', always: true, render: (row) => row.lineNumber },
  ...Object.entries(CELLS).map(([field, title]) => ({
    key: field,
    title,
    always: field !== 'lowBelow',
    render: (row: Row) => row.cells[field] ?? '—',
  })),
  { key: 'now', title: '现在记着', align: 'right', render: (row) => (row.onHand === null ? '—' : count(row.onHand)) },
  { key: 'why', title: '怎么处理', always: true, render: (row) => <Why row={row} /> },
];

function Why({ row }: { row: Row }): ReactNode {
  if (row.faults.length > 0) {
    return <span className="import-fault">{row.faults.map(({ message }) => message).join('；')}</span>;
  }
  const counted = Number(row.cells['counted'] ?? Number.NaN);
  if (row.verdict === 'same' || row.onHand === null || Number.isNaN(counted)) return VERDICTS[row.verdict];
  const difference = counted - row.onHand;
  if (difference === 0) return '改预警线';
  return (
    <span className="import-changed">{difference > 0 ? `多${count(difference)}` : `少${count(-difference)}`}</span>
  );
}

interface CheckRowsProps {
  readonly summary: StockImportAnswer;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

function CheckRows({ summary, onAgain, onClose }: CheckRowsProps): ReactNode {
  const path = `${STOCK_IMPORTS_PATH}/${summary.importId}`;
  const change = summary.good;
  const [verdict, setVerdict] = useState<Verdict>(summary.bad > 0 ? 'bad' : 'change');
  const list = useList<Row>(['stock-import', summary.importId], `${path}/rows`, { query: { verdict }, limit: 100 });
  const commit = useAct((_: undefined, key) => api.post<Committed>(`${path}/commit`, { key, timeoutMs: 120_000 }), {
    stale: [STOCK_KEY],
  });
  if (commit.answer !== undefined) {
    const { changed, unchanged, stale } = commit.answer;
    return (
      <ImportResult
        figure={changed}
        unit="行改了"
        lines={[
          unchanged === 0 ? undefined : `${count(unchanged)} 行没变化。`,
          stale.length === 0
            ? undefined
            : `第 ${stale.join('、')} 行刚刚变了（答应给顾客的比数出来的多），核对后再导一次。`,
          summary.bad === 0 ? undefined : `${count(summary.bad)} 行有问题没有导入。`,
        ]}
        back="看库存"
        onAgain={onAgain}
        onClose={onClose}
      />
    );
  }
  const tabs = [
    { value: 'bad', label: VERDICTS.bad, count: summary.bad, urgent: true },
    { value: 'change', label: VERDICTS.change, count: change },
    { value: 'same', label: VERDICTS.same, count: summary.unchanged },
  ];
  return (
    <section aria-label="逐行检查">
      <p className="import-answer">
        <strong>{count(change)}</strong> 行要改
        {summary.bad === 0 ? '，没有问题行。' : `，${count(summary.bad)} 行有问题，改好再传一次就行。`}
      </p>
      <StateTabs label="按处理看" tabs={tabs} value={verdict} onChange={(value) => setVerdict(value as Verdict)}>
        <Button onClick={onAgain}>换个文件</Button>
        <Button type="primary" disabled={change === 0} loading={commit.busy} onClick={() => void commit.run(undefined)}>
          改这 {count(change)} 行
        </Button>
      </StateTabs>
      <ProblemLine problem={commit.problem} />
      <ListTable
        name="stock-import"
        noun={VERDICTS[verdict]}
        measure="行"
        columns={columns}
        list={list}
        idOf={(row) => String(row.lineNumber)}
        empty={{ title: `没有${VERDICTS[verdict]}的行` }}
      />
    </section>
  );
}
