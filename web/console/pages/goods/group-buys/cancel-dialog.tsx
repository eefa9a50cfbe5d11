import { Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { ProblemLine } from '../../../../shared/states.tsx';
import { ActDialog } from '../../../parts/act-dialog.tsx';
import { CANCEL_REASONS, type CancelReason } from './group-buy-words.ts';

interface CancelDialogProps {
  readonly title: string;
  /** What happens to what was ordered. */
  readonly lead: string;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onSubmit: (reason: CancelReason) => void;
  readonly onClose: () => void;
}

/** Asks why something is called off; it cannot be taken back, so it is not done without a reason. */
export function CancelDialog({ title, lead, busy, problem, onSubmit, onClose }: CancelDialogProps): ReactNode {
  const [reason, setReason] = useState<CancelReason>();
  return (
    <ActDialog
      title={title}
      width={440}
      verb="取消，钱都退回"
      danger
      ready={reason !== undefined}
      busy={busy}
      onAct={() => reason !== undefined && onSubmit(reason)}
      onClose={onClose}
    >
      <div className="cancel-dialog">
        <p>{lead}</p>
        <Radio.Group
          aria-label="为什么取消"
          value={reason ?? null}
          onChange={(event) => setReason(event.target.value as CancelReason)}
        >
          {Object.entries(CANCEL_REASONS).map(([value, label]) => (
            <Radio key={value} value={value}>
              {label}
            </Radio>
          ))}
        </Radio.Group>
        <ProblemLine problem={problem} />
      </div>
    </ActDialog>
  );
}
