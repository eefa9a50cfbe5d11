import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, PersonId, StoreId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { numberIs, type TypedNumber } from '#platform/numbers';
import { within, type Scope } from '#platform/permission';
import type { Facts, TicketKind } from './ticket-kind.ts';
import type { Outcome, Priority, Ticket, TicketId, TicketState } from './ticket.ts';

type Db = Database | DatabaseTransaction;

interface TicketRow {
  city_id: CityId;
  ticket_id: TicketId;
  ticket_number: string;
  kind: TicketKind;
  subject_kind: string;
  subject_id: string;
  community_id: CommunityId;
  store_id: StoreId | null;
  person_id: PersonId;
  facts: Facts;
  priority: Priority;
  state: TicketState;
  opened_at: Date;
  due_at: Date;
  taken_by: UserId | null;
  closed_at: Date | null;
  outcome: Outcome | null;
  has_note: boolean;
  steps: number;
  revision: number;
}

const toTicket = (row: TicketRow): Ticket => ({
  ticketId: row.ticket_id,
  ticketNumber: row.ticket_number,
  kind: row.kind,
  subject: { kind: row.subject_kind, id: row.subject_id },
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  personId: row.person_id,
  facts: row.facts,
  priority: row.priority,
  state: row.state,
  openedAt: row.opened_at,
  dueAt: row.due_at,
  takenBy: row.taken_by,
  closedAt: row.closed_at,
  outcome: row.outcome,
  hasNote: row.has_note,
  steps: row.steps,
  revision: row.revision,
});

const visible = (scope: Scope) =>
  within(scope, { city: 't.city_id', store: 't.store_id', community: 't.community_id' });

/** Opens a ticket; false when one of its kind about the same thing is not done yet. */
export async function insertTicket(db: DatabaseTransaction, ticket: Ticket): Promise<boolean> {
  const added = await sql`
    insert into desk.ticket (city_id, ticket_id, ticket_number, kind, subject_kind, subject_id, community_id, store_id,
      person_id, facts, priority, state, opened_at, due_at, has_note, steps, revision)
    values (${ticket.cityId}, ${ticket.ticketId}, ${ticket.ticketNumber}, ${ticket.kind}, ${ticket.subject.kind},
      ${ticket.subject.id}, ${ticket.communityId}, ${ticket.storeId}, ${ticket.personId},
      ${JSON.stringify(ticket.facts)}::jsonb, ${ticket.priority}, ${ticket.state}, ${ticket.openedAt},
      ${ticket.dueAt}, ${ticket.hasNote}, ${ticket.steps}, ${ticket.revision})
    on conflict (city_id, kind, subject_kind, subject_id) where state <> 'done' do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}

/** Saves a step if nobody took one since it was read (compare and swap on the revision); false otherwise. */
export async function saveTicket(db: DatabaseTransaction, ticket: Ticket): Promise<boolean> {
  const saved = await sql`
    update desk.ticket set state = ${ticket.state}, taken_by = ${ticket.takenBy}, closed_at = ${ticket.closedAt},
      outcome = ${ticket.outcome}, has_note = ${ticket.hasNote}, steps = ${ticket.steps},
      revision = ${ticket.revision}
    where city_id = ${ticket.cityId} and ticket_id = ${ticket.ticketId} and revision = ${ticket.revision - 1}`.execute(
    db,
  );
  return (saved.numAffectedRows ?? 0n) > 0n;
}

export async function ticketInScope(db: Db, scope: Scope, ticketId: TicketId): Promise<Ticket | undefined> {
  const found = await sql<TicketRow>`
    select t.* from desk.ticket t where t.ticket_id = ${ticketId} and ${visible(scope)}`.execute(db);
  return found.rows.map(toTicket)[0];
}

/** The same, locked for whoever acts on it. */
export async function lockTicketInScope(
  tx: DatabaseTransaction,
  scope: Scope,
  ticketId: TicketId,
): Promise<Ticket | undefined> {
  const found = await sql<TicketRow>`
    select t.* from desk.ticket t where t.ticket_id = ${ticketId} and ${visible(scope)} for update`.execute(tx);
  return found.rows.map(toTicket)[0];
}

/** Without a reader's scope. */
export async function ticketById(db: Db, cityId: CityId, ticketId: TicketId): Promise<Ticket | undefined> {
  const found = await sql<TicketRow>`
    select t.* from desk.ticket t where t.city_id = ${cityId} and t.ticket_id = ${ticketId}`.execute(db);
  return found.rows.map(toTicket)[0];
}

/** For the system itself: the one ticket of a kind about something that is not done, locked. */
export async function lockOpenTicket(
  db: DatabaseTransaction,
  asked: { readonly cityId: CityId; readonly kind: TicketKind; readonly subject: Ticket['subject'] },
): Promise<Ticket | undefined> {
  const found = await sql<TicketRow>`
    select t.* from desk.ticket t
    where t.city_id = ${asked.cityId} and t.kind = ${asked.kind} and t.subject_kind = ${asked.subject.kind}
      and t.subject_id = ${asked.subject.id} and t.state <> 'done'
    for update`.execute(db);
  return found.rows.map(toTicket)[0];
}

export interface TicketFilter {
  readonly states?: readonly TicketState[] | undefined;
  readonly kind?: TicketKind | undefined;
  /** Only what is not done by this moment although it should be. */
  readonly overdueAt?: Date | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly subjectId?: string | undefined;
  readonly number?: TypedNumber | undefined;
}

function matching(filter: TicketFilter): RawBuilder<SqlBool> {
  const equal = {
    't.kind': filter.kind,
    't.city_id': filter.cityId,
    't.store_id': filter.storeId,
    't.community_id': filter.communityId,
    't.subject_id': filter.subjectId,
  };
  const conditions = Object.entries(equal).flatMap(([column, value]) =>
    value === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} = ${value}`],
  );
  if (filter.states !== undefined) conditions.push(sql<SqlBool>`t.state = any(${[...filter.states]}::text[])`);
  if (filter.overdueAt !== undefined)
    conditions.push(sql<SqlBool>`t.state <> 'done' and t.due_at < ${filter.overdueAt}`);
  if (filter.number !== undefined) conditions.push(numberIs('t.ticket_number', filter.number));
  return conditions.length === 0 ? sql<SqlBool>`true` : (sql.join(conditions, sql` and `) as RawBuilder<SqlBool>);
}

