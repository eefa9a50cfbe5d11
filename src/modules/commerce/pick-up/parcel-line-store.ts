import { sql } from 'kysely';
import type { CityId, SkuId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { CategoryId, Storage } from '../catalogue/category.ts';
import type { OrderId } from '../orders/order.ts';
import type { ParcelId } from '../orders/parcel.ts';
import { leftOf, type ParcelLine } from './parcel-line.ts';

type Db = Database | DatabaseTransaction;

interface LineRow {
  city_id: CityId;
  parcel_id: ParcelId;
  line_no: number;
  order_id: OrderId;
  sku_id: SkuId;
  due: number;
  short: number;
  missing: number;
  damaged: number;
  settled: number;
  collected: number;
  reclaimed: number;
  returned: number;
  storage_kind: Storage;
  keep_until: Date | null;
  remind_at: Date | null;
  collected_at: Date | null;
}

const toLine = (row: LineRow): ParcelLine => ({
  cityId: row.city_id,
  parcelId: row.parcel_id,
  orderId: row.order_id,
  lineNo: row.line_no,
  skuId: row.sku_id,
  due: row.due,
  short: row.short,
  missing: row.missing,
  damaged: row.damaged,
  settled: row.settled,
  collected: row.collected,
  reclaimed: row.reclaimed,
  returned: row.returned,
  storage: row.storage_kind,
  keepUntil: row.keep_until,
  remindAt: row.remind_at,
  collectedAt: row.collected_at,
});

const rowOf = (it: ParcelLine) => ({
  city: it.cityId,
  parcel: it.parcelId,
  line: it.lineNo,
  order: it.orderId,
  sku: it.skuId,
  due: it.due,
  short: it.short,
  missing: it.missing,
  damaged: it.damaged,
  settled: it.settled,
  collected: it.collected,
  reclaimed: it.reclaimed,
  returned: it.returned,
  open: leftOf(it),
  storage: it.storage,
  keep: it.keepUntil,
  remind: it.remindAt,
  at: it.collectedAt,
});

const columns = sql`x (city uuid, parcel uuid, line int, "order" uuid, sku uuid, due int, short int, missing int,
  damaged int, settled int, collected int, reclaimed int, returned int, open int, storage text, keep timestamptz,
  remind timestamptz, at timestamptz)`;

/** Adds lines of parcels that are sent. */
export async function insertParcelLines(db: DatabaseTransaction, lines: readonly ParcelLine[]): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    insert into commerce.parcel_line (city_id, parcel_id, line_no, order_id, sku_id, due, short, missing, damaged, settled,
      collected, reclaimed, returned, left_quantity, storage_kind, keep_until, remind_at, collected_at)
    select x.city, x.parcel, x.line, x."order", x.sku, x.due, x.short, x.missing, x.damaged, x.settled, x.collected,
      x.reclaimed, x.returned, x.open, x.storage, x.keep, x.remind, x.at
    from json_to_recordset(${JSON.stringify(lines.map(rowOf))}::json) as ${columns}`.execute(db);
}

/** Writes the units of lines whose parcels are locked. */
export async function saveParcelLines(db: DatabaseTransaction, lines: readonly ParcelLine[]): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    update commerce.parcel_line l
    set short = x.short, missing = x.missing, damaged = x.damaged, settled = x.settled, collected = x.collected,
      reclaimed = x.reclaimed, returned = x.returned, left_quantity = x.open, keep_until = x.keep, remind_at = x.remind,
      collected_at = x.at
    from json_to_recordset(${JSON.stringify(lines.map(rowOf))}::json) as ${columns}
    where l.city_id = x.city and l.parcel_id = x.parcel and l.line_no = x.line`.execute(db);
}

