import type { ReactNode } from 'react';
import type { MyTask } from '#modules/touchpoints/contract';
import { declineTask } from '../../my/acts.ts';
import { DECLINE_CHOICES, type DeclineReason } from '../../my/words.ts';
import { Chips } from '../../parts/chips.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { tellEnd } from '../../parts/tell-end.ts';

interface DeclineSheetProps {
  readonly task: MyTask;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDeclined?: () => void;
}

/** Saying no costs one tap, and the reason teaches who plans. */
export function DeclineSheet({ task, open, onClose, onDeclined }: DeclineSheetProps): ReactNode {
  const decline = async (reason: DeclineReason): Promise<void> => {
    onClose();
    onDeclined?.();
    const end = await declineTask(task, reason);
    const passedOn = end.kind === 'done' && (end.answer as { passedOn: boolean }).passedOn;
    tellEnd(end, passedOn ? '好的，任务已转给下一位同事' : '好的，这个小区没有别人可派了，店里会另外安排');
  };
  return (
    <Sheet open={open} title="为什么不接？" hint="点一个就行，任务会转给下一位同事。" onClose={onClose}>
      <Chips label="不接的原因" choices={DECLINE_CHOICES} onPick={(reason) => void decline(reason)} />
    </Sheet>
  );
}
