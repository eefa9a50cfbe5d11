import { sql } from 'kysely';
import type { CityId, CommunityId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { allCities, allRegions } from '../places/city-store.ts';
import { communitiesByCodes, communitiesByIds } from '../places/community-store.ts';
import { partnersByCodes } from '../places/partner-store.ts';
import { communitiesServedBy, storesByCodes } from '../places/store-store.ts';
import { communitiesSuppliedBy, warehousesByCodes } from '../supply/warehouse-store.ts';
import { pickupPointsByCodes, pointsWithNested } from '../supply/pickup-point-store.ts';
import { sameNameKey } from './judge.ts';
import { codesOfCell, type ExistingPlace, type References } from './references.ts';
import type { ImportKind, ImportRow } from './place-import.ts';

type Db = Database | DatabaseTransaction;

/** Everything that the rows of a file refer to, in a handful of queries whatever their number. */
export async function loadReferences(db: Db, kind: ImportKind, rows: readonly ImportRow[]): Promise<References> {
  const codes = distinctCells(rows, 'code');
  const regions = kind === 'cities' ? await allRegions(db) : [];
  const cities = IN_A_CITY.has(kind) ? await allCities(db) : [];
  const partners = kind === 'communities' ? await partnersByCodes(db, distinctCells(rows, 'partner')) : new Map();
  const named = rows.flatMap((row) => [
    ...codesOfCell(row.cells['communities'] ?? ''),
    ...(row.cells['community'] === undefined ? [] : [row.cells['community']]),
  ]);
  const communities = await communitiesByCodes(db, [...new Set(named)]);
  return {
    existing: await EXISTING[kind](db, codes),
    regions: new Map(regions.map((region) => [region.code, region.id])),
    // Names first, so that a code wins where a city is named like another's code.
    cities: new Map([
      ...cities.map((city) => [city.name, city] as const),
      ...cities.map((city) => [city.code, city] as const),
    ]),
    partners: new Map([...partners].map(([code, partner]) => [code, partner.id])),
    communities: new Map(
      [...communities].map(([code, found]) => [code, { id: found.communityId, cityId: found.cityId }]),
    ),
    points: kind === 'pickup_points' ? await points(db, [...codes, ...distinctCells(rows, 'parent')]) : new Map(),
    codesByName: kind === 'communities' ? await codesByName(db, distinctCells(rows, 'name')) : new Map(),
  };
}

const IN_A_CITY: ReadonlySet<ImportKind> = new Set(['stores', 'communities', 'warehouses']);

async function points(db: Db, codes: readonly string[]): Promise<References['points']> {
  const found = await pickupPointsByCodes(db, [...new Set(codes)]);
  const parents = await pointsWithNested(
    db,
    [...found.values()].map((point) => point.id),
  );
  return new Map(
    [...found].map(([code, { id, cityId, parentId }]) => [
      code,
      { id, cityId, nested: parentId !== null, hasNested: parents.has(id) },
    ]),
  );
}

function distinctCells(rows: readonly ImportRow[], field: string): string[] {
  return [...new Set(rows.map((row) => row.cells[field] ?? ''))].filter((value) => value !== '');
}

async function codesByName(db: Db, names: readonly string[]): Promise<Map<string, string[]>> {
  const found = await sql<{ city_id: CityId; name: string; codes: string[] }>`
    select city_id, name, array_agg(external_code order by external_code) as codes
    from territory.community where name = any(${[...names]}::text[]) group by city_id, name
  `.execute(db);
  return new Map(found.rows.map((row) => [sameNameKey(row.city_id, row.name), row.codes]));
}

type LoadExisting = (db: Db, codes: readonly string[]) => Promise<Map<string, ExistingPlace>>;

const EXISTING: Readonly<Record<ImportKind, LoadExisting>> = {
  regions: async (db, codes) => {
    const wanted = new Set(codes);
    const regions = (await allRegions(db)).filter((region) => wanted.has(region.code));
    return new Map(regions.map(({ id, code, name }) => [code, { id, version: null, facts: { name } }]));
  },
  cities: async (db, codes) => {
    const wanted = new Set(codes);
    const cities = (await allCities(db)).filter((city) => wanted.has(city.code));
    return new Map(
      cities.map(({ id, code, name, regionId, position }) => [
        code,
        { id, version: null, facts: { name, regionId, position } },
      ]),
    );
  },
  partners: async (db, codes) => {
    const partners = await partnersByCodes(db, codes);
    return new Map(
      [...partners].map(([code, { id, name, kind }]) => [code, { id, version: null, facts: { name, kind } }]),
    );
  },
  stores: async (db, codes) => {
    const stores = await storesByCodes(db, codes);
    const served = await communitiesServedBy(
      db,
      [...stores.values()].map((store) => store.id),
    );
    return new Map(
      [...stores].map(([code, { id, version, name, cityId, position }]) => [
        code,
        { id, version, facts: { name, cityId, position, communityIds: servedSorted(served, id) } },
      ]),
    );
  },
  communities: async (db, codes) => {
    const ids = [...(await communitiesByCodes(db, codes)).values()].map((found) => found.communityId);
    const communities = await communitiesByIds(db, ids);
    return new Map(
      [...communities.values()].map((community) => {
        const { id, version, name, cityId, district, position, builtYear, households, partnerId } = community;
        const facts = { name, cityId, district, position, builtYear, households, partnerId };
        return [community.externalCode, { id, version, facts }];
      }),
    );
  },
  warehouses: async (db, codes) => {
    const warehouses = await warehousesByCodes(db, codes);
    const supplied = await communitiesSuppliedBy(
      db,
      [...warehouses.values()].map((warehouse) => warehouse.id),
    );
    return new Map(
      [...warehouses].map(([code, { id, version, name, kind, cityId, position, active }]) => {
        const communityIds = (supplied.get(id) ?? []).toSorted();
        return [code, { id, version, facts: { name, kind, cityId, position, active, communityIds } }];
      }),
    );
  },
  pickup_points: async (db, codes) => {
    const found = await pickupPointsByCodes(db, codes);
    return new Map(
      [...found].map(([code, point]) => {
        const { id, version, name, cityId, communityId, address, parentId, pickupOnly, restDays, active } = point;
        const facts = { name, cityId, communityId, address, parentId, pickupOnly, restDays, active };
        return [code, { id, version, facts }];
      }),
    );
  },
};

function servedSorted(served: ReadonlyMap<StoreId, CommunityId[]>, id: StoreId): CommunityId[] {
  return (served.get(id) ?? []).toSorted();
}
