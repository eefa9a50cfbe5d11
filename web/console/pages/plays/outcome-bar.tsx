import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';
import { Ring } from '../../../shared/logo.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { labelOf, outcomeSentence, type Outcome } from './play-outcome.ts';
import { UNDO_REASON } from './play-words.ts';
import type { PlayDesk } from './use-play-desk.ts';

/** What came of the last decision: what was done, with the way back, and one by one what was not and why. */
export function OutcomeBar({ desk }: { desk: PlayDesk }): ReactNode {
  const { outcome, problem, busy, withdraw, forget } = desk.decisions;
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if ((outcome?.refused.length ?? 0) > 0 || problem !== undefined) bar.current?.scrollIntoView({ block: 'nearest' });
  }, [outcome, problem]);
  if (problem !== undefined && desk.asking === undefined) {
    return (
      <div className="outcome-problem" ref={bar}>
        <ProblemLine problem={problem} />
      </div>
    );
  }
  if (outcome === undefined) return null;
  const undoable = outcome.decision === 'approved' && outcome.done.length > 0;
  return (
    <div className="outcome-bar" role="status" ref={bar}>
      <p className="outcome-line">
        <Ring by="people" />
        <span>
          {outcomeSentence(outcome)}
          {undoable ? '。任务这就派给触点，没转发之前都能撤回。' : '。'}
        </span>
        {undoable ? (
          <Button size="small" loading={busy} onClick={() => void withdraw(outcome.done, UNDO_REASON)}>
            撤回 <kbd className="kbd">U</kbd>
          </Button>
        ) : null}
        <Button size="small" type="text" aria-label="知道了" icon={<Icon name="close" size={14} />} onClick={forget} />
      </p>
      <Refused outcome={outcome} onOpen={desk.open} />
    </div>
  );
}

function Refused({ outcome, onOpen }: { outcome: Outcome; onOpen: (id: string) => void }): ReactNode {
  if (outcome.refused.length === 0) return null;
  return (
    <ul className="outcome-refused">
      {outcome.refused.map((item) => (
        <li key={item.id}>
          <button type="button" onClick={() => onOpen(item.id)}>
            {labelOf(item)}
          </button>
          <span>{item.message ?? '没有做成，打开看看。'}</span>
        </li>
      ))}
    </ul>
  );
}
