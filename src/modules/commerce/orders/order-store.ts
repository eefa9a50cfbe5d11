import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, PickupPointId, StoreId, TouchpointId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type PlaceColumns, type Scope } from '#platform/permission';
import { gathered, prepared } from '#platform/postgres';
import type { TypedNumber } from './order-number.ts';
import type { CancelReason, Order, OrderChannel, OrderId, OrderState } from './order.ts';

type Db = Database | DatabaseTransaction;

export interface OrderRow {
  city_id: CityId;
  order_id: OrderId;
  order_number: string;
  channel: OrderChannel;
  contract_id: Id<'Contract'> | null;
  quotation_id: Id<'Quotation'> | null;
  package_id: Id<'Package'> | null;
  community_id: CommunityId | null;
  store_id: StoreId | null;
  touchpoint_id: TouchpointId | null;
  customer_key: CustomerKey | null;
  person_id: PersonId | null;
  lead_id: Id<'Lead'> | null;
  visit_id: Id<'Visit'> | null;
  share_token: string | null;
  state: OrderState;
  total_fen: Fen;
  deposit_fen: Fen;
  goods_fen: Fen;
  discount_fen: Fen;
  delivery_fen: Fen;
  group_buy_id: Id<'GroupBuy'> | null;
  team_id: Id<'Team'> | null;
  campaign_id: Id<'Campaign'> | null;
  pickup_point_id: PickupPointId | null;
  pay_by: Date | null;
  complete_after: Date | null;
  completed_at: Date | null;
  external_source: string | null;
  external_id: string | null;
  paid_fen: Fen;
  refunded_fen: Fen;
  payments: number;
  steps: number;
  revision: number;
  placed_at: Date;
  deposit_paid_at: Date | null;
  paid_at: Date | null;
  cancelled_at: Date | null;
  cancel_reason: CancelReason | null;
}

export const toOrder = (row: OrderRow): Order => ({
  orderId: row.order_id,
  orderNumber: row.order_number,
  channel: row.channel,
  contractId: row.contract_id,
  quotationId: row.quotation_id,
  packageId: row.package_id,
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  touchpointId: row.touchpoint_id,
  customerKey: row.customer_key,
  personId: row.person_id,
  leadId: row.lead_id,
  visitId: row.visit_id,
  shareToken: row.share_token,
  state: row.state,
  totalFen: row.total_fen,
  depositFen: row.deposit_fen,
  goodsFen: row.goods_fen,
  discountFen: row.discount_fen,
  deliveryFen: row.delivery_fen,
  groupBuyId: row.group_buy_id,
  teamId: row.team_id,
  campaignId: row.campaign_id,
  pickupPointId: row.pickup_point_id,
  payBy: row.pay_by,
  completeAfter: row.complete_after,
  completedAt: row.completed_at,
  external:
    row.external_source === null || row.external_id === null
      ? null
      : { source: row.external_source, id: row.external_id },
  paidFen: row.paid_fen,
  refundedFen: row.refunded_fen,
  payments: row.payments,
  steps: row.steps,
  revision: row.revision,
  placedAt: row.placed_at,
  depositPaidAt: row.deposit_paid_at,
  paidAt: row.paid_at,
  cancelledAt: row.cancelled_at,
  cancelReason: row.cancel_reason,
});

/** Who reads: staff by area, who sold it by themself, the customer by their key. Each door uses one of them. */
export type Reader = 'staff' | 'seller' | 'customer';
const COLUMNS: Readonly<Record<Reader, PlaceColumns>> = {
  staff: { city: 'o.city_id', store: 'o.store_id', community: 'o.community_id' },
  seller: { touchpoint: 'o.touchpoint_id' },
  customer: { customer: 'o.customer_key' },
};
const visible = (scope: Scope, reader: Reader): RawBuilder<SqlBool> => within(scope, COLUMNS[reader]);

