import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, PickupPointId, StockPlaceId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { OrderChannel, OrderId, OrderState } from '../orders/order.ts';
import { toParcel, type ParcelRow } from '../orders/parcel-store.ts';
import type { ParcelId, ParcelMode, ParcelState } from '../orders/parcel.ts';
import type { ParcelCard } from './parcel-card.ts';

type Db = Database | DatabaseTransaction;

interface CardRow extends ParcelRow {
  wave_id: Id<'Wave'> | null;
  sent_at: Date | null;
  replaces_for: Id<'Claim'> | null;
  order_number: string;
  channel: OrderChannel;
  order_state: OrderState;
  community_id: CommunityId | null;
  store_id: StoreId | null;
  group_buy_id: Id<'GroupBuy'> | null;
  customer_key: CustomerKey | null;
  person_id: PersonId | null;
  placed_at: Date;
}

const toCard = (row: CardRow): ParcelCard => ({
  ...toParcel(row),
  waveId: row.wave_id,
  sentAt: row.sent_at,
  replacesFor: row.replaces_for,
  orderNumber: row.order_number,
  channel: row.channel,
  orderState: row.order_state,
  communityId: row.community_id,
  storeId: row.store_id,
  groupBuyId: row.group_buy_id,
  customerKey: row.customer_key,
  personId: row.person_id,
  placedAt: row.placed_at,
});

const cards = sql`
  select p.*, o.order_number, o.channel, o.state as order_state, o.community_id, o.store_id, o.group_buy_id,
    o.customer_key, o.person_id, o.placed_at
  from commerce.order_parcel p join commerce.sales_order o on o.city_id = p.city_id and o.order_id = p.order_id`;

export interface OrderKey {
  readonly cityId: CityId;
  readonly orderId: OrderId;
}

/** Locks orders of a city, in the order of their ids, and then their parcels: whoever moves a parcel does so. */
export async function lockCards(
  db: DatabaseTransaction,
  cityId: CityId,
  orderIds: readonly OrderId[],
): Promise<ParcelCard[]> {
  if (orderIds.length === 0) return [];
  const ids = [...new Set(orderIds)];
  await sql`
    select 1 from commerce.sales_order o where o.city_id = ${cityId} and o.order_id = any(${ids}::uuid[])
    order by o.order_id for update`.execute(db);
  const found = await sql<CardRow>`
    ${cards} where p.city_id = ${cityId} and p.order_id = any(${ids}::uuid[])
    order by p.parcel_id for update of p`.execute(db);
  return found.rows.map(toCard);
}

/** Parcels of orders that the caller may see. */
export async function cardsOfOrders(db: Db, orders: readonly OrderKey[]): Promise<ParcelCard[]> {
  if (orders.length === 0) return [];
  const found = await sql<CardRow>`
    ${cards} where (p.city_id, p.order_id) in (
      select * from unnest(${orders.map((it) => it.cityId)}::uuid[], ${orders.map((it) => it.orderId)}::uuid[]))
    order by p.parcel_id`.execute(db);
  return found.rows.map(toCard);
}

/** For those who were told a parcel's id, or who checked the reader otherwise. */
export async function cardsByIds(db: Db, parcelIds: readonly ParcelId[]): Promise<ParcelCard[]> {
  if (parcelIds.length === 0) return [];
  const found = await sql<CardRow>`
    ${cards} where p.parcel_id = any(${[...parcelIds]}::uuid[]) order by p.parcel_id`.execute(db);
  return found.rows.map(toCard);
}

/** Of a customer at a point: what is not over, locked. */
export async function liveCardsOf(
  db: Db,
  at: { readonly cityId: CityId; readonly pickupPointId: PickupPointId; readonly customerKey: CustomerKey },
): Promise<ParcelCard[]> {
  const found = await sql<CardRow>`
    ${cards} where p.city_id = ${at.cityId} and p.pickup_point_id = ${at.pickupPointId}
      and p.state in ('waiting', 'on_the_way', 'arrived', 'part_collected') and o.customer_key = ${at.customerKey}
    order by p.parcel_id limit 200`.execute(db);
  return found.rows.map(toCard);
}

