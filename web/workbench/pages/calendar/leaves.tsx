import type { ReactNode } from 'react';
import type { LeaveItem } from '#modules/fulfilment/contract';
import { useNow } from '../../../shared/use-now.ts';
import { cancelLeave } from '../../my/leave-acts.ts';
import { spanWords } from '../../my/leave-words.ts';
import { useWaitingOps } from '../../my/queries.ts';
import { ILL, LEAVE, leavePath } from '../../my/works-paths.ts';
import { ask } from '../../parts/ask.tsx';
import { WaitingMark } from '../../parts/queue-card.tsx';
import { tellEnd } from '../../parts/tell-end.ts';

interface LeavesProps {
  readonly leaves: readonly LeaveItem[];
  readonly onCancelled: () => void;
}

/** Leave that runs or comes, and what was asked for on this phone and is not sent. */
export function Leaves({ leaves, onCancelled }: LeavesProps): ReactNode {
  const ops = useWaitingOps();
  const asked = ops.filter((op) => op.path === LEAVE || op.path === ILL);
  if (leaves.length === 0 && asked.length === 0) return null;
  return (
    <section aria-labelledby="leaves">
      <h2 id="leaves" className="section-title">
        请的假
      </h2>
      <ul className="row-list">
        {asked.map((op) => (
          <li key={op.opId} className="row">
            <span>{op.label}</span>
            <WaitingMark />
          </li>
        ))}
        {leaves.map((leave) => (
          <li key={leave.leaveId}>
            <Leave
              leave={leave}
              waiting={ops.some((op) => op.path === leavePath(leave.leaveId))}
              onCancelled={onCancelled}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface LeaveProps {
  readonly leave: LeaveItem;
  /** Its cancelling is still on the phone. */
  readonly waiting: boolean;
  readonly onCancelled: () => void;
}

function Leave({ leave, waiting, onCancelled }: LeaveProps): ReactNode {
  const now = useNow(60_000);
  const runs = Date.parse(leave.from) <= now;
  const byStore = leave.enteredBy === 'store' ? '店里登记的，要改找店长' : undefined;
  const verb = runs ? '提前回来' : '销假';
  const cancel = async (): Promise<void> => {
    const title = runs ? '提前回来上班？' : '销掉这次假？';
    const content = `${runs ? '从现在起' : '这段时间'}照常派单。已经转给同事的单不会转回来。`;
    if (!(await ask({ title, content, confirmText: verb, cancelText: runs ? '接着休' : '不销' }))) return;
    onCancelled();
    tellEnd(await cancelLeave(leave), '好，照常派单');
  };
  return (
    <div className="row">
      <span>
        {spanWords(leave.from, leave.to, now)}
        <small>{[leave.reasonName, runs ? '正在休' : '', byStore].filter(Boolean).join(' · ')}</small>
      </span>
      {waiting ? (
        <WaitingMark />
      ) : byStore !== undefined ? null : (
        <button type="button" className="calendar-cancel" onClick={() => void cancel()}>
          {verb}
        </button>
      )}
    </div>
  );
}