/** Lines of parcels that the caller may see, or has locked; parcels that were not sent yet have none. */
export async function parcelLinesOf(
  db: Db,
  parcels: readonly { readonly cityId: CityId; readonly parcelId: ParcelId }[],
): Promise<Map<ParcelId, ParcelLine[]>> {
  if (parcels.length === 0) return new Map();
  const found = await sql<LineRow>`
    select l.* from commerce.parcel_line l
    where (l.city_id, l.parcel_id) in (
      select * from unnest(${parcels.map((it) => it.cityId)}::uuid[], ${parcels.map((it) => it.parcelId)}::uuid[]))
    order by l.parcel_id, l.line_no`.execute(db);
  return Map.groupBy(found.rows.map(toLine), (line) => line.parcelId);
}

/** All lines of orders that were sent in whatever parcel. */
export async function sentLinesOf(
  db: Db,
  orders: readonly { readonly cityId: CityId; readonly orderId: OrderId }[],
): Promise<Map<OrderId, ParcelLine[]>> {
  if (orders.length === 0) return new Map();
  const found = await sql<LineRow>`
    select l.* from commerce.parcel_line l
    where (l.city_id, l.order_id) in (
      select * from unnest(${orders.map((it) => it.cityId)}::uuid[], ${orders.map((it) => it.orderId)}::uuid[]))
    order by l.order_id, l.line_no, l.parcel_id`.execute(db);
  return Map.groupBy(found.rows.map(toLine), (line) => line.orderId);
}

/** Orders with something that lies at a point for too long (`keep_until`), or of which a word is due (`remind_at`). */
export async function ordersLyingSince(
  db: Db,
  which: 'keep_until' | 'remind_at',
  now: Date,
  limit: number,
): Promise<{ cityId: CityId; orderId: OrderId }[]> {
  const found = await sql<{ cityId: CityId; orderId: OrderId }>`
    select distinct city_id as "cityId", order_id as "orderId" from (
      select l.city_id, l.order_id from commerce.parcel_line l
      where ${sql.ref(`l.${which}`)} <= ${now} and l.left_quantity > 0 order by ${sql.ref(`l.${which}`)} limit ${limit}
    ) due`.execute(db);
  return found.rows;
}

/** How items are stored: as the product says, and the category where it does not. */
export async function storedAs(
  db: Db,
  skuIds: readonly SkuId[],
): Promise<Map<SkuId, { readonly own: Storage | null; readonly categoryId: CategoryId }>> {
  if (skuIds.length === 0) return new Map();
  const found = await sql<{ skuId: SkuId; own: Storage | null; categoryId: CategoryId }>`
    select s.sku_id as "skuId", p.storage as own, p.category_id as "categoryId"
    from commerce.sku s join commerce.spu p on p.spu_id = s.spu_id
    where s.sku_id = any(${[...new Set(skuIds)]}::uuid[])`.execute(db);
  return new Map(found.rows.map((row) => [row.skuId, row]));
}

/** Whether money of orders goes back so that it is not certain what they keep: goods wait for it. */
export async function withOpenRefund(
  db: Db,
  orders: readonly { readonly cityId: CityId; readonly orderId: OrderId }[],
): Promise<Set<OrderId>> {
  if (orders.length === 0) return new Set();
  const [cities, ids] = [orders.map((it) => it.cityId), orders.map((it) => it.orderId)];
  const found = await sql<{ order_id: OrderId }>`
    select r.order_id from commerce.payment_refund r join commerce.payment y on y.city_id = r.city_id
      and y.payment_id = r.payment_id
    where (r.city_id, y.order_id) in (select * from unnest(${cities}::uuid[], ${ids}::uuid[]))
      and r.state in ('requested', 'accepted') and r.source = 'order'
      and (r.kind is null or r.kind in ('cancelled', 'group_failed'))
    union
    select d.order_id from commerce.refund_due d
    where (d.city_id, d.order_id) in (select * from unnest(${cities}::uuid[], ${ids}::uuid[]))
      and d.kind in ('cancelled', 'group_failed')`.execute(db);
  return new Set(found.rows.map((row) => row.order_id));
}
