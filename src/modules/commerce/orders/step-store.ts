import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Order, PaymentId, RefundId, StepBy, StepMove } from './order.ts';

type Db = Database | DatabaseTransaction;

/** One entry of an order's timeline. */
export interface OrderStep {
  /** From 1. */
  readonly step: number;
  readonly move: StepMove;
  readonly by: StepBy;
  readonly userId: UserId | null;
  readonly paymentId: PaymentId | null;
  readonly refundId: RefundId | null;
  readonly amountFen: Fen | null;
  /** A code, or what a member of staff wrote about the money. */
  readonly reason: string | null;
  readonly madeAt: Date;
}

/** No order has more; each payment has at most 50 refunds. */
const MAX_STEPS = 500;

export async function insertStep(db: DatabaseTransaction, order: Order, step: OrderStep): Promise<void> {
  await sql`
    insert into commerce.order_step (city_id, order_id, step, move, by_kind, user_id, payment_id, refund_id, amount_fen,
      reason, made_at)
    values (${order.cityId}, ${order.orderId}, ${step.step}, ${step.move}, ${step.by}, ${step.userId},
      ${step.paymentId}, ${step.refundId}, ${step.amountFen}, ${step.reason}, ${step.madeAt})`.execute(db);
}

/** The timeline of an order that the caller may see, the oldest first. */
export async function stepsOf(db: Db, order: Pick<Order, 'cityId' | 'orderId'>): Promise<OrderStep[]> {
  const found = await sql<OrderStep>`
    select step, move, by_kind as by, user_id as "userId", payment_id as "paymentId", refund_id as "refundId",
      amount_fen as "amountFen", reason, made_at as "madeAt"
    from commerce.order_step where city_id = ${order.cityId} and order_id = ${order.orderId}
    order by step limit ${MAX_STEPS}`.execute(db);
  return found.rows;
}
