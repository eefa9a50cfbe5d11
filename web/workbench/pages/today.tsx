import { useQuery, useQueryClient } from '@tanstack/react-query';
import { PullToRefresh } from 'antd-mobile';
import { useState, type ReactNode } from 'react';
import { dayWithWeekday } from '../../shared/format.ts';
import { Await, Empty } from '../../shared/states.tsx';
import { useNow } from '../../shared/use-now.ts';
import { dueWords } from '../my/due.ts';
import { leadsQuery, tasksQuery, useWaitingOps } from '../my/queries.ts';
import { mergeQueue, type QueueItem } from '../my/queue.ts';
import { leadsAfter, tasksAfter } from '../my/waiting.ts';
import { AsOf } from '../parts/as-of.tsx';
import { CardSkeletons } from '../parts/card-skeletons.tsx';
import { Page } from '../parts/page.tsx';
import { LeadCard } from './today/lead-card.tsx';
import { SignalBar } from './today/signal-bar.tsx';
import { TaskCard } from './today/task-card.tsx';

/** Home: one queue of tasks and leads, the most urgent first. */
export function Today(): ReactNode {
  const client = useQueryClient();
  const now = useNow(30_000);
  const tasks = useQuery(tasksQuery('open'));
  const leads = useQuery(leadsQuery('open'));
  const ops = useWaitingOps();
  const queue = mergeQueue(tasksAfter(tasks.data?.items ?? [], ops), leadsAfter(leads.data?.items ?? [], ops));
  const whole = tasks.data === undefined ? leads : tasks;
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ['my'] });
  return (
    <Page
      title="今日"
      answer={tasks.isPending || leads.isPending ? dayWithWeekday(now) : answerOf(queue, now)}
      next={<SignalBar />}
    >
      <PullToRefresh onRefresh={refresh}>
        <div className="page-stack">
          <AsOf query={whole} />
          <Await
            query={{ ...whole, isPending: tasks.isPending || leads.isPending, data: bothOf(tasks, leads) }}
            loading={<CardSkeletons />}
          >
            {() => <Queue queue={queue} now={now} />}
          </Await>
        </div>
      </PullToRefresh>
    </Page>
  );
}

/** Both lists, or whichever there is when the other cannot be had: half a queue is better than none. */
function bothOf(
  tasks: { readonly data: unknown; readonly isPending: boolean },
  leads: { readonly data: unknown; readonly isPending: boolean },
): true | undefined {
  if (tasks.isPending || leads.isPending) return undefined;
  return tasks.data === undefined && leads.data === undefined ? undefined : true;
}

function answerOf(queue: readonly QueueItem[], now: number): string {
  const day = dayWithWeekday(now);
  if (queue.length === 0) return day;
  const late = queue.filter((item) => dueWords(item.dueAt, now)?.degree === 'late').length;
  return `${day}，${queue.length} 件待办${late > 0 ? `，${late} 件超时` : ''}`;
}

function Queue({ queue, now }: { queue: readonly QueueItem[]; now: number }): ReactNode {
  // What was there at the first look does not slide in; what comes later does.
  const [known] = useState(() => new Set(queue.map((item) => item.id)));
  if (queue.length === 0) {
    return <Empty title="今天没有待办" hint="有新任务会第一时间出现在这里。听到邻居说什么，可以在下面报一声。" />;
  }
  return (
    <ul className="page-stack" aria-label="待办">
      {queue.map((item, at) => {
        const shared = { now, first: at === 0, fresh: !known.has(item.id) };
        return (
          <li key={item.id}>
            {item.kind === 'task' ? <TaskCard of={item.of} {...shared} /> : <LeadCard of={item.of} {...shared} />}
          </li>
        );
      })}
    </ul>
  );
}
