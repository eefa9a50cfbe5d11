import { sql } from 'kysely';
import type { CityId, CommunityId, PartnerId, PersonId, StoreId, TouchpointId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import { isUniqueViolation } from '#platform/postgres';
import { TouchpointCodeTaken, type Coverage, type Role, type Touchpoint, type TouchpointState } from './touchpoint.ts';

type Db = Database | DatabaseTransaction;

interface Row {
  touchpoint_id: TouchpointId;
  user_id: UserId;
  person_id: PersonId;
  external_code: string;
  city_id: CityId;
  store_id: StoreId | null;
  partner_id: PartnerId | null;
  job_role: Role;
  state: TouchpointState;
  version: number;
}

const toTouchpoint = (row: Row): Touchpoint => ({
  touchpointId: row.touchpoint_id,
  userId: row.user_id,
  personId: row.person_id,
  externalCode: row.external_code,
  cityId: row.city_id,
  storeId: row.store_id,
  partnerId: row.partner_id,
  role: row.job_role,
  state: row.state,
  version: row.version,
});

const COLUMNS = sql`
  t.touchpoint_id, t.user_id, t.person_id, t.external_code, t.city_id, t.store_id, t.partner_id, t.job_role, t.state, t.version`;

/** A touchpoint is seen by those who see its city, its store, or a community that it covers. */
const visible = (scope: Scope) => sql`(
  ${within(scope, { city: 't.city_id', store: 't.store_id', touchpoint: 't.touchpoint_id' })}
  or exists (select 1 from touchpoints.coverage v
             where v.touchpoint_id = t.touchpoint_id and ${within(scope, { community: 'v.community_id' })}))`;

export async function insertTouchpoints(
  db: DatabaseTransaction,
  added: readonly Touchpoint[],
  now: Date,
): Promise<void> {
  try {
    await sql`
      insert into touchpoints.touchpoint (touchpoint_id, user_id, person_id, external_code, city_id, store_id, partner_id,
        job_role, state, created_at, updated_at, version)
      select a.*, ${now}::timestamptz, ${now}::timestamptz, 1 from unnest(
        ${added.map((t) => t.touchpointId)}::uuid[], ${added.map((t) => t.userId)}::uuid[],
        ${added.map((t) => t.personId)}::uuid[], ${added.map((t) => t.externalCode)}::text[],
        ${added.map((t) => t.cityId)}::uuid[], ${added.map((t) => t.storeId)}::uuid[],
        ${added.map((t) => t.partnerId)}::uuid[], ${added.map((t) => t.role)}::text[],
        ${added.map((t) => t.state)}::text[]) a`.execute(db);
  } catch (error) {
    if (isUniqueViolation(error))
      throw new TouchpointCodeTaken(added.length === 1 ? (added[0]?.externalCode ?? '') : '');
    throw error;
  }
}

/** Which of the codes are there already. */
export async function knownCodes(db: Db, codes: readonly string[]): Promise<Set<string>> {
  const found = await sql<{ external_code: string }>`
    select external_code from touchpoints.touchpoint where external_code = any(${codes}::text[])`.execute(db);
  return new Set(found.rows.map((row) => row.external_code));
}

export async function insertCoverage(db: DatabaseTransaction, coverage: readonly Coverage[]): Promise<void> {
  if (coverage.length === 0) return;
  await sql`
    insert into touchpoints.coverage (touchpoint_id, community_id, city_id, rank)
    select * from unnest(
      ${coverage.map((c) => c.touchpointId)}::uuid[], ${coverage.map((c) => c.communityId)}::uuid[],
      ${coverage.map((c) => c.cityId)}::uuid[], ${coverage.map((c) => c.rank)}::int[])
    on conflict (touchpoint_id, community_id) do update set rank = excluded.rank`.execute(db);
}

export async function deleteCoverage(db: DatabaseTransaction, touchpointId: TouchpointId): Promise<void> {
  await sql`delete from touchpoints.coverage where touchpoint_id = ${touchpointId}`.execute(db);
}

/** Locks the touchpoint for a change, if the scope has it. */
export async function lockTouchpoint(
  db: DatabaseTransaction,
  scope: Scope,
  touchpointId: TouchpointId,
): Promise<Touchpoint | undefined> {
  const found = await sql<Row>`
    select ${COLUMNS} from touchpoints.touchpoint t
    where t.touchpoint_id = ${touchpointId} and ${visible(scope)} for update of t`.execute(db);
  return found.rows.map(toTouchpoint)[0];
}

export async function saveTouchpoint(db: DatabaseTransaction, touchpoint: Touchpoint, now: Date): Promise<void> {
  await sql`
    update touchpoints.touchpoint set state = ${touchpoint.state}, version = ${touchpoint.version}, updated_at = ${now}
    where touchpoint_id = ${touchpoint.touchpointId}`.execute(db);
}

export interface TouchpointFilter {
  readonly role?: string | undefined;
  readonly state?: string | undefined;
  readonly cityId?: CityId | undefined;
  readonly communityId?: CommunityId | undefined;
  /** Part of the code. */
  readonly text?: string | undefined;
}

export interface TouchpointRow extends Touchpoint {
  readonly communities: number;
  readonly openTasks: number;
  readonly doneTasks: number;
  readonly declinedTasks: number;
}

/** A page of touchpoints in the order in which they joined, with what they carry. */
export async function listTouchpoints(
  db: Db,
  scope: Scope,
  filter: TouchpointFilter,
  page: { after: string | undefined; limit: number },
): Promise<TouchpointRow[]> {
  const found = await sql<Row & { communities: number; open_tasks: number; done_tasks: number; declined: number }>`
    with page as (
      select t.* from touchpoints.touchpoint t
      where ${visible(scope)}
        and ${filter.role === undefined ? sql`true` : sql`t.job_role = ${filter.role}`}
        and ${filter.state === undefined ? sql`true` : sql`t.state = ${filter.state}`}
        and ${filter.cityId === undefined ? sql`true` : sql`t.city_id = ${filter.cityId}`}
        and ${filter.text === undefined ? sql`true` : sql`strpos(t.external_code, ${filter.text}) > 0`}
        and ${
          filter.communityId === undefined
            ? sql`true`
            : sql`exists (select 1 from touchpoints.coverage v
                  where v.touchpoint_id = t.touchpoint_id and v.community_id = ${filter.communityId})`
        }
        and ${page.after === undefined ? sql`true` : sql`t.touchpoint_id > ${page.after}::uuid`}
      order by t.touchpoint_id limit ${page.limit}
    )
    select ${COLUMNS},
      (select count(*) from touchpoints.coverage v where v.touchpoint_id = t.touchpoint_id) as communities,
      count(k.task_id) filter (where k.state in ('offered', 'accepted', 'forwarded')) as open_tasks,
      count(k.task_id) filter (where k.state = 'done') as done_tasks,
      (select count(*) from touchpoints.task_offer o join touchpoints.task k2 using (city_id, task_id)
       where o.touchpoint_id = t.touchpoint_id and o.city_id = t.city_id and o.answer = 'declined') as declined
    from page t left join touchpoints.task k on k.touchpoint_id = t.touchpoint_id
    group by ${COLUMNS} order by t.touchpoint_id`.execute(db);
  return found.rows.map((row) => ({
    ...toTouchpoint(row),
    communities: row.communities,
    openTasks: row.open_tasks,
    doneTasks: row.done_tasks,
    declinedTasks: row.declined,
  }));
}

export async function touchpointInScope(
  db: Db,
  scope: Scope,
  touchpointId: TouchpointId,
): Promise<Touchpoint | undefined> {
  const found = await sql<Row>`
    select ${COLUMNS} from touchpoints.touchpoint t
    where t.touchpoint_id = ${touchpointId} and ${visible(scope)}`.execute(db);
  return found.rows.map(toTouchpoint)[0];
}

/** For other modules: without a reader's scope. */
export async function touchpointsByIds(db: Db, ids: readonly TouchpointId[]): Promise<Touchpoint[]> {
  const found = await sql<Row>`
    select ${COLUMNS} from touchpoints.touchpoint t where t.touchpoint_id = any(${ids}::uuid[])`.execute(db);
  return found.rows.map(toTouchpoint);
}

/** For other modules: by the customer's own code, without a reader's scope. */
export async function touchpointsByCodes(db: Db, codes: readonly string[]): Promise<Map<string, Touchpoint>> {
  const found = await sql<Row>`
    select ${COLUMNS} from touchpoints.touchpoint t where t.external_code = any(${[...codes]}::text[])`.execute(db);
  return new Map(found.rows.map((row) => [row.external_code, toTouchpoint(row)]));
}

export async function touchpointOfUser(db: Db, userId: UserId): Promise<Touchpoint | undefined> {
  const found = await sql<Row>`
    select ${COLUMNS} from touchpoints.touchpoint t where t.user_id = ${userId}`.execute(db);
  return found.rows.map(toTouchpoint)[0];
}

export async function coverageOf(
  db: Db,
  touchpointId: TouchpointId,
): Promise<{ communityId: CommunityId; rank: number }[]> {
  const found = await sql<{ community_id: CommunityId; rank: number }>`
    select community_id, rank from touchpoints.coverage
    where touchpoint_id = ${touchpointId} order by rank, community_id limit 1000`.execute(db);
  return found.rows.map((row) => ({ communityId: row.community_id, rank: row.rank }));
}

/** Communities that no active touchpoint covers, of those given. */
export async function uncovered(db: Db, communityIds: readonly CommunityId[]): Promise<CommunityId[]> {
  const found = await sql<{ community_id: CommunityId }>`
    select c.community_id from unnest(${communityIds}::uuid[]) as c (community_id)
    where not exists (
      select 1 from touchpoints.coverage v join touchpoints.touchpoint t using (touchpoint_id)
      where v.community_id = c.community_id and t.state = 'active')`.execute(db);
  return found.rows.map((row) => row.community_id);
}
