import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, CustomerKey, PersonId, StoreId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { within, type Scope } from '#platform/permission';
import type { Sent } from './cap.ts';
import type { Message, MessageId, MessageState, Params, Purpose, Text } from './message.ts';

type Db = Database | DatabaseTransaction;

interface MessageRow {
  customer_key: CustomerKey;
  message_id: MessageId;
  person_id: PersonId;
  city_id: CityId;
  community_id: CommunityId;
  store_id: StoreId | null;
  template: string;
  purpose: Purpose;
  about_kind: string;
  about_id: string;
  occasion: string;
  params: Params;
  state: MessageState;
  why: string;
  reason: string;
  made_at: Date;
  due_at: Date;
  delivered_at: Date | null;
  read_at: Date | null;
}

const toMessage = (row: MessageRow): Message => ({
  messageId: row.message_id,
  customerKey: row.customer_key,
  personId: row.person_id,
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  template: row.template,
  purpose: row.purpose,
  about: { kind: row.about_kind, id: row.about_id },
  occasion: row.occasion,
  params: row.params,
  state: row.state,
  why: row.why,
  reason: row.reason,
  madeAt: row.made_at,
  dueAt: row.due_at,
  deliveredAt: row.delivered_at,
  readAt: row.read_at,
});

/** One decision about a customer at a time, until the transaction ends, so that caps and consent hold. */
export async function lockCustomer(db: DatabaseTransaction, customerKey: CustomerKey): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`messaging/${customerKey}`}, 0))`.execute(db);
}

/** Everything to a customer that went or will go, due after `since`; the newest 1,000. */
export async function sentSince(db: Db, customerKey: CustomerKey, since: Date): Promise<Sent[]> {
  const found = await sql<{ purpose: Purpose; due_at: Date }>`
    select purpose, due_at from messaging.message
    where customer_key = ${customerKey} and state <> 'not_sent' and due_at > ${since}
    order by due_at desc limit 1000`.execute(db);
  return found.rows.map((row) => ({ purpose: row.purpose, dueAt: row.due_at }));
}

/** Enters a message; false when the same template was there about the same thing already. */
export async function insertMessage(db: DatabaseTransaction, message: Message): Promise<boolean> {
  const added = await sql`
    insert into messaging.message (customer_key, message_id, person_id, city_id, community_id, store_id, template,
      purpose, about_kind, about_id, occasion, params, state, why, reason, made_at, due_at)
    values (${message.customerKey}, ${message.messageId}, ${message.personId}, ${message.cityId},
      ${message.communityId}, ${message.storeId}, ${message.template}, ${message.purpose}, ${message.about.kind},
      ${message.about.id}, ${message.occasion}, ${JSON.stringify(message.params)}::jsonb, ${message.state},
      ${message.why}, ${message.reason}, ${message.madeAt}, ${message.dueAt})
    on conflict (customer_key, template, about_id, occasion) do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}

/** Whether the same template was decided on about the same thing. */
export async function isKnown(
  db: Db,
  message: Pick<Message, 'customerKey' | 'template' | 'about' | 'occasion'>,
): Promise<boolean> {
  const found = await sql`
    select 1 from messaging.message where customer_key = ${message.customerKey} and template = ${message.template}
      and about_id = ${message.about.id} and occasion = ${message.occasion}`.execute(db);
  return found.rows.length > 0;
}

interface Outcome {
  readonly why: string;
  readonly reason: string;
}

/** Calls off what still waits of some templates about one thing. */
export async function callOffAbout(
  db: DatabaseTransaction,
  asked: { readonly customerKey: CustomerKey; readonly aboutId: string; readonly templates: readonly string[] },
  { why, reason }: Outcome,
): Promise<void> {
  if (asked.templates.length === 0) return;
  await sql`
    update messaging.message set state = 'not_sent', why = ${why}, reason = ${reason}
    where customer_key = ${asked.customerKey} and about_id = ${asked.aboutId}
      and template = any(${[...asked.templates]}::text[]) and state in ('queued', 'deferred')`.execute(db);
}

/** Calls off what still waits of a purpose. */
export async function callOffPurpose(
  db: DatabaseTransaction,
  asked: { readonly customerKey: CustomerKey; readonly purpose: Purpose },
  { why, reason }: Outcome,
): Promise<void> {
  await sql`
    update messaging.message set state = 'not_sent', why = ${why}, reason = ${reason}
    where customer_key = ${asked.customerKey} and purpose = ${asked.purpose}
      and state in ('queued', 'deferred')`.execute(db);
}

export type MessageKey = Pick<Message, 'customerKey' | 'messageId'>;

