import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { RegionId, SkuId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { executeBuilt, gathered } from '#platform/postgres';
import { regionOfCity } from '#modules/territory';
import type { EntryPlace, SellingPlace } from '../prices/area-entry.ts';
import { datedRow, holdingAt } from '../prices/area-entry-store.ts';
import { AREA_PRICES, type AreaPriceRow } from '../prices/area-price-store.ts';
import { resolveSku, type EffectiveSku, type SkuFacts } from './effective-sku.ts';
import { AREA_LISTINGS, type AreaListingRow } from './listing-store.ts';
import { skuName, type SpuId } from './spu.ts';
import { partsOfSku } from './spu-store.ts';

type Db = Database | DatabaseTransaction;

/** More at once is a list, not an order. */
export const MAX_EFFECTIVE_SKUS = 200;

type Row = Omit<SkuFacts, 'parts'> & {
  readonly parts: readonly (Omit<SkuFacts['parts'][number], 'name'> & { spuName: string; spec: string[] })[] | null;
  readonly regionId: RegionId | null;
  readonly prices: readonly AreaPriceRow[] | null;
  readonly listings: readonly AreaListingRow[] | null;
};

interface SkusAsked {
  readonly skuIds: readonly SkuId[];
  readonly place: SellingPlace;
  readonly at: Date;
}

/**
 * What SKUs cost and whether they are sold at a place and a moment, each with why. Unknown ids are absent; at most 200
 * ids. One statement, for all who ask for the same place at the same moment.
 */
export async function effectiveSkus(db: Db, asked: SkusAsked): Promise<ReadonlyMap<SkuId, EffectiveSku>> {
  const skuIds = [...new Set(asked.skuIds)];
  if (skuIds.length > MAX_EFFECTIVE_SKUS)
    throw new RangeError(`at most ${MAX_EFFECTIVE_SKUS} SKUs, not ${skuIds.length}`);
  return skuIds.length === 0 ? new Map() : skusTogether(db, { ...asked, skuIds });
}

const skusTogether = gathered((db: Db, asked: readonly SkusAsked[]) => {
  const ofPlace = Map.groupBy(asked, ({ place, at }) => JSON.stringify([place, at]));
  const found = new Map([...ofPlace].map(([key, same]) => [key, skusOfPlace(db, same)]));
  return Promise.all(
    asked.map(async ({ skuIds, place, at }) => {
      const all = await found.get(JSON.stringify([place, at]));
      return new Map([...(all ?? [])].filter(([skuId]) => skuIds.includes(skuId)));
    }),
  );
});

async function skusOfPlace(db: Db, same: readonly SkusAsked[]): Promise<Map<SkuId, EffectiveSku>> {
  const [first] = same;
  if (first === undefined) return new Map();
  const ids = [...new Set(same.flatMap(({ skuIds }) => skuIds))];
  // Behind a subselect the ids tell the planner nothing, so that one plan does for all of them.
  const found = await resolved(db, sql`s.sku_id = any((select ${ids}::uuid[])::uuid[])`, first.place, first.at);
  return new Map(found.map((sku) => [sku.skuId, sku]));
}

/** The same for all active SKUs of SPUs, in their order: for lists. `place` may be a whole area. */
export async function effectiveSkusOfSpus(
  db: Db,
  asked: { readonly spuIds: readonly SpuId[]; readonly place: SellingPlace | EntryPlace; readonly at: Date },
): Promise<EffectiveSku[]> {
  if (asked.spuIds.length === 0) return [];
  return resolved(db, sql`s.spu_id = any(${[...asked.spuIds]}::uuid[])`, asked.place, asked.at);
}

/** The same for as many as are edited at once. */
export async function effectiveSkusInArea(
  db: Db,
  asked: { readonly skuIds: readonly SkuId[]; readonly place: EntryPlace; readonly at: Date },
): Promise<Map<SkuId, EffectiveSku>> {
  const found = await resolved(db, sql`s.sku_id = any(${[...asked.skuIds]}::uuid[])`, asked.place, asked.at);
  return new Map(found.map((sku) => [sku.skuId, sku]));
}

async function resolved(
  db: Db,
  which: RawBuilder<SqlBool>,
  place: SellingPlace | EntryPlace,
  at: Date,
): Promise<EffectiveSku[]> {
  const query = sql<Row>`/* prepared */
    select s.sku_id as "skuId", s.spu_id as "spuId", s.code, p.name as "spuName", s.spec,
      coalesce(s.unit, p.unit) as unit, p.kind, p.image_ids[1] as "imageId", p.shelf_life_days as "shelfLifeDays",
      p.storage, p.claim_hours as "claimHours", s.weight_grams as "weightGrams", s.cost_fen as "costFen",
      s.list_fen as "listFen", s.original_fen as "originalFen", s.active as "skuActive", p.active as "spuActive",
      ${'regionId' in place ? sql`${place.regionId}::uuid` : regionOfCity(place.cityId)} as "regionId",
      ${categoriesOfSpu} as categories, ${partsOfSku} as parts,
      (select jsonb_agg(to_jsonb(a)) from commerce.area_price a
        where a.sku_id = s.sku_id and ${holdingAt('a', place, at)}) as prices,
      (select jsonb_agg(to_jsonb(l)) from commerce.area_listing l
        where (l.sku_id = s.sku_id or l.spu_id = s.spu_id
            or l.category_id in (c1.category_id, c2.category_id, c3.category_id))
          and ${holdingAt('l', place, at)}) as listings
    from commerce.sku s
    join commerce.spu p on p.spu_id = s.spu_id
    join commerce.category c1 on c1.category_id = p.category_id
    left join commerce.category c2 on c2.category_id = c1.parent_id
    left join commerce.category c3 on c3.category_id = c2.parent_id
    where ${which}
    order by p.code, s.list_position, s.code`;
  const { rows } = await executeBuilt(db, query);
  return rows.map(({ prices, listings, regionId, parts, ...facts }) =>
    resolveSku(
      { ...facts, parts: (parts ?? []).map((part) => ({ ...part, name: skuName(part.spuName, part.spec) })) },
      {
        prices: (prices ?? []).map((row) => AREA_PRICES.toEntry(datedRow(row))),
        listings: (listings ?? []).map((row) => AREA_LISTINGS.toEntry(datedRow(row))),
      },
      { ...place, regionId },
      at,
    ),
  );
}

const categoryJson = (alias: string) => sql`jsonb_build_object('categoryId', ${sql.ref(`${alias}.category_id`)},
  'name', ${sql.ref(`${alias}.name`)}, 'claimHours', ${sql.ref(`${alias}.claim_hours`)},
  'storage', ${sql.ref(`${alias}.storage`)}, 'active', ${sql.ref(`${alias}.active`)})`;

/** The category first, then those above it. */
const categoriesOfSpu = sql`jsonb_build_array(${categoryJson('c1')})
  || case when c2.category_id is null then '[]'::jsonb else jsonb_build_array(${categoryJson('c2')}) end
  || case when c3.category_id is null then '[]'::jsonb else jsonb_build_array(${categoryJson('c3')}) end`;
