import { sql } from 'kysely';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import {
  COMING_STATES,
  MOVABLE_STATES,
  VisitChangedMeanwhile,
  type CancelledBy,
  type CancelReason,
  type Visit,
  type VisitId,
  type VisitState,
} from './visit.ts';

type Db = Database | DatabaseTransaction;

export interface VisitRow {
  city_id: CityId;
  visit_id: VisitId;
  visit_number: string;
  community_id: CommunityId;
  store_id: StoreId | null;
  customer_key: CustomerKey;
  person_id: PersonId;
  service: string;
  touchpoint_id: TouchpointId | null;
  starts_at: Date;
  ends_at: Date;
  state: VisitState;
  lead_id: Id<'Lead'> | null;
  share_token: string | null;
  package_id: Id<'Package'> | null;
  project_id: Id<'Project'> | null;
  moved: number;
  revision: number;
  created_at: Date;
  accepted_at: Date | null;
  departed_at: Date | null;
  arrived_at: Date | null;
  done_at: Date | null;
  cancelled_at: Date | null;
  cancelled_by: CancelledBy | null;
  cancel_reason: CancelReason | null;
}

export const toVisit = (row: VisitRow): Visit => ({
  visitId: row.visit_id,
  visitNumber: row.visit_number,
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  customerKey: row.customer_key,
  personId: row.person_id,
  service: row.service,
  touchpointId: row.touchpoint_id,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  state: row.state,
  leadId: row.lead_id,
  shareToken: row.share_token,
  packageId: row.package_id,
  projectId: row.project_id,
  moved: row.moved,
  revision: row.revision,
  createdAt: row.created_at,
  acceptedAt: row.accepted_at,
  departedAt: row.departed_at,
  arrivedAt: row.arrived_at,
  doneAt: row.done_at,
  cancelledAt: row.cancelled_at,
  cancelledBy: row.cancelled_by,
  cancelReason: row.cancel_reason,
});

/** Staff by area, whoever comes by themselves, customers by their phone. */
const SEEN_BY = {
  city: 'v.city_id',
  store: 'v.store_id',
  community: 'v.community_id',
  touchpoint: 'v.touchpoint_id',
  customer: 'v.customer_key',
} as const;

/** As whom somebody asks: what is theirs as a customer is no part of their work, and the other way round. */
export type Reader = 'staff' | 'touchpoint' | 'customer';

export function visible(scope: Scope, reader: Reader) {
  if (reader === 'customer') return within(scope, { customer: SEEN_BY.customer });
  if (reader === 'touchpoint') return within(scope, { touchpoint: SEEN_BY.touchpoint });
  const { city, store, community } = SEEN_BY;
  return within(scope, { city, store, community });
}

export async function insertVisit(db: DatabaseTransaction, visit: Visit): Promise<void> {
  await sql`
    insert into fulfilment.visit (city_id, visit_id, visit_number, community_id, store_id, customer_key, person_id,
      service, touchpoint_id, starts_at, ends_at, state, lead_id, share_token, package_id, project_id, moved, revision,
      created_at)
    values (${visit.cityId}, ${visit.visitId}, ${visit.visitNumber}, ${visit.communityId}, ${visit.storeId},
      ${visit.customerKey}, ${visit.personId}, ${visit.service}, ${visit.touchpointId}, ${visit.startsAt},
      ${visit.endsAt}, ${visit.state}, ${visit.leadId}, ${visit.shareToken}, ${visit.packageId}, ${visit.projectId},
      ${visit.moved}, ${visit.revision}, ${visit.createdAt})`.execute(db);
}

/**
 * Saves a visit one revision after the one that was read (compare and swap). The time that it takes is in
 * `appointment-store.ts`. @throws VisitChangedMeanwhile
 */
export async function saveVisit(db: DatabaseTransaction, visit: Visit): Promise<void> {
  const saved = await sql`
    update fulfilment.visit set store_id = ${visit.storeId}, touchpoint_id = ${visit.touchpointId},
      starts_at = ${visit.startsAt}, ends_at = ${visit.endsAt}, state = ${visit.state}, moved = ${visit.moved},
      revision = ${visit.revision}, accepted_at = ${visit.acceptedAt}, departed_at = ${visit.departedAt},
      arrived_at = ${visit.arrivedAt}, done_at = ${visit.doneAt}, cancelled_at = ${visit.cancelledAt},
      cancelled_by = ${visit.cancelledBy}, cancel_reason = ${visit.cancelReason}
    where city_id = ${visit.cityId} and visit_id = ${visit.visitId} and revision = ${visit.revision - 1}`.execute(db);
  if ((saved.numAffectedRows ?? 0n) === 0n) throw new VisitChangedMeanwhile();
}

export async function visitInScope(db: Db, scope: Scope, reader: Reader, visitId: VisitId): Promise<Visit | undefined> {
  const found = await sql<VisitRow>`
    select v.* from fulfilment.visit v where v.visit_id = ${visitId} and ${visible(scope, reader)}`.execute(db);
  return found.rows.map(toVisit)[0];
}

