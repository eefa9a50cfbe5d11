import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, Id, StoreId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import type { Scope } from '#platform/permission';
import { toVisit, visible, type VisitRow } from './visit-store.ts';
import type { Visit, VisitState } from './visit.ts';

type Db = Database | DatabaseTransaction;

export interface VisitFilter {
  readonly states?: readonly VisitState[] | undefined;
  readonly service?: string | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly touchpointId?: TouchpointId | undefined;
  readonly projectId?: Id<'Project'> | undefined;
  readonly leadId?: Id<'Lead'> | undefined;
  readonly startsFrom?: Date | undefined;
  readonly startsBefore?: Date | undefined;
  /** The beginning of a number, or its last four digits. */
  readonly text?: string | undefined;
}

/** `%` and `_` of a typed text stand for themselves. */
const literally = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

function matching(filter: VisitFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('v.service', filter.service);
  equal('v.city_id', filter.cityId);
  equal('v.store_id', filter.storeId);
  equal('v.community_id', filter.communityId);
  equal('v.touchpoint_id', filter.touchpointId);
  equal('v.project_id', filter.projectId);
  equal('v.lead_id', filter.leadId);
  if (filter.states !== undefined) conditions.push(sql<SqlBool>`v.state = any(${[...filter.states]}::text[])`);
  if (filter.startsFrom !== undefined) conditions.push(sql<SqlBool>`v.starts_at >= ${filter.startsFrom}`);
  if (filter.startsBefore !== undefined) conditions.push(sql<SqlBool>`v.starts_at < ${filter.startsBefore}`);
  if (filter.text !== undefined) {
    const typed = filter.text.toUpperCase().replaceAll(/\s+/g, '');
    conditions.push(
      /^\d{4}$/.test(typed)
        ? sql<SqlBool>`right(v.visit_number, 4) = ${typed}`
        : sql<SqlBool>`v.visit_number like ${`${literally(typed)}%`}`,
    );
  }
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

export type VisitOrder = 'next' | 'latest';

/** A page of visits by time, the next first unless said, after a place. */
export async function listVisits(
  db: Db,
  scope: Scope,
  filter: VisitFilter,
  page: { readonly after: TimePlace | undefined; readonly limit: number; readonly order?: VisitOrder },
): Promise<Visit[]> {
  const [than, way] = page.order === 'latest' ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const after =
    page.after === undefined
      ? sql`true`
      : sql`(v.starts_at, v.visit_id) ${than} (${page.after.at}, ${page.after.id}::uuid)`;
  const found = await sql<VisitRow>`
    select v.* from fulfilment.visit v where ${visible(scope, 'staff')} and ${matching(filter)} and ${after}
    order by v.starts_at ${way}, v.visit_id ${way} limit ${page.limit}`.execute(db);
  return found.rows.map(toVisit);
}

/** How many visits match, by state. */
export async function countVisits(
  db: Db,
  scope: Scope,
  filter: VisitFilter,
): Promise<Partial<Record<VisitState, number>>> {
  const counted = await sql<{ state: VisitState; visits: number }>`
    select v.state, count(*) as visits from fulfilment.visit v
    where ${visible(scope, 'staff')} and ${matching(filter)} group by v.state`.execute(db);
  return Object.fromEntries(counted.rows.map((row) => [row.state, row.visits]));
}

/** Visits of a customer: those to come, then those that are over, the latest first; at most 100. */
export async function ownVisits(db: Db, scope: Scope): Promise<Visit[]> {
  const found = await sql<VisitRow>`
    select v.* from fulfilment.visit v where ${visible(scope, 'customer')}
    order by (v.state in ('done', 'cancelled')), v.starts_at desc, v.visit_id desc limit 100`.execute(db);
  return found.rows.map(toVisit);
}

/** Visits of some people that begin within a span and are not called off, by time; at most so many. */
export async function visitsWithin(
  db: Db,
  touchpointIds: readonly TouchpointId[],
  span: { readonly from: Date; readonly to: Date },
  most = 500,
): Promise<Visit[]> {
  const found = await sql<VisitRow>`
    select v.* from fulfilment.visit v
    where v.touchpoint_id = any(${[...touchpointIds]}::uuid[]) and v.state <> 'cancelled'
      and v.starts_at >= ${span.from} and v.starts_at < ${span.to}
    order by v.starts_at, v.visit_id limit ${most}`.execute(db);
  return found.rows.map(toVisit);
}

/** How many visits of each person begin within a span and are not called off. */
export async function countVisitsOf(
  db: Db,
  touchpointIds: readonly TouchpointId[],
  span: { readonly from: Date; readonly to: Date },
): Promise<Map<TouchpointId, number>> {
  const counted = await sql<{ touchpoint_id: TouchpointId; visits: number }>`
    select v.touchpoint_id, count(*) as visits from fulfilment.visit v
    where v.touchpoint_id = any(${[...touchpointIds]}::uuid[]) and v.state <> 'cancelled'
      and v.starts_at >= ${span.from} and v.starts_at < ${span.to}
    group by v.touchpoint_id`.execute(db);
  return new Map(counted.rows.map((row) => [row.touchpoint_id, row.visits]));
}