/** Adds the order of a contract; false when the contract has one already. */
export async function insertOrder(db: DatabaseTransaction, order: Order): Promise<boolean> {
  const added = await sql`
    insert into commerce.sales_order (city_id, order_id, order_number, channel, contract_id, quotation_id, package_id,
      community_id, store_id, touchpoint_id, customer_key, person_id, lead_id, visit_id, share_token, state, total_fen,
      deposit_fen, goods_fen, discount_fen, delivery_fen, paid_fen, refunded_fen, payments, steps, revision, placed_at)
    values (${order.cityId}, ${order.orderId}, ${order.orderNumber}, ${order.channel}, ${order.contractId},
      ${order.quotationId}, ${order.packageId}, ${order.communityId}, ${order.storeId}, ${order.touchpointId},
      ${order.customerKey}, ${order.personId}, ${order.leadId}, ${order.visitId}, ${order.shareToken}, ${order.state},
      ${order.totalFen}, ${order.depositFen}, ${order.goodsFen}, ${order.discountFen}, ${order.deliveryFen},
      ${order.paidFen}, ${order.refundedFen}, ${order.payments}, ${order.steps}, ${order.revision}, ${order.placedAt})
    on conflict (city_id, contract_id) where contract_id is not null do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}

/**
 * Saves a change of the order that was read, whose revision is one above it (compare and swap); false where it was
 * changed meanwhile. One statement for all who save at the same moment.
 */
export const updateOrder = gathered(async (db: DatabaseTransaction, orders: readonly Order[]): Promise<boolean[]> => {
  const rows = orders.map((order) => ({
    city: order.cityId,
    id: order.orderId,
    state: order.state,
    paid: order.paidFen,
    refunded: order.refundedFen,
    payments: order.payments,
    steps: order.steps,
    revision: order.revision,
    deposit_at: order.depositPaidAt,
    paid_at: order.paidAt,
    cancelled: order.cancelledAt,
    reason: order.cancelReason,
    completed: order.completedAt,
    complete: order.completeAfter,
    point: order.pickupPointId,
  }));
  const saved = await prepared<{ id: OrderId }>`
    update commerce.sales_order o set state = x.state, paid_fen = x.paid, refunded_fen = x.refunded,
      payments = x.payments, steps = x.steps, revision = x.revision, deposit_paid_at = x.deposit_at, paid_at = x.paid_at,
      cancelled_at = x.cancelled, cancel_reason = x.reason, completed_at = x.completed, complete_after = x.complete,
      pickup_point_id = x.point
    from json_to_recordset(${JSON.stringify(rows)}::json) as x (city uuid, id uuid, state text, paid bigint,
      refunded bigint, payments int, steps int, revision int, deposit_at timestamptz, paid_at timestamptz,
      cancelled timestamptz, reason text, completed timestamptz, complete timestamptz, point uuid)
    where o.city_id = x.city and o.order_id = x.id and o.revision = x.revision - 1
    returning o.order_id as id`.execute(db);
  const ids = new Set(saved.rows.map((row) => row.id));
  return orders.map((order) => ids.has(order.orderId));
});

export async function orderInScope(db: Db, scope: Scope, reader: Reader, orderId: OrderId): Promise<Order | undefined> {
  const found = await sql<OrderRow>`
    select o.* from commerce.sales_order o where o.order_id = ${orderId} and ${visible(scope, reader)}`.execute(db);
  return found.rows.map(toOrder)[0];
}

/** The same, locked: whoever changes an order or its payments takes the order first, always in this order. */
export async function lockOrderInScope(
  db: DatabaseTransaction,
  scope: Scope,
  reader: Reader,
  orderId: OrderId,
): Promise<Order | undefined> {
  const found = await sql<OrderRow>`
    select o.* from commerce.sales_order o where o.order_id = ${orderId} and ${visible(scope, reader)}
    for update`.execute(db);
  return found.rows.map(toOrder)[0];
}

/** Locked by its whole key, for what no user asked for: a notice, a job. */
export async function lockOrder(db: DatabaseTransaction, cityId: CityId, orderId: OrderId): Promise<Order> {
  const found = await sql<OrderRow>`
    select o.* from commerce.sales_order o where o.city_id = ${cityId} and o.order_id = ${orderId}
    for update`.execute(db);
  const [row] = found.rows;
  if (row === undefined) throw new Error(`order ${orderId} is gone`);
  return toOrder(row);
}

/** For other modules and other nouns: orders by id, without a reader's scope. */
export async function ordersByIds(db: Db, orderIds: readonly OrderId[]): Promise<Order[]> {
  if (orderIds.length === 0) return [];
  const found = await sql<OrderRow>`
    select o.* from commerce.sales_order o where o.order_id = any(${[...new Set(orderIds)]}::uuid[])`.execute(db);
  return found.rows.map(toOrder);
}

export interface OrderFilter {
  readonly states?: readonly OrderState[] | undefined;
  readonly channels?: readonly OrderChannel[] | undefined;
  readonly groupBuyId?: Id<'GroupBuy'> | undefined;
  readonly pickupPointId?: PickupPointId | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly touchpointId?: TouchpointId | undefined;
  readonly placedFrom?: Date | undefined;
  readonly placedBefore?: Date | undefined;
  /** Either of them will do: the number as typed, or the customers whom the typed phone finds. */
  readonly number?: TypedNumber | undefined;
  readonly customerKeys?: readonly CustomerKey[] | undefined;
}

/** `%` and `_` of a typed text stand for themselves. */
const literally = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

const numbered = (number: TypedNumber): RawBuilder<SqlBool> =>
  'ending' in number
    ? sql<SqlBool>`right(o.order_number, 4) = ${number.ending}`
    : sql<SqlBool>`o.order_number like ${`${literally(number.beginning)}%`}`;

function matching(filter: OrderFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('o.city_id', filter.cityId);
  equal('o.store_id', filter.storeId);
  equal('o.community_id', filter.communityId);
  equal('o.touchpoint_id', filter.touchpointId);
  equal('o.group_buy_id', filter.groupBuyId);
  equal('o.pickup_point_id', filter.pickupPointId);
  if (filter.channels !== undefined) conditions.push(sql<SqlBool>`o.channel = any(${[...filter.channels]}::text[])`);
  if (filter.states !== undefined) conditions.push(sql<SqlBool>`o.state = any(${[...filter.states]}::text[])`);
  if (filter.placedFrom !== undefined) conditions.push(sql<SqlBool>`o.placed_at >= ${filter.placedFrom}`);
  if (filter.placedBefore !== undefined) conditions.push(sql<SqlBool>`o.placed_at < ${filter.placedBefore}`);
  const typed = [
    ...(filter.number === undefined ? [] : [numbered(filter.number)]),
    ...(filter.customerKeys === undefined
      ? []
      : [sql<SqlBool>`o.customer_key = any(${[...filter.customerKeys]}::text[])`]),
  ];
  if (typed.length > 0) conditions.push(sql<SqlBool>`(${sql.join(typed, sql` or `)})`);
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

/** A place in the list: newest first. */
export interface OrderPlace {
  readonly placedAt: Date;
  readonly orderId: string;
}

/** A page of orders, the newest first, after `before`. */
export async function listOrders(
  db: Db,
  scope: Scope,
  reader: Reader,
  filter: OrderFilter,
  page: { readonly before: OrderPlace | undefined; readonly limit: number },
): Promise<Order[]> {
  const before =
    page.before === undefined
      ? sql`true`
      : sql`(o.placed_at, o.order_id) < (${page.before.placedAt}, ${page.before.orderId}::uuid)`;
  const found = await sql<OrderRow>`
    select o.* from commerce.sales_order o where ${visible(scope, reader)} and ${matching(filter)} and ${before}
    order by o.placed_at desc, o.order_id desc limit ${page.limit}`.execute(db);
  return found.rows.map(toOrder);
}

export interface OrderSums {
  readonly byState: Partial<Record<OrderState, number>>;
  readonly totalFen: number;
  readonly paidFen: number;
  readonly refundedFen: number;
}

/** How many match, by state, and their sums; what was cancelled counts in the sums only with what was paid for it. */
export async function sumOrders(db: Db, scope: Scope, reader: Reader, filter: OrderFilter): Promise<OrderSums> {
  const counted = await sql<{ state: OrderState; orders: number; total: string; paid: string; refunded: string }>`
    select o.state, count(*) as orders, sum(o.total_fen) as total, sum(o.paid_fen) as paid,
      sum(o.refunded_fen) as refunded
    from commerce.sales_order o where ${visible(scope, reader)} and ${matching(filter)} group by o.state`.execute(db);
  const sum = (of: 'total' | 'paid' | 'refunded', rows = counted.rows): number =>
    rows.reduce((all, row) => all + Number(row[of]), 0);
  return {
    byState: Object.fromEntries(counted.rows.map((row) => [row.state, row.orders])),
    totalFen: sum(
      'total',
      counted.rows.filter((row) => row.state !== 'cancelled'),
    ),
    paidFen: sum('paid'),
    refundedFen: sum('refunded'),
  };
}

/** Every order by id, after one of them: for whoever keeps figures of their own and has to rebuild them. */
export async function orderSnapshot(
  db: Db,
  page: { readonly after: OrderId | undefined; readonly limit: number },
): Promise<Order[]> {
  const found = await sql<OrderRow>`
    select o.* from commerce.sales_order o
    where ${page.after ?? null}::uuid is null or o.order_id > ${page.after ?? null}::uuid
    order by o.order_id limit ${Math.min(page.limit, 1_000)}`.execute(db);
  return found.rows.map(toOrder);
}
