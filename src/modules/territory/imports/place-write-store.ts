import { sql } from 'kysely';
import type { Position } from '#kernel/geo';
import type { CityId, CommunityId, StoreId, TouchpointId } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';

/** A place to be written: `version` is what it will have, one above what it must have now. */
export interface PlaceToWrite {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Flat records for jsonb_to_recordset: one parameter whatever the number of rows. */
function recordsOf(places: readonly PlaceToWrite[]): string {
  return JSON.stringify(
    places.map(({ id, code, version, facts }) => {
      const position = facts['position'] as Position | undefined;
      return { ...facts, id, code, version, lng: position?.lng, lat: position?.lat };
    }),
  );
}

/** Writes what people seldom edit by hand: the file wins. */
export async function upsertRegions(db: DatabaseTransaction, places: readonly PlaceToWrite[]): Promise<void> {
  await sql`
    insert into territory.region (id, code, name)
    select r.id, r.code, r.name
    from jsonb_to_recordset(${recordsOf(places)}::jsonb) as r (id uuid, code text, name text) order by r.code
    on conflict (code) do update set name = excluded.name
  `.execute(db);
}

export async function upsertCities(db: DatabaseTransaction, places: readonly PlaceToWrite[]): Promise<void> {
  await sql`
    insert into territory.city (id, region_id, code, name, lng, lat)
    select r.id, r."regionId", r.code, r.name, r.lng, r.lat
    from jsonb_to_recordset(${recordsOf(places)}::jsonb) as r (id uuid, "regionId" uuid, code text, name text,
      lng float8, lat float8) order by r.code
    on conflict (code) do update set region_id = excluded.region_id, name = excluded.name, lng = excluded.lng,
      lat = excluded.lat
  `.execute(db);
}

export async function upsertPartners(db: DatabaseTransaction, places: readonly PlaceToWrite[]): Promise<void> {
  await sql`
    insert into territory.partner (id, external_code, kind, name)
    select r.id, r.code, r.kind, r.name
    from jsonb_to_recordset(${recordsOf(places)}::jsonb) as r (id uuid, code text, kind text, name text) order by r.code
    on conflict (external_code) do update set kind = excluded.kind, name = excluded.name
  `.execute(db);
}

const storeRecord = sql`(id uuid, code text, "cityId" uuid, name text, lng float8, lat float8, version integer)`;

/** Answers the ids that were written; a code that somebody took meanwhile is left out. */
export async function insertStores(
  db: DatabaseTransaction,
  places: readonly PlaceToWrite[],
  at: Date,
): Promise<Set<string>> {
  const done = await sql<{ id: string }>`
    insert into territory.store (id, external_code, city_id, name, lng, lat, updated_at, version)
    select r.id, r.code, r."cityId", r.name, r.lng, r.lat, ${at}::timestamptz, r.version
    from jsonb_to_recordset(${recordsOf(places)}::jsonb) as r ${storeRecord} order by r.code
    on conflict (external_code) do nothing returning id
  `.execute(db);
  return new Set(done.rows.map((row) => row.id));
}

/** Answers the ids that were written; a store that somebody saved meanwhile is left out. */
export async function updateStores(
  db: DatabaseTransaction,
  places: readonly PlaceToWrite[],
  at: Date,
): Promise<Set<string>> {
  const done = await sql<{ id: string }>`
    update territory.store s
    set name = r.name, lng = r.lng, lat = r.lat, updated_at = ${at}::timestamptz, version = r.version
    from jsonb_to_recordset(${recordsOf(places)}::jsonb) as r ${storeRecord}
    where s.id = r.id and s.version = r.version - 1 returning s.id
  `.execute(db);
  return new Set(done.rows.map((row) => row.id));
}

const communityRecord = sql`(id uuid, code text, "cityId" uuid, name text, district text, lng float8, lat float8,
  "builtYear" integer, households integer, "partnerId" uuid, version integer)`;

/** Answers the ids that were written; a code that somebody took meanwhile is left out. */
export async function insertCommunities(
  db: DatabaseTransaction,
  places: readonly PlaceToWrite[],
  at: Date,
): Promise<Set<string>> {
  const done = await sql<{ id: string }>`
    insert into territory.community (id, external_code, city_id, name, district, lng, lat, built_year, households,
      partner_id, updated_at, version)
    select r.id, r.code, r."cityId", r.name, r.district, r.lng, r.lat, r."builtYear", r.households, r."partnerId",
      ${at}::timestamptz, r.version
    from jsonb_to_recordset(${recordsOf(places)}::jsonb) as r ${communityRecord} order by r.code
    on conflict (external_code) do nothing returning id
  `.execute(db);
  return new Set(done.rows.map((row) => row.id));
}

/** Answers the ids that were written; a community that somebody saved meanwhile is left out. */
export async function updateCommunities(
  db: DatabaseTransaction,
  places: readonly PlaceToWrite[],
  at: Date,
): Promise<Set<string>> {
  const done = await sql<{ id: string }>`
    update territory.community c
    set name = r.name, district = r.district, lng = r.lng, lat = r.lat, built_year = r."builtYear",
      households = r.households, partner_id = r."partnerId", updated_at = ${at}::timestamptz, version = r.version
    from jsonb_to_recordset(${recordsOf(places)}::jsonb) as r ${communityRecord}
    where c.id = r.id and c.version = r.version - 1 returning c.id
  `.execute(db);
  return new Set(done.rows.map((row) => row.id));
}

const warehouseRecord = sql`(id uuid, code text, kind text, "cityId" uuid, name text, lng float8, lat float8,
  active boolean, version integer)`;

/** Answers the ids that were written; a code that somebody took meanwhile is left out. */
export async function insertWarehouses(
  db: DatabaseTransaction,
  places: readonly PlaceToWrite[],
  at: Date,
): Promise<Set<string>> {
  const done = await sql<{ id: string }>`
    insert into territory.warehouse (id, external_code, kind, city_id, name, lng, lat, active, updated_at, version)
    select r.id, r.code, r.kind, r."cityId", r.name, r.lng, r.lat, r.active, ${at}::timestamptz, r.version
    from jsonb_to_recordset(${recordsOf(places)}::jsonb) as r ${warehouseRecord} order by r.code
    on conflict (external_code) do nothing returning id
  `.execute(db);
  return new Set(done.rows.map((row) => row.id));
}

/** Answers the ids that were written; a warehouse that somebody saved meanwhile is left out. */
export async function updateWarehouses(
  db: DatabaseTransaction,
  places: readonly PlaceToWrite[],
  at: Date,
): Promise<Set<string>> {
  const done = await sql<{ id: string }>`
    update territory.warehouse w set name = r.name, lng = r.lng, lat = r.lat, active = r.active,
      updated_at = ${at}::timestamptz, version = r.version
    from jsonb_to_recordset(${recordsOf(places)}::jsonb) as r ${warehouseRecord}
    where w.id = r.id and w.version = r.version - 1 returning w.id
  `.execute(db);
  return new Set(done.rows.map((row) => row.id));
}

const pointRecord = sql`(id uuid, code text, "cityId" uuid, "communityId" uuid, name text, address text,
  "parentId" uuid, "pickupOnly" boolean, "restDays" smallint[], active boolean, version integer)`;

/** Answers the ids that were written; a code that somebody took meanwhile is left out. Their keepers are set by hand. */
export async function insertPickupPoints(
  db: DatabaseTransaction,
  places: readonly PlaceToWrite[],
  at: Date,
): Promise<Set<string>> {
  const done = await sql<{ id: string }>`
    insert into territory.pickup_point (id, external_code, city_id, community_id, name, address, parent_id, pickup_only,
      rest_days, active, updated_at, version)
    select r.id, r.code, r."cityId", r."communityId", r.name, r.address, r."parentId", r."pickupOnly", r."restDays",
      r.active, ${at}::timestamptz, r.version
    from jsonb_to_recordset(${recordsOf(places)}::jsonb) as r ${pointRecord} order by r.code
    on conflict (external_code) do nothing returning id
  `.execute(db);
  return new Set(done.rows.map((row) => row.id));
}

/** Answers the ids that were written with their keepers; a point that somebody saved meanwhile is left out. */
export async function updatePickupPoints(
  db: DatabaseTransaction,
  places: readonly PlaceToWrite[],
  at: Date,
): Promise<Map<string, TouchpointId | null>> {
  const done = await sql<{ id: string; keeper_id: TouchpointId | null }>`
    update territory.pickup_point p set community_id = r."communityId", name = r.name, address = r.address,
      parent_id = r."parentId", pickup_only = r."pickupOnly", rest_days = r."restDays", active = r.active,
      updated_at = ${at}::timestamptz, version = r.version
    from jsonb_to_recordset(${recordsOf(places)}::jsonb) as r ${pointRecord}
    where p.id = r.id and p.version = r.version - 1 returning p.id, p.keeper_id
  `.execute(db);
  return new Map(done.rows.map((row) => [row.id, row.keeper_id]));
}

/**
 * Makes each store serve exactly the communities given for it; answers the communities that gained or lost a store.
 */
export async function setServedCommunities(
  db: DatabaseTransaction,
  served: readonly { storeId: StoreId; communityIds: readonly CommunityId[] }[],
): Promise<{ communityId: CommunityId; cityId: CityId }[]> {
  const stores = served.map((each) => each.storeId);
  const links = JSON.stringify(
    served.flatMap(({ storeId, communityIds }) => communityIds.map((id) => ({ store_id: storeId, community_id: id }))),
  );
  const wanted = sql`jsonb_to_recordset(${links}::jsonb) as w (store_id uuid, community_id uuid)`;
  const gone = await sql<{ community_id: CommunityId }>`
    delete from territory.store_community sc
    where sc.store_id = any(${stores}::uuid[])
      and not exists (select 1 from ${wanted} where w.store_id = sc.store_id and w.community_id = sc.community_id)
    returning sc.community_id
  `.execute(db);
  const come = await sql<{ community_id: CommunityId }>`
    insert into territory.store_community (store_id, community_id)
    select w.store_id, w.community_id from ${wanted} order by 1, 2
    on conflict (store_id, community_id) do nothing returning community_id
  `.execute(db);
  const touched = [...new Set([...gone.rows, ...come.rows].map((row) => row.community_id))];
  const found = await sql<{ communityId: CommunityId; cityId: CityId }>`
    select id as "communityId", city_id as "cityId" from territory.community
    where id = any(${touched}::uuid[]) order by id
  `.execute(db);
  return found.rows;
}
