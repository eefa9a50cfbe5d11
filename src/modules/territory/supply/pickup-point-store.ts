import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, PickupPointId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import { isUniqueViolation } from '#platform/postgres';
import { PlaceCodeTaken } from '../places/place.ts';
import { containing } from '../places/text-match-store.ts';
import type { PickupPoint } from './pickup-point.ts';

type Db = Database | DatabaseTransaction;

interface PointRow {
  id: PickupPointId;
  external_code: string;
  city_id: CityId;
  city_name: string;
  community_id: CommunityId;
  community_name: string;
  name: string;
  address: string;
  keeper_id: TouchpointId | null;
  parent_id: PickupPointId | null;
  pickup_only: boolean;
  rest_days: number[];
  active: boolean;
  updated_at: Date;
  version: number;
}

const toPoint = (row: PointRow): PickupPoint => ({
  id: row.id,
  externalCode: row.external_code,
  cityId: row.city_id,
  cityName: row.city_name,
  communityId: row.community_id,
  communityName: row.community_name,
  name: row.name,
  address: row.address,
  keeperId: row.keeper_id,
  parentId: row.parent_id,
  pickupOnly: row.pickup_only,
  restDays: row.rest_days,
  active: row.active,
  updatedAt: row.updated_at,
  version: row.version,
});

const columns = sql`
  p.id, p.external_code, p.city_id, city.name as city_name, p.community_id, c.name as community_name, p.name,
  p.address, p.keeper_id, p.parent_id, p.pickup_only, p.rest_days, p.active, p.updated_at, p.version
`;
const tables = sql`
  territory.pickup_point p join territory.community c on c.id = p.community_id
  join territory.city city on city.id = p.city_id
`;

const visible = (scope: Scope): RawBuilder<SqlBool> =>
  within(scope, { city: 'p.city_id', community: 'p.community_id', touchpoint: 'p.keeper_id' });

export interface PickupPointFilter {
  readonly cityId?: CityId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly keeperId?: TouchpointId | undefined;
  readonly active?: boolean | undefined;
  readonly text?: string | undefined;
}

function matching(filter: PickupPointFilter): RawBuilder<SqlBool> {
  const equal = {
    'p.city_id': filter.cityId,
    'p.community_id': filter.communityId,
    'p.keeper_id': filter.keeperId,
    'p.active': filter.active,
  };
  const conditions = Object.entries(equal).flatMap(([column, value]) =>
    value === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} = ${value}`],
  );
  conditions.push(containing(['p.name', 'p.external_code', 'p.address'], filter.text));
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

/** A page of pick-up points by code, after `after`. */
export async function listPickupPoints(
  db: Db,
  scope: Scope,
  filter: PickupPointFilter,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<PickupPoint[]> {
  const found = await sql<PointRow>`
    select ${columns} from ${tables}
    where p.external_code > ${page.after ?? ''} and ${visible(scope)} and ${matching(filter)}
    order by p.external_code limit ${page.limit}
  `.execute(db);
  return found.rows.map(toPoint);
}

export async function countPickupPoints(db: Db, scope: Scope, filter: PickupPointFilter): Promise<number> {
  const found = await sql<{ total: number }>`
    select count(*)::int as total from territory.pickup_point p where ${visible(scope)} and ${matching(filter)}
  `.execute(db);
  return found.rows[0]?.total ?? 0;
}

/** The point if the reader may see it: by place, or because they keep it. */
export async function pickupPointInScope(db: Db, scope: Scope, id: PickupPointId): Promise<PickupPoint | undefined> {
  const found = await sql<PointRow>`
    select ${columns} from ${tables} where p.id = ${id} and ${visible(scope)}
  `.execute(db);
  return found.rows.map(toPoint)[0];
}

/** Pick-up points by id, for modules that hold ids; what a user may see of them is the caller's question. */
export async function pickupPointsByIds(
  db: Db,
  ids: readonly PickupPointId[],
): Promise<Map<PickupPointId, PickupPoint>> {
  const found = await sql<PointRow>`
    select ${columns} from ${tables} where p.id = any(${[...ids]}::uuid[])
  `.execute(db);
  return new Map(found.rows.map((row) => [row.id, toPoint(row)]));
}

/** Pick-up points by the customer's own code. */
export async function pickupPointsByCodes(db: Db, codes: readonly string[]): Promise<Map<string, PickupPoint>> {
  const found = await sql<PointRow>`
    select ${columns} from ${tables} where p.external_code = any(${[...codes]}::text[])
  `.execute(db);
  return new Map(found.rows.map((row) => [row.external_code, toPoint(row)]));
}

/** The points that a touchpoint keeps, by code; closed ones too. */
export async function pickupPointsOf(db: Db, keeperId: TouchpointId): Promise<PickupPoint[]> {
  const found = await sql<PointRow>`
    select ${columns} from ${tables} where p.keeper_id = ${keeperId} order by p.external_code
  `.execute(db);
  return found.rows.map(toPoint);
}

/** The active points of communities, by code. Communities without any are absent. */
export async function activePointsOf(
  db: Db,
  communityIds: readonly CommunityId[],
): Promise<Map<CommunityId, PickupPoint[]>> {
  const found = await sql<PointRow>`
    select ${columns} from ${tables}
    where p.community_id = any(${[...communityIds]}::uuid[]) and p.active order by p.external_code
  `.execute(db);
  return Map.groupBy(found.rows.map(toPoint), (point) => point.communityId);
}

/** Those of the points to which other points bring their goods. */
export async function pointsWithNested(db: Db, ids: readonly PickupPointId[]): Promise<Set<PickupPointId>> {
  const found = await sql<{ parent_id: PickupPointId }>`
    select parent_id from territory.pickup_point where parent_id = any(${[...ids]}::uuid[]) group by parent_id
  `.execute(db);
  return new Set(found.rows.map((row) => row.parent_id));
}

type StoredPoint = Omit<PickupPoint, 'cityName' | 'communityName'>;

/** Writes a new point; `false` when its code is taken. */
export async function insertPickupPoint(db: DatabaseTransaction, point: StoredPoint): Promise<boolean> {
  const done = await sql`
    insert into territory.pickup_point (id, external_code, city_id, community_id, name, address, keeper_id, parent_id,
      pickup_only, rest_days, active, updated_at, version)
    values (${point.id}, ${point.externalCode}, ${point.cityId}, ${point.communityId}, ${point.name}, ${point.address},
      ${point.keeperId}, ${point.parentId}, ${point.pickupOnly}, ${[...point.restDays]}::smallint[], ${point.active},
      ${point.updatedAt}, ${point.version})
    on conflict (external_code) do nothing returning id
  `.execute(db);
  return done.rows.length > 0;
}

/** Writes the point if nobody did since `expectedVersion`; `false` otherwise. @throws PlaceCodeTaken */
export async function updatePickupPoint(
  db: DatabaseTransaction,
  point: StoredPoint,
  expectedVersion: number,
): Promise<boolean> {
  const done = await sql`
    update territory.pickup_point set external_code = ${point.externalCode}, community_id = ${point.communityId},
      name = ${point.name}, address = ${point.address}, keeper_id = ${point.keeperId}, parent_id = ${point.parentId},
      pickup_only = ${point.pickupOnly}, rest_days = ${[...point.restDays]}::smallint[], active = ${point.active},
      updated_at = ${point.updatedAt}, version = ${point.version}
    where id = ${point.id} and version = ${expectedVersion} returning id
  `
    .execute(db)
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new PlaceCodeTaken(point.externalCode) : error;
    });
  return done.rows.length > 0;
}
