import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { FileId } from '#platform/files';
import type { TypedNumber } from '#platform/numbers';
import { within, type Scope } from '#platform/permission';
import type { Project, ProjectId, ProjectState } from './project.ts';

type Db = Database | DatabaseTransaction;

interface Row {
  city_id: CityId;
  project_id: ProjectId;
  order_id: Id<'Order'>;
  order_number: string;
  community_id: CommunityId;
  store_id: StoreId | null;
  customer_key: CustomerKey;
  person_id: PersonId;
  package_id: Id<'Package'>;
  lead_id: Id<'Lead'> | null;
  share_token: string | null;
  state: ProjectState;
  milestones: number;
  confirmed: number;
  started_at: Date;
  completed_at: Date | null;
  stopped_at: Date | null;
  delivery_file_id: FileId | null;
  delivery_sha256: string | null;
  delivered_at: Date | null;
}

const toProject = (row: Row): Project => ({
  projectId: row.project_id,
  orderId: row.order_id,
  orderNumber: row.order_number,
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  customerKey: row.customer_key,
  personId: row.person_id,
  packageId: row.package_id,
  leadId: row.lead_id,
  shareToken: row.share_token,
  state: row.state,
  milestones: row.milestones,
  confirmed: row.confirmed,
  startedAt: row.started_at,
  completedAt: row.completed_at,
  stoppedAt: row.stopped_at,
  delivery:
    row.delivery_file_id === null || row.delivery_sha256 === null || row.delivered_at === null
      ? null
      : { fileId: row.delivery_file_id, sha256: row.delivery_sha256, madeAt: row.delivered_at },
});

/**
 * As whom somebody reads: those who steer see their area, those who work on it what they are assigned to or have an
 * install visit of, its owner what is under their phone. One of the three never opens what another would.
 */
export type ProjectReader = 'staff' | 'worker' | 'owner';

/** Projects that a touchpoint works on; `p` is not named, so that it can be read from their side. */
const workedOn = (touchpointId: TouchpointId) => sql`
  select w.project_id from fulfilment.project_worker w where w.touchpoint_id = ${touchpointId}
  union
  select v.project_id from fulfilment.visit v
  where v.touchpoint_id = ${touchpointId} and v.project_id is not null and v.service = 'install'
    and v.state <> 'cancelled'`;

function visible(scope: Scope, reader: ProjectReader): RawBuilder<SqlBool> {
  if (reader === 'owner') return within(scope, { customer: 'p.customer_key' });
  if (reader === 'staff') {
    return within(scope, { city: 'p.city_id', store: 'p.store_id', community: 'p.community_id' });
  }
  if (scope.everything) return sql<SqlBool>`true`;
  if (scope.touchpoint === undefined) return sql<SqlBool>`false`;
  return sql<SqlBool>`p.project_id in (${workedOn(scope.touchpoint)})`;
}

/** What has been heard of an order so far; the row is made where there is none, and locked. */
export async function lockOrder(
  db: DatabaseTransaction,
  order: { readonly cityId: CityId; readonly orderId: Id<'Order'> },
): Promise<{ projectId: ProjectId | null; cancelledAt: Date | null }> {
  const locked = await sql<{ project_id: ProjectId | null; cancelled_at: Date | null }>`
    insert into fulfilment.project_order (city_id, order_id) values (${order.cityId}, ${order.orderId})
    on conflict (city_id, order_id) do update set order_id = excluded.order_id
    returning project_id, cancelled_at`.execute(db);
  const [row] = locked.rows;
  if (row === undefined) throw new Error('an upsert answered nothing');
  return { projectId: row.project_id, cancelledAt: row.cancelled_at };
}

export async function saveOrder(
  db: DatabaseTransaction,
  order: { readonly cityId: CityId; readonly orderId: Id<'Order'> },
  heard: { readonly projectId: ProjectId | null; readonly cancelledAt: Date | null },
): Promise<void> {
  await sql`
    update fulfilment.project_order set project_id = ${heard.projectId}, cancelled_at = ${heard.cancelledAt}
    where city_id = ${order.cityId} and order_id = ${order.orderId}`.execute(db);
}

export async function insertProject(db: DatabaseTransaction, project: Project): Promise<void> {
  await sql`
    insert into fulfilment.project (city_id, project_id, order_id, order_number, community_id, store_id, customer_key,
      person_id, package_id, lead_id, share_token, state, milestones, confirmed, started_at)
    values (${project.cityId}, ${project.projectId}, ${project.orderId}, ${project.orderNumber},
      ${project.communityId}, ${project.storeId}, ${project.customerKey}, ${project.personId}, ${project.packageId},
      ${project.leadId}, ${project.shareToken}, ${project.state}, ${project.milestones}, ${project.confirmed},
      ${project.startedAt})`.execute(db);
}

/** Locks a project for a change to it or to any of its milestones, if the reader may see it. */
export async function lockProject(
  db: DatabaseTransaction,
  scope: Scope,
  reader: ProjectReader,
  projectId: ProjectId,
): Promise<Project | undefined> {
  const found = await sql<Row>`
    select p.* from fulfilment.project p where p.project_id = ${projectId} and ${visible(scope, reader)}
    for update of p`.execute(db);
  return found.rows.map(toProject)[0];
}

/** Saves state, count and times; the caller holds the lock. */
export async function saveProject(db: DatabaseTransaction, project: Project): Promise<void> {
  await sql`
    update fulfilment.project set state = ${project.state}, confirmed = ${project.confirmed},
      completed_at = ${project.completedAt}, stopped_at = ${project.stoppedAt}
    where city_id = ${project.cityId} and project_id = ${project.projectId}`.execute(db);
}

