import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '../../../../shared/icons.tsx';
import { Ring } from '../../../../shared/logo.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Jump } from '../../../parts/list-parts.tsx';
import { asProposed, doneSentence } from './supply-draft.ts';
import type { SupplyDesk } from './use-supply-desk.ts';

const CONFLICT = 409;

/** What came of the last decision, with the way back where there is one; or why nothing came of it. */
export function OutcomeBar({ desk }: { desk: SupplyDesk }): ReactNode {
  const { outcome, problem, busy, decide, forget } = desk.decisions;
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem !== undefined) bar.current?.scrollIntoView({ block: 'nearest' });
  }, [problem]);
  // As long as it is asked why, the sentence stands in the dialog.
  if (problem !== undefined && desk.asking === undefined) {
    return (
      <div className="supply-problem" ref={bar}>
        <ProblemLine problem={problem} />
        {problem.status === CONFLICT ? <span>下面已经是最新的，改过的数还在。</span> : null}
        <Button size="small" type="text" onClick={forget}>
          知道了
        </Button>
      </div>
    );
  }
  if (outcome === undefined) return null;
  const [first] = outcome.targets;
  const isOrder = first?.line.kind === 'order';
  const isDone = outcome.targets.some(({ decided }) => decided !== null);
  return (
    <div className="goods-outcome" role="status">
      <p>
        <Ring by="people" />
        <span>
          {doneSentence(outcome.targets)}。{isOrder && isDone ? '记在采购清单上，' : ''}
          {isOrder ? '今天之内都能再改。' : ''}
          {isOrder && outcome.backTo.length === 0 && desk.tab === 'proposed' ? (
            <Jump onClick={() => desk.showTab('taken')}>去看照办的</Jump>
          ) : null}
        </span>
        {outcome.backTo.length === 0 ? null : (
          <Button
            size="small"
            loading={busy}
            aria-keyshortcuts="u"
            onClick={() => void decide({ targets: outcome.backTo.map(asProposed), reason: null, note: '' })}
          >
            改回照建议办 <kbd className="kbd">U</kbd>
          </Button>
        )}
        <Button size="small" type="text" aria-label="知道了" icon={<Icon name="close" size={14} />} onClick={forget} />
      </p>
    </div>
  );
}
