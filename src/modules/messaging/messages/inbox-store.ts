import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { within, type Scope } from '#platform/permission';
import type { MessageId, Text } from './message.ts';

type Db = Database | DatabaseTransaction;

/** A message as its customer finds it. */
export interface InboxMessage extends Text {
  readonly messageId: MessageId;
  readonly template: string;
  readonly deliveredAt: Date;
  readonly readAt: Date | null;
}

const own = (scope: Scope) => within(scope, { customer: 'm.customer_key' });

/** What was delivered to whoever reads, the newest first, before a place in that order. */
export async function listInbox(
  db: Db,
  scope: Scope,
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<InboxMessage[]> {
  const before =
    page.before === undefined
      ? sql`true`
      : sql`(m.delivered_at, m.message_id) < (${page.before.at}, ${page.before.id}::uuid)`;
  const found = await sql<{
    message_id: MessageId;
    template: string;
    title: string;
    body: string;
    link: string;
    delivered_at: Date;
    read_at: Date | null;
  }>`
    select m.message_id, m.template, m.title, m.body, m.link, m.delivered_at, m.read_at from messaging.message m
    where ${own(scope)} and m.state = 'delivered' and ${before}
    order by m.delivered_at desc, m.message_id desc limit ${page.limit}`.execute(db);
  return found.rows.map((row) => ({
    messageId: row.message_id,
    template: row.template,
    title: row.title,
    body: row.body,
    link: row.link,
    deliveredAt: row.delivered_at,
    readAt: row.read_at,
  }));
}

export async function countUnread(db: Db, scope: Scope): Promise<number> {
  const counted = await sql<{ unread: number }>`
    select count(*) as unread from messaging.message m
    where ${own(scope)} and m.state = 'delivered' and m.read_at is null`.execute(db);
  return counted.rows[0]?.unread ?? 0;
}

/** Marks what was delivered as read: some by id, or all. What is not theirs is left alone. */
export async function markRead(
  db: DatabaseTransaction,
  scope: Scope,
  messageIds: readonly MessageId[] | undefined,
  now: Date,
): Promise<void> {
  const chosen = messageIds === undefined ? sql`true` : sql`m.message_id = any(${[...messageIds]}::uuid[])`;
  await sql`
    update messaging.message m set read_at = ${now}
    where ${own(scope)} and ${chosen} and m.state = 'delivered' and m.read_at is null`.execute(db);
}
