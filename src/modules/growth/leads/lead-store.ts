import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { TypedNumber } from './lead-number.ts';
import type { Lead, LeadChannel, LeadId, LeadState, LostReason } from './lead.ts';
import type { Need } from './need.ts';

type Db = Database | DatabaseTransaction;

export interface LeadRow {
  city_id: CityId;
  lead_id: LeadId;
  lead_number: string;
  person_id: PersonId;
  community_id: CommunityId;
  store_id: StoreId | null;
  touchpoint_id: TouchpointId;
  channel: LeadChannel;
  booking_code: string | null;
  share_token: string | null;
  play_id: Id<'Play'> | null;
  task_id: Id<'Task'> | null;
  package_id: Id<'Package'> | null;
  need: Need;
  state: LeadState;
  has_note: boolean;
  steps: number;
  revision: number;
  created_at: Date;
  first_contact_due_at: Date;
  first_contacted_at: Date | null;
  visit_at: Date | null;
  visit_id: Id<'Visit'> | null;
  closed_at: Date | null;
  lost_reason: LostReason | null;
  amount_fen: Fen | null;
  consent_withdrawn_at: Date | null;
}

export const toLead = (row: LeadRow): Lead => ({
  leadId: row.lead_id,
  leadNumber: row.lead_number,
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  personId: row.person_id,
  touchpointId: row.touchpoint_id,
  channel: row.channel,
  bookingCode: row.booking_code,
  shareToken: row.share_token,
  playId: row.play_id,
  taskId: row.task_id,
  packageId: row.package_id,
  need: row.need,
  state: row.state,
  hasNote: row.has_note,
  steps: row.steps,
  revision: row.revision,
  createdAt: row.created_at,
  firstContactDueAt: row.first_contact_due_at,
  firstContactedAt: row.first_contacted_at,
  visitAt: row.visit_at,
  visitId: row.visit_id,
  closedAt: row.closed_at,
  lostReason: row.lost_reason,
  amountFen: row.amount_fen,
  consentWithdrawnAt: row.consent_withdrawn_at,
});

const visible = (scope: Scope) =>
  within(scope, { city: 'l.city_id', store: 'l.store_id', community: 'l.community_id', touchpoint: 'l.touchpoint_id' });

/** The next number of a city on a day, from 1. */
export async function nextOrdinal(db: DatabaseTransaction, cityId: CityId, day: string): Promise<number> {
  const counted = await sql<{ given: number }>`
    insert into growth.lead_counter (city_id, day, given) values (${cityId}, ${day}, 1)
    on conflict (city_id, day) do update set given = lead_counter.given + excluded.given
    returning given`.execute(db);
  const [row] = counted.rows;
  if (row === undefined) throw new Error('a counter answered nothing');
  return row.given;
}

export async function insertLead(db: DatabaseTransaction, lead: Lead): Promise<void> {
  await sql`
    insert into growth.lead (city_id, lead_id, lead_number, person_id, community_id, store_id, touchpoint_id, channel,
      booking_code, share_token, play_id, task_id, package_id, need, state, has_note, steps, revision, created_at,
      first_contact_due_at)
    values (${lead.cityId}, ${lead.leadId}, ${lead.leadNumber}, ${lead.personId}, ${lead.communityId}, ${lead.storeId},
      ${lead.touchpointId}, ${lead.channel}, ${lead.bookingCode}, ${lead.shareToken}, ${lead.playId}, ${lead.taskId},
      ${lead.packageId}, ${lead.need}, ${lead.state}, ${lead.hasNote}, ${lead.steps}, ${lead.revision},
      ${lead.createdAt}, ${lead.firstContactDueAt})`.execute(db);
}

/** Saves a step if nobody took one since it was read (compare and swap on the revision); false otherwise. */
export async function saveLead(db: DatabaseTransaction, lead: Lead): Promise<boolean> {
  const saved = await sql`
    update growth.lead set state = ${lead.state}, steps = ${lead.steps}, revision = ${lead.revision},
      first_contacted_at = ${lead.firstContactedAt}, visit_at = ${lead.visitAt}, visit_id = ${lead.visitId},
      closed_at = ${lead.closedAt}, lost_reason = ${lead.lostReason}, amount_fen = ${lead.amountFen},
      consent_withdrawn_at = ${lead.consentWithdrawnAt}
    where city_id = ${lead.cityId} and lead_id = ${lead.leadId} and revision = ${lead.revision - 1}`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}

export async function leadInScope(db: Db, scope: Scope, leadId: LeadId): Promise<Lead | undefined> {
  const found = await sql<LeadRow>`
    select l.* from growth.lead l where l.lead_id = ${leadId} and ${visible(scope)}`.execute(db);
  return found.rows.map(toLead)[0];
}

