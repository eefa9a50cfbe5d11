import { sql } from 'kysely';
import type { CityId, CommunityId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { EVERYTHING, NOTHING, type Scope } from '#platform/permission';

type Db = Database | DatabaseTransaction;

export type AreaKind = 'all' | 'city' | 'store' | 'community';

/** One area that somebody was given; `areaId` is null exactly for `all`. */
export interface AreaGrant {
  readonly areaKind: AreaKind;
  readonly areaId: string | null;
}

const idsOf = (grants: readonly AreaGrant[], kind: AreaKind): string[] =>
  grants.flatMap((grant) => (grant.areaKind === kind && grant.areaId !== null ? [grant.areaId] : []));

/**
 * The places that grants come to: a city brings its stores (its communities are within by their city), a store brings
 * the communities it serves, wherever they lie. A granted city does not bring communities that its stores serve in
 * another city.
 */
export async function areasForGrants(db: Db, grants: readonly AreaGrant[]): Promise<Scope> {
  if (grants.some((grant) => grant.areaKind === 'all')) {
    return EVERYTHING;
  }
  const cities = idsOf(grants, 'city') as CityId[];
  const granted = idsOf(grants, 'store') as StoreId[];
  const single = idsOf(grants, 'community') as CommunityId[];
  if (cities.length + granted.length + single.length === 0) {
    return NOTHING;
  }
  const found = await sql<{ kind: 'store' | 'community'; id: string }>`
    select 'store' as kind, id from territory.store where city_id = any(${cities}::uuid[])
    union
    select 'community', community_id from territory.store_community where store_id = any(${granted}::uuid[])
  `.execute(db);
  const brought = (kind: 'store' | 'community'): string[] =>
    found.rows.filter((row) => row.kind === kind).map((row) => row.id);
  return {
    ...NOTHING,
    cities: distinct(cities),
    stores: distinct([...granted, ...(brought('store') as StoreId[])]),
    communities: distinct([...single, ...(brought('community') as CommunityId[])]),
  };
}

function distinct<T extends string>(ids: readonly T[]): T[] {
  return [...new Set(ids)].toSorted();
}

/** The names of areas, in the order asked for; an area that no longer exists has a null name. */
export async function areaNames(
  db: Db,
  areas: readonly AreaGrant[],
): Promise<{ areaKind: AreaKind; areaId: string | null; name: string | null }[]> {
  const found = await sql<{ kind: AreaKind; id: string; name: string }>`
    select 'city' as kind, id, name from territory.city where id = any(${idsOf(areas, 'city')}::uuid[])
    union all
    select 'store', id, name from territory.store where id = any(${idsOf(areas, 'store')}::uuid[])
    union all
    select 'community', id, name from territory.community where id = any(${idsOf(areas, 'community')}::uuid[])
  `.execute(db);
  const names = new Map(found.rows.map((row) => [`${row.kind} ${row.id}`, row.name]));
  return areas.map(({ areaKind, areaId }) => ({
    areaKind,
    areaId,
    name: areaKind === 'all' ? '全部' : (names.get(`${areaKind} ${areaId}`) ?? null),
  }));
}
