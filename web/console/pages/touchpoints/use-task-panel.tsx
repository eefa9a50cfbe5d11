import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { TaskDetail } from '#modules/touchpoints/contract';
import { api } from '../../../shared/api.ts';
import { dateTime, timeLeft } from '../../../shared/format.ts';
import { Ring } from '../../../shared/logo.tsx';
import { Reasons } from '../../../shared/reasons.tsx';
import { useMay } from '../../../shared/session.tsx';
import { Await } from '../../../shared/states.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import { useNow } from '../../../shared/use-now.ts';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { PlaceForm } from './place-form.tsx';
import { timelineOf, type Step } from './task-timeline.ts';
import { PATHS, TASKS_KEY } from './touchpoint-paths.ts';
import { TASK_STATES } from './touchpoint-words.ts';

const TOPICS = ['task'];
/** What can still be given to somebody else. */
const PLACEABLE = new Set<TaskDetail['state']>(['offered', 'accepted', 'unplaced']);

/** One task: who was asked and what they said, what is to be done, and the way to give it to somebody by hand. */
export function useTaskPanel(id: string | undefined, onClose: () => void): SidePanelProps | undefined {
  const queryKey = [...TASKS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<TaskDetail>(PATHS.task(id ?? ''), { signal }),
    enabled: id !== undefined,
  });
  useLiveQuery(id === undefined ? [] : TOPICS, queryKey);
  if (id === undefined) return undefined;
  const task = query.data;
  return {
    title: task === undefined ? '任务' : task.communityName,
    subtitle: task === undefined ? '' : `${TASK_STATES[task.state]} · ${task.packageName} · ${task.cityName}`,
    onClose,
    children: <Await query={query}>{(found) => <Task key={found.taskId} task={found} />}</Await>,
  };
}

function Task({ task }: { task: TaskDetail }): ReactNode {
  const now = useNow();
  const mayPlace = useMay('task.place') && PLACEABLE.has(task.state);
  const [placing, setPlacing] = useState(false);
  return (
    <div className="person">
      {mayPlace && (placing || task.state === 'unplaced') ? (
        <PlaceForm task={task} onDone={() => setPlacing(false)} />
      ) : null}
      <section className="person-section" aria-label="问过谁">
        <header>
          <h3>问过谁</h3>
          {mayPlace && !placing && task.state !== 'unplaced' ? (
            <Button size="small" onClick={() => setPlacing(true)}>
              改派
            </Button>
          ) : null}
        </header>
        <Timeline steps={timelineOf(task)} />
      </section>
      <section className="person-section" aria-label="要做的">
        <h3>{task.headline}</h3>
        <p className="task-due">
          {task.completedAt === null
            ? `${dateTime(task.dueAt, now)}前做完，${timeLeft(task.dueAt, now)}`
            : `${dateTime(task.completedAt, now)}做完`}
        </p>
        <p className="task-script">{task.script}</p>
        {task.hasEvidence ? (
          <a href={`${PATHS.task(task.taskId)}/evidence`} target="_blank" rel="noreferrer">
            <img className="task-evidence" src={`${PATHS.task(task.taskId)}/evidence`} alt="触点传的转发凭证" />
          </a>
        ) : null}
        <Link to="/plays" search={{ state: 'approved', play: task.playId } as never}>
          看它的方案
        </Link>
      </section>
      <section className="person-section" aria-label="为什么在这里做">
        <h3>为什么在这里做</h3>
        <Reasons reasons={task.reasons.map((sentence) => ({ sentence }))} />
      </section>
    </div>
  );
}

/** Teal: the system asked. Orange: people answered. What went on to somebody else is struck out. */
function Timeline({ steps }: { steps: readonly Step[] }): ReactNode {
  const now = useNow();
  return (
    <ol className="timeline">
      {steps.map((step) => (
        <li key={`${step.text} ${step.at}`} className={`timeline-${step.kind}`}>
          <Ring by={step.by} />
          <div>
            <p>
              <span className="timeline-text">{step.text}</span>
              {step.at === '' ? null : <time dateTime={step.at}>{dateTime(step.at, now)}</time>}
            </p>
            {step.why === undefined ? null : <p className="timeline-why">{step.why}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
