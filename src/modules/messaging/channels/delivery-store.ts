import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { MessageKey } from '../messages/message-store.ts';
import type { MessageId } from '../messages/message.ts';
import type { Channel } from '../messages/template.ts';

type Db = Database | DatabaseTransaction;

/** What a channel answered to a message. */
export interface Delivery {
  readonly channel: Channel;
  readonly taken: boolean;
  readonly sandbox: boolean;
  readonly why: string;
  readonly triedAt: Date;
  /** What the channel said, in a sentence; null where it said nothing. */
  readonly note?: string | null;
}

export async function insertDeliveries(
  db: DatabaseTransaction,
  key: MessageKey,
  deliveries: readonly Delivery[],
): Promise<void> {
  if (deliveries.length === 0) return;
  const rows = deliveries.map(
    (one) =>
      sql`(${key.customerKey}, ${key.messageId}::uuid, ${one.channel}, ${one.taken}::boolean, ${one.sandbox}::boolean,
        ${one.why}, ${one.triedAt}::timestamptz)`,
  );
  await sql`
    insert into messaging.delivery (customer_key, message_id, channel, taken, sandbox, why, tried_at)
    values ${sql.join(rows)}`.execute(db);
}

/** What the channels answered to messages that the caller found within the reader's scope. */
export async function deliveriesOf(db: Db, keys: readonly MessageKey[]): Promise<Map<MessageId, Delivery[]>> {
  const found = await sql<{
    message_id: MessageId;
    channel: Channel;
    taken: boolean;
    sandbox: boolean;
    why: string;
    tried_at: Date;
    note: string | null;
  }>`
    select message_id, channel, taken, sandbox, why, tried_at, note from messaging.delivery
    where customer_key = any(${[...new Set(keys.map((key) => key.customerKey))]}::text[])
      and message_id = any(${keys.map((key) => key.messageId)}::uuid[])
    order by message_id, channel`.execute(db);
  const deliveries = found.rows.map((row) => ({
    messageId: row.message_id,
    channel: row.channel,
    taken: row.taken,
    sandbox: row.sandbox,
    why: row.why,
    triedAt: row.tried_at,
    note: row.note,
  }));
  return Map.groupBy(deliveries, (one) => one.messageId);
}