/** The parcel that a code opens at a point: a live one before one that is over, the newest. */
export async function cardByCode(
  db: Db,
  at: { readonly cityId: CityId; readonly pickupPointId: PickupPointId; readonly code: string },
): Promise<ParcelCard | undefined> {
  const found = await sql<CardRow>`
    ${cards} where p.city_id = ${at.cityId} and p.pickup_point_id = ${at.pickupPointId} and p.code = ${at.code}
    order by (p.state in ('waiting', 'on_the_way', 'arrived', 'part_collected')) desc, p.parcel_id desc
    limit 1`.execute(db);
  return found.rows.map(toCard)[0];
}

/**
 * What waits at a place to be sent to points on a day: paid for, its group formed. Null: orders without a day. What makes
 * good a claim goes with whatever goes next.
 */
export async function cardsToSend(
  db: Db,
  asked: {
    readonly cityId: CityId;
    readonly placeId: StockPlaceId;
    readonly pickupOn: string | null;
    readonly pickupPointIds: readonly PickupPointId[] | undefined;
  },
  limit: number,
): Promise<ParcelCard[]> {
  const found = await sql<CardRow>`
    ${cards} where p.city_id = ${asked.cityId} and p.place_id = ${asked.placeId} and p.state = 'waiting'
      and p.mode = 'pickup' and o.state in ('paid', 'completed')
      and (p.pickup_on is not distinct from ${asked.pickupOn}::date or p.replaces_for is not null)
      and (${asked.pickupPointIds === undefined}::boolean
        or p.pickup_point_id = any(${[...(asked.pickupPointIds ?? [])]}::uuid[]))
    order by p.parcel_id limit ${limit}`.execute(db);
  return found.rows.map(toCard);
}

/** What is on its way to a point for a day. */
export async function cardsOnTheWay(
  db: Db,
  asked: { readonly cityId: CityId; readonly pickupPointId: PickupPointId; readonly pickupOn: string | null },
  limit: number,
): Promise<ParcelCard[]> {
  const found = await sql<CardRow>`
    ${cards} where p.city_id = ${asked.cityId} and p.pickup_point_id = ${asked.pickupPointId} and p.state = 'on_the_way'
      and p.pickup_on is not distinct from ${asked.pickupOn}::date
    order by p.parcel_id limit ${limit}`.execute(db);
  return found.rows.map(toCard);
}

export interface CardFilter {
  readonly states?: readonly ParcelState[] | undefined;
  readonly mode?: ParcelMode | undefined;
  readonly placeId?: StockPlaceId | undefined;
  readonly pickupPointId?: PickupPointId | undefined;
  readonly pickupOn?: string | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly code?: string | undefined;
  readonly orderId?: OrderId | undefined;
  /** Of these people, or of orders whose number ends so. */
  readonly whose?: { readonly personIds: readonly PersonId[]; readonly numberEnds: string } | undefined;
}

/** Who reads: staff by area; a customer by their key; whoever keeps points, whose ids the caller found. */
export type CardReader =
  | { readonly kind: 'staff' | 'customer'; readonly scope: Scope }
  | { readonly kind: 'keeper'; readonly pickupPointIds: readonly PickupPointId[] };

function visible(reader: CardReader): RawBuilder<SqlBool> {
  if (reader.kind === 'keeper') return sql<SqlBool>`p.pickup_point_id = any(${[...reader.pickupPointIds]}::uuid[])`;
  if (reader.kind === 'customer') return within(reader.scope, { customer: 'o.customer_key' });
  return within(reader.scope, { city: 'o.city_id', store: 'o.store_id', community: 'o.community_id' });
}

