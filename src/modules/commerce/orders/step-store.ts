import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import { gathered, prepared } from '#platform/postgres';
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

/** Adds to timelines; one statement for all who add at the same moment. */
export const insertStep = gathered(
  async (
    db: DatabaseTransaction,
    asked: readonly { readonly order: Pick<Order, 'cityId' | 'orderId'>; readonly step: OrderStep }[],
  ): Promise<undefined[]> => {
    const rows = asked.map(({ order, step }) => ({ ...step, cityId: order.cityId, orderId: order.orderId }));
    await prepared`
      insert into commerce.order_step (city_id, order_id, step, move, by_kind, user_id, payment_id, refund_id, amount_fen,
        reason, made_at)
      select x."cityId", x."orderId", x.step, x.move, x.by, x."userId", x."paymentId", x."refundId", x."amountFen",
        x.reason, x."madeAt"
      from json_to_recordset(${JSON.stringify(rows)}::json) as x ("cityId" uuid, "orderId" uuid, step int, move text,
        by text, "userId" uuid, "paymentId" uuid, "refundId" uuid, "amountFen" bigint, reason text,
        "madeAt" timestamptz)`.execute(db);
    return asked.map(() => undefined);
  },
);

/** The timeline of an order that the caller may see, the oldest first. */
export async function stepsOf(db: Db, order: Pick<Order, 'cityId' | 'orderId'>): Promise<OrderStep[]> {
  const found = await sql<OrderStep>`
    select step, move, by_kind as by, user_id as "userId", payment_id as "paymentId", refund_id as "refundId",
      amount_fen as "amountFen", reason, made_at as "madeAt"
    from commerce.order_step where city_id = ${order.cityId} and order_id = ${order.orderId}
    order by step limit ${MAX_STEPS}`.execute(db);
  return found.rows;
}