/** What is due and has not gone, in the order of time, after a place in that order. */
export async function listDue(
  db: Db,
  now: Date,
  page: { readonly after: TimePlace | undefined; readonly limit: number },
): Promise<(MessageKey & { readonly dueAt: Date })[]> {
  const after =
    page.after === undefined ? sql`true` : sql`(due_at, message_id) > (${page.after.at}, ${page.after.id}::uuid)`;
  const found = await sql<Pick<MessageRow, 'customer_key' | 'message_id' | 'due_at'>>`
    select customer_key, message_id, due_at from messaging.message
    where state in ('queued', 'deferred') and due_at <= ${now} and ${after}
    order by due_at, message_id limit ${page.limit}`.execute(db);
  return found.rows.map((row) => ({ customerKey: row.customer_key, messageId: row.message_id, dueAt: row.due_at }));
}

/** A message that is due and has not gone, locked: whoever else would deliver it waits, and then finds it gone. */
export async function lockDue(db: DatabaseTransaction, key: MessageKey, now: Date): Promise<Message | undefined> {
  const found = await sql<MessageRow>`
    select * from messaging.message
    where customer_key = ${key.customerKey} and message_id = ${key.messageId}
      and state in ('queued', 'deferred') and due_at <= ${now}
    for update`.execute(db);
  return found.rows.map(toMessage)[0];
}

/** A message of the ledger. */
export async function findMessage(db: Db, key: MessageKey): Promise<Message | undefined> {
  const found = await sql<MessageRow>`
    select * from messaging.message
    where customer_key = ${key.customerKey} and message_id = ${key.messageId}`.execute(db);
  return found.rows.map(toMessage)[0];
}

/** Marks a message that `lockDue` answered as delivered, with the words that went out. */
export async function saveDelivered(
  db: DatabaseTransaction,
  key: MessageKey,
  text: Text,
  { why, reason }: Outcome,
  now: Date,
): Promise<void> {
  await sql`
    update messaging.message set state = 'delivered', delivered_at = ${now}, title = ${text.title},
      body = ${text.body}, link = ${text.link}, why = ${why}, reason = ${reason}
    where customer_key = ${key.customerKey} and message_id = ${key.messageId}
      and state in ('queued', 'deferred')`.execute(db);
}

export async function saveNotSent(db: DatabaseTransaction, key: MessageKey, { why, reason }: Outcome): Promise<void> {
  await sql`
    update messaging.message set state = 'not_sent', why = ${why}, reason = ${reason}
    where customer_key = ${key.customerKey} and message_id = ${key.messageId}
      and state in ('queued', 'deferred')`.execute(db);
}

export interface MessageFilter {
  readonly state?: MessageState | undefined;
  readonly purpose?: Purpose | undefined;
  readonly template?: string | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly madeFrom?: Date | undefined;
  readonly madeBefore?: Date | undefined;
}

const visible = (scope: Scope) =>
  within(scope, { city: 'm.city_id', store: 'm.store_id', community: 'm.community_id' });

function matching(filter: MessageFilter): RawBuilder<SqlBool> {
  const equal = {
    'm.state': filter.state,
    'm.purpose': filter.purpose,
    'm.template': filter.template,
    'm.city_id': filter.cityId,
    'm.store_id': filter.storeId,
    'm.community_id': filter.communityId,
  };
  const conditions = Object.entries(equal).flatMap(([column, value]) =>
    value === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} = ${value}`],
  );
  if (filter.madeFrom !== undefined) conditions.push(sql<SqlBool>`m.made_at >= ${filter.madeFrom}`);
  if (filter.madeBefore !== undefined) conditions.push(sql<SqlBool>`m.made_at < ${filter.madeBefore}`);
  return conditions.length === 0 ? sql<SqlBool>`true` : (sql.join(conditions, sql` and `) as RawBuilder<SqlBool>);
}

/** A page of the ledger within the reader's scope, the newest first, before a place in that order. */
export async function listMessages(
  db: Db,
  scope: Scope,
  filter: MessageFilter,
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<Message[]> {
  const before =
    page.before === undefined
      ? sql`true`
      : sql`(m.made_at, m.message_id) < (${page.before.at}, ${page.before.id}::uuid)`;
  const found = await sql<MessageRow>`
    select m.* from messaging.message m where ${visible(scope)} and ${matching(filter)} and ${before}
    order by m.made_at desc, m.message_id desc limit ${page.limit}`.execute(db);
  return found.rows.map(toMessage);
}

/** How many match, by state. */
export async function countMessages(
  db: Db,
  scope: Scope,
  filter: MessageFilter,
): Promise<Partial<Record<MessageState, number>>> {
  const counted = await sql<{ state: MessageState; messages: number }>`
    select m.state, count(*) as messages from messaging.message m
    where ${visible(scope)} and ${matching(filter)} group by m.state`.execute(db);
  return Object.fromEntries(counted.rows.map((row) => [row.state, row.messages]));
}
