import { Button } from 'antd';
import type { ReactNode } from 'react';
import { count } from '../../../shared/format.ts';
import { sumSentence } from './play-outcome.ts';
import type { PlayDesk } from './use-play-desk.ts';

/** What can be done with the chosen plays, and what approving them would take on. */
export function BulkBar({ desk }: { desk: PlayDesk }): ReactNode {
  const { chosen, decisions } = desk;
  if (chosen.length === 0) return null;
  return (
    <div className="bulk-bar" role="region" aria-label="选上的方案">
      <p>
        <strong>选上了{count(chosen.length)}份</strong>
        <span>{sumSentence(chosen)}</span>
      </p>
      <Button type="text" onClick={() => desk.choose([])}>
        取消选择
      </Button>
      <Button disabled={decisions.busy} onClick={() => desk.ask({ decision: 'rejected', subjects: chosen })}>
        驳回{count(chosen.length)}份
      </Button>
      <Button type="primary" loading={decisions.busy} onClick={() => void decisions.approve(chosen)}>
        批准{count(chosen.length)}份
      </Button>
    </div>
  );
}
