import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, CustomerKey, PersonId, PickupPointId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { FileId } from '#platform/files';
import { within, type PlaceColumns, type Scope } from '#platform/permission';
import type { OrderId } from '../orders/order.ts';
import type { ParcelId } from '../orders/parcel.ts';
import {
  STANDING_STATES,
  UNDECIDED_STATES,
  type Claim,
  type ClaimId,
  type ClaimKind,
  type ClaimLine,
  type ClaimState,
} from './claim.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  c.claim_id as "claimId", c.city_id as "cityId", c.order_id as "orderId", c.order_number as "orderNumber",
  c.claim_no as "claimNo", c.kind, c.automatic, c.state, c.reason, c.community_id as "communityId",
  c.store_id as "storeId", c.pickup_point_id as "pickupPointId", c.touchpoint_id as "touchpointId",
  c.customer_key as "customerKey", c.person_id as "personId", c.units, c.amount_fen as "amountFen",
  c.approved_fen as "approvedFen", c.refunded_fen as "refundedFen", c.decision, c.decision_words as "decisionWords",
  c.goods, c.seen, c.goods_received as "goodsReceived", c.replacement_parcel_id as "replacementParcelId", c.appealed,
  c.has_words as "hasWords", c.steps, c.revision, c.opened_at as "openedAt", c.due_at as "dueAt",
  c.escalated_at as "escalatedAt", c.decided_at as "decidedAt", c.closed_at as "closedAt"`;

/** Who reads: staff by area, whoever keeps the point by themself, the customer by their key. */
export type ClaimReader = 'staff' | 'keeper' | 'customer';
const COLUMNS: Readonly<Record<ClaimReader, PlaceColumns>> = {
  staff: { city: 'c.city_id', store: 'c.store_id', community: 'c.community_id' },
  keeper: { touchpoint: 'c.touchpoint_id' },
  customer: { customer: 'c.customer_key' },
};
const visible = (scope: Scope, reader: ClaimReader): RawBuilder<SqlBool> => within(scope, COLUMNS[reader]);

/** Adds a claim, which is the next of its order; the order is locked. */
export async function insertClaim(
  db: DatabaseTransaction,
  it: Claim,
  lines: readonly ClaimLine[],
  photoIds: readonly FileId[],
): Promise<void> {
  await sql`
    with made as (
      insert into commerce.claim (city_id, claim_id, order_id, claim_no, order_number, kind, automatic, state, reason,
        community_id, store_id, pickup_point_id, touchpoint_id, customer_key, person_id, units, amount_fen, approved_fen,
        refunded_fen, decision, decision_words, goods, seen, goods_received, replacement_parcel_id, appealed, has_words,
        steps, revision, opened_at, due_at, escalated_at, decided_at, closed_at)
      values (${it.cityId}, ${it.claimId}, ${it.orderId}, ${it.claimNo}, ${it.orderNumber}, ${it.kind}, ${it.automatic},
        ${it.state}, ${it.reason}, ${it.communityId}, ${it.storeId}, ${it.pickupPointId}, ${it.touchpointId},
        ${it.customerKey}, ${it.personId}, ${it.units}, ${it.amountFen}, ${it.approvedFen}, ${it.refundedFen},
        ${it.decision}, ${it.decisionWords}, ${it.goods}, ${it.seen}, ${it.goodsReceived}, ${it.replacementParcelId},
        ${it.appealed}, ${it.hasWords}, ${it.steps}, ${it.revision}, ${it.openedAt}, ${it.dueAt}, ${it.escalatedAt},
        ${it.decidedAt}, ${it.closedAt})
    ), lined as (
      insert into commerce.claim_line (city_id, claim_id, order_id, line_no, parcel_id, quantity, amount_fen)
      select ${it.cityId}, ${it.claimId}, ${it.orderId}, x.line, x.parcel, x.quantity, x.amount
      from unnest(${lines.map((line) => line.lineNo)}::int[], ${lines.map((line) => line.parcelId)}::uuid[],
        ${lines.map((line) => line.quantity)}::int[], ${lines.map((line) => line.amountFen)}::bigint[])
        as x (line, parcel, quantity, amount)
    )
    insert into commerce.claim_photo (city_id, claim_id, file_id, list_position, added_at)
    select ${it.cityId}, ${it.claimId}, x.id, x.position, ${it.openedAt}
    from unnest(${[...photoIds]}::uuid[]) with ordinality as x (id, position)`.execute(db);
}

/** Saves a change made from the revision before; false if somebody was faster. */
export async function updateClaim(db: DatabaseTransaction, it: Claim): Promise<boolean> {
  const saved = await sql`
    update commerce.claim set state = ${it.state}, approved_fen = ${it.approvedFen}, refunded_fen = ${it.refundedFen},
      decision = ${it.decision}, decision_words = ${it.decisionWords}, goods = ${it.goods}, seen = ${it.seen},
      goods_received = ${it.goodsReceived}, replacement_parcel_id = ${it.replacementParcelId}, appealed = ${it.appealed},
      has_words = ${it.hasWords}, steps = ${it.steps}, revision = ${it.revision}, due_at = ${it.dueAt},
      escalated_at = ${it.escalatedAt}, decided_at = ${it.decidedAt}, closed_at = ${it.closedAt}
    where city_id = ${it.cityId} and claim_id = ${it.claimId} and revision = ${it.revision - 1}`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}

export async function claimInScope(
  db: Db,
  scope: Scope,
  reader: ClaimReader,
  claimId: ClaimId,
): Promise<Claim | undefined> {
  const { rows } = await sql<Claim>`
    select ${columns} from commerce.claim c where c.claim_id = ${claimId} and ${visible(scope, reader)}`.execute(db);
  return rows[0];
}

/** For what no user asked for: jobs, events. */
export async function claimByKey(db: Db, cityId: CityId, claimId: ClaimId): Promise<Claim | undefined> {
  const { rows } = await sql<Claim>`
    select ${columns} from commerce.claim c where c.city_id = ${cityId} and c.claim_id = ${claimId}`.execute(db);
  return rows[0];
}

/** All claims of orders, the oldest first. */
export async function claimsOfOrders(
  db: Db,
  orders: readonly { readonly cityId: CityId; readonly orderId: OrderId }[],
): Promise<Claim[]> {
  if (orders.length === 0) return [];
  const { rows } = await sql<Claim>`
    select ${columns} from commerce.claim c
    where (c.city_id, c.order_id) in (
      select * from unnest(${orders.map((it) => it.cityId)}::uuid[], ${orders.map((it) => it.orderId)}::uuid[]))
    order by c.order_id, c.claim_no`.execute(db);
  return rows;
}

type ClaimKeys = readonly Pick<Claim, 'cityId' | 'claimId'>[];

export async function claimLinesOf(db: Db, claims: ClaimKeys): Promise<Map<ClaimId, ClaimLine[]>> {
  if (claims.length === 0) return new Map();
  const { rows } = await sql<ClaimLine & { readonly claimId: ClaimId }>`
    select l.claim_id as "claimId", l.line_no as "lineNo", l.parcel_id as "parcelId", l.quantity,
      l.amount_fen as "amountFen"
    from commerce.claim_line l where (l.city_id, l.claim_id) in (
      select * from unnest(${claims.map((it) => it.cityId)}::uuid[], ${claims.map((it) => it.claimId)}::uuid[]))
    order by l.claim_id, l.line_no`.execute(db);
  return Map.groupBy(rows, (row) => row.claimId);
}

export async function claimPhotosOf(db: Db, claims: ClaimKeys): Promise<Map<ClaimId, FileId[]>> {
  if (claims.length === 0) return new Map();
  const { rows } = await sql<{ claimId: ClaimId; fileId: FileId }>`
    select p.claim_id as "claimId", p.file_id as "fileId" from commerce.claim_photo p
    where (p.city_id, p.claim_id) in (
      select * from unnest(${claims.map((it) => it.cityId)}::uuid[], ${claims.map((it) => it.claimId)}::uuid[]))
    order by p.claim_id, p.list_position`.execute(db);
  const photos = Map.groupBy(rows, (row) => row.claimId);
  return new Map([...photos].map(([claimId, of]) => [claimId, of.map((row) => row.fileId)]));
}

export async function addClaimPhotos(
  db: DatabaseTransaction,
  claim: Pick<Claim, 'cityId' | 'claimId'>,
  photoIds: readonly FileId[],
  at: Date,
): Promise<void> {
  if (photoIds.length === 0) return;
  await sql`
    insert into commerce.claim_photo (city_id, claim_id, file_id, list_position, added_at)
    select ${claim.cityId}, ${claim.claimId}, x.id, 100 + x.position, ${at}
    from unnest(${[...photoIds]}::uuid[]) with ordinality as x (id, position)
    on conflict do nothing`.execute(db);
}

/** Units of lines of an order that are claimed and not decided, or were granted and stay claimed. */
export async function claimedUnits(
  db: Db,
  order: { readonly cityId: CityId; readonly orderId: OrderId },
): Promise<
  {
    parcelId: ParcelId;
    lineNo: number;
    state: ClaimState;
    kind: ClaimKind;
    decision: Claim['decision'];
    partly: boolean;
    units: number;
  }[]
> {
  const { rows } = await sql<{
    parcelId: ParcelId;
    lineNo: number;
    state: ClaimState;
    kind: ClaimKind;
    decision: Claim['decision'];
    partly: boolean;
    units: number;
  }>`
    select l.parcel_id as "parcelId", l.line_no as "lineNo", c.state, c.kind, c.decision, coalesce(c.approved_fen < c.amount_fen, false) as partly,
      l.quantity as units
    from commerce.claim_line l join commerce.claim c on c.city_id = l.city_id and c.claim_id = l.claim_id
    where l.city_id = ${order.cityId} and l.order_id = ${order.orderId}
      and c.state = any(${[...STANDING_STATES]}::text[])`.execute(db);
  return rows;
}

/** Which of the orders have something that is claimed and not decided. */
export async function withOpenClaim(
  db: Db,
  orders: readonly { readonly cityId: CityId; readonly orderId: OrderId }[],
): Promise<Set<OrderId>> {
  if (orders.length === 0) return new Set();
  const { rows } = await sql<{ orderId: OrderId }>`
    select distinct c.order_id as "orderId" from commerce.claim c
    where (c.city_id, c.order_id) in (
      select * from unnest(${orders.map((it) => it.cityId)}::uuid[], ${orders.map((it) => it.orderId)}::uuid[]))
      and c.state = any(${[...UNDECIDED_STATES]}::text[])`.execute(db);
  return new Set(rows.map((row) => row.orderId));
}

/** What rules ask about a customer. */
export async function habitsOf(
  db: Db,
  customerKey: CustomerKey,
  since: { readonly days30: Date; readonly days90: Date },
): Promise<{ claims30: number; orders30: number; overridden90: number }> {
  const { rows } = await sql<{ claims30: number; orders30: number; overridden90: number }>`
    select
      (select count(*)::int from commerce.claim c where c.customer_key = ${customerKey} and c.opened_at > ${since.days30}
        and not c.automatic and c.state <> 'withdrawn') as claims30,
      (select count(*)::int from commerce.sales_order o where o.customer_key = ${customerKey}
        and o.placed_at > ${since.days30} and o.channel <> 'service'
        and o.state in ('paid', 'completed')) as orders30,
      (select count(*)::int from commerce.claim c join commerce.claim_decision d on d.city_id = c.city_id
          and d.claim_id = c.claim_id
        where c.customer_key = ${customerKey} and c.opened_at > ${since.days90} and d.automatic
          and d.overridden_at is not null) as overridden90`.execute(db);
  return rows[0] ?? { claims30: 0, orders30: 0, overridden90: 0 };
}

export interface ClaimFilter {
  readonly states?: readonly ClaimState[] | undefined;
  readonly kind?: ClaimKind | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly pickupPointId?: PickupPointId | undefined;
  readonly orderId?: OrderId | undefined;
  readonly automatic?: boolean | undefined;
  readonly overdueAt?: Date | undefined;
  readonly whose?: { readonly personIds: readonly PersonId[]; readonly numberEnds: string } | undefined;
}

function matching(filter: ClaimFilter): RawBuilder<SqlBool> {
  const equal = {
    'c.kind': filter.kind,
    'c.city_id': filter.cityId,
    'c.store_id': filter.storeId,
    'c.community_id': filter.communityId,
    'c.pickup_point_id': filter.pickupPointId,
    'c.order_id': filter.orderId,
    'c.automatic': filter.automatic,
  };
  const conditions = Object.entries(equal).flatMap(([column, value]) =>
    value === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} = ${value}`],
  );
  if (filter.states !== undefined) conditions.push(sql<SqlBool>`c.state = any(${[...filter.states]}::text[])`);
  if (filter.overdueAt !== undefined) {
    conditions.push(sql<SqlBool>`(c.state = 'opened' and c.due_at <= ${filter.overdueAt})`);
  }
  if (filter.whose !== undefined) {
    const { personIds, numberEnds } = filter.whose;
    conditions.push(sql<SqlBool>`(c.person_id = any(${[...personIds]}::uuid[])
      or (${numberEnds !== ''}::boolean and right(c.order_number, ${numberEnds.length}::int) = ${numberEnds}))`);
  }
  return conditions.length === 0 ? sql<SqlBool>`true` : (sql.join(conditions, sql` and `) as RawBuilder<SqlBool>);
}

