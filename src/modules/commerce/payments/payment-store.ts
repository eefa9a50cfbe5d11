import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, StoreId, UserId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction, Tx } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import { gathered, prepared } from '#platform/postgres';
import type { Order, OrderId, PaymentId, PaymentStage } from '../orders/order.ts';
import {
  PaymentChangedMeanwhile,
  type HeldDecision,
  type HeldWhy,
  type Payment,
  type PaymentState,
} from './payment.ts';

type Db = Database | DatabaseTransaction;

export interface PaymentRow {
  city_id: CityId;
  payment_id: PaymentId;
  payment_number: string;
  order_id: OrderId;
  community_id: CommunityId | null;
  store_id: StoreId | null;
  provider: string;
  stage: PaymentStage;
  state: PaymentState;
  amount_fen: Fen;
  received_fen: Fen;
  refunded_fen: Fen;
  refunding_fen: Fen;
  refunds: number;
  last_refund_at: Date | null;
  cashier_url: string | null;
  provider_trade: string | null;
  held_why: HeldWhy | null;
  decision: HeldDecision | null;
  decision_reason: string | null;
  decided_by: UserId | null;
  decided_at: Date | null;
  created_at: Date;
  expires_at: Date;
  paid_at: Date | null;
  next_ask_at: Date;
  revision: number;
}

/** Every column of a payment, for statements that read it beside others. */
export const PAYMENT_COLUMNS = [
  'city_id',
  'payment_id',
  'payment_number',
  'order_id',
  'community_id',
  'store_id',
  'provider',
  'stage',
  'state',
  'amount_fen',
  'received_fen',
  'refunded_fen',
  'refunding_fen',
  'refunds',
  'last_refund_at',
  'cashier_url',
  'provider_trade',
  'held_why',
  'decision',
  'decision_reason',
  'decided_by',
  'decided_at',
  'created_at',
  'expires_at',
  'paid_at',
  'next_ask_at',
  'revision',
] as const satisfies readonly (keyof PaymentRow)[];

export const toPayment = (row: PaymentRow): Payment => ({
  paymentId: row.payment_id,
  paymentNumber: row.payment_number,
  orderId: row.order_id,
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  provider: row.provider,
  stage: row.stage,
  state: row.state,
  amountFen: row.amount_fen,
  receivedFen: row.received_fen,
  refundedFen: row.refunded_fen,
  refundingFen: row.refunding_fen,
  refunds: row.refunds,
  lastRefundAt: row.last_refund_at,
  cashierUrl: row.cashier_url,
  providerTrade: row.provider_trade,
  heldWhy: row.held_why,
  decision: row.decision,
  decisionReason: row.decision_reason,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  paidAt: row.paid_at,
  nextAskAt: row.next_ask_at,
  revision: row.revision,
});

const visible = (scope: Scope): RawBuilder<SqlBool> =>
  within(scope, { city: 'p.city_id', store: 'p.store_id', community: 'p.community_id' });

/** Adds a payment and the number by which notices find it. */
export async function insertPayment(db: DatabaseTransaction, it: Payment): Promise<void> {
  await sql`
    insert into commerce.payment (city_id, payment_id, payment_number, order_id, community_id, store_id, provider, stage,
      state, amount_fen, received_fen, refunded_fen, refunding_fen, refunds, created_at, expires_at, next_ask_at,
      revision)
    values (${it.cityId}, ${it.paymentId}, ${it.paymentNumber}, ${it.orderId}, ${it.communityId}, ${it.storeId},
      ${it.provider}, ${it.stage}, ${it.state}, ${it.amountFen}, ${it.receivedFen}, ${it.refundedFen},
      ${it.refundingFen}, ${it.refunds}, ${it.createdAt}, ${it.expiresAt}, ${it.nextAskAt}, ${it.revision})`.execute(
    db,
  );
  await sql`
    insert into commerce.payment_number (payment_number, city_id, order_id, payment_id)
    values (${it.paymentNumber}, ${it.cityId}, ${it.orderId}, ${it.paymentId})`.execute(db);
}

/** Saves a change of the payment that was read (compare and swap); answers it as saved. Throws PaymentChangedMeanwhile. */
export async function savePayment(db: DatabaseTransaction, next: Payment): Promise<Payment> {
  const saved: Payment = { ...next, revision: next.revision + 1 };
  if (!(await updatePayment(db, saved))) throw new PaymentChangedMeanwhile();
  return saved;
}

