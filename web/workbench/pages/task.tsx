import { useEffect, useState, type ReactNode } from 'react';
import type { MyTask } from '#modules/touchpoints/contract';
import { yuan } from '../../shared/format.ts';
import { Reasons } from '../../shared/reasons.tsx';
import { Await } from '../../shared/states.tsx';
import { useNow } from '../../shared/use-now.ts';
import { acceptTask } from '../my/acts.ts';
import { dueWords } from '../my/due.ts';
import { useTask, useWaitingOps } from '../my/queries.ts';
import { readPath, TASKS } from '../my/paths.ts';
import { taskAfter } from '../my/waiting.ts';
import { nameOf, RESULT_CHOICES } from '../my/words.ts';
import { AsOf } from '../parts/as-of.tsx';
import { CardSkeletons } from '../parts/card-skeletons.tsx';
import { DueMark } from '../parts/due-mark.tsx';
import { Page } from '../parts/page.tsx';
import { WaitingMark } from '../parts/queue-card.tsx';
import { dropHash, goBack } from '../../shared/router.tsx';
import { DeclineSheet } from './task/decline-sheet.tsx';
import { Evidence } from './task/evidence.tsx';
import { ForwardSheet } from './task/forward-sheet.tsx';
import { Kit } from './task/kit.tsx';
import { ResultSheet } from './task/result-sheet.tsx';
import { TaskLeads } from './task/task-leads.tsx';

type Opened = 'forward' | 'result' | 'decline' | undefined;

/** One task: why here and why me, the material, and what to do next at the bottom. */
export function TaskPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const taskId = params['taskId'] ?? '';
  const query = useTask(taskId);
  const own = useWaitingOps().filter((op) => readPath(TASKS, op.path)?.id === taskId);
  return (
    <Await
      query={query}
      loading={
        <Page title="任务" parent="/">
          <CardSkeletons cards={2} />
        </Page>
      }
    >
      {(fetched) => {
        const task = own.reduce<MyTask>((one, op) => after(one, op.path, op), fetched);
        return <TaskView task={task} waiting={own.length > 0} asOf={<AsOf query={query} />} />;
      }}
    </Await>
  );
}

function after(task: MyTask, path: string, op: Parameters<typeof taskAfter>[2]): MyTask {
  const verb = readPath(TASKS, path)?.verb ?? '';
  return taskAfter(task, verb, op) ?? { ...task, state: 'done' };
}

/** What the address asks to have open, once: `#forward`, `#result`. */
function useOpened(): [Opened, (next: Opened) => void] {
  const [opened, setOpened] = useState<Opened>(() => {
    const wanted = location.hash.slice(1);
    return wanted === 'forward' || wanted === 'result' ? wanted : undefined;
  });
  useEffect(dropHash, []);
  return [opened, setOpened];
}

function TaskView({ task, waiting, asOf }: { task: MyTask; waiting: boolean; asOf: ReactNode }): ReactNode {
  const [opened, setOpened] = useOpened();
  const now = useNow(30_000);
  const open = task.state === 'offered' || task.state === 'accepted' || task.state === 'forwarded';
  const close = (): void => setOpened(undefined);
  const leave = (): void => goBack('/');
  return (
    <Page
      title={task.packageName}
      parent="/"
      answer={`${task.communityName} · ${yuan(task.priceFen)}`}
      {...(open ? { next: <Next task={task} onOpen={setOpened} /> } : {})}
    >
      {asOf}
      <div className="task-state">
        <strong>{STATE_NAMES[task.state]}</strong>
        {waiting ? <WaitingMark /> : null}
        {open ? <DueMark due={dueWords(task.dueAt, now)} /> : null}
        {task.outcome === null ? null : <span>{nameOf(RESULT_CHOICES, task.outcome)}</span>}
      </div>
      <section className="card card-system" aria-labelledby="why">
        <h2 id="why">为什么是这里，为什么找你</h2>
        <Reasons reasons={[...task.reasons, task.why].map((sentence) => ({ sentence }))} />
      </section>
      <Kit task={task} />
      {task.forwardedAt === null ? null : <Evidence task={task} />}
      <TaskLeads taskId={task.taskId} />
      {task.state === 'offered' || task.state === 'accepted' ? (
        <button type="button" className="button button-quiet" onClick={() => setOpened('decline')}>
          不接，转给别人
        </button>
      ) : null}
      {task.state === 'forwarded' ? (
        <button type="button" className="button button-quiet" onClick={() => setOpened('forward')}>
          再转发一次
        </button>
      ) : null}
      <ForwardSheet task={task} open={opened === 'forward'} onClose={close} />
      <ResultSheet task={task} open={opened === 'result'} onClose={close} onDone={leave} />
      <DeclineSheet task={task} open={opened === 'decline'} onClose={close} onDeclined={leave} />
    </Page>
  );
}

const STATE_NAMES: Readonly<Record<MyTask['state'], string>> = {
  offered: '等你接单',
  accepted: '已接单，还没转发',
  forwarded: '已转发，等你说说反响',
  done: '已完成',
  unplaced: '已转给别人',
  expired: '已过期',
  withdrawn: '已撤回',
};

function Next({ task, onOpen }: { task: MyTask; onOpen: (opened: Opened) => void }): ReactNode {
  if (task.state === 'forwarded') {
    return (
      <button type="button" className="button button-main" onClick={() => onOpen('result')}>
        说说反响
      </button>
    );
  }
  const forward = (): void => {
    if (task.state === 'offered') void acceptTask(task);
    onOpen('forward');
  };
  return (
    <button type="button" className="button button-main" onClick={forward}>
      {task.state === 'offered' ? '接单并转发' : '去转发'}
    </button>
  );
}
