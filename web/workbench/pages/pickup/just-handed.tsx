import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { HandOverItem } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { timeOfDay } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { span } from '../../my/due.ts';
import { isRedeem, redeemBodyOf } from '../../my/hand-over-list.ts';
import { dropRedeem } from '../../my/pickup-acts.ts';
import { handOversQuery } from '../../my/pickup-queries.ts';
import { useWaitingOps } from '../../my/queries.ts';
import { undoPath } from '../../my/trade-paths.ts';
import { Chips } from '../../parts/chips.tsx';
import { WaitingMark } from '../../parts/queue-card.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { say } from '../../parts/toast.tsx';
import type { MyPointOfDay } from './use-point.ts';

const UNDO_CHOICES = [
  { code: 'wrong_person', name: '给错人了' },
  { code: 'wrong_items', name: '拿错商品了' },
  { code: 'tapped_wrong', name: '点错了' },
  { code: 'customer_returned', name: '邻居当场退回' },
] as const;
type UndoReason = (typeof UNDO_CHOICES)[number]['code'];

/** What was handed over just now and can still be taken back: by the server, or before it was sent. */
export function JustHanded({ point }: { point: MyPointOfDay }): ReactNode {
  const now = useNow(5_000);
  const [undoing, setUndoing] = useState<HandOverItem>();
  const made = useQuery(handOversQuery(point.pickupPointId)).data?.items ?? [];
  const waiting = useWaitingOps().filter(
    (op) => isRedeem(op) && redeemBodyOf(op).pickupPointId === point.pickupPointId,
  );
  const fresh = made.filter((it) => it.undoneAt === null && it.undoUntil !== null && Date.parse(it.undoUntil) > now);
  const undo = useAct(
    ({ handOverId, reason }: { handOverId: string; reason: UndoReason }, key: string) =>
      api.post<HandOverItem>(undoPath(handOverId), { body: { reason }, key }),
    {
      stale: [['my']],
      onDone: () => {
        setUndoing(undefined);
        say('撤销了，货还记在他名下');
      },
    },
  );
  if (waiting.length + fresh.length === 0) return null;
  return (
    <section aria-label="刚交的">
      <ul className="row-list">
        {waiting.map((op) => (
          <li key={op.opId} className="row">
            <span>
              {op.label}
              <WaitingMark />
            </span>
            <button type="button" className="button button-quiet undo" onClick={() => void dropRedeem(op.opId)}>
              收回
            </button>
          </li>
        ))}
        {fresh.map((it) => (
          <li key={it.handOverId} className="row">
            <span>
              {timeOfDay(it.madeAt)} 交给 {it.customerName || '邻居'} {it.units} 份
              <small>
                {it.lines.map((line) => `${line.name} ×${line.quantity}`).join('、')}
                {it.onBehalf ? '，别人代取' : ''}
              </small>
            </span>
            <button type="button" className="button button-quiet undo" onClick={() => setUndoing(it)}>
              撤销
              <small>{span(Date.parse(it.undoUntil ?? '') - now)}</small>
            </button>
          </li>
        ))}
      </ul>
      <Sheet
        open={undoing !== undefined}
        title="为什么撤销？"
        hint={`点一个原因就撤销，${undoing?.units ?? 0} 份回到待自提，提货码照旧能用。`}
        onClose={() => {
          undo.forget();
          setUndoing(undefined);
        }}
      >
        <Chips
          label="撤销的原因"
          choices={UNDO_CHOICES}
          disabled={undo.busy}
          onPick={(reason) => undoing && void undo.run({ handOverId: undoing.handOverId, reason })}
        />
        <ProblemLine problem={undo.problem} />
      </Sheet>
    </section>
  );
}