/** A page of claims within the reader's scope: what waits longest first, else the newest first. */
export async function listClaims(
  db: Db,
  scope: Scope,
  reader: ClaimReader,
  filter: ClaimFilter,
  page: { readonly before: { readonly at: Date; readonly id: string } | undefined; readonly limit: number },
): Promise<Claim[]> {
  const { before } = page;
  const { rows } = await sql<Claim>`
    select ${columns} from commerce.claim c
    where ${visible(scope, reader)} and ${matching(filter)}
      and (${before === undefined}::boolean
        or (c.opened_at, c.claim_id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by c.opened_at desc, c.claim_id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** How many match, by state and kind; `overdue` and `appealed` of those that wait. */
export async function countClaims(
  db: Db,
  scope: Scope,
  reader: ClaimReader,
  filter: ClaimFilter,
  now: Date,
): Promise<{ state: ClaimState; kind: ClaimKind; claims: number; overdue: number; appealed: number }[]> {
  const { rows } = await sql<{ state: ClaimState; kind: ClaimKind; claims: number; overdue: number; appealed: number }>`
    select c.state, c.kind, count(*)::int as claims,
      count(*) filter (where c.state = 'opened' and c.due_at <= ${now})::int as overdue,
      count(*) filter (where c.state = 'opened' and c.appealed)::int as appealed
    from commerce.claim c where ${visible(scope, reader)} and ${matching(filter)} group by c.state, c.kind`.execute(db);
  return rows;
}

/** Claims whose time is over: to be decided, to be added to, or granted a day ago and not paid. None was told of yet. */
export async function claimsOverdue(
  db: Db,
  now: Date,
  paidBefore: Date,
  limit: number,
): Promise<Pick<Claim, 'cityId' | 'claimId' | 'orderId'>[]> {
  const { rows } = await sql<Pick<Claim, 'cityId' | 'claimId' | 'orderId'>>`
    (select city_id as "cityId", claim_id as "claimId", order_id as "orderId" from commerce.claim
      where due_at <= ${now} and (state = 'needs_more' or escalated_at is null) order by due_at limit ${limit})
    union all
    (select city_id, claim_id, order_id from commerce.claim
      where state = 'approved' and decided_at <= ${paidBefore} and escalated_at is null order by decided_at limit ${limit})`.execute(
    db,
  );
  return rows;
}

/** What was said no to so long ago that nobody may appeal any more. */
export async function claimsToClose(
  db: Db,
  before: Date,
  limit: number,
): Promise<Pick<Claim, 'cityId' | 'claimId' | 'orderId'>[]> {
  const { rows } = await sql<Pick<Claim, 'cityId' | 'claimId' | 'orderId'>>`
    select city_id as "cityId", claim_id as "claimId", order_id as "orderId" from commerce.claim
    where state = 'rejected' and (decided_at <= ${before} or appealed) order by decided_at limit ${limit}`.execute(db);
  return rows;
}

/** What of granted claims went back: refunds that are done, by the claim that they name. */
export async function openRefundsOf(
  db: Db,
  order: { readonly cityId: CityId; readonly orderId: OrderId },
): Promise<{ open: number; failed: number }> {
  const { rows } = await sql<{ open: number; failed: number }>`
    select (count(*) filter (where r.state in ('requested', 'accepted')))::int
        + (select count(*)::int from commerce.refund_due d
           where d.city_id = ${order.cityId} and d.order_id = ${order.orderId}) as open,
      (count(*) filter (where r.state = 'failed'))::int as failed
    from commerce.payment_refund r where r.city_id = ${order.cityId} and r.payment_id in (
      select p.payment_id from commerce.payment p where p.city_id = ${order.cityId} and p.order_id = ${order.orderId})
      and r.kind is not null`.execute(db);
  return rows[0] ?? { open: 0, failed: 0 };
}
