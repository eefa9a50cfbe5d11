import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import { availableOf, type Stock, type StockLevel } from './stock.ts';

type Db = Database | DatabaseTransaction;

type StockRow = Omit<Stock, 'available'>;

const columns = sql`
  s.city_id as "cityId", s.place_id as "placeId", s.sku_id as "skuId", s.on_hand as "onHand", s.reserved, s.incoming,
  s.low_below as "lowBelow", s.revision, s.changed_at as "changedAt"
`;

const toStock = (row: StockRow): Stock => ({ ...row, available: availableOf(row) });

/** A warehouse's stock is its city's to see, a store's also the store's. */
export const visibleStock = (scope: Scope): RawBuilder<SqlBool> =>
  within(scope, { city: 's.city_id', store: 's.place_id' });

/** What can be had of items at places; an item that was never there is absent. */
export async function availableStock(
  db: Db,
  places: readonly StockPlaceId[],
  skuIds: readonly SkuId[],
): Promise<Map<`${StockPlaceId}/${SkuId}`, StockLevel>> {
  const { rows } = await sql<StockRow>`
    select ${columns} from inventory.stock s
    where s.place_id = any(${[...places]}::uuid[]) and s.sku_id = any(${[...skuIds]}::uuid[])
  `.execute(db);
  return new Map(
    rows.map((row) => {
      const { onHand, reserved, incoming } = row;
      return [`${row.placeId}/${row.skuId}`, { onHand, reserved, incoming, available: availableOf(row) }];
    }),
  );
}

/** A place in the list of stock. */
export interface StockPosition {
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
}

export interface StockFilter {
  readonly cityId?: CityId | undefined;
  readonly placeId?: StockPlaceId | undefined;
  /** These items only. */
  readonly skuIds?: readonly SkuId[] | undefined;
  /** low: below its threshold; out: nothing to be had; incoming: something is to come. */
  readonly view?: 'low' | 'out' | 'incoming' | undefined;
}

const AVAILABLE = sql`(s.on_hand + s.incoming - s.reserved)`;

const VIEWS: Readonly<Record<NonNullable<StockFilter['view']>, RawBuilder<SqlBool>>> = {
  low: sql<SqlBool>`${AVAILABLE} < s.low_below`,
  out: sql<SqlBool>`${AVAILABLE} = 0`,
  incoming: sql<SqlBool>`s.incoming > 0`,
};

function matching(filter: StockFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [];
  if (filter.cityId !== undefined) conditions.push(sql<SqlBool>`s.city_id = ${filter.cityId}`);
  if (filter.placeId !== undefined) conditions.push(sql<SqlBool>`s.place_id = ${filter.placeId}`);
  if (filter.skuIds !== undefined) conditions.push(sql<SqlBool>`s.sku_id = any(${[...filter.skuIds]}::uuid[])`);
  if (filter.view !== undefined) conditions.push(VIEWS[filter.view]);
  return conditions.length === 0 ? sql<SqlBool>`true` : (sql.join(conditions, sql` and `) as RawBuilder<SqlBool>);
}

/** A page of stock by place and item, after `after`. */
export async function listStock(
  db: Db,
  scope: Scope,
  filter: StockFilter,
  page: { readonly after: StockPosition | undefined; readonly limit: number },
): Promise<Stock[]> {
  const { after } = page;
  const from =
    after === undefined ? sql`true` : sql`(s.place_id, s.sku_id) > (${after.placeId}::uuid, ${after.skuId}::uuid)`;
  const { rows } = await sql<StockRow>`
    select ${columns} from inventory.stock s where ${visibleStock(scope)} and ${matching(filter)} and ${from}
    order by s.place_id, s.sku_id limit ${page.limit}
  `.execute(db);
  return rows.map(toStock);
}

export interface StockCounts {
  readonly rows: number;
  readonly low: number;
  readonly out: number;
  readonly incoming: number;
}

/** How many rows match, and how many of them in each view. */
export async function countStock(db: Db, scope: Scope, filter: StockFilter): Promise<StockCounts> {
  const { rows } = await sql<StockCounts>`
    select count(*) as rows, count(*) filter (where ${VIEWS.low}) as low, count(*) filter (where ${VIEWS.out}) as out,
      count(*) filter (where ${VIEWS.incoming}) as incoming
    from inventory.stock s where ${visibleStock(scope)} and ${matching(filter)}
  `.execute(db);
  return rows[0]!;
}

export async function stockInScope(db: Db, scope: Scope, at: StockPosition): Promise<Stock | undefined> {
  const { rows } = await sql<StockRow>`
    select ${columns} from inventory.stock s
    where s.place_id = ${at.placeId} and s.sku_id = ${at.skuId} and ${visibleStock(scope)}
  `.execute(db);
  return rows.map(toStock)[0];
}

/** Stock of everywhere, page by page, for rebuilding what other modules derive from it. */
export async function stockSnapshot(
  db: Db,
  page: { readonly after: StockPosition | undefined; readonly limit: number },
): Promise<{ items: Stock[]; nextAfter: StockPosition | undefined }> {
  const limit = Math.min(page.limit, 1_000);
  const { after } = page;
  const from =
    after === undefined ? sql`true` : sql`(s.place_id, s.sku_id) > (${after.placeId}::uuid, ${after.skuId}::uuid)`;
  const { rows } = await sql<StockRow>`
    select ${columns} from inventory.stock s where ${from} order by s.place_id, s.sku_id limit ${limit}
  `.execute(db);
  const items = rows.map(toStock);
  const last = items.at(-1);
  return {
    items,
    nextAfter: items.length < limit || last === undefined ? undefined : { placeId: last.placeId, skuId: last.skuId },
  };
}
