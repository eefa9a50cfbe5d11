import type { Fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import { updateOrder } from './order-store.ts';
import {
  OrderChangedMeanwhile,
  type Order,
  type PaymentId,
  type RefundId,
  type StepBy,
  type StepMove,
} from './order.ts';
import { insertStep } from './step-store.ts';

export interface StepMade {
  readonly move: StepMove;
  readonly by: StepBy;
  readonly amountFen?: Fen | undefined;
  readonly reason?: string | undefined;
  readonly paymentId?: PaymentId | undefined;
  readonly refundId?: RefundId | undefined;
}

/**
 * Part of the verbs that change an order, in their transaction: saves it, whose revision is one above what was read, and
 * writes the timeline. Answers the order as saved. Throws OrderChangedMeanwhile.
 */
export async function saveOrder(tx: Tx, next: Order, made: StepMade): Promise<Order> {
  const saved: Order = { ...next, steps: next.steps + 1 };
  if (!(await updateOrder(tx.db, saved))) throw new OrderChangedMeanwhile();
  await insertStep(tx.db, { order: saved, step: stepOf(tx, saved, made) });
  return saved;
}

export const stepOf = (tx: Tx, order: Order, made: StepMade) => ({
  step: order.steps,
  move: made.move,
  by: made.by,
  userId: tx.actor.kind === 'user' ? tx.actor.userId : null,
  paymentId: made.paymentId ?? null,
  refundId: made.refundId ?? null,
  amountFen: made.amountFen ?? null,
  reason: made.reason ?? null,
  madeAt: tx.now,
});

/** A change that moves no money and no state, only the timeline. */
export const noted = (order: Order): Order => ({ ...order, revision: order.revision + 1 });
