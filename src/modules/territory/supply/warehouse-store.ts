import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, WarehouseId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import { isUniqueViolation } from '#platform/postgres';
import { PlaceCodeTaken } from '../places/place.ts';
import { containing } from '../places/text-match-store.ts';
import type { Warehouse, WarehouseKind } from './warehouse.ts';

type Db = Database | DatabaseTransaction;

interface WarehouseRow {
  id: WarehouseId;
  external_code: string;
  kind: WarehouseKind;
  city_id: CityId;
  city_name: string;
  name: string;
  lng: number;
  lat: number;
  active: boolean;
  updated_at: Date;
  version: number;
}

const toWarehouse = (row: WarehouseRow): Warehouse => ({
  id: row.id,
  externalCode: row.external_code,
  kind: row.kind,
  cityId: row.city_id,
  cityName: row.city_name,
  name: row.name,
  position: { lng: row.lng, lat: row.lat },
  active: row.active,
  updatedAt: row.updated_at,
  version: row.version,
});

const columns = sql`
  w.id, w.external_code, w.kind, w.city_id, city.name as city_name, w.name, w.lng, w.lat, w.active, w.updated_at,
  w.version
`;
const tables = sql`territory.warehouse w join territory.city city on city.id = w.city_id`;

/** Warehouses of the reader's cities, and those that supply a community of theirs. */
const visible = (scope: Scope): RawBuilder<SqlBool> =>
  scope.everything
    ? sql<SqlBool>`true`
    : sql<SqlBool>`(${within(scope, { city: 'w.city_id' })} or exists (
        select 1 from territory.warehouse_community wc
        where wc.warehouse_id = w.id and ${within(scope, { community: 'wc.community_id' })}))`;

export interface WarehouseFilter {
  readonly cityId?: CityId | undefined;
  readonly kind?: WarehouseKind | undefined;
  readonly active?: boolean | undefined;
  readonly text?: string | undefined;
}

const matching = (filter: WarehouseFilter): RawBuilder<SqlBool> => sql<SqlBool>`
  ${filter.cityId === undefined ? sql`true` : sql`w.city_id = ${filter.cityId}`}
  and ${filter.kind === undefined ? sql`true` : sql`w.kind = ${filter.kind}`}
  and ${filter.active === undefined ? sql`true` : sql`w.active = ${filter.active}`}
  and ${containing(['w.name', 'w.external_code'], filter.text)}
`;

