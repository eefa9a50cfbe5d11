import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, PartnerId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import { isUniqueViolation } from '#platform/postgres';
import { PlaceCodeTaken, type Community } from './place.ts';
import { containing } from './text-match-store.ts';

type Db = Database | DatabaseTransaction;

interface CommunityRow {
  id: CommunityId;
  external_code: string;
  city_id: CityId;
  city_code: string;
  city_name: string;
  name: string;
  district: string;
  lng: number;
  lat: number;
  built_year: number | null;
  households: number | null;
  partner_id: PartnerId | null;
  partner_code: string | null;
  partner_name: string | null;
  updated_at: Date;
  version: number;
}

const toCommunity = (row: CommunityRow): Community => ({
  id: row.id,
  externalCode: row.external_code,
  cityId: row.city_id,
  cityCode: row.city_code,
  cityName: row.city_name,
  name: row.name,
  district: row.district,
  position: { lng: row.lng, lat: row.lat },
  builtYear: row.built_year,
  households: row.households,
  partnerId: row.partner_id,
  partnerCode: row.partner_code,
  partnerName: row.partner_name,
  updatedAt: row.updated_at,
  version: row.version,
});

const communityColumns = sql`
  c.id, c.external_code, c.city_id, city.code as city_code, city.name as city_name, c.name, c.district, c.lng, c.lat,
  c.built_year, c.households, c.partner_id, partner.external_code as partner_code, partner.name as partner_name,
  c.updated_at, c.version
`;
const communityTables = sql`
  territory.community c
  join territory.city city on city.id = c.city_id
  left join territory.partner partner on partner.id = c.partner_id
`;

const visible = (scope: Scope) => within(scope, { city: 'c.city_id', community: 'c.id' });

export interface CommunityFilter {
  readonly text?: string | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  /** Built in this year or later; communities of unknown age are left out once an age is asked for. */
  readonly builtFrom?: number | undefined;
  readonly builtTo?: number | undefined;
}

