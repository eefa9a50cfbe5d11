import { sql } from 'kysely';
import type { CityId, CommunityId, Id, PartnerId, StoreId, TouchpointId } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';
import type { CommissionOrder, OrderMoney, Payment, Refund } from './line.ts';

interface OrderRow {
  city_id: CityId;
  order_id: Id<'Order'>;
  community_id: CommunityId;
  package_id: Id<'Package'> | null;
  store_id: StoreId | null;
  order_number: string | null;
  completed_at: Date | null;
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
  completedAt: row.completed_at,
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
 * Keeps what events say of their orders and locks them, in the order of their ids: of two deliveries at the same time
 * the second waits here, and then sees what the first one kept. What is known already stays.
 */
export async function lockOrders(
  db: DatabaseTransaction,
  orders: readonly OrderFacts[],
): Promise<Map<Id<'Order'>, CommissionOrder>> {
  const once = new Map<string, OrderFacts>();
  for (const order of orders) {
    const before = once.get(order.orderId);
    // Whoever says more goes before who says less.
    const storeId = before?.storeId ?? order.storeId;
    once.set(order.orderId, { ...order, storeId, orderNumber: before?.orderNumber ?? order.orderNumber });
  }
  const locked = await sql<OrderRow>`
    insert into touchpoints.commission_order (city_id, order_id, community_id, package_id, store_id, order_number)
    select x."cityId", x."orderId", x."communityId", x."packageId", x."storeId", x."orderNumber"
    from json_to_recordset(${JSON.stringify([...once.values()])}::json) as x ("cityId" uuid, "orderId" uuid,
      "communityId" uuid, "packageId" uuid, "storeId" uuid, "orderNumber" text)
    order by x."cityId", x."orderId"
    on conflict (city_id, order_id) do update set
      store_id = coalesce(commission_order.store_id, excluded.store_id),
      order_number = coalesce(commission_order.order_number, excluded.order_number)
    returning *`.execute(db);
  return new Map(locked.rows.map((row) => [row.order_id, toOrder(row)]));
}

/** Keeps whose orders are; the first answer stays. */
export async function saveAttributions(db: DatabaseTransaction, orders: readonly CommissionOrder[]): Promise<void> {
  await sql`
    update touchpoints.commission_order o set attributed_at = x."attributedAt", touchpoint_id = x."touchpointId",
      job_role = x.role, partner_id = x."partnerId", partner_kind = x."partnerKind"
    from json_to_recordset(${JSON.stringify(orders)}::json) as x ("cityId" uuid, "orderId" uuid,
      "attributedAt" timestamptz, "touchpointId" uuid, role text, "partnerId" uuid, "partnerKind" text)
    where o.city_id = x."cityId" and o.order_id = x."orderId" and o.attributed_at is null`.execute(db);
}

/** Keeps when orders were complete; the first word of it stays. */
export async function saveCompletions(
  db: DatabaseTransaction,
  orders: readonly Pick<CommissionOrder, 'cityId' | 'orderId' | 'completedAt'>[],
): Promise<void> {
  await sql`
    update touchpoints.commission_order o set completed_at = x."completedAt"
    from json_to_recordset(${JSON.stringify(orders)}::json) as x ("cityId" uuid, "orderId" uuid, "completedAt" timestamptz)
    where o.city_id = x."cityId" and o.order_id = x."orderId" and o.completed_at is null`.execute(db);
}

export type OrderPayment = Payment & Pick<CommissionOrder, 'cityId' | 'orderId'>;
export type OrderRefund = Refund & Pick<CommissionOrder, 'cityId' | 'orderId'>;

/** Each once: a payment that is there already stays. */
export async function insertPayments(db: DatabaseTransaction, payments: readonly OrderPayment[]): Promise<void> {
  await sql`
    insert into touchpoints.commission_payment (city_id, payment_id, order_id, stage, amount_fen, paid_at)
    select x."cityId", x."paymentId", x."orderId", x.stage, x."amountFen", x."paidAt"
    from json_to_recordset(${JSON.stringify(payments)}::json) as x ("cityId" uuid, "paymentId" uuid, "orderId" uuid,
      stage text, "amountFen" bigint, "paidAt" timestamptz)
    on conflict (city_id, payment_id) do nothing`.execute(db);
}

export async function insertRefunds(db: DatabaseTransaction, refunds: readonly OrderRefund[]): Promise<void> {
  await sql`
    insert into touchpoints.commission_refund (city_id, refund_id, order_id, payment_id, amount_fen, refunded_at)
    select x."cityId", x."refundId", x."orderId", x."paymentId", x."amountFen", x."refundedAt"
    from json_to_recordset(${JSON.stringify(refunds)}::json) as x ("cityId" uuid, "refundId" uuid, "orderId" uuid,
      "paymentId" uuid, "amountFen" bigint, "refundedAt" timestamptz)
    on conflict (city_id, refund_id) do nothing`.execute(db);
}

/** All payments and refunds of orders that were heard of. An order has few: a payment takes 50 refunds at most. */
export async function moneyOf(
  db: DatabaseTransaction,
  orders: readonly Pick<CommissionOrder, 'cityId' | 'orderId'>[],
): Promise<Map<Id<'Order'>, OrderMoney>> {
  const keys = sql`select * from unnest(${orders.map((it) => it.cityId)}::uuid[], ${orders.map((it) => it.orderId)}::uuid[])`;
  const payments = await sql<Payment & { orderId: Id<'Order'> }>`
    select p.order_id as "orderId", p.payment_id as "paymentId", p.stage, p.amount_fen as "amountFen",
      p.paid_at as "paidAt"
    from touchpoints.commission_payment p where (p.city_id, p.order_id) in (${keys})`.execute(db);
  const refunds = await sql<Refund & { orderId: Id<'Order'> }>`
    select r.order_id as "orderId", r.refund_id as "refundId", r.payment_id as "paymentId", r.amount_fen as "amountFen",
      r.refunded_at as "refundedAt"
    from touchpoints.commission_refund r where (r.city_id, r.order_id) in (${keys})`.execute(db);
  const [paid, back] = [
    Map.groupBy(payments.rows, (row) => row.orderId),
    Map.groupBy(refunds.rows, (row) => row.orderId),
  ];
  return new Map(
    orders.map(({ orderId }) => [orderId, { payments: paid.get(orderId) ?? [], refunds: back.get(orderId) ?? [] }]),
  );
}