/** A page of tickets, those that are due first first, after a place in that order. */
export async function listTickets(
  db: Db,
  scope: Scope,
  filter: TicketFilter,
  page: { readonly after: TimePlace | undefined; readonly limit: number },
): Promise<Ticket[]> {
  const after =
    page.after === undefined ? sql`true` : sql`(t.due_at, t.ticket_id) > (${page.after.at}, ${page.after.id}::uuid)`;
  const found = await sql<TicketRow>`
    select t.* from desk.ticket t where ${visible(scope)} and ${matching(filter)} and ${after}
    order by t.due_at, t.ticket_id limit ${page.limit}`.execute(db);
  return found.rows.map(toTicket);
}

export interface TicketCount {
  readonly state: TicketState;
  readonly kind: TicketKind;
  readonly tickets: number;
  readonly overdue: number;
}

/** How many match, by state and kind, and how many of them are overdue. */
export async function countTickets(db: Db, scope: Scope, filter: TicketFilter, now: Date): Promise<TicketCount[]> {
  const counted = await sql<TicketCount>`
    select t.state, t.kind, count(*) as tickets,
      count(*) filter (where t.state <> 'done' and t.due_at < ${now}) as overdue
    from desk.ticket t where ${visible(scope)} and ${matching(filter)} group by t.state, t.kind`.execute(db);
  return counted.rows;
}

/** What tickets are about, by ticket. */
export async function ticketSubjects(
  db: Db,
  ticketIds: readonly TicketId[],
): Promise<Map<TicketId, Ticket['subject']>> {
  const { rows } = await sql<{ ticketId: TicketId; kind: string; id: string }>`
    select t.ticket_id as "ticketId", t.subject_kind as kind, t.subject_id as id
    from desk.ticket t where t.ticket_id = any(${[...ticketIds]}::uuid[])`.execute(db);
  return new Map(rows.map(({ ticketId, ...subject }) => [ticketId, subject]));
}

/** The newest ticket about each of some things, by their ids. */
export async function ticketsAbout(db: Db, subjectIds: readonly string[]): Promise<Map<string, TicketId>> {
  const { rows } = await sql<{ ticketId: TicketId; subjectId: string }>`
    select distinct on (t.subject_id) t.ticket_id as "ticketId", t.subject_id as "subjectId"
    from desk.ticket t where t.subject_id = any(${[...subjectIds]}::text[])
    order by t.subject_id, t.opened_at desc`.execute(db);
  return new Map(rows.map(({ ticketId, subjectId }) => [subjectId, ticketId]));
}