function matching(filter: CommunityFilter): RawBuilder<SqlBool> {
  const conditions = [containing(['c.name', 'c.external_code', 'c.district'], filter.text)];
  if (filter.cityId !== undefined) conditions.push(sql<SqlBool>`c.city_id = ${filter.cityId}`);
  if (filter.builtFrom !== undefined) conditions.push(sql<SqlBool>`c.built_year >= ${filter.builtFrom}`);
  if (filter.builtTo !== undefined) conditions.push(sql<SqlBool>`c.built_year <= ${filter.builtTo}`);
  if (filter.storeId !== undefined) {
    conditions.push(sql<SqlBool>`exists (
      select 1 from territory.store_community sc where sc.community_id = c.id and sc.store_id = ${filter.storeId}
    )`);
  }
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

/** A page of communities by code, after `after`. */
export async function listCommunities(
  db: Db,
  scope: Scope,
  filter: CommunityFilter,
  page: { after: string | undefined; limit: number },
): Promise<Community[]> {
  const found = await sql<CommunityRow>`
    select ${communityColumns} from ${communityTables}
    where c.external_code > ${page.after ?? ''} and ${visible(scope)} and ${matching(filter)}
    order by c.external_code limit ${page.limit}
  `.execute(db);
  return found.rows.map(toCommunity);
}

export async function countCommunities(db: Db, scope: Scope, filter: CommunityFilter): Promise<number> {
  const found = await sql<{ total: number }>`
    select count(*)::int as total from territory.community c where ${visible(scope)} and ${matching(filter)}
  `.execute(db);
  return found.rows[0]?.total ?? 0;
}

/** The community if the reader may see it. */
export async function communityInScope(db: Db, scope: Scope, id: CommunityId): Promise<Community | undefined> {
  const found = await sql<CommunityRow>`
    select ${communityColumns} from ${communityTables} where c.id = ${id} and ${visible(scope)}
  `.execute(db);
  return found.rows.map(toCommunity)[0];
}

/** Communities as points for a map: id, name, lng, lat, built year, households. */
export async function communityPoints(
  db: Db,
  scope: Scope,
  filter: CommunityFilter,
  limit: number,
): Promise<[CommunityId, string, number, number, number | null, number | null][]> {
  const found = await sql<Pick<CommunityRow, 'id' | 'name' | 'lng' | 'lat' | 'built_year' | 'households'>>`
    select c.id, c.name, c.lng, c.lat, c.built_year, c.households from territory.community c
    where ${visible(scope)} and ${matching(filter)} order by c.external_code limit ${limit}
  `.execute(db);
  return found.rows.map((row) => [row.id, row.name, row.lng, row.lat, row.built_year, row.households]);
}

/** Up to `limit` communities whose name, code or district contains the text; names that begin with it come first. */
export async function searchCommunities(db: Db, scope: Scope, text: string, limit: number): Promise<Community[]> {
  const wanted = text.trim();
  if (wanted === '') return [];
  const found = await sql<CommunityRow>`
    select ${communityColumns} from ${communityTables}
    where ${visible(scope)} and ${matching({ text: wanted })}
    order by starts_with(c.name, ${wanted}) desc, c.external_code limit ${Math.min(limit, 50)}
  `.execute(db);
  return found.rows.map(toCommunity);
}

/** Communities by id, for modules that hold ids; what a user may see of them is the caller's question. */
export async function communitiesByIds(db: Db, ids: readonly CommunityId[]): Promise<Map<CommunityId, Community>> {
  const found = await sql<CommunityRow>`
    select ${communityColumns} from ${communityTables} where c.id = any(${[...ids]}::uuid[])
  `.execute(db);
  return new Map(found.rows.map((row) => [row.id, toCommunity(row)]));
}

/** Which community, and in which city, the customer's own code names. Unknown codes are absent. */
export async function communitiesByCodes(
  db: Db,
  codes: readonly string[],
): Promise<Map<string, { communityId: CommunityId; cityId: CityId }>> {
  const found = await sql<{ external_code: string; id: CommunityId; city_id: CityId }>`
    select external_code, id, city_id from territory.community where external_code = any(${[...codes]}::text[])
  `.execute(db);
  return new Map(found.rows.map((row) => [row.external_code, { communityId: row.id, cityId: row.city_id }]));
}

/** Communities in the order of their ids, after `after`, from which others can rebuild what they keep. */
export async function communitySnapshot(
  db: Db,
  page: { after: CommunityId | undefined; limit: number },
): Promise<{ items: Community[]; nextAfter: CommunityId | undefined }> {
  const limit = Math.min(page.limit, 1_000);
  const after = page.after === undefined ? sql`true` : sql`c.id > ${page.after}`;
  const found = await sql<CommunityRow>`
    select ${communityColumns} from ${communityTables} where ${after} order by c.id limit ${limit}
  `.execute(db);
  const items = found.rows.map(toCommunity);
  return { items, nextAfter: items.length === limit ? items.at(-1)?.id : undefined };
}

type StoredCommunity = Omit<Community, 'cityCode' | 'cityName' | 'partnerCode' | 'partnerName'>;

/** Writes a new community; `false` when its code is taken. */
export async function insertCommunity(db: DatabaseTransaction, community: StoredCommunity): Promise<boolean> {
  const { position } = community;
  const done = await sql`
    insert into territory.community (id, external_code, city_id, name, district, lng, lat, built_year, households,
      partner_id, updated_at, version)
    values (${community.id}, ${community.externalCode}, ${community.cityId}, ${community.name}, ${community.district},
      ${position.lng}, ${position.lat}, ${community.builtYear}, ${community.households}, ${community.partnerId},
      ${community.updatedAt}, ${community.version})
    on conflict (external_code) do nothing returning id
  `.execute(db);
  return done.rows.length > 0;
}

/** Writes the community if nobody did since `expectedVersion`; `false` otherwise. @throws PlaceCodeTaken */
export async function updateCommunity(
  db: DatabaseTransaction,
  community: StoredCommunity,
  expectedVersion: number,
): Promise<boolean> {
  const { position } = community;
  const done = await sql`
    update territory.community set external_code = ${community.externalCode}, name = ${community.name},
      district = ${community.district}, lng = ${position.lng}, lat = ${position.lat},
      built_year = ${community.builtYear}, households = ${community.households}, partner_id = ${community.partnerId},
      updated_at = ${community.updatedAt}, version = ${community.version}
    where id = ${community.id} and version = ${expectedVersion} returning id
  `
    .execute(db)
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new PlaceCodeTaken(community.externalCode) : error;
    });
  return done.rows.length > 0;
}