/** One statement for all who save at the same moment; false where it was changed meanwhile. */
const updatePayment = gathered(async (db: DatabaseTransaction, payments: readonly Payment[]): Promise<boolean[]> => {
  const saved = await prepared<{ id: PaymentId }>`
    update commerce.payment p set state = x.state, received_fen = x."receivedFen", refunded_fen = x."refundedFen",
      refunding_fen = x."refundingFen", refunds = x.refunds, last_refund_at = x."lastRefundAt",
      cashier_url = x."cashierUrl", provider_trade = x."providerTrade", held_why = x."heldWhy", decision = x.decision,
      decision_reason = x."decisionReason", decided_by = x."decidedBy", decided_at = x."decidedAt", paid_at = x."paidAt",
      next_ask_at = x."nextAskAt", revision = x.revision
    from json_to_recordset(${JSON.stringify(payments)}::json) as x ("cityId" uuid, "paymentId" uuid, state text,
      "receivedFen" bigint, "refundedFen" bigint, "refundingFen" bigint, refunds int, "lastRefundAt" timestamptz,
      "cashierUrl" text, "providerTrade" text, "heldWhy" text, decision text, "decisionReason" text, "decidedBy" uuid,
      "decidedAt" timestamptz, "paidAt" timestamptz, "nextAskAt" timestamptz, revision int)
    where p.city_id = x."cityId" and p.payment_id = x."paymentId" and p.revision = x.revision - 1
    returning p.payment_id as id`.execute(db);
  const ids = new Set(saved.rows.map((row) => row.id));
  return payments.map((payment) => ids.has(payment.paymentId));
});

/** Where a payment lies; the order is to be locked before the payment. */
export interface PaymentKey {
  readonly cityId: CityId;
  readonly orderId: OrderId;
  readonly paymentId: PaymentId;
}

/** Whose a number is; undefined for one that we never gave. */
export async function paymentByNumber(db: Db, paymentNumber: string): Promise<PaymentKey | undefined> {
  const found = await sql<PaymentKey>`
    select city_id as "cityId", order_id as "orderId", payment_id as "paymentId"
    from commerce.payment_number where payment_number = ${paymentNumber}`.execute(db);
  return found.rows[0];
}

export async function lockPayment(
  db: DatabaseTransaction,
  key: Pick<PaymentKey, 'cityId' | 'paymentId'>,
): Promise<Payment> {
  const found = await sql<PaymentRow>`
    select p.* from commerce.payment p where p.city_id = ${key.cityId} and p.payment_id = ${key.paymentId}
    for update`.execute(db);
  const [row] = found.rows;
  if (row === undefined) throw new Error(`payment ${key.paymentId} is gone`);
  return toPayment(row);
}

export async function paymentInScope(db: Db, scope: Scope, paymentId: PaymentId): Promise<Payment | undefined> {
  const found = await sql<PaymentRow>`
    select p.* from commerce.payment p where p.payment_id = ${paymentId} and ${visible(scope)}`.execute(db);
  return found.rows.map(toPayment)[0];
}

/** All payments of orders, the oldest first; the caller may see the orders. */
export async function paymentsOf(db: Db, orders: readonly Pick<Order, 'cityId' | 'orderId'>[]): Promise<Payment[]> {
  if (orders.length === 0) return [];
  const found = await sql<PaymentRow>`
    select p.* from commerce.payment p
    where (p.city_id, p.order_id) in (
      select * from unnest(${orders.map((order) => order.cityId)}::uuid[], ${orders.map((order) => order.orderId)}::uuid[]))
    order by p.created_at, p.payment_id limit 2000`.execute(db);
  return found.rows.map(toPayment);
}

/** The one of a stage that can be paid, or could until a moment ago. The order is locked. */
export async function livePayment(
  db: DatabaseTransaction,
  order: Pick<Order, 'cityId' | 'orderId'>,
  stage: PaymentStage,
): Promise<Payment | undefined> {
  const found = await sql<PaymentRow>`
    select p.* from commerce.payment p
    where p.city_id = ${order.cityId} and p.order_id = ${order.orderId} and p.stage = ${stage}
      and p.state in ('created', 'pending')
    for update`.execute(db);
  return found.rows.map(toPayment)[0];
}

export interface PaymentFilter {
  readonly state?: PaymentState | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly orderId?: OrderId | undefined;
  readonly refund?: 'under_way' | 'failed' | undefined;
}

