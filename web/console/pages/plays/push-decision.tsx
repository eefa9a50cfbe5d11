import { Button } from 'antd';
import type { ReactNode } from 'react';
import { count } from '../../../shared/format.ts';

interface PushDecisionProps {
  readonly subjects: readonly unknown[];
  readonly busy: boolean;
  readonly onAccept: () => void;
  readonly onDismiss: () => void;
}

/** Accept or dismiss what the system proposes as the main push of one community or of many. */
export function PushDecision({ subjects, busy, onAccept, onDismiss }: PushDecisionProps): ReactNode {
  const many = subjects.length > 1 ? `这${count(subjects.length)}个` : '';
  return (
    <>
      <Button disabled={busy} onClick={onDismiss}>
        不采纳{many}
      </Button>
      <Button type="primary" loading={busy} onClick={onAccept}>
        采纳{many}
      </Button>
    </>
  );
}
