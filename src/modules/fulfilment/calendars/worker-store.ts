import { sql } from 'kysely';
import type { CityId, StoreId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { Level, Skill } from '../services/service-type.ts';
import type { Hours, Week, Worker } from './worker.ts';

type Db = Database | DatabaseTransaction;

export interface WorkerRow {
  touchpoint_id: TouchpointId;
  city_id: CityId;
  store_id: StoreId;
  job_role: string;
  state: string;
  takes_visits: boolean;
  skills: Partial<Record<Skill, Level>>;
  max_visits_a_day: number;
  radius_km: number;
  weekly: Week;
  revision: number;
}

export const toWorker = (row: WorkerRow): Worker => ({
  touchpointId: row.touchpoint_id,
  cityId: row.city_id,
  storeId: row.store_id,
  role: row.job_role,
  state: row.state,
  takesVisits: row.takes_visits,
  skills: row.skills,
  maxVisitsADay: row.max_visits_a_day,
  radiusKm: row.radius_km,
  week: row.weekly,
  revision: row.revision,
});

const visible = (scope: Scope) =>
  within(scope, { city: 'w.city_id', store: 'w.store_id', touchpoint: 'w.touchpoint_id' });

/** The worker if the reader may see them. */
export async function workerInScope(db: Db, scope: Scope, touchpointId: TouchpointId): Promise<Worker | undefined> {
  const found = await sql<WorkerRow>`
    select w.* from fulfilment.worker w where w.touchpoint_id = ${touchpointId} and ${visible(scope)}`.execute(db);
  return found.rows.map(toWorker)[0];
}

/** Without a reader's scope. */
export async function workersByIds(db: Db, ids: readonly TouchpointId[]): Promise<Worker[]> {
  const found = await sql<WorkerRow>`
    select w.* from fulfilment.worker w where w.touchpoint_id = any(${[...ids]}::uuid[])`.execute(db);
  return found.rows.map(toWorker);
}

/**
 * Whoever gives away time of somebody, or takes it from their week, holds this lock: ways between homes, the daily
 * maximum and leave are checked under it. False where they have no profile.
 */
export async function lockWorker(db: DatabaseTransaction, touchpointId: TouchpointId): Promise<boolean> {
  const found = await sql`
    select 1 from fulfilment.worker where touchpoint_id = ${touchpointId} for update`.execute(db);
  return found.rows.length > 0;
}

export interface WorkerFilter {
  readonly cityId?: CityId | undefined;
  /** Of these stores. */
  readonly storeIds?: readonly StoreId[] | undefined;
  readonly skill?: Skill | undefined;
}

/** A page of workers after `after`. */
export async function listWorkers(
  db: Db,
  scope: Scope,
  filter: WorkerFilter,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<Worker[]> {
  const found = await sql<WorkerRow>`
    select w.* from fulfilment.worker w
    where ${visible(scope)}
      and ${filter.cityId === undefined ? sql`true` : sql`w.city_id = ${filter.cityId}`}
      and ${filter.storeIds === undefined ? sql`true` : sql`w.store_id = any(${[...filter.storeIds]}::uuid[])`}
      and ${filter.skill === undefined ? sql`true` : sql`w.skills ? ${filter.skill}`}
      and ${page.after === undefined ? sql`true` : sql`w.touchpoint_id > ${page.after}::uuid`}
    order by w.touchpoint_id limit ${page.limit}`.execute(db);
  return found.rows.map(toWorker);
}

/** Writes the profile; the week of one who is new is empty. Answers the revision. */
export async function upsertWorker(
  db: DatabaseTransaction,
  worker: Omit<Worker, 'week' | 'revision'>,
  now: Date,
): Promise<number> {
  const saved = await sql<{ revision: number }>`
    insert into fulfilment.worker (touchpoint_id, city_id, store_id, job_role, state, takes_visits, skills,
      max_visits_a_day, radius_km, weekly, revision, updated_at)
    values (${worker.touchpointId}, ${worker.cityId}, ${worker.storeId}, ${worker.role}, ${worker.state},
      ${worker.takesVisits}, ${JSON.stringify(worker.skills)}::jsonb, ${worker.maxVisitsADay}, ${worker.radiusKm},
      '{}'::jsonb, 1, ${now})
    on conflict (touchpoint_id) do update set city_id = excluded.city_id, store_id = excluded.store_id,
      job_role = excluded.job_role, state = excluded.state, takes_visits = excluded.takes_visits,
      skills = excluded.skills, max_visits_a_day = excluded.max_visits_a_day, radius_km = excluded.radius_km,
      revision = worker.revision + 1, updated_at = excluded.updated_at
    returning revision`.execute(db);
  return saved.rows[0]!.revision;
}

/** What the touchpoint became; false where they have no profile. */
export async function setWorkerState(
  db: DatabaseTransaction,
  touchpointId: TouchpointId,
  to: { readonly state: string; readonly role: string; readonly storeId: StoreId | null },
  now: Date,
): Promise<boolean> {
  const saved = await sql`
    update fulfilment.worker set state = ${to.state}, job_role = ${to.role},
      store_id = coalesce(${to.storeId}::uuid, store_id), updated_at = ${now}
    where touchpoint_id = ${touchpointId}`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}

export interface ShiftException {
  readonly day: string;
  readonly hours: readonly Hours[];
}

/** Replaces the week, and the exceptions from a day on. Answers the revision; undefined without a profile. */
export async function saveShifts(
  db: DatabaseTransaction,
  touchpointId: TouchpointId,
  shifts: { readonly week: Week; readonly exceptions: readonly ShiftException[]; readonly fromDay: string },
  now: Date,
): Promise<number | undefined> {
  const saved = await sql<{ revision: number }>`
    update fulfilment.worker set weekly = ${JSON.stringify(shifts.week)}::jsonb, revision = revision + 1,
      updated_at = ${now}
    where touchpoint_id = ${touchpointId} returning revision`.execute(db);
  await sql`
    delete from fulfilment.shift_exception
    where touchpoint_id = ${touchpointId} and day >= ${shifts.fromDay}::date`.execute(db);
  const kept = shifts.exceptions.filter((each) => each.day >= shifts.fromDay);
  if (saved.rows.length > 0 && kept.length > 0) {
    await sql`
      insert into fulfilment.shift_exception (touchpoint_id, day, hours)
      select ${touchpointId}::uuid, e.day, e.hours
      from unnest(${kept.map((each) => each.day)}::date[], ${kept.map((each) => JSON.stringify(each.hours))}::jsonb[])
        as e (day, hours)`.execute(db);
  }
  return saved.rows[0]?.revision;
}

/** Days of somebody that differ from the week, from a day on. */
export async function exceptionsFrom(db: Db, touchpointId: TouchpointId, day: string): Promise<ShiftException[]> {
  const found = await sql<{ day: string; hours: Hours[] }>`
    select to_char(day, 'YYYY-MM-DD') as day, hours from fulfilment.shift_exception
    where touchpoint_id = ${touchpointId} and day >= ${day}::date order by shift_exception.day limit 400`.execute(db);
  return found.rows;
}