/** Money is on its way back. */
const UNDER_WAY = sql<SqlBool>`p.refunding_fen > 0`;
/** The last refund did not go through, and what it was for is still here. */
const FAILED = sql<SqlBool>`p.refunds > 0 and p.received_fen > p.refunded_fen + p.refunding_fen and 'failed' = (
  select r.state from commerce.payment_refund r where r.city_id = p.city_id and r.payment_id = p.payment_id
  order by r.requested_at desc, r.refund_id desc limit 1)`;

/** What matches within the scope, as conditions on `p`. */
function matching(scope: Scope, filter: PaymentFilter): RawBuilder<SqlBool>[] {
  const conditions: RawBuilder<SqlBool>[] = [visible(scope)];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('p.state', filter.state);
  equal('p.city_id', filter.cityId);
  equal('p.store_id', filter.storeId);
  equal('p.community_id', filter.communityId);
  equal('p.order_id', filter.orderId);
  if (filter.refund !== undefined) conditions.push(filter.refund === 'failed' ? FAILED : UNDER_WAY);
  return conditions;
}

/** A page of payments within the scope, the newest first, after `before`. */
export async function listPayments(
  db: Db,
  scope: Scope,
  filter: PaymentFilter,
  page: { readonly before: { readonly at: Date; readonly id: string } | undefined; readonly limit: number },
): Promise<Payment[]> {
  const conditions = matching(scope, filter);
  if (page.before !== undefined) {
    conditions.push(sql<SqlBool>`(p.created_at, p.payment_id) < (${page.before.at}, ${page.before.id}::uuid)`);
  }
  const found = await sql<PaymentRow>`
    select p.* from commerce.payment p where ${sql.join(conditions, sql` and `)}
    order by p.created_at desc, p.payment_id desc limit ${page.limit}`.execute(db);
  return found.rows.map(toPayment);
}

export interface PaymentSums {
  readonly byState: Partial<Record<PaymentState, number>>;
  readonly refundsUnderWay: number;
  readonly refundsFailed: number;
  readonly keptFen: number;
  readonly refundingFen: number;
}

/** How many payments match, by state, how their refunds stand, and what of them was kept. */
export async function sumPayments(db: Db, scope: Scope, filter: PaymentFilter): Promise<PaymentSums> {
  const { rows } = await sql<{
    state: PaymentState;
    payments: number;
    underWay: number;
    failed: number;
    kept: string;
    refunding: string;
  }>`
    select p.state, count(*) as payments, count(*) filter (where ${UNDER_WAY}) as "underWay",
      count(*) filter (where ${FAILED}) as failed, sum(p.received_fen - p.refunded_fen) as kept,
      sum(p.refunding_fen) as refunding
    from commerce.payment p where ${sql.join(matching(scope, filter), sql` and `)} group by p.state`.execute(db);
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((all, row) => all + of(row), 0);
  return {
    byState: Object.fromEntries(rows.map((row) => [row.state, row.payments])),
    refundsUnderWay: sum((row) => row.underWay),
    refundsFailed: sum((row) => row.failed),
    keptFen: sum((row) => (row.state === 'succeeded' ? Number(row.kept) : 0)),
    refundingFen: sum((row) => Number(row.refunding)),
  };
}

export async function countHeld(db: Db, scope: Scope): Promise<number> {
  const found = await sql<{ held: number }>`
    select count(*) as held from commerce.payment p where p.state = 'held' and ${visible(scope)}`.execute(db);
  return found.rows[0]?.held ?? 0;
}

/** Payments of which no notice came and whose time to be asked about has come. */
export async function paymentsToAsk(db: Db, now: Date, limit: number): Promise<Payment[]> {
  const found = await sql<PaymentRow>`
    select p.* from commerce.payment p
    where p.state in ('created', 'pending') and p.next_ask_at <= ${now}
    order by p.next_ask_at limit ${limit}`.execute(db);
  return found.rows.map(toPayment);
}

/**
 * Closes what can still be paid of an order, but for one; answers how many. Cashiers that are open are closed at their
 * providers afterwards; late money for them is looked at when it comes.
 */
export async function closeLivePayments(
  { db, now }: Tx,
  order: Pick<Order, 'cityId' | 'orderId'>,
  except: PaymentId | null,
): Promise<number> {
  const done = await sql`
    update commerce.payment set state = 'closed', revision = revision + 1,
      close_there_at = case when state = 'pending' then ${now}::timestamptz end
    where city_id = ${order.cityId} and order_id = ${order.orderId} and state in ('created', 'pending')
      and (${except}::uuid is null or payment_id <> ${except}::uuid)`.execute(db);
  return Number(done.numAffectedRows ?? 0n);
}
