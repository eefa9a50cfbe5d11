import type { ReactNode } from 'react';
import { count } from '../../../shared/format.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { ListTable, type Column } from '../../parts/list-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { cronWords, jobName, jobsAnswer } from './system-words.ts';
import type { Queue } from './system-types.ts';
import { useItems } from './use-items.ts';
import './system.css';

/** 夜里该跑的，跑了没有？ */
export default function JobsPage(): ReactNode {
  const list = useItems<Queue>('/api/system/jobs', 15_000);
  return (
    <PageFrame
      title="定时任务"
      question="夜里该跑的，跑了没有？"
      tabs={<AreaTabs area="system" />}
      {...(list.rows === undefined ? {} : { answer: jobsAnswer(list.rows) })}
    >
      <ListTable
        name="jobs"
        noun="任务"
        measure="项"
        columns={columns}
        list={list}
        idOf={(row) => row.name}
        empty={{ title: '没有定时任务', hint: '这个进程没有开任务。检查一下启动时的设置。' }}
      />
    </PageFrame>
  );
}

const columns: readonly Column<Queue>[] = [
  {
    key: 'what',
    title: '做什么',
    always: true,
    render: (row) => (
      <span className="system-two">
        <strong>{jobName(row.name)}</strong>
        <small>{row.name}</small>
      </span>
    ),
  },
  { key: 'when', title: '什么时候', width: 150, render: (row) => cronWords(row.cron) },
  { key: 'state', title: '状态', width: 120, always: true, render: (row) => stateOf(row) },
  { key: 'active', title: '在跑', width: 90, align: 'right', render: (row) => count(row.active) },
  { key: 'waiting', title: '在等', width: 90, align: 'right', render: (row) => count(row.waiting) },
  { key: 'failed', title: '失败', width: 90, align: 'right', render: (row) => count(row.failed) },
];

function stateOf(queue: Queue): ReactNode {
  if (queue.failed > 0) return <StateWord tone="bad">有失败</StateWord>;
  if (queue.active > 0) return <StateWord tone="system">正在跑</StateWord>;
  return <StateWord tone="good">没有失败</StateWord>;
}