/** The same, locked until the transaction ends. */
export async function lockVisit(
  db: DatabaseTransaction,
  scope: Scope,
  reader: Reader,
  visitId: VisitId,
): Promise<Visit | undefined> {
  const found = await sql<VisitRow>`
    select v.* from fulfilment.visit v
    where v.visit_id = ${visitId} and ${visible(scope, reader)} for update`.execute(db);
  return found.rows.map(toVisit)[0];
}

/** For other modules and parts: without a reader's scope. */
export async function visitsByIds(db: Db, visitIds: readonly VisitId[]): Promise<Visit[]> {
  const found = await sql<VisitRow>`
    select v.* from fulfilment.visit v where v.visit_id = any(${[...visitIds]}::uuid[])`.execute(db);
  return found.rows.map(toVisit);
}

/** Visits of projects that are not called off, by time. */
export async function visitsOfProjects(db: Db, projectIds: readonly Id<'Project'>[]): Promise<Visit[]> {
  const found = await sql<VisitRow>`
    select v.* from fulfilment.visit v
    where v.project_id = any(${[...projectIds]}::uuid[]) and v.state <> 'cancelled'
    order by v.starts_at, v.visit_id limit 1000`.execute(db);
  return found.rows.map(toVisit);
}

/** What visits are for: the works of an order, a lead whose home is to be measured, or the sale that it begins. */
export type VisitPurpose =
  | { readonly visitId: VisitId }
  | { readonly projectId: Id<'Project'> }
  | { readonly leadId: Id<'Lead'>; readonly bookedUntil: Date };

function isFor(purpose: VisitPurpose) {
  if ('visitId' in purpose) return sql`v.visit_id = ${purpose.visitId}`;
  if ('projectId' in purpose) return sql`v.project_id = ${purpose.projectId}`;
  return sql`v.lead_id = ${purpose.leadId} and v.project_id is null and v.service = 'measure'
    and v.created_at <= ${purpose.bookedUntil}`;
}

/** Visits for it that nobody has set out to, in the order of their ids; locked. */
export async function lockComingVisits(db: DatabaseTransaction, purpose: VisitPurpose): Promise<Visit[]> {
  const found = await sql<VisitRow>`
    select v.* from fulfilment.visit v
    where ${isFor(purpose)} and v.state = any(${[...COMING_STATES]}::text[])
    order by v.visit_id for update`.execute(db);
  return found.rows.map(toVisit);
}

/** Visits to come of somebody that touch the span and can still go to somebody else, by time; locked. */
export async function lockMovableVisits(
  db: DatabaseTransaction,
  touchpointId: TouchpointId,
  span: { readonly from: Date; readonly to: Date | undefined },
): Promise<Visit[]> {
  const found = await sql<VisitRow>`
    select v.* from fulfilment.visit v
    where v.touchpoint_id = ${touchpointId} and v.state = any(${[...MOVABLE_STATES]}::text[])
      and v.ends_at > ${span.from} and ${span.to === undefined ? sql`true` : sql`v.starts_at < ${span.to}`}
    order by v.starts_at, v.visit_id for update`.execute(db);
  return found.rows.map(toVisit);
}

/** Of a community the latest visits that are looked at for whom somebody knows there. */
const LATEST = 500;

type Served = Readonly<Record<'customer' | 'project' | 'community', Set<TouchpointId>>>;
type ServedOf = Pick<Visit, 'communityId'> & {
  readonly customerKey?: CustomerKey | undefined;
  projectId?: Visit['projectId'];
};

/** Who served the customer, the project or the community before, for each of many, in one statement. */
export async function servedBefore(db: Db, of: readonly ServedOf[]): Promise<(one: ServedOf) => Served> {
  const found = await sql<{
    community_id: CommunityId;
    touchpoint_id: TouchpointId;
    customers: CustomerKey[] | null;
    projects: Id<'Project'>[] | null;
  }>`
    select c.id as community_id, v.touchpoint_id,
      array_agg(distinct v.customer_key)
        filter (where v.customer_key = any(${of.flatMap((each) => each.customerKey ?? [])}::text[])) as customers,
      array_agg(distinct v.project_id)
        filter (where v.project_id = any(${of.flatMap((each) => each.projectId ?? [])}::uuid[])) as projects
    from unnest(${[...new Set(of.map((each) => each.communityId))]}::uuid[]) as c (id)
    cross join lateral (
      select touchpoint_id, customer_key, project_id from fulfilment.visit
      where community_id = c.id and state <> 'cancelled' and touchpoint_id is not null
      order by starts_at desc limit ${LATEST}
    ) v group by c.id, v.touchpoint_id`.execute(db);
  const byCommunity = Map.groupBy(found.rows, (row) => row.community_id);
  return ({ communityId, customerKey, projectId }) => {
    const rows = byCommunity.get(communityId) ?? [];
    const those = (has: (row: (typeof rows)[number]) => boolean): Set<TouchpointId> =>
      new Set(rows.filter(has).map((row) => row.touchpoint_id));
    return {
      customer: those((row) => customerKey !== undefined && row.customers?.includes(customerKey) === true),
      project: those((row) => projectId != null && row.projects?.includes(projectId) === true),
      community: those(() => true),
    };
  };
}