/** A page of warehouses by code, after `after`. */
export async function listWarehouses(
  db: Db,
  scope: Scope,
  filter: WarehouseFilter,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<Warehouse[]> {
  const found = await sql<WarehouseRow>`
    select ${columns} from ${tables}
    where w.external_code > ${page.after ?? ''} and ${visible(scope)} and ${matching(filter)}
    order by w.external_code limit ${page.limit}
  `.execute(db);
  return found.rows.map(toWarehouse);
}

export async function countWarehouses(db: Db, scope: Scope, filter: WarehouseFilter): Promise<number> {
  const found = await sql<{ total: number }>`
    select count(*)::int as total from territory.warehouse w where ${visible(scope)} and ${matching(filter)}
  `.execute(db);
  return found.rows[0]?.total ?? 0;
}

/** The warehouse if the reader may see it. */
export async function warehouseInScope(db: Db, scope: Scope, id: WarehouseId): Promise<Warehouse | undefined> {
  const found = await sql<WarehouseRow>`
    select ${columns} from ${tables} where w.id = ${id} and ${visible(scope)}
  `.execute(db);
  return found.rows.map(toWarehouse)[0];
}

/** Warehouses by id, for modules that hold ids; what a user may see of them is the caller's question. */
export async function warehousesByIds(db: Db, ids: readonly WarehouseId[]): Promise<Map<WarehouseId, Warehouse>> {
  const found = await sql<WarehouseRow>`
    select ${columns} from ${tables} where w.id = any(${[...ids]}::uuid[])
  `.execute(db);
  return new Map(found.rows.map((row) => [row.id, toWarehouse(row)]));
}

/** Warehouses by the customer's own code. */
export async function warehousesByCodes(db: Db, codes: readonly string[]): Promise<Map<string, Warehouse>> {
  const found = await sql<WarehouseRow>`
    select ${columns} from ${tables} where w.external_code = any(${[...codes]}::text[])
  `.execute(db);
  return new Map(found.rows.map((row) => [row.external_code, toWarehouse(row)]));
}

/** The communities that each warehouse supplies. Warehouses that supply none are absent. */
export async function communitiesSuppliedBy(
  db: Db,
  warehouseIds: readonly WarehouseId[],
): Promise<Map<WarehouseId, CommunityId[]>> {
  const found = await sql<{ warehouse_id: WarehouseId; community_ids: CommunityId[] }>`
    select warehouse_id, array_agg(community_id order by community_id) as community_ids
    from territory.warehouse_community where warehouse_id = any(${[...warehouseIds]}::uuid[]) group by warehouse_id
  `.execute(db);
  return new Map(found.rows.map((row) => [row.warehouse_id, row.community_ids]));
}

/** The customer's own codes of the communities that each warehouse supplies and that the reader may see. */
export async function communityCodesSuppliedBy(
  db: Db,
  scope: Scope,
  warehouseIds: readonly WarehouseId[],
): Promise<Map<WarehouseId, string[]>> {
  const found = await sql<{ warehouse_id: WarehouseId; codes: string[] }>`
    select wc.warehouse_id, array_agg(c.external_code order by c.external_code) as codes
    from territory.warehouse_community wc join territory.community c on c.id = wc.community_id
    where wc.warehouse_id = any(${[...warehouseIds]}::uuid[])
      and ${within(scope, { city: 'c.city_id', community: 'c.id' })}
    group by wc.warehouse_id
  `.execute(db);
  return new Map(found.rows.map((row) => [row.warehouse_id, row.codes]));
}

/** The communities that a warehouse supplies and that the reader may see, by code, after `after`. */
export async function listSupplied(
  db: Db,
  scope: Scope,
  warehouseId: WarehouseId,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<{ communityId: CommunityId; externalCode: string; name: string }[]> {
  const found = await sql<{ communityId: CommunityId; externalCode: string; name: string }>`
    select c.id as "communityId", c.external_code as "externalCode", c.name
    from territory.warehouse_community wc join territory.community c on c.id = wc.community_id
    where wc.warehouse_id = ${warehouseId} and c.external_code > ${page.after ?? ''}
      and ${within(scope, { city: 'c.city_id', community: 'c.id' })}
    order by c.external_code limit ${page.limit}
  `.execute(db);
  return found.rows;
}

type StoredWarehouse = Omit<Warehouse, 'cityName'>;

/** Writes a new warehouse; `false` when its code is taken. */
export async function insertWarehouse(db: DatabaseTransaction, warehouse: StoredWarehouse): Promise<boolean> {
  const done = await sql`
    insert into territory.warehouse (id, external_code, kind, city_id, name, lng, lat, active, updated_at, version)
    values (${warehouse.id}, ${warehouse.externalCode}, ${warehouse.kind}, ${warehouse.cityId}, ${warehouse.name},
      ${warehouse.position.lng}, ${warehouse.position.lat}, ${warehouse.active}, ${warehouse.updatedAt},
      ${warehouse.version})
    on conflict (external_code) do nothing returning id
  `.execute(db);
  return done.rows.length > 0;
}

/** Writes the warehouse if nobody did since `expectedVersion`; `false` otherwise. @throws PlaceCodeTaken */
export async function updateWarehouse(
  db: DatabaseTransaction,
  warehouse: StoredWarehouse,
  expectedVersion: number,
): Promise<boolean> {
  const done = await sql`
    update territory.warehouse set external_code = ${warehouse.externalCode}, name = ${warehouse.name},
      lng = ${warehouse.position.lng}, lat = ${warehouse.position.lat}, active = ${warehouse.active},
      updated_at = ${warehouse.updatedAt}, version = ${warehouse.version}
    where id = ${warehouse.id} and version = ${expectedVersion} returning id
  `
    .execute(db)
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new PlaceCodeTaken(warehouse.externalCode) : error;
    });
  return done.rows.length > 0;
}
