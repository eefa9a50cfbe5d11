import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, RegionId, SkuId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import type { Scope } from '#platform/permission';
import type { AreaKind } from '../prices/area-entry.ts';
import {
  toAreaEntry,
  toAreaEntryRow,
  visibleEntry,
  type AreaEntryRow,
  type EntryTable,
} from '../prices/area-entry-store.ts';
import type { CategoryId } from './category.ts';
import type { AreaListing, ListedThing, ListingId } from './listing.ts';
import type { SpuId } from './spu.ts';

type Db = Database | DatabaseTransaction;

export interface AreaListingRow extends AreaEntryRow {
  listing_id: ListingId;
  sku_id: SkuId | null;
  spu_id: SpuId | null;
  category_id: CategoryId | null;
  listed: boolean;
}

export const AREA_LISTINGS: EntryTable<AreaListing, AreaListingRow> = {
  table: 'area_listing',
  id: 'listing_id',
  thing: ['sku_id', 'spu_id', 'category_id'],
  toEntry: (row) => ({
    ...toAreaEntry(row),
    entryId: row.listing_id,
    thing: thingOf(row),
    listed: row.listed,
  }),
  toRow: (entry) => ({
    ...toAreaEntryRow(entry),
    listing_id: entry.entryId,
    sku_id: entry.thing.kind === 'sku' ? entry.thing.id : null,
    spu_id: entry.thing.kind === 'spu' ? entry.thing.id : null,
    category_id: entry.thing.kind === 'category' ? entry.thing.id : null,
    listed: entry.listed,
  }),
};

function thingOf({ sku_id: skuId, spu_id: spuId, category_id: categoryId }: AreaListingRow): ListedThing {
  if (skuId !== null) return { kind: 'sku', id: skuId };
  // The table checks that there is exactly one of them.
  return spuId === null ? { kind: 'category', id: categoryId as CategoryId } : { kind: 'spu', id: spuId };
}

export interface NamedListing extends AreaListing {
  readonly name: string;
}

export interface ListingFilter {
  readonly skuId?: SkuId | undefined;
  readonly spuId?: SpuId | undefined;
  readonly categoryId?: CategoryId | undefined;
  readonly areaKind?: AreaKind | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  /** Leaves out what was over by then. */
  readonly notOverAt?: Date | undefined;
}

/** A page of entries that a reader may see, those that begin last first. */
export async function listListings(
  db: Db,
  scope: Scope,
  mine: { readonly cityIds: readonly CityId[]; readonly regionIds: readonly RegionId[] },
  filter: ListingFilter,
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<NamedListing[]> {
  const conditions: RawBuilder<SqlBool>[] = [visibleEntry(scope, mine)];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('a.sku_id', filter.skuId);
  equal('a.spu_id', filter.spuId);
  equal('a.category_id', filter.categoryId);
  equal('a.area_kind', filter.areaKind);
  equal('a.city_id', filter.cityId);
  equal('a.store_id', filter.storeId);
  equal('a.community_id', filter.communityId);
  if (filter.notOverAt !== undefined) {
    conditions.push(sql<SqlBool>`(a.valid_until is null or a.valid_until > ${filter.notOverAt})`);
  }
  if (page.before !== undefined) {
    conditions.push(sql<SqlBool>`(a.valid_from, a.listing_id) < (${page.before.at}, ${page.before.id}::uuid)`);
  }
  return namedListings(
    db,
    sql`where ${sql.join(conditions, sql` and `)} order by a.valid_from desc, a.listing_id desc limit ${page.limit}`,
  );
}

/** One entry with the name of what it is about. */
export async function namedListing(db: Db, id: ListingId): Promise<NamedListing | undefined> {
  return (await namedListings(db, sql`where a.listing_id = ${id}`))[0];
}

async function namedListings(db: Db, which: RawBuilder<unknown>): Promise<NamedListing[]> {
  const { rows } = await sql<AreaListingRow & { thing_name: string }>`
    select a.*, coalesce(c.name, concat_ws(' ', p.name, nullif(array_to_string(s.spec, ' '), ''))) as thing_name
    from commerce.area_listing a
    left join commerce.category c on c.category_id = a.category_id
    left join commerce.sku s on s.sku_id = a.sku_id
    left join commerce.spu p on p.spu_id = coalesce(a.spu_id, s.spu_id)
    ${which}`.execute(db);
  return rows.map((row) => ({ ...AREA_LISTINGS.toEntry(row), name: row.thing_name }));
}
