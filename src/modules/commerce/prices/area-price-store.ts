import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, RegionId, SkuId, StoreId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import type { Scope } from '#platform/permission';
import type { PackageId } from '../packages/package.ts';
import type { AreaKind } from './area-entry.ts';
import { toAreaEntry, toAreaEntryRow, visibleEntry, type AreaEntryRow, type EntryTable } from './area-entry-store.ts';
import type { AreaPrice, AreaPriceId, PriceSubject } from './price.ts';

type Db = Database | DatabaseTransaction;

export interface AreaPriceRow extends AreaEntryRow {
  price_id: AreaPriceId;
  package_id: PackageId | null;
  option_code: string | null;
  sku_id: SkuId | null;
  price_fen: Fen;
}

/** The entries of all price lists: of packages, their options, and SKUs. */
export const AREA_PRICES: EntryTable<AreaPrice, AreaPriceRow> = {
  table: 'area_price',
  id: 'price_id',
  thing: ['package_id', 'option_code', 'sku_id'],
  toEntry: (row) => ({
    ...toAreaEntry(row),
    entryId: row.price_id,
    thing: thingOf(row),
    priceFen: row.price_fen,
  }),
  toRow: (entry) => ({
    ...toAreaEntryRow(entry),
    price_id: entry.entryId,
    package_id: entry.thing.packageId ?? null,
    option_code: entry.thing.optionCode ?? null,
    sku_id: entry.thing.skuId ?? null,
    price_fen: entry.priceFen,
  }),
};

// The table checks that there is exactly one of them.
const thingOf = (row: AreaPriceRow): PriceSubject =>
  row.sku_id === null ? { packageId: row.package_id as PackageId, optionCode: row.option_code } : { skuId: row.sku_id };

export interface AreaPriceFilter {
  readonly packageId?: PackageId | undefined;
  readonly skuId?: SkuId | undefined;
  /** Entries of packages and their options, or of SKUs. */
  readonly of?: 'package' | 'sku' | undefined;
  readonly areaKind?: AreaKind | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  /** Leaves out what was over by then. */
  readonly notOverAt?: Date | undefined;
}

export interface NamedAreaPrice extends AreaPrice {
  readonly packageName: string | null;
  readonly optionName: string | null;
  readonly skuName: string | null;
  /** Of the SKU. */
  readonly listFen: Fen | null;
}

/** A page of entries that a reader may see, those that begin last first. `mine`: where the reader has places. */
export async function listAreaPrices(
  db: Db,
  scope: Scope,
  mine: { readonly cityIds: readonly CityId[]; readonly regionIds: readonly RegionId[] },
  filter: AreaPriceFilter,
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<NamedAreaPrice[]> {
  const conditions: RawBuilder<SqlBool>[] = [visibleEntry(scope, mine)];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('a.package_id', filter.packageId);
  equal('a.sku_id', filter.skuId);
  equal('a.area_kind', filter.areaKind);
  equal('a.city_id', filter.cityId);
  equal('a.store_id', filter.storeId);
  equal('a.community_id', filter.communityId);
  if (filter.of !== undefined) {
    conditions.push(filter.of === 'sku' ? sql<SqlBool>`a.sku_id is not null` : sql<SqlBool>`a.sku_id is null`);
  }
  if (filter.notOverAt !== undefined) {
    conditions.push(sql<SqlBool>`(a.valid_until is null or a.valid_until > ${filter.notOverAt})`);
  }
  if (page.before !== undefined) {
    conditions.push(sql<SqlBool>`(a.valid_from, a.price_id) < (${page.before.at}, ${page.before.id}::uuid)`);
  }
  return namedPrices(
    db,
    sql`where ${sql.join(conditions, sql` and `)} order by a.valid_from desc, a.price_id desc limit ${page.limit}`,
  );
}

/** Entries of items that hold at some moment between two instants. */
export async function skuPricesBetween(db: Db, from: Date, to: Date): Promise<AreaPrice[]> {
  const { rows } = await sql<AreaPriceRow>`
    select a.* from commerce.area_price a
    where a.sku_id is not null and a.valid_from < ${to} and (a.valid_until is null or a.valid_until > ${from})
  `.execute(db);
  return rows.map((row) => AREA_PRICES.toEntry(row));
}

/** One entry with the names that lists show. */
export async function namedPrice(db: Db, priceId: AreaPriceId): Promise<NamedAreaPrice | undefined> {
  return (await namedPrices(db, sql`where a.price_id = ${priceId}`))[0];
}

async function namedPrices(db: Db, which: RawBuilder<unknown>): Promise<NamedAreaPrice[]> {
  const { rows } = await sql<
    AreaPriceRow & Record<'package_name' | 'option_name' | 'sku_name', string | null> & { list_fen: Fen | null }
  >`
    select a.*, p.name as package_name, o.name as option_name,
      concat_ws(' ', u.name, nullif(array_to_string(s.spec, ' '), '')) as sku_name,
      s.list_fen
    from commerce.area_price a
    left join commerce.package p on p.package_id = a.package_id
    left join commerce.package_option o on o.package_id = a.package_id and o.code = a.option_code
    left join commerce.sku s on s.sku_id = a.sku_id
    left join commerce.spu u on u.spu_id = s.spu_id
    ${which}`.execute(db);
  return rows.map((row) => ({
    ...AREA_PRICES.toEntry(row),
    packageName: row.package_name,
    optionName: row.option_name,
    skuName: row.sku_id === null ? null : row.sku_name,
    listFen: row.list_fen,
  }));
}