function matching(filter: CardFilter): RawBuilder<SqlBool> {
  const equal = {
    'p.mode': filter.mode,
    'p.place_id': filter.placeId,
    'p.pickup_point_id': filter.pickupPointId,
    'p.pickup_on': filter.pickupOn,
    'p.city_id': filter.cityId,
    'o.store_id': filter.storeId,
    'o.community_id': filter.communityId,
    'p.code': filter.code,
    'p.order_id': filter.orderId,
  };
  const conditions = Object.entries(equal).flatMap(([column, value]) =>
    value === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} = ${value}`],
  );
  if (filter.states !== undefined) conditions.push(sql<SqlBool>`p.state = any(${[...filter.states]}::text[])`);
  if (filter.whose !== undefined) {
    const { personIds, numberEnds } = filter.whose;
    conditions.push(sql<SqlBool>`(o.person_id = any(${[...personIds]}::uuid[])
      or (${numberEnds !== ''}::boolean and right(o.order_number, ${numberEnds.length}::int) = ${numberEnds}))`);
  }
  return conditions.length === 0 ? sql<SqlBool>`true` : (sql.join(conditions, sql` and `) as RawBuilder<SqlBool>);
}

/** A page of parcels within the reader's scope, the newest first. */
export async function listCards(
  db: Db,
  reader: CardReader,
  filter: CardFilter,
  page: { readonly before: ParcelId | undefined; readonly limit: number },
): Promise<ParcelCard[]> {
  const found = await sql<CardRow>`
    ${cards} where ${visible(reader)} and ${matching(filter)}
      and (${page.before ?? null}::uuid is null or p.parcel_id < ${page.before ?? null}::uuid)
    order by p.parcel_id desc limit ${page.limit}`.execute(db);
  return found.rows.map(toCard);
}

/** How many match in each state. */
export async function countCards(db: Db, reader: CardReader, filter: CardFilter): Promise<Record<string, number>> {
  const found = await sql<{ state: ParcelState; parcels: number }>`
    select p.state, count(*)::int as parcels
    from commerce.order_parcel p join commerce.sales_order o on o.city_id = p.city_id and o.order_id = p.order_id
    where ${visible(reader)} and ${matching(filter)} group by p.state`.execute(db);
  return Object.fromEntries(found.rows.map((row) => [row.state, row.parcels]));
}

/** What is saved of a parcel when it moves. */
export type CardMove = Pick<
  ParcelCard,
  'cityId' | 'parcelId' | 'state' | 'revision' | 'pickupOn' | 'arrivedAt' | 'collectedAt' | 'sentAt' | 'waveId'
> & {
  /** Another code, should its own have been given to somebody else since it was free. */
  readonly spareCode?: string | undefined;
};

/** Saves moves of parcels, each one revision above what was read; answers how many: fewer than given is a fault. */
export async function saveCards(db: DatabaseTransaction, moved: readonly CardMove[]): Promise<number> {
  if (moved.length === 0) return 0;
  const rows = moved.map((it) => ({
    city: it.cityId,
    parcel: it.parcelId,
    state: it.state,
    revision: it.revision,
    arrived: it.arrivedAt,
    collected: it.collectedAt,
    sent: it.sentAt,
    wave: it.waveId,
    day: it.pickupOn,
    spare: it.spareCode ?? null,
  }));
  const saved = await sql`
    update commerce.order_parcel p
    set state = x.state, revision = x.revision, arrived_at = x.arrived, collected_at = x.collected, sent_at = x.sent,
      wave_id = x.wave, pickup_on = x.day,
      code = case when x.spare is not null and exists (
          select 1 from commerce.order_parcel q
          where q.city_id = p.city_id and q.code = p.code and q.parcel_id <> p.parcel_id
            and q.state in ('waiting', 'on_the_way', 'arrived', 'part_collected'))
        then x.spare else p.code end
    from json_to_recordset(${JSON.stringify(rows)}::json) as x (city uuid, parcel uuid, state text, revision int,
      arrived timestamptz, collected timestamptz, sent timestamptz, wave uuid, day date, spare text)
    where p.city_id = x.city and p.parcel_id = x.parcel and p.revision = x.revision - 1`.execute(db);
  return Number(saved.numAffectedRows ?? 0n);
}
