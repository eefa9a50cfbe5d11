import type { ReactNode } from 'react';
import type { MyTask } from '#modules/touchpoints/contract';
import { completeTask } from '../../my/acts.ts';
import { RESULT_CHOICES, type TaskResult } from '../../my/words.ts';
import { Chips } from '../../parts/chips.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { tellEnd } from '../../parts/tell-end.ts';

interface ResultSheetProps {
  readonly task: MyTask;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** How it went, in one tap: what the next proposal for this community learns from. */
export function ResultSheet({ task, open, onClose, onDone }: ResultSheetProps): ReactNode {
  const complete = async (result: TaskResult): Promise<void> => {
    onClose();
    onDone();
    tellEnd(await completeTask(task, result), '记下了，下次给这个小区推什么会参考');
  };
  return (
    <Sheet open={open} title="邻居反响怎么样？" hint="点一个就完成了。照实说，系统才学得准。" onClose={onClose}>
      <Chips label="反响" choices={RESULT_CHOICES} onPick={(result) => void complete(result)} />
    </Sheet>
  );
}
