import type { ReactNode } from 'react';
import type { CalendarAnswer } from '#modules/fulfilment/contract';
import { useNow } from '../../../shared/use-now.ts';
import { tellIll } from '../../my/leave-acts.ts';
import { untilChoices, visitsMet } from '../../my/leave-words.ts';
import type { ActEnd } from '../../outbox/use-outbox.ts';
import { ask } from '../../parts/ask.tsx';
import { Chips } from '../../parts/chips.tsx';
import { Sheet } from '../../parts/sheet.tsx';

interface IllSheetProps {
  readonly days: CalendarAnswer['days'];
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onEnd: (end: ActEnd) => void;
}

/** Ill from now on: one tap says how long, one more that it is meant. */
export function IllSheet({ days, open, onClose, onEnd }: IllSheetProps): ReactNode {
  const now = useNow(60_000);
  const choices = untilChoices(now);
  const pick = async (code: string): Promise<void> => {
    const choice = choices.find((each) => each.code === code);
    if (choice === undefined) return;
    onClose();
    const met = visitsMet(days, { from: new Date(now).toISOString(), to: choice.until }).length;
    const content =
      met === 0 ? '从现在起不再派单给你。' : `从现在起不再派单给你，约好的 ${met} 单转给同事，没人接的由店长安排。`;
    const sure = await ask({ title: `休${choice.name}？`, content, confirmText: '我病了', cancelText: '不休' });
    if (sure) onEnd(await tellIll(choice.until, choice.name));
  };
  return (
    <Sheet open={open} title="休到什么时候？" hint="从现在起算。客户只会知道换了人，不会知道原因。" onClose={onClose}>
      <Chips label="休多久" choices={choices} onPick={(code) => void pick(code)} />
    </Sheet>
  );
}
