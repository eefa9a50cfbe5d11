import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, type Query } from '../../../../shared/api.ts';
import { relativeTime } from '../../../../shared/format.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import type { PlayRow } from '#modules/intelligence/contract';
import { STATE_NAMES } from '../../plays/play-words.ts';
import { COMMUNITIES_KEY } from '../community-words.ts';

interface Few<Item> {
  readonly items: readonly Item[];
}

/** The first of what another area holds about a community. */
function useFew<Item>(path: string, query: Query, permission: string): UseQueryResult<Few<Item>, ApiProblem> {
  const may = useMay(permission);
  return useQuery({
    queryKey: [...COMMUNITIES_KEY, 'in', path, query],
    queryFn: ({ signal }) => api.get<Few<Item>>(path, { query, signal }),
    enabled: may,
  });
}

interface SectionProps<Item> {
  readonly title: string;
  readonly query: UseQueryResult<Few<Item>, ApiProblem>;
  /** What is said when there is nothing. */
  readonly none: string;
  readonly more?: ReactNode;
  readonly children: (item: Item) => ReactNode;
}

function Section<Item>({ title, query, none, more, children }: SectionProps<Item>): ReactNode {
  if (query.fetchStatus === 'idle' && query.data === undefined && query.error === null) return null;
  return (
    <section aria-label={title}>
      <h3>
        {title} {more}
      </h3>
      {query.error === null ? null : <ProblemLine problem={query.error} />}
      {query.data?.items.length === 0 ? <p className="community-none">{none}</p> : null}
      <ul className="community-lines">{query.data?.items.map((item) => children(item))}</ul>
    </section>
  );
}

interface Membership {
  readonly audienceId: string;
  readonly name: string;
  readonly enteredAt: string;
  readonly why: string;
}

export function InAudiences({ communityId }: { communityId: string }): ReactNode {
  const query = useFew<Membership>(`/api/cdp/communities/${communityId}/audiences`, {}, 'audience.read');
  return (
    <Section title="圈在哪些人群里" query={query} none="现在不在任何人群里。">
      {(item) => (
        <li key={item.audienceId}>
          <span>
            <Link to="/audiences" search={{ open: item.audienceId } as never}>
              {item.name}
            </Link>
            <small>{item.why}</small>
          </span>
          <small>{relativeTime(item.enteredAt)}进来</small>
        </li>
      )}
    </Section>
  );
}

export function InPlays({ communityId }: { communityId: string }): ReactNode {
  const query = useFew<PlayRow>('/api/intelligence/plays', { communityId, limit: 3 }, 'play.read');
  const all = (
    <Link to="/plays" search={{ community: communityId } as never}>
      全部
    </Link>
  );
  return (
    <Section title="方案" query={query} none="还没有出过方案。" more={all}>
      {(play) => (
        <li key={play.id}>
          <span>
            <Link to="/plays" search={{ community: communityId, state: play.state, play: play.id } as never}>
              {play.headline}
            </Link>
            <small>{play.packageName}</small>
          </span>
          <small>
            {STATE_NAMES[play.state]} · {relativeTime(play.proposedAt)}
          </small>
        </li>
      )}
    </Section>
  );
}

interface Task {
  readonly taskId: string;
  readonly headline: string;
  readonly state: string;
  readonly touchpointName: string | null;
  readonly roleName: string | null;
  readonly offeredAt: string;
}

const TASK_STATES: Readonly<Record<string, string>> = {
  offered: '待接单',
  accepted: '已接单',
  forwarded: '已转发',
  done: '已完成',
  unplaced: '没人接',
  expired: '过期',
  withdrawn: '已撤回',
};

export function InTasks({ communityId }: { communityId: string }): ReactNode {
  const query = useFew<Task>('/api/touchpoints/tasks', { communityId, limit: 3 }, 'task.read');
  const all = (
    <Link to="/touchpoints/tasks" search={{ community: communityId } as never}>
      全部
    </Link>
  );
  return (
    <Section title="任务" query={query} none="还没有派过任务。" more={all}>
      {(task) => (
        <li key={task.taskId}>
          <span>
            {task.headline}
            <small>{task.touchpointName === null ? '' : `${task.roleName ?? ''} ${task.touchpointName}`}</small>
          </span>
          <small>
            {TASK_STATES[task.state] ?? task.state} · {relativeTime(task.offeredAt)}
          </small>
        </li>
      )}
    </Section>
  );
}
