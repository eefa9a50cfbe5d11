import { useState, type ReactNode } from 'react';
import type { MyTask } from '#modules/touchpoints/contract';
import { acceptTask } from '../../my/acts.ts';
import { dueWords } from '../../my/due.ts';
import type { WithWaiting } from '../../my/waiting.ts';
import { QueueCard } from '../../parts/queue-card.tsx';
import { navigate } from '../../../shared/router.tsx';
import { DeclineSheet } from '../task/decline-sheet.tsx';

export interface CardProps<T> {
  readonly of: WithWaiting<T>;
  readonly now: number;
  /** The first card carries the filled button: one next action on the screen. */
  readonly first: boolean;
  readonly fresh: boolean;
}

/** A task in the queue; its button does the next thing. */
export function TaskCard({ of: { item: task, waiting }, now, first, fresh }: CardProps<MyTask>): ReactNode {
  const [declining, setDeclining] = useState(false);
  const page = `/tasks/${task.taskId}`;
  const next = NEXT[task.state] ?? NEXT.accepted;
  const go = (): void => {
    if (task.state === 'offered') void acceptTask(task);
    navigate(`${page}#${next.opens}`);
  };
  return (
    <QueueCard
      to={page}
      who={task.communityName}
      what={`${next.what}「${task.packageName}」`}
      why={task.reasons[0] ?? task.why}
      by="system"
      due={dueWords(task.dueAt, now)}
      waiting={waiting}
      fresh={fresh}
    >
      <button type="button" className={first ? 'button button-main' : 'button button-second'} onClick={go}>
        {next.verb}
      </button>
      {task.state === 'offered' ? (
        <button type="button" className="button button-quiet" onClick={() => setDeclining(true)}>
          不接
        </button>
      ) : null}
      <DeclineSheet task={task} open={declining} onClose={() => setDeclining(false)} />
    </QueueCard>
  );
}

const NEXT = {
  offered: { verb: '接单并转发', what: '转发', opens: 'forward' },
  accepted: { verb: '去转发', what: '转发', opens: 'forward' },
  forwarded: { verb: '说说反响', what: '已转发', opens: 'result' },
} as Record<MyTask['state'], { verb: string; what: string; opens: string }> & {
  accepted: { verb: string; what: string; opens: string };
};
