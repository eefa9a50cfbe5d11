import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, Id, StoreId, TouchpointId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { BookingCode, CodeState } from './booking-code.ts';

type Db = Database | DatabaseTransaction;

interface Row {
  code: string;
  city_id: CityId;
  community_id: CommunityId | null;
  store_id: StoreId | null;
  touchpoint_id: TouchpointId | null;
  package_id: Id<'Package'> | null;
  label: string;
  state: CodeState;
  made_by: UserId | null;
  made_at: Date;
  revoked_at: Date | null;
}

const toCode = (row: Row): BookingCode => ({
  code: row.code,
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  touchpointId: row.touchpoint_id,
  packageId: row.package_id,
  label: row.label,
  state: row.state,
  madeBy: row.made_by,
  madeAt: row.made_at,
  revokedAt: row.revoked_at,
});

const visible = (scope: Scope) =>
  within(scope, { city: 'c.city_id', store: 'c.store_id', community: 'c.community_id', touchpoint: 'c.touchpoint_id' });

/** Keeps a new code; false when another has it. */
export async function insertCode(db: DatabaseTransaction, it: BookingCode): Promise<boolean> {
  const added = await sql`
    insert into growth.booking_code (code, city_id, community_id, store_id, touchpoint_id, package_id, label, state,
      made_by, made_at)
    values (${it.code}, ${it.cityId}, ${it.communityId}, ${it.storeId}, ${it.touchpointId}, ${it.packageId},
      ${it.label}, ${it.state}, ${it.madeBy}, ${it.madeAt})
    on conflict (code) do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}

/** Takes a live code out of use; false when it was before. */
export async function revokeLive(
  db: DatabaseTransaction,
  code: string,
  by: UserId | null,
  now: Date,
): Promise<boolean> {
  const done = await sql`
    update growth.booking_code set state = 'revoked', revoked_by = ${by}, revoked_at = ${now}
    where code = ${code} and state = 'live'`.execute(db);
  return (done.numAffectedRows ?? 0n) > 0n;
}

/** The code that somebody holds in their hand: holding it is the right to see it, so there is no scope. */
export async function codeAsPrinted(db: Db, code: string): Promise<BookingCode | undefined> {
  const found = await sql<Row>`select * from growth.booking_code where code = ${code}`.execute(db);
  return found.rows.map(toCode)[0];
}

export async function codeInScope(db: Db, scope: Scope, code: string): Promise<BookingCode | undefined> {
  const found = await sql<Row>`
    select c.* from growth.booking_code c where c.code = ${code} and ${visible(scope)}`.execute(db);
  return found.rows.map(toCode)[0];
}

export interface CodeFilter {
  readonly state?: CodeState | undefined;
  readonly cityId?: CityId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly touchpointId?: TouchpointId | undefined;
}

function matching(scope: Scope, filter: CodeFilter): RawBuilder<SqlBool>[] {
  const conditions: RawBuilder<SqlBool>[] = [visible(scope)];
  if (filter.state !== undefined) conditions.push(sql`c.state = ${filter.state}`);
  if (filter.cityId !== undefined) conditions.push(sql`c.city_id = ${filter.cityId}`);
  if (filter.communityId !== undefined) conditions.push(sql`c.community_id = ${filter.communityId}`);
  if (filter.touchpointId !== undefined) conditions.push(sql`c.touchpoint_id = ${filter.touchpointId}`);
  return conditions;
}

/** The newest codes that the scope has, after a place in the list. */
export async function listCodes(
  db: Db,
  scope: Scope,
  filter: CodeFilter,
  page: { readonly before: { readonly madeAt: Date; readonly code: string } | undefined; readonly limit: number },
): Promise<BookingCode[]> {
  const conditions = matching(scope, filter);
  if (page.before !== undefined) {
    conditions.push(sql`(c.made_at, c.code) < (${page.before.madeAt}, ${page.before.code})`);
  }
  const found = await sql<Row>`
    select c.* from growth.booking_code c where ${sql.join(conditions, sql` and `)}
    order by c.made_at desc, c.code desc limit ${page.limit}`.execute(db);
  return found.rows.map(toCode);
}

export interface CodeSums {
  readonly live: number;
  readonly revoked: number;
  readonly scans: number;
  readonly bookings: number;
}

/** How many codes match, by state, and how often they were used. */
export async function sumCodes(db: Db, scope: Scope, filter: CodeFilter): Promise<CodeSums> {
  const summed = await sql<{ live: number; revoked: number; scans: string; bookings: string }>`
    with matching as (
      select c.code, c.state from growth.booking_code c where ${sql.join(matching(scope, filter), sql` and `)}
    )
    select count(*) filter (where state = 'live') as live, count(*) filter (where state = 'revoked') as revoked,
      (select count(*) from growth.code_scan s join matching c on c.code = s.code) as scans,
      (select count(*) from growth.booking b join matching c on c.code = b.booking_code) as bookings
    from matching`.execute(db);
  const [row] = summed.rows;
  return {
    live: Number(row?.live ?? 0),
    revoked: Number(row?.revoked ?? 0),
    scans: Number(row?.scans ?? 0),
    bookings: Number(row?.bookings ?? 0),
  };
}

/** How often each code was scanned, and how many visits were booked with it. */
export async function countUses(
  db: Db,
  codes: readonly string[],
): Promise<Map<string, { readonly scans: number; readonly bookings: number }>> {
  if (codes.length === 0) return new Map();
  const counted = await sql<{ code: string; scans: number; bookings: number }>`
    select c.code,
      (select count(*) from growth.code_scan s where s.code = c.code) as scans,
      (select count(*) from growth.booking b where b.booking_code = c.code) as bookings
    from unnest(${[...codes]}::text[]) as c (code)`.execute(db);
  return new Map(counted.rows.map(({ code, scans, bookings }) => [code, { scans, bookings }]));
}

/** Notes a browser that opened a code on a day; false when it was there before. */
export async function insertScan(
  db: DatabaseTransaction,
  scan: { readonly code: string; readonly visitorHash: string; readonly day: string; readonly at: Date },
): Promise<boolean> {
  const added = await sql`
    insert into growth.code_scan (code, visitor_hash, day, scanned_at)
    values (${scan.code}, ${scan.visitorHash}, ${scan.day}, ${scan.at})
    on conflict (code, visitor_hash, day) do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}
