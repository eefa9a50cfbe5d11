import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import type { TaskItem, touchpointDetail } from '#modules/touchpoints/contract';
import { api, type Page } from '../../../shared/api.ts';
import { count, relativeTime, timeLeft } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { useMay } from '../../../shared/session.tsx';
import { Await } from '../../../shared/states.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import { useNow } from '../../../shared/use-now.ts';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { Coverage } from './coverage.tsx';
import { StateMark } from './people-columns.tsx';
import { PATHS, TASKS_KEY, TOUCHPOINTS_KEY } from './touchpoint-paths.ts';
import { MOVE_REASONS, TASK_STATES, type TouchpointState } from './touchpoint-words.ts';

export type TouchpointDetail = z.output<typeof touchpointDetail>;

const TOPICS = ['touchpoint'];

/** One person at the front: what they cover, what they carry, whether they are in service. */
export function useTouchpointPanel(id: string | undefined, onClose: () => void): SidePanelProps | undefined {
  const queryKey = [...TOUCHPOINTS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<TouchpointDetail>(PATHS.person(id ?? ''), { signal }),
    enabled: id !== undefined,
  });
  useLiveQuery(id === undefined ? [] : TOPICS, queryKey);
  const mayEdit = useMay('touchpoint.edit');
  if (id === undefined) return undefined;
  const person = query.data;
  return {
    title: person === undefined ? '触点' : `${person.name} · ${person.roleName}`,
    subtitle: person === undefined ? '' : subtitleOf(person),
    onClose,
    children: (
      <Await query={query}>
        {(found) => (
          <div className="person">
            <Tasks touchpointId={found.touchpointId} />
            <Coverage key={`${found.touchpointId} ${found.communities}`} person={found} mayEdit={mayEdit} />
          </div>
        )}
      </Await>
    ),
    ...(person === undefined || !mayEdit || person.state === 'left' ? {} : { footer: <Moves person={person} /> }),
  };
}

function subtitleOf(person: TouchpointDetail): ReactNode {
  return (
    <>
      {[person.phone, person.storeName ?? person.partnerName, `编号 ${person.externalCode}`]
        .filter(Boolean)
        .join(' · ')}{' '}
      <StateMark state={person.state} />
    </>
  );
}

const MOVES: Readonly<Record<TouchpointState, { verb: string; lead: string }>> = {
  paused: { verb: '暂停', lead: '手上的任务还在，新的不再派给他。随时可以恢复。' },
  active: { verb: '恢复', lead: '恢复以后，新任务会照常派给他。' },
  left: { verb: '结束合作', lead: '结束以后不能再登录，也回不来；没办完的任务会另找人。' },
};

function Moves({ person }: { person: TouchpointDetail }): ReactNode {
  const [to, setTo] = useState<TouchpointState>();
  const moving = useAct(
    (body: { state: TouchpointState; reason: string }, key) =>
      api.post(PATHS.state(person.touchpointId), { body, key }),
    { stale: [TOUCHPOINTS_KEY, TASKS_KEY], onDone: () => setTo(undefined) },
  );
  const usual = person.state === 'active' ? 'paused' : 'active';
  return (
    <>
      <Button onClick={() => setTo('left')}>{MOVES.left.verb}</Button>
      <Button onClick={() => setTo(usual)}>{MOVES[usual].verb}</Button>
      {to === undefined ? null : (
        <ReasonDialog
          title={`${MOVES[to].verb}${person.name}`}
          lead={MOVES[to].lead}
          frequent={MOVE_REASONS[to]}
          verb={MOVES[to].verb}
          busy={moving.busy}
          problem={moving.problem}
          onSubmit={(reason) => void moving.run({ state: to, reason })}
          onClose={() => {
            moving.forget();
            setTo(undefined);
          }}
        />
      )}
    </>
  );
}

const SHOWN_TASKS = 10;

function Tasks({ touchpointId }: { touchpointId: string }): ReactNode {
  const now = useNow();
  const queryKey = [...TASKS_KEY, 'of', touchpointId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.get<Page<TaskItem>>(PATHS.tasks, { query: { touchpointId, limit: SHOWN_TASKS }, signal }),
    enabled: useMay('task.read'),
  });
  useLiveQuery(TASK_TOPICS, queryKey);
  return (
    <section className="person-section" aria-label="任务">
      <h3>最近的任务</h3>
      <Await query={query}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? <p className="person-none">还没有派过任务。</p> : null}
            <ul className="person-tasks">
              {items.map((task) => (
                <li key={task.taskId}>
                  <Link to="/touchpoints/tasks" search={{ task: task.taskId } as never}>
                    {task.communityName} · {task.packageName}
                  </Link>
                  <span className={`task-state task-state-${task.state}`}>{TASK_STATES[task.state]}</span>
                  <small>
                    {task.completedAt === null ? timeLeft(task.dueAt, now) : relativeTime(task.completedAt, now)}
                  </small>
                </li>
              ))}
            </ul>
            {nextCursor === null ? null : <p className="person-none">只列了最近{count(items.length)}个。</p>}
          </>
        )}
      </Await>
    </section>
  );
}

const TASK_TOPICS = ['task'];