/** The lead that news is about, locked until the transaction ends; there is no reader. */
export async function lockLead(db: DatabaseTransaction, leadId: LeadId): Promise<Lead | undefined> {
  const [known] = await leadsByIds(db, [leadId]);
  if (known === undefined) return undefined;
  const found = await sql<LeadRow>`
    select l.* from growth.lead l where l.city_id = ${known.cityId} and l.lead_id = ${leadId} for update`.execute(db);
  return found.rows.map(toLead)[0];
}

export interface LeadFilter {
  readonly states?: readonly LeadState[] | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly touchpointId?: TouchpointId | undefined;
  readonly playId?: Id<'Play'> | undefined;
  readonly packageId?: Id<'Package'> | undefined;
  /** Only leads that nobody has called by this moment although they should have. */
  readonly overdueAt?: Date | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdBefore?: Date | undefined;
  readonly number?: TypedNumber | undefined;
}

/** `%` and `_` of a typed text stand for themselves. */
const literally = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

function matching(filter: LeadFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('l.city_id', filter.cityId);
  equal('l.store_id', filter.storeId);
  equal('l.community_id', filter.communityId);
  equal('l.touchpoint_id', filter.touchpointId);
  equal('l.play_id', filter.playId);
  equal('l.package_id', filter.packageId);
  if (filter.states !== undefined) conditions.push(sql<SqlBool>`l.state = any(${[...filter.states]}::text[])`);
  if (filter.overdueAt !== undefined) {
    conditions.push(sql<SqlBool>`l.state = 'new' and l.first_contact_due_at < ${filter.overdueAt}`);
  }
  if (filter.createdFrom !== undefined) conditions.push(sql<SqlBool>`l.created_at >= ${filter.createdFrom}`);
  if (filter.createdBefore !== undefined) conditions.push(sql<SqlBool>`l.created_at < ${filter.createdBefore}`);
  if (filter.number !== undefined) {
    conditions.push(
      'ending' in filter.number
        ? sql<SqlBool>`right(l.lead_number, 4) = ${filter.number.ending}`
        : sql<SqlBool>`l.lead_number like ${`${literally(filter.number.beginning)}%`}`,
    );
  }
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

/** A page of leads, the newest first, after `before`. */
export async function listLeads(
  db: Db,
  scope: Scope,
  filter: LeadFilter,
  page: { before: { createdAt: Date; leadId: string } | undefined; limit: number },
): Promise<Lead[]> {
  const before =
    page.before === undefined
      ? sql`true`
      : sql`(l.created_at, l.lead_id) < (${page.before.createdAt}, ${page.before.leadId}::uuid)`;
  const found = await sql<LeadRow>`
    select l.* from growth.lead l where ${visible(scope)} and ${matching(filter)} and ${before}
    order by l.created_at desc, l.lead_id desc limit ${page.limit}`.execute(db);
  return found.rows.map(toLead);
}

/** How many leads match, by state, and how many of them are overdue. */
export async function countLeads(
  db: Db,
  scope: Scope,
  filter: LeadFilter,
  now: Date,
): Promise<{ byState: Partial<Record<LeadState, number>>; overdue: number }> {
  const counted = await sql<{ state: LeadState; leads: number; overdue: number }>`
    select l.state, count(*) as leads,
      count(*) filter (where l.state = 'new' and l.first_contact_due_at < ${now}) as overdue
    from growth.lead l where ${visible(scope)} and ${matching(filter)} group by l.state`.execute(db);
  return {
    byState: Object.fromEntries(counted.rows.map((row) => [row.state, row.leads])),
    overdue: counted.rows.reduce((sum, row) => sum + row.overdue, 0),
  };
}

/** For other modules: leads by id, without a reader's scope. */
export async function leadsByIds(db: Db, leadIds: readonly LeadId[]): Promise<Lead[]> {
  const found =
    await sql<LeadRow>`select l.* from growth.lead l where l.lead_id = any(${[...leadIds]}::uuid[])`.execute(db);
  return found.rows.map(toLead);
}

/** The last leads of a play since a moment whose people still agree to be shown, and how many leads there were. */
export async function recentLeads(
  db: Db,
  playId: Id<'Play'>,
  since: Date,
  limit: number,
): Promise<{ count: number; recent: { personId: PersonId; createdAt: Date }[] }> {
  const found = await sql<{ person_id: PersonId; created_at: Date; total: number }>`
    select person_id, created_at, count(*) over () as total from growth.lead
    where play_id = ${playId} and created_at >= ${since} and consent_withdrawn_at is null
    order by created_at desc, lead_id desc limit ${limit}`.execute(db);
  return {
    count: found.rows[0]?.total ?? 0,
    recent: found.rows.map((row) => ({ personId: row.person_id, createdAt: row.created_at })),
  };
}
