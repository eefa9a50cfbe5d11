import { sql } from 'kysely';
import type { CityId, CommunityId, Id, PartnerId, StoreId, TouchpointId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { DatabaseTransaction } from '#platform/context';
import type { CommissionOrder, OrderMoney, Payment, PaymentStage, Refund } from './line.ts';

interface OrderRow {
  city_id: CityId;
  order_id: Id<'Order'>;
  community_id: CommunityId;
  package_id: Id<'Package'>;
  store_id: StoreId | null;
  order_number: string | null;
  attributed_at: Date | null;
  touchpoint_id: TouchpointId | null;
  job_role: string | null;
  partner_id: PartnerId | null;
  partner_kind: string | null;
}

const toOrder = (row: OrderRow): CommissionOrder => ({
  cityId: row.city_id,
  orderId: row.order_id,
  communityId: row.community_id,
  packageId: row.package_id,
  storeId: row.store_id,
  orderNumber: row.order_number,
  attributedAt: row.attributed_at,
  touchpointId: row.touchpoint_id,
  role: row.job_role,
  partnerId: row.partner_id,
  partnerKind: row.partner_kind,
});

export type OrderFacts = Pick<
  CommissionOrder,
  'cityId' | 'orderId' | 'communityId' | 'packageId' | 'storeId' | 'orderNumber'
>;

/**
 * Keeps what an event says of its order and locks it: of two events at the same time the second waits here, and then
 * sees what the first one kept. What is known already stays.
 */
export async function lockOrder(db: DatabaseTransaction, order: OrderFacts): Promise<CommissionOrder> {
  const locked = await sql<OrderRow>`
    insert into touchpoints.commission_order (city_id, order_id, community_id, package_id, store_id, order_number)
    values (${order.cityId}, ${order.orderId}, ${order.communityId}, ${order.packageId}, ${order.storeId},
      ${order.orderNumber})
    on conflict (city_id, order_id) do update set
      store_id = coalesce(commission_order.store_id, excluded.store_id),
      order_number = coalesce(commission_order.order_number, excluded.order_number)
    returning *`.execute(db);
  const [row] = locked.rows;
  if (row === undefined) throw new Error('an upsert answered nothing');
  return toOrder(row);
}

/** Keeps whose the order is; the first answer stays. */
export async function saveAttribution(db: DatabaseTransaction, order: CommissionOrder): Promise<void> {
  await sql`
    update touchpoints.commission_order set attributed_at = ${order.attributedAt}, touchpoint_id = ${order.touchpointId},
      job_role = ${order.role}, partner_id = ${order.partnerId}, partner_kind = ${order.partnerKind}
    where city_id = ${order.cityId} and order_id = ${order.orderId} and attributed_at is null`.execute(db);
}

/** Once: a payment that is there already stays. */
export async function insertPayment(
  db: DatabaseTransaction,
  order: { cityId: CityId; orderId: Id<'Order'> },
  payment: Payment,
): Promise<void> {
  await sql`
    insert into touchpoints.commission_payment (city_id, payment_id, order_id, stage, amount_fen, paid_at)
    values (${order.cityId}, ${payment.paymentId}, ${order.orderId}, ${payment.stage}, ${payment.amountFen},
      ${payment.paidAt})
    on conflict (city_id, payment_id) do nothing`.execute(db);
}

export async function insertRefund(
  db: DatabaseTransaction,
  order: { cityId: CityId; orderId: Id<'Order'> },
  refund: Refund,
): Promise<void> {
  await sql`
    insert into touchpoints.commission_refund (city_id, refund_id, order_id, payment_id, amount_fen, refunded_at)
    values (${order.cityId}, ${refund.refundId}, ${order.orderId}, ${refund.paymentId}, ${refund.amountFen},
      ${refund.refundedAt})
    on conflict (city_id, refund_id) do nothing`.execute(db);
}

/** All payments and refunds of an order that were heard of. An order has few: a payment takes 50 refunds at most. */
export async function moneyOf(
  db: DatabaseTransaction,
  order: { cityId: CityId; orderId: Id<'Order'> },
): Promise<OrderMoney> {
  const payments = await sql<{ payment_id: Id<'Payment'>; stage: PaymentStage; amount_fen: Fen; paid_at: Date }>`
    select p.payment_id, p.stage, p.amount_fen, p.paid_at from touchpoints.commission_payment p
    where p.city_id = ${order.cityId} and p.order_id = ${order.orderId}`.execute(db);
  const refunds = await sql<{
    refund_id: Id<'Refund'>;
    payment_id: Id<'Payment'>;
    amount_fen: Fen;
    refunded_at: Date;
  }>`
    select r.refund_id, r.payment_id, r.amount_fen, r.refunded_at from touchpoints.commission_refund r
    where r.city_id = ${order.cityId} and r.order_id = ${order.orderId}`.execute(db);
  return {
    payments: payments.rows.map((row) => ({
      paymentId: row.payment_id,
      stage: row.stage,
      amountFen: row.amount_fen,
      paidAt: row.paid_at,
    })),
    refunds: refunds.rows.map((row) => ({
      refundId: row.refund_id,
      paymentId: row.payment_id,
      amountFen: row.amount_fen,
      refundedAt: row.refunded_at,
    })),
  };
}