/** Keeps the delivery file of a finished project, once; false where there is one already. */
export async function saveDelivery(
  db: DatabaseTransaction,
  project: Pick<Project, 'cityId' | 'projectId'>,
  file: { readonly fileId: FileId; readonly sha256: string; readonly madeAt: Date },
): Promise<boolean> {
  const saved = await sql`
    update fulfilment.project set delivery_file_id = ${file.fileId}, delivery_sha256 = ${file.sha256},
      delivered_at = ${file.madeAt}
    where city_id = ${project.cityId} and project_id = ${project.projectId} and state = 'completed'
      and delivery_file_id is null`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}

export async function projectInScope(
  db: Db,
  scope: Scope,
  reader: ProjectReader,
  projectId: ProjectId,
): Promise<Project | undefined> {
  const found = await sql<Row>`
    select p.* from fulfilment.project p where p.project_id = ${projectId} and ${visible(scope, reader)}`.execute(db);
  return found.rows.map(toProject)[0];
}

/** For other modules: projects by id, without a reader's scope. */
export async function projectsByIds(db: Db, projectIds: readonly ProjectId[]): Promise<Project[]> {
  const found = await sql<Row>`
    select p.* from fulfilment.project p where p.project_id = any(${[...projectIds]}::uuid[])`.execute(db);
  return found.rows.map(toProject);
}

/** For other modules: the project of an order, if its deposit came in. */
export async function projectOfOrder(db: Db, orderId: Id<'Order'>): Promise<Project | undefined> {
  const found = await sql<Row>`select p.* from fulfilment.project p where p.order_id = ${orderId}`.execute(db);
  return found.rows.map(toProject)[0];
}

export interface ProjectFilter {
  readonly states?: readonly ProjectState[] | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  /** Somebody who works on it. */
  readonly touchpointId?: TouchpointId | undefined;
  /** A milestone of it waits for its owner, or has to be redone. */
  readonly waiting?: 'owner' | 'technician' | undefined;
  readonly number?: TypedNumber | undefined;
}

/** `%` and `_` of a typed text stand for themselves. */
const literally = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

const hasMilestone = (state: string): RawBuilder<SqlBool> => sql<SqlBool>`
  exists (select 1 from fulfilment.milestone m
          where m.city_id = p.city_id and m.project_id = p.project_id and m.state = ${state})`;

const WAITING = { owner: 'submitted', technician: 'rejected' } as const;

function matching(filter: ProjectFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  if (filter.states !== undefined) conditions.push(sql<SqlBool>`p.state = any(${[...filter.states]}::text[])`);
  if (filter.cityId !== undefined) conditions.push(sql<SqlBool>`p.city_id = ${filter.cityId}`);
  if (filter.storeId !== undefined) conditions.push(sql<SqlBool>`p.store_id = ${filter.storeId}`);
  if (filter.communityId !== undefined) conditions.push(sql<SqlBool>`p.community_id = ${filter.communityId}`);
  if (filter.touchpointId !== undefined) {
    conditions.push(sql<SqlBool>`p.project_id in (${workedOn(filter.touchpointId)})`);
  }
  if (filter.waiting !== undefined) {
    conditions.push(sql<SqlBool>`p.state = 'active' and ${hasMilestone(WAITING[filter.waiting])}`);
  }
  if (filter.number !== undefined) {
    conditions.push(
      'ending' in filter.number
        ? sql<SqlBool>`right(p.order_number, 4) = ${filter.number.ending}`
        : sql<SqlBool>`p.order_number like ${`${literally(filter.number.beginning)}%`}`,
    );
  }
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

/** A page of projects, the newest first, after `before`. */
export async function listProjects(
  db: Db,
  scope: Scope,
  reader: ProjectReader,
  filter: ProjectFilter,
  page: {
    readonly before: { readonly startedAt: Date; readonly projectId: string } | undefined;
    readonly limit: number;
  },
): Promise<Project[]> {
  const before =
    page.before === undefined
      ? sql`true`
      : sql`(p.started_at, p.project_id) < (${page.before.startedAt}, ${page.before.projectId}::uuid)`;
  const found = await sql<Row>`
    select p.* from fulfilment.project p
    where ${visible(scope, reader)} and ${matching(filter)} and ${before}
    order by p.started_at desc, p.project_id desc limit ${page.limit}`.execute(db);
  return found.rows.map(toProject);
}

/** How many projects match, by state and by whom they wait for. */
export async function countProjects(
  db: Db,
  scope: Scope,
  filter: ProjectFilter,
): Promise<{ byState: Partial<Record<ProjectState, number>>; waitingOwner: number; waitingTechnician: number }> {
  const counted = await sql<{ state: ProjectState; projects: number; owner: number; technician: number }>`
    select p.state, count(*) as projects,
      count(*) filter (where p.state = 'active' and ${hasMilestone('submitted')}) as owner,
      count(*) filter (where p.state = 'active' and ${hasMilestone('rejected')}) as technician
    from fulfilment.project p where ${visible(scope, 'staff')} and ${matching(filter)} group by p.state`.execute(db);
  return {
    byState: Object.fromEntries(counted.rows.map((row) => [row.state, row.projects])),
    waitingOwner: counted.rows.reduce((sum, row) => sum + row.owner, 0),
    waitingTechnician: counted.rows.reduce((sum, row) => sum + row.technician, 0),
  };
}
