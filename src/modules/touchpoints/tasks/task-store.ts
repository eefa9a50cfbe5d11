import { sql } from 'kysely';
import type { CityId, CommunityId, Id, StoreId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { Role } from '../people/touchpoint.ts';
import type { Candidate, Kit, Task, TaskId, TaskState } from './task.ts';

type Db = Database | DatabaseTransaction;

interface Row {
  task_id: TaskId;
  city_id: CityId;
  community_id: CommunityId;
  store_id: StoreId | null;
  play_id: Id<'Play'>;
  package_id: Id<'Package'>;
  touchpoint_id: TouchpointId | null;
  state: TaskState;
  kit: Kit;
  share_token: string;
  attempt: number;
  why: string;
  offered_at: Date;
  due_at: Date;
  accepted_at: Date | null;
  forwarded_at: Date | null;
  completed_at: Date | null;
  outcome: string | null;
  note: string | null;
  evidence_file_id: string | null;
}

const toTask = (row: Row): Task => ({
  taskId: row.task_id,
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  playId: row.play_id,
  packageId: row.package_id,
  touchpointId: row.touchpoint_id,
  state: row.state,
  kit: row.kit,
  shareToken: row.share_token,
  attempt: row.attempt,
  why: row.why,
  offeredAt: row.offered_at,
  dueAt: row.due_at,
  acceptedAt: row.accepted_at,
  forwardedAt: row.forwarded_at,
  completedAt: row.completed_at,
  outcome: row.outcome,
  note: row.note,
  evidenceFileId: row.evidence_file_id,
});

const visible = (scope: Scope) =>
  within(scope, { city: 'k.city_id', store: 'k.store_id', community: 'k.community_id', touchpoint: 'k.touchpoint_id' });

/** Adds the task of a play; false when the play has one already. */
export async function insertTask(db: DatabaseTransaction, task: Task): Promise<boolean> {
  const added = await sql`
    insert into touchpoints.task (city_id, task_id, play_id, package_id, community_id, store_id, touchpoint_id, state, kit,
      share_token, attempt, why, offered_at, due_at)
    values (${task.cityId}, ${task.taskId}, ${task.playId}, ${task.packageId}, ${task.communityId}, ${task.storeId},
      ${task.touchpointId}, ${task.state}, ${JSON.stringify(task.kit)}::jsonb, ${task.shareToken}, ${task.attempt},
      ${task.why}, ${task.offeredAt}, ${task.dueAt})
    on conflict (city_id, play_id) do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}

/** Locks a task for a move, if the scope has it. */
export async function lockTask(db: DatabaseTransaction, scope: Scope, taskId: TaskId): Promise<Task | undefined> {
  const found = await sql<Row>`
    select k.* from touchpoints.task k where k.task_id = ${taskId} and ${visible(scope)} for update`.execute(db);
  return found.rows.map(toTask)[0];
}

export async function saveTask(db: DatabaseTransaction, task: Task): Promise<void> {
  await sql`
    update touchpoints.task set touchpoint_id = ${task.touchpointId}, store_id = ${task.storeId}, state = ${task.state},
      attempt = ${task.attempt}, why = ${task.why}, offered_at = ${task.offeredAt}, accepted_at = ${task.acceptedAt},
      forwarded_at = ${task.forwardedAt}, completed_at = ${task.completedAt}, outcome = ${task.outcome},
      note = ${task.note}, evidence_file_id = ${task.evidenceFileId}
    where city_id = ${task.cityId} and task_id = ${task.taskId}`.execute(db);
}

export async function insertOffer(db: DatabaseTransaction, task: Task): Promise<void> {
  if (task.touchpointId === null) return;
  await sql`
    insert into touchpoints.task_offer (city_id, task_id, touchpoint_id, attempt, why, offered_at)
    values (${task.cityId}, ${task.taskId}, ${task.touchpointId}, ${task.attempt}, ${task.why}, ${task.offeredAt})
    on conflict (city_id, task_id, touchpoint_id) do update
      set attempt = excluded.attempt, why = excluded.why, offered_at = excluded.offered_at, answered_at = null,
          answer = null, reason = null`.execute(db);
}

export async function answerOffer(
  db: DatabaseTransaction,
  task: Task,
  answer: 'accepted' | 'declined' | 'taken_away' | 'expired',
  reason: string | null,
  now: Date,
): Promise<void> {
  if (task.touchpointId === null) return;
  await sql`
    update touchpoints.task_offer set answered_at = ${now}, answer = ${answer}, reason = ${reason}
    where city_id = ${task.cityId} and task_id = ${task.taskId} and touchpoint_id = ${task.touchpointId}`.execute(db);
}

export interface Offer {
  readonly touchpointId: TouchpointId;
  readonly attempt: number;
  readonly why: string;
  readonly offeredAt: Date;
  readonly answeredAt: Date | null;
  readonly answer: string | null;
  readonly reason: string | null;
}

/** Who was asked, in order. */
export async function offersOf(db: Db, task: Pick<Task, 'cityId' | 'taskId'>): Promise<Offer[]> {
  const found = await sql<{
    touchpoint_id: TouchpointId;
    attempt: number;
    why: string;
    offered_at: Date;
    answered_at: Date | null;
    answer: string | null;
    reason: string | null;
  }>`
    select touchpoint_id, attempt, why, offered_at, answered_at, answer, reason from touchpoints.task_offer
    where city_id = ${task.cityId} and task_id = ${task.taskId} order by attempt limit 100`.execute(db);
  return found.rows.map((row) => ({
    touchpointId: row.touchpoint_id,
    attempt: row.attempt,
    why: row.why,
    offeredAt: row.offered_at,
    answeredAt: row.answered_at,
    answer: row.answer,
    reason: row.reason,
  }));
}

/** Active touchpoints who cover the community, with what they carry. */
export async function candidatesFor(db: Db, communityId: CommunityId): Promise<Candidate[]> {
  const found = await sql<{
    touchpoint_id: TouchpointId;
    job_role: Role;
    rank: number;
    store_id: StoreId | null;
    open_tasks: number;
  }>`
    select t.touchpoint_id, t.job_role, v.rank, t.store_id,
      (select count(*) from touchpoints.task k
       where k.touchpoint_id = t.touchpoint_id and k.state in ('offered', 'accepted', 'forwarded')) as open_tasks
    from touchpoints.coverage v join touchpoints.touchpoint t using (touchpoint_id)
    where v.community_id = ${communityId} and t.state = 'active'
    order by v.rank, t.touchpoint_id limit 200`.execute(db);
  return found.rows.map((row) => ({
    touchpointId: row.touchpoint_id,
    role: row.job_role,
    rank: row.rank,
    storeId: row.store_id,
    openTasks: row.open_tasks,
  }));
}

export interface TaskFilter {
  readonly states?: readonly TaskState[] | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly touchpointId?: TouchpointId | undefined;
  readonly playId?: Id<'Play'> | undefined;
}

/** A page of tasks, newest offer first; `before` is the id after which to go on. */
export async function listTasks(
  db: Db,
  scope: Scope,
  filter: TaskFilter,
  page: { before: { offeredAt: Date; taskId: string } | undefined; limit: number },
): Promise<Task[]> {
  const found = await sql<Row>`
    select k.* from touchpoints.task k
    where ${visible(scope)}
      and ${filter.states === undefined ? sql`true` : sql`k.state = any(${filter.states}::text[])`}
      and ${filter.communityId === undefined ? sql`true` : sql`k.community_id = ${filter.communityId}`}
      and ${filter.touchpointId === undefined ? sql`true` : sql`k.touchpoint_id = ${filter.touchpointId}`}
      and ${filter.playId === undefined ? sql`true` : sql`k.play_id = ${filter.playId}`}
      and ${
        page.before === undefined
          ? sql`true`
          : sql`(k.offered_at, k.task_id) < (${page.before.offeredAt}, ${page.before.taskId}::uuid)`
      }
    order by k.offered_at desc, k.task_id desc limit ${page.limit}`.execute(db);
  return found.rows.map(toTask);
}

export async function countTasks(db: Db, scope: Scope): Promise<Record<string, number>> {
  const counted = await sql<{ state: string; tasks: number }>`
    select k.state, count(*) as tasks from touchpoints.task k where ${visible(scope)} group by k.state`.execute(db);
  return Object.fromEntries(counted.rows.map((row) => [row.state, row.tasks]));
}

export async function taskInScope(db: Db, scope: Scope, taskId: TaskId): Promise<Task | undefined> {
  const found = await sql<Row>`
    select k.* from touchpoints.task k where k.task_id = ${taskId} and ${visible(scope)}`.execute(db);
  return found.rows.map(toTask)[0];
}

/** Tasks whose time is over, to be closed: at most `limit`. */
export async function overdueTasks(db: Db, now: Date, limit: number): Promise<TaskId[]> {
  const found = await sql<{ task_id: TaskId }>`
    select task_id from touchpoints.task
    where due_at < ${now} and state in ('offered', 'accepted', 'forwarded', 'unplaced')
    order by due_at limit ${limit}`.execute(db);
  return found.rows.map((row) => row.task_id);
}

/** For other modules: tasks by id, without a reader's scope. */
export async function tasksByIds(db: Db, taskIds: readonly TaskId[]): Promise<Task[]> {
  const found = await sql<Row>`select k.* from touchpoints.task k where k.task_id = any(${taskIds}::uuid[])`.execute(
    db,
  );
  return found.rows.map(toTask);
}

/** For other modules: the task that a share token was made for. */
export async function taskByShareToken(db: Db, shareToken: string): Promise<Task | undefined> {
  const found = await sql<Row>`select k.* from touchpoints.task k where k.share_token = ${shareToken}`.execute(db);
  return found.rows.map(toTask)[0];
}

/** The task of a play, if it has one. */
export async function taskOfPlay(db: Db, cityId: CityId, playId: Id<'Play'>): Promise<TaskId | undefined> {
  const found = await sql<{ task_id: TaskId }>`
    select task_id from touchpoints.task where city_id = ${cityId} and play_id = ${playId}`.execute(db);
  return found.rows[0]?.task_id;
}
