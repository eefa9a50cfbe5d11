import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { dayWithWeekday } from '../../shared/format.ts';
import { Await, Empty } from '../../shared/states.tsx';
import { useMay } from '../../shared/session.tsx';
import { useNow } from '../../shared/use-now.ts';
import { dueWords, type Due } from '../my/due.ts';
import { leadsQuery, tasksQuery, useWaitingOps } from '../my/queries.ts';
import { useTradeToday } from '../my/use-trade-today.ts';
import { leadsWithoutVisit, mergeQueue, type QueueItem } from '../my/queue.ts';
import { visitsQuery } from '../my/visit-queries.ts';
import { isAhead, isToday, visitsAfter } from '../my/visit-steps.ts';
import { projectsQuery } from '../my/works-queries.ts';
import { projectsAfter, worksToday } from '../my/works-steps.ts';
import { visitDue } from '../my/visit-words.ts';
import { leadsAfter, tasksAfter } from '../my/waiting.ts';
import { AsOf } from '../parts/as-of.tsx';
import { CardSkeletons } from '../parts/card-skeletons.tsx';
import { Page } from '../parts/page.tsx';
import { PullToRefresh } from '../parts/pull-to-refresh.tsx';
import { LeadCard } from './today/lead-card.tsx';
import { SignalBar } from './today/signal-bar.tsx';
import { TaskCard, type CardProps } from './today/task-card.tsx';
import { TradeCardView } from './today/trade-card.tsx';
import { VisitCard } from './today/visit-card.tsx';
import { WorksCard } from './today/works-card.tsx';

/** Home: one queue of tasks, leads, today's visits, works, group buys and goods, the most urgent first. */
export function Today(): ReactNode {
  const client = useQueryClient();
  const now = useNow(30_000);
  const tasks = useQuery(tasksQuery('open'));
  const leads = useQuery(leadsQuery('open'));
  const goes = useMay('visit.act');
  const visits = useQuery({ ...visitsQuery(), enabled: goes });
  const projects = useQuery({ ...projectsQuery(), enabled: goes });
  const ops = useWaitingOps();
  const ahead = visitsAfter(visits.data?.items ?? [], ops).filter(({ item }) => isAhead(item));
  const queue = mergeQueue(
    tasksAfter(tasks.data?.items ?? [], ops),
    leadsWithoutVisit(leadsAfter(leads.data?.items ?? [], ops), ahead),
    ahead.filter(({ item }) => isToday(item.startsAt, now)),
    worksToday(projectsAfter(projects.data?.items ?? [], ops), visits.data?.items ?? [], now),
    useTradeToday(ops, now),
  );
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
  const late = queue.filter((item) => dueOf(item, now)?.degree === 'late').length;
  return `${day}，${queue.length} 件待办${late > 0 ? `，${late} 件超时` : ''}`;
}

function dueOf(item: QueueItem, now: number): Due | undefined {
  if (item.kind === 'visit') return visitDue(item.of.item, now);
  return item.kind === 'works' || item.kind === 'trade' ? undefined : dueWords(item.dueAt, now);
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
        return <li key={item.id}>{cardOf(item, shared)}</li>;
      })}
    </ul>
  );
}

function cardOf(item: QueueItem, shared: Omit<CardProps<never>, 'of'>): ReactNode {
  switch (item.kind) {
    case 'task':
      return <TaskCard of={item.of} {...shared} />;
    case 'lead':
      return <LeadCard of={item.of} {...shared} />;
    case 'visit':
      return <VisitCard of={item.of} {...shared} />;
    case 'works':
      return <WorksCard of={item.of} {...shared} />;
    case 'trade':
      return <TradeCardView of={item.of} {...shared} />;
  }
}
