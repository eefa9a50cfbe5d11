import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { MessageKey } from '../messages/message-store.ts';
import type { MessageId } from '../messages/message.ts';
import type { ChannelWhy } from './channel.ts';

/** What was being asked when the process ended was sent or not: nobody asks again. Answers how many. */
export async function giveUpAsking(db: DatabaseTransaction, before: Date): Promise<number> {
  const given = await sql`
    update messaging.delivery set why = 'outcome_unknown'
    where why = 'asking_channel' and tried_at < ${before}::timestamptz`.execute(db);
  return Number(given.numAffectedRows ?? 0n);
}

/** A place in the order in which short messages wait. */
export type WaitingPlace = MessageKey & { readonly triedAt: Date };

/** What waits for the channel since before a moment, after a place in the order of time. */
export async function listWaiting(
  db: Database,
  asked: { readonly before: Date; readonly after: WaitingPlace | undefined; readonly limit: number },
): Promise<WaitingPlace[]> {
  const after =
    asked.after === undefined
      ? sql`true`
      : sql`(tried_at, message_id) > (${asked.after.triedAt}::timestamptz, ${asked.after.messageId}::uuid)`;
  const found = await sql<{ customer_key: MessageKey['customerKey']; message_id: MessageId; tried_at: Date }>`
    select customer_key, message_id, tried_at from messaging.delivery
    where why = 'waits_for_channel' and tried_at <= ${asked.before}::timestamptz and ${after}
    order by tried_at, message_id limit ${asked.limit}`.execute(db);
  return found.rows.map((row) => ({
    customerKey: row.customer_key,
    messageId: row.message_id,
    triedAt: row.tried_at,
  }));
}

/** Takes one that waits, so that nobody else asks for it; false when somebody did. */
export async function claimWaiting(db: DatabaseTransaction, key: MessageKey, now: Date): Promise<boolean> {
  const claimed = await sql`
    update messaging.delivery set why = 'asking_channel', tried_at = ${now}::timestamptz
    where customer_key = ${key.customerKey} and message_id = ${key.messageId}::uuid and channel = 'sms'
      and why = 'waits_for_channel'`.execute(db);
  return (claimed.numAffectedRows ?? 0n) > 0n;
}

export interface ChannelOutcome {
  readonly taken: boolean;
  readonly why: ChannelWhy;
  readonly reference?: string;
  readonly note?: string;
}

/** What became of one that was claimed. */
export async function saveOutcome(db: DatabaseTransaction, key: MessageKey, outcome: ChannelOutcome): Promise<void> {
  await sql`
    update messaging.delivery set taken = ${outcome.taken}::boolean, why = ${outcome.why},
      reference = ${outcome.reference ?? null}, note = ${outcome.note ?? null}
    where customer_key = ${key.customerKey} and message_id = ${key.messageId}::uuid and channel = 'sms'
      and why = 'asking_channel'`.execute(db);
}
