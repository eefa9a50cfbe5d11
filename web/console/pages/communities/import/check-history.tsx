import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { commitFileAnswer, FaultsAnswer, FileImportAnswer } from '#modules/cdp/contract';
import type { z } from 'zod';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { ImportResult } from '../../../parts/import-result.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { useList } from '../../../parts/use-list.ts';
import { COMMUNITIES_KEY } from '../community-words.ts';
import type { ImportKindFacts } from './import-kinds.ts';

type FaultyRow = FaultsAnswer['items'][number];
type Committed = z.infer<typeof commitFileAnswer>;

interface CheckHistoryProps {
  readonly summary: FileImportAnswer;
  readonly facts: ImportKindFacts;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

const columns: readonly Column<FaultyRow>[] = [
  { key: 'line', title: '行', width: 80, align: 'right', always: true, render: (row) => row.lineNumber },
  {
    key: 'why',
    title: '为什么进不来',
    always: true,
    render: (row) => <span className="import-fault">{row.faults.map((fault) => fault.message).join('；')}</span>,
  },
];

/** The second step for orders, people and posts: only the bad rows are listed, for there may be 300,000 good ones. */
export function CheckHistory({ summary, facts, onAgain, onClose }: CheckHistoryProps): ReactNode {
  const path = `/api/cdp/imports/${summary.importId}`;
  const list = useList<FaultyRow>(['file-import', summary.importId], `${path}/faults`, { limit: 100 });
  const commit = useAct(
    (lines: 'all', key) => api.post<Committed>(`${path}/commit`, { body: { lines }, key, timeoutMs: 300_000 }),
    { stale: [COMMUNITIES_KEY] },
  );
  if (commit.answer !== undefined) {
    const { recorded, known, refused } = commit.answer;
    const lines = [
      known === 0 ? undefined : `${count(known)} 行以前导过，没有重复计。`,
      refused === 0 ? undefined : `${count(refused)} 行的身份信息不能用（比如占位号码），没有记。`,
      summary.bad === 0 ? undefined : `${count(summary.bad)} 行有问题没有导入。`,
      '讨论、订单和会员数会在几秒内跟上。',
    ];
    return (
      <ImportResult
        figure={recorded}
        unit={`${facts.unit}进来了`}
        lines={lines}
        back="看小区"
        onAgain={onAgain}
        onClose={onClose}
      />
    );
  }
  return (
    <section aria-label="逐行检查">
      <div className="import-bar">
        <p className="import-answer">
          <strong>{count(summary.good)}</strong> {facts.unit}可以导入
          {summary.bad === 0 ? '，没有问题行。' : `，${count(summary.bad)} 行有问题，列在下面。`}
        </p>
        <Button onClick={onAgain}>换个文件</Button>
        <Button
          type="primary"
          disabled={summary.good === 0}
          loading={commit.busy}
          onClick={() => void commit.run('all')}
        >
          导入这 {count(summary.good)} 行
        </Button>
      </div>
      <ProblemLine problem={commit.problem} />
      {summary.bad === 0 ? null : (
        <ListTable
          name="file-import"
          noun="问题行"
          columns={columns}
          list={list}
          idOf={(row) => String(row.lineNumber)}
          empty={{ title: '没有问题行' }}
        />
      )}
    </section>
  );
}
