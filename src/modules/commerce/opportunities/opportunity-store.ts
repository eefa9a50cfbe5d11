import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { within, type Scope } from '#platform/permission';
import type { PackageId } from '../packages/package.ts';
import type { LossReason, Opportunity, OpportunityState, VisitId } from './opportunity.ts';

type Db = Database | DatabaseTransaction;

interface Row {
  city_id: CityId;
  visit_id: VisitId;
  community_id: CommunityId;
  store_id: StoreId | null;
  customer_key: CustomerKey;
  person_id: PersonId;
  lead_id: Id<'Lead'> | null;
  share_token: string | null;
  package_id: PackageId | null;
  touchpoint_id: TouchpointId | null;
  visit_starts_at: Date | null;
  visit_ends_at: Date | null;
  heard_seq: number;
  state: OpportunityState;
  opened_at: Date;
  closed_at: Date | null;
  close_reason: LossReason | null;
  close_note_sealed: Buffer | null;
}

const toOpportunity = (row: Row): Opportunity => ({
  cityId: row.city_id,
  visitId: row.visit_id,
  communityId: row.community_id,
  storeId: row.store_id,
  customerKey: row.customer_key,
  personId: row.person_id,
  leadId: row.lead_id,
  shareToken: row.share_token,
  packageId: row.package_id,
  seller:
    row.touchpoint_id === null || row.visit_starts_at === null || row.visit_ends_at === null
      ? null
      : { touchpointId: row.touchpoint_id, startsAt: row.visit_starts_at, endsAt: row.visit_ends_at },
  heardSeq: row.heard_seq,
  state: row.state,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
  lossReason: row.close_reason,
  noteSealed: row.close_note_sealed,
});

/** Rows of an area, or of whoever sells. */
const visible = (scope: Scope) =>
  within(scope, { city: 'o.city_id', store: 'o.store_id', community: 'o.community_id', touchpoint: 'o.touchpoint_id' });

/** Locks the opportunity of a visit: quoting, signing and news of the visit go one after the other. */
export async function lockOpportunity(
  tx: DatabaseTransaction,
  cityId: CityId,
  visitId: VisitId,
): Promise<Opportunity | undefined> {
  const { rows } = await sql<Row>`
    select o.* from commerce.opportunity o where o.city_id = ${cityId} and o.visit_id = ${visitId}
    for update`.execute(tx);
  return rows.map(toOpportunity)[0];
}

export async function opportunityInScope(db: Db, scope: Scope, visitId: VisitId): Promise<Opportunity | undefined> {
  const { rows } = await sql<Row>`
    select o.* from commerce.opportunity o where o.visit_id = ${visitId} and ${visible(scope)}`.execute(db);
  return rows.map(toOpportunity)[0];
}

export async function insertOpportunity(tx: DatabaseTransaction, it: Opportunity): Promise<void> {
  await sql`
    insert into commerce.opportunity (city_id, visit_id, community_id, store_id, customer_key, person_id, lead_id,
      share_token, package_id, touchpoint_id, visit_starts_at, visit_ends_at, heard_seq, state, opened_at, closed_at, close_reason)
    values (${it.cityId}, ${it.visitId}, ${it.communityId}, ${it.storeId}, ${it.customerKey}, ${it.personId},
      ${it.leadId}, ${it.shareToken}, ${it.packageId}, ${it.seller?.touchpointId ?? null},
      ${it.seller?.startsAt ?? null}, ${it.seller?.endsAt ?? null}, ${it.heardSeq}, ${it.state}, ${it.openedAt},
      ${it.closedAt}, ${it.lossReason})`.execute(tx);
}

/** Saves an opportunity that the caller has locked. */
export async function saveOpportunity(tx: DatabaseTransaction, it: Opportunity): Promise<void> {
  await sql`
    update commerce.opportunity set store_id = ${it.storeId}, touchpoint_id = ${it.seller?.touchpointId ?? null},
      visit_starts_at = ${it.seller?.startsAt ?? null}, visit_ends_at = ${it.seller?.endsAt ?? null},
      heard_seq = ${it.heardSeq}, state = ${it.state}, opened_at = ${it.openedAt}, closed_at = ${it.closedAt},
      close_reason = ${it.lossReason}, close_note_sealed = ${it.noteSealed}
    where city_id = ${it.cityId} and visit_id = ${it.visitId}`.execute(tx);
}

export interface OpportunityFilter {
  readonly states?: readonly OpportunityState[] | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly touchpointId?: TouchpointId | undefined;
}

/** What matches within the scope, as conditions on `o`. */
function matching(scope: Scope, filter: OpportunityFilter): RawBuilder<SqlBool>[] {
  const conditions: RawBuilder<SqlBool>[] = [visible(scope)];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('o.city_id', filter.cityId);
  equal('o.store_id', filter.storeId);
  equal('o.community_id', filter.communityId);
  equal('o.touchpoint_id', filter.touchpointId);
  if (filter.states !== undefined) conditions.push(sql<SqlBool>`o.state = any(${[...filter.states]}::text[])`);
  return conditions;
}

/** A page of opportunities within the scope, the newest first. */
export async function listOpportunities(
  db: Db,
  scope: Scope,
  filter: OpportunityFilter,
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<Opportunity[]> {
  const conditions = matching(scope, filter);
  if (page.before !== undefined) {
    conditions.push(sql<SqlBool>`(o.opened_at, o.visit_id) < (${page.before.at}, ${page.before.id}::uuid)`);
  }
  const { rows } = await sql<Row>`
    select o.* from commerce.opportunity o where ${sql.join(conditions, sql` and `)}
    order by o.opened_at desc, o.visit_id desc limit ${page.limit}`.execute(db);
  return rows.map(toOpportunity);
}

export interface OpportunitySums {
  readonly byState: Partial<Record<OpportunityState, number>>;
  /** Quotations that were put before customers and can still be signed at `now`, and their sum. */
  readonly quotations: number;
  readonly quotedFen: number;
}

/** How many match, by state, and how much of it is on offer. */
export async function countOpportunities(
  db: Db,
  scope: Scope,
  filter: OpportunityFilter,
  now: Date,
): Promise<OpportunitySums> {
  const { rows } = await sql<{
    state: OpportunityState;
    opportunities: number;
    quotations: number;
    quoted: string | null;
  }>`
    select o.state, count(*) as opportunities, count(q.quotation_id) as quotations, sum(q.total_fen) as quoted
    from commerce.opportunity o
    left join commerce.quotation q on q.city_id = o.city_id and q.visit_id = o.visit_id and q.state = 'sent'
      and q.valid_until > ${now}
    where ${sql.join(matching(scope, filter), sql` and `)} group by o.state`.execute(db);
  return {
    byState: Object.fromEntries(rows.map((row) => [row.state, row.opportunities])),
    quotations: rows.reduce((sum, row) => sum + row.quotations, 0),
    quotedFen: rows.reduce((sum, row) => sum + Number(row.quoted ?? 0), 0),
  };
}
