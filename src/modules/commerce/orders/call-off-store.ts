import { sql } from 'kysely';
import type { CityId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { gathered } from '#platform/postgres';
import type { Payment } from '../payments/payment.ts';
import { toPayment, type PaymentRow } from '../payments/payment-store.ts';
import type { Refund } from '../payments/refund.ts';
import { toOrder, type OrderRow } from './order-store.ts';
import type { Order, OrderId } from './order.ts';
import type { OrderStep } from './step-store.ts';

/** An order of goods with what is to be paid or was paid for it, locked. */
export interface OrderAndMoney {
  readonly order: Order;
  /** The oldest first; closed ones that received nothing are not among them. */
  readonly payments: readonly Payment[];
}

/**
 * Locks orders of a city, then their payments, each in the order of their ids. With `skip`, those that somebody else is
 * working on are left out.
 */
export async function lockOrders(
  db: DatabaseTransaction,
  asked: { readonly cityId: CityId; readonly orderIds: readonly OrderId[]; readonly skip?: boolean },
): Promise<OrderAndMoney[]> {
  const skip = asked.skip === true ? sql`skip locked` : sql``;
  const orders = await sql<OrderRow>`
    select o.* from commerce.sales_order o
    where o.city_id = ${asked.cityId} and o.order_id = any(${[...asked.orderIds]}::uuid[])
    order by o.order_id for update ${skip}`.execute(db);
  const payments = await sql<PaymentRow>`
    select p.* from commerce.payment p
    where p.city_id = ${asked.cityId} and p.order_id = any(${orders.rows.map((row) => row.order_id)}::uuid[])
      and (p.state in ('created', 'pending') or p.received_fen > 0)
    order by p.payment_id for update`.execute(db);
  const byOrder = Map.groupBy(payments.rows.map(toPayment), (payment) => payment.orderId);
  return orders.rows.map((row) => ({ order: toOrder(row), payments: byOrder.get(row.order_id) ?? [] }));
}

/** The same of one order; one statement for all of a city who lock at the same moment. Undefined where there is none. */
export const lockOrderAndMoney = gathered(
  async (
    db: DatabaseTransaction,
    orders: readonly Pick<Order, 'cityId' | 'orderId'>[],
  ): Promise<(OrderAndMoney | undefined)[]> => {
    const ofCity = Map.groupBy(orders, ({ cityId }) => cityId);
    const locked = new Map<OrderId, OrderAndMoney>();
    for (const [cityId, same] of [...ofCity].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
      const orderIds = [...new Set(same.map(({ orderId }) => orderId))];
      for (const each of await lockOrders(db, { cityId, orderIds })) locked.set(each.order.orderId, each);
    }
    return orders.map(({ orderId }) => locked.get(orderId));
  },
);

/** All that is written when orders are called off. */
export interface CalledOff {
  readonly cityId: CityId;
  /** As they are now; what was locked is one revision before. */
  readonly orders: readonly Order[];
  readonly steps: readonly (OrderStep & { readonly orderId: OrderId })[];
  readonly payments: readonly Payment[];
  readonly refunds: readonly Refund[];
}

/**
 * Writes orders that were called off, with their parcels, payments, refunds and timelines, and marks their lines as gone
 * where money goes back, in one statement. Answers how many orders were written: fewer than given is a fault.
 */
export async function writeCalledOff(db: DatabaseTransaction, it: CalledOff): Promise<number> {
  const { cityId } = it;
  const orders = it.orders.map((order) => ({
    id: order.orderId,
    reason: order.cancelReason,
    at: order.cancelledAt,
    steps: order.steps,
    revision: order.revision,
  }));
  const payments = it.payments.map((payment) => ({
    id: payment.paymentId,
    state: payment.state,
    refunding: payment.refundingFen,
    refunds: payment.refunds,
    last: payment.lastRefundAt,
    revision: payment.revision,
  }));
  const written = await sql<{ orders: number }>`
    with off as (
      select * from json_to_recordset(${JSON.stringify(orders)}::json)
        as x (id uuid, reason text, at timestamptz, steps int, revision int)
    ), ordered as (
      update commerce.sales_order o
      set state = 'cancelled', cancelled_at = off.at, cancel_reason = off.reason, steps = off.steps,
        revision = off.revision
      from off where o.city_id = ${cityId} and o.order_id = off.id and o.revision = off.revision - 1
      returning o.order_id
    ), parted as (
      update commerce.order_parcel p set state = 'cancelled', revision = p.revision + 1
      from off where p.city_id = ${cityId} and p.order_id = off.id and p.state in ('waiting', 'on_the_way', 'arrived')
    ), unqueued as (
      delete from commerce.order_due d using off where d.city_id = ${cityId} and d.order_id = off.id
    ), lined as (
      update commerce.order_line l set refunded_quantity = l.quantity, refunded_fen = l.net_fen - l.rebated_fen
      from off where l.city_id = ${cityId} and l.order_id = off.id
        and l.order_id = any(${[...new Set(it.refunds.map((refund) => refund.orderId))]}::uuid[])
    ), paid as (
      update commerce.payment p
      set state = x.state, refunding_fen = x.refunding, refunds = x.refunds, last_refund_at = x.last,
        revision = x.revision
      from json_to_recordset(${JSON.stringify(payments)}::json)
        as x (id uuid, state text, refunding bigint, refunds int, last timestamptz, revision int)
      where p.city_id = ${cityId} and p.payment_id = x.id and p.revision = x.revision - 1
    ), back as (
      insert into commerce.payment_refund (city_id, refund_id, refund_number, payment_id, order_id, source, state,
        amount_fen, kind, goods_fen, reference, reason, requested_by, requested_at, next_try_at, tries)
      select ${cityId}::uuid, x."refundId", x."refundNumber", x."paymentId", x."orderId", x.source, x.state,
        x."amountFen", x.kind, x."goodsFen", x.reference, x.reason, x."requestedBy", x."requestedAt", x."nextTryAt",
        x.tries
      from json_to_recordset(${JSON.stringify(it.refunds)}::json) as x ("refundId" uuid, "refundNumber" text,
        "paymentId" uuid, "orderId" uuid, source text, state text, "amountFen" bigint, kind text, "goodsFen" bigint,
        reference text, reason text, "requestedBy" uuid, "requestedAt" timestamptz, "nextTryAt" timestamptz, tries int)
    ), stepped as (
      insert into commerce.order_step (city_id, order_id, step, move, by_kind, user_id, payment_id, refund_id, amount_fen,
        reason, made_at)
      select ${cityId}::uuid, x."orderId", x.step, x.move, x.by, x."userId", x."paymentId", x."refundId",
        x."amountFen", x.reason, x."madeAt"
      from json_to_recordset(${JSON.stringify(it.steps)}::json) as x ("orderId" uuid, step int, move text, by text,
        "userId" uuid, "paymentId" uuid, "refundId" uuid, "amountFen" bigint, reason text, "madeAt" timestamptz)
    )
    select count(*) as orders from ordered`.execute(db);
  return written.rows[0]?.orders ?? 0;
}

/** An order whose time to be paid is over. */
export interface Overdue {
  readonly cityId: CityId;
  readonly orderId: OrderId;
}

/** Orders that nobody paid in time, those that are due longest first. */
export async function overdueOrders(db: Database, now: Date, limit: number): Promise<Overdue[]> {
  const found = await sql<Overdue>`
    select city_id as "cityId", order_id as "orderId" from commerce.order_due
    where what = 'pay' and due_at <= ${now} order by due_at limit ${limit}`.execute(db);
  return found.rows;
}
