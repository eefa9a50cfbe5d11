import { sql } from 'kysely';
import type { CityId, CommunityId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import { isUniqueViolation } from '#platform/postgres';
import { PlaceCodeTaken, type Store } from './place.ts';
import { containing } from './text-match-store.ts';

type Db = Database | DatabaseTransaction;

interface StoreRow {
  id: StoreId;
  external_code: string;
  city_id: CityId;
  city_name: string;
  name: string;
  lng: number;
  lat: number;
  updated_at: Date;
  version: number;
}

const toStore = (row: StoreRow): Store => ({
  id: row.id,
  externalCode: row.external_code,
  cityId: row.city_id,
  cityName: row.city_name,
  name: row.name,
  position: { lng: row.lng, lat: row.lat },
  updatedAt: row.updated_at,
  version: row.version,
});

const storeColumns = sql`
  s.id, s.external_code, s.city_id, city.name as city_name, s.name, s.lng, s.lat, s.updated_at, s.version
`;
const storeTables = sql`territory.store s join territory.city city on city.id = s.city_id`;

const visible = (scope: Scope) => within(scope, { city: 's.city_id', store: 's.id' });

/** A page of stores by code, after `after`. */
export async function listStores(
  db: Db,
  scope: Scope,
  filter: { cityId?: CityId | undefined; text?: string | undefined },
  page: { after: string | undefined; limit: number },
): Promise<Store[]> {
  const found = await sql<StoreRow>`
    select ${storeColumns} from ${storeTables}
    where s.external_code > ${page.after ?? ''} and ${visible(scope)}
      and ${filter.cityId === undefined ? sql`true` : sql`s.city_id = ${filter.cityId}`}
      and ${containing(['s.name', 's.external_code'], filter.text)}
    order by s.external_code limit ${page.limit}
  `.execute(db);
  return found.rows.map(toStore);
}

/** Stores as points for a map. */
export async function storePoints(
  db: Db,
  scope: Scope,
  filter: { cityId?: CityId | undefined; storeId?: StoreId | undefined },
  limit: number,
): Promise<[StoreId, string, number, number][]> {
  const found = await sql<{ id: StoreId; name: string; lng: number; lat: number }>`
    select s.id, s.name, s.lng, s.lat from territory.store s
    where ${visible(scope)}
      and ${filter.cityId === undefined ? sql`true` : sql`s.city_id = ${filter.cityId}`}
      and ${filter.storeId === undefined ? sql`true` : sql`s.id = ${filter.storeId}`}
    order by s.external_code limit ${limit}
  `.execute(db);
  return found.rows.map((row) => [row.id, row.name, row.lng, row.lat]);
}

/** The store if the reader may see it. */
export async function storeInScope(db: Db, scope: Scope, id: StoreId): Promise<Store | undefined> {
  const found = await sql<StoreRow>`
    select ${storeColumns} from ${storeTables} where s.id = ${id} and ${visible(scope)}
  `.execute(db);
  return found.rows.map(toStore)[0];
}

/** Stores by id, for modules that hold ids; what a user may see of them is the caller's question. */
export async function storesByIds(db: Db, ids: readonly StoreId[]): Promise<Map<StoreId, Store>> {
  const found = await sql<StoreRow>`
    select ${storeColumns} from ${storeTables} where s.id = any(${[...ids]}::uuid[])
  `.execute(db);
  return new Map(found.rows.map((row) => [row.id, toStore(row)]));
}

/** Stores by the customer's own code. */
export async function storesByCodes(db: Db, codes: readonly string[]): Promise<Map<string, Store>> {
  const found = await sql<StoreRow>`
    select ${storeColumns} from ${storeTables} where s.external_code = any(${[...codes]}::text[])
  `.execute(db);
  return new Map(found.rows.map((row) => [row.external_code, toStore(row)]));
}

/** The stores that serve each community, the nearest first. Communities nobody serves are absent. */
export async function storesServing(db: Db, communityIds: readonly CommunityId[]): Promise<Map<CommunityId, Store[]>> {
  // Within a city, degrees of longitude shrunk by the latitude order as metres do.
  const found = await sql<StoreRow & { community_id: CommunityId }>`
    select sc.community_id, ${storeColumns}
    from territory.store_community sc
    join territory.community m on m.id = sc.community_id
    join ${storeTables} on s.id = sc.store_id
    where sc.community_id = any(${[...communityIds]}::uuid[])
    order by sc.community_id, power((s.lng - m.lng) * cos(radians(m.lat)), 2) + power(s.lat - m.lat, 2), s.id
  `.execute(db);
  const serving = new Map<CommunityId, Store[]>();
  for (const row of found.rows) {
    const stores = serving.get(row.community_id) ?? [];
    stores.push(toStore(row));
    serving.set(row.community_id, stores);
  }
  return serving;
}

/** The communities each store serves. Stores that serve none are absent. */
export async function communitiesServedBy(db: Db, storeIds: readonly StoreId[]): Promise<Map<StoreId, CommunityId[]>> {
  const found = await sql<{ store_id: StoreId; community_ids: CommunityId[] }>`
    select store_id, array_agg(community_id order by community_id) as community_ids
    from territory.store_community where store_id = any(${[...storeIds]}::uuid[]) group by store_id
  `.execute(db);
  return new Map(found.rows.map((row) => [row.store_id, row.community_ids]));
}

/** Writes a new store; `false` when its code is taken. */
export async function insertStore(db: DatabaseTransaction, store: Omit<Store, 'cityName'>): Promise<boolean> {
  const done = await sql`
    insert into territory.store (id, external_code, city_id, name, lng, lat, updated_at, version)
    values (${store.id}, ${store.externalCode}, ${store.cityId}, ${store.name}, ${store.position.lng},
      ${store.position.lat}, ${store.updatedAt}, ${store.version})
    on conflict (external_code) do nothing returning id
  `.execute(db);
  return done.rows.length > 0;
}

/** Writes the store if nobody did since `expectedVersion`; `false` otherwise. @throws PlaceCodeTaken */
export async function updateStore(
  db: DatabaseTransaction,
  store: Omit<Store, 'cityName'>,
  expectedVersion: number,
): Promise<boolean> {
  const done = await sql`
    update territory.store set external_code = ${store.externalCode}, name = ${store.name}, lng = ${store.position.lng},
      lat = ${store.position.lat}, updated_at = ${store.updatedAt}, version = ${store.version}
    where id = ${store.id} and version = ${expectedVersion} returning id
  `
    .execute(db)
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new PlaceCodeTaken(store.externalCode) : error;
    });
  return done.rows.length > 0;
}

/** Makes exactly `storeIds` serve the community. */
export async function setServingStores(
  db: DatabaseTransaction,
  communityId: CommunityId,
  storeIds: readonly StoreId[],
): Promise<void> {
  const kept = [...new Set(storeIds)].toSorted();
  await sql`
    delete from territory.store_community where community_id = ${communityId} and store_id <> all(${kept}::uuid[])
  `.execute(db);
  await sql`
    insert into territory.store_community (store_id, community_id)
    select store_id, ${communityId}::uuid from unnest(${kept}::uuid[]) as wanted (store_id)
    on conflict (store_id, community_id) do nothing
  `.execute(db);
}
