import { sql } from 'kysely';
import type { TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Project } from './project.ts';

type Db = Database | DatabaseTransaction;
type Key = Pick<Project, 'cityId' | 'projectId'>;

export interface Worker {
  readonly touchpointId: TouchpointId;
  readonly because: 'assigned' | 'visit';
}

/** Who may submit milestones of a project: assigned by hand, or with an install visit of it that was not cancelled. */
export async function workersOf(db: Db, project: Key): Promise<Worker[]> {
  const found = await sql<{ touchpoint_id: TouchpointId; assigned: boolean }>`
    select touchpoint_id, bool_or(assigned) as assigned from (
      select w.touchpoint_id, true as assigned from fulfilment.project_worker w
      where w.city_id = ${project.cityId} and w.project_id = ${project.projectId}
      union all
      select v.touchpoint_id, false from fulfilment.visit v
      where v.city_id = ${project.cityId} and v.project_id = ${project.projectId} and v.touchpoint_id is not null
        and v.service = 'install' and v.state <> 'cancelled') each
    group by touchpoint_id order by touchpoint_id limit 100`.execute(db);
  return found.rows.map((row) => ({ touchpointId: row.touchpoint_id, because: row.assigned ? 'assigned' : 'visit' }));
}

/** False when they were assigned already. */
export async function insertWorker(
  db: DatabaseTransaction,
  project: Key,
  touchpointId: TouchpointId,
  now: Date,
): Promise<boolean> {
  const added = await sql`
    insert into fulfilment.project_worker (city_id, project_id, touchpoint_id, assigned_at)
    values (${project.cityId}, ${project.projectId}, ${touchpointId}, ${now})
    on conflict (city_id, project_id, touchpoint_id) do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}

/** False when they were not assigned. */
export async function deleteWorker(
  db: DatabaseTransaction,
  project: Key,
  touchpointId: TouchpointId,
): Promise<boolean> {
  const removed = await sql`
    delete from fulfilment.project_worker
    where city_id = ${project.cityId} and project_id = ${project.projectId} and touchpoint_id = ${touchpointId}`.execute(
    db,
  );
  return (removed.numAffectedRows ?? 0n) > 0n;
}
