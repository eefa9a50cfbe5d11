import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Id, UserId } from '#kernel/ids';
import { MINUTE } from '#kernel/time';
import type { Database, DatabaseTransaction } from '../context/index.ts';
import { within, type Place, type Scope } from '../permission/scope.ts';
import { pruneProofs } from './proof-store.ts';
import { CODE_ATTEMPTS, CODE_MINUTES, SIGN_IN_WINDOW_MINUTES } from './user.ts';

export type CodeId = Id<'SignInCode'>;

/** Short codes are salted with their id; five tries and five minutes keep guessing out. */
export const hashCode = (codeId: CodeId, code: string): Buffer =>
  createHash('sha256').update(`${codeId}:${code}`).digest();

/** One request for a code of a phone at a time, so that the limits on them hold; until the transaction ends. */
export async function lockPhone(db: DatabaseTransaction, phoneHash: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${String(phoneHash.readBigInt64BE(0))}::bigint)`.execute(db);
}

export async function recentCodes(db: DatabaseTransaction, phoneHash: Buffer, since: Date): Promise<Date[]> {
  const found = await sql<{ sent_at: Date }>`
    select sent_at from platform.sign_in_code
    where phone_hash = ${phoneHash} and sent_at > ${since} order by sent_at desc limit 20`.execute(db);
  return found.rows.map((row) => row.sent_at);
}

export async function insertCode(
  db: DatabaseTransaction,
  code: { phoneHash: Buffer; codeId: CodeId; userId: UserId | null; forCustomer: boolean; codeHash: Buffer },
  now: Date,
): Promise<void> {
  await sql`
    insert into platform.sign_in_code (phone_hash, code_id, user_id, for_customer, code_hash, attempts, sent_at,
      expires_at)
    values (${code.phoneHash}, ${code.codeId}, ${code.userId}, ${code.forCustomer}, ${code.codeHash}, 0, ${now},
      ${new Date(now.getTime() + CODE_MINUTES * MINUTE)})`.execute(db);
}

export interface OpenCode {
  readonly codeId: CodeId;
  readonly userId: UserId | null;
  readonly forCustomer: boolean;
  readonly codeHash: Buffer;
}

/** Takes one of the attempts of the newest live code of a phone; undefined when there is none or none is left. */
export async function takeAttempt(
  db: DatabaseTransaction,
  phoneHash: Buffer,
  now: Date,
): Promise<OpenCode | undefined> {
  const taken = await sql<{ code_id: CodeId; user_id: UserId | null; for_customer: boolean; code_hash: Buffer }>`
    update platform.sign_in_code set attempts = attempts + 1
    where phone_hash = ${phoneHash} and used_at is null and expires_at > ${now} and attempts < ${CODE_ATTEMPTS}
      and code_id = (select code_id from platform.sign_in_code
                     where phone_hash = ${phoneHash} order by sent_at desc limit 1)
    returning code_id, user_id, for_customer, code_hash`.execute(db);
  const row = taken.rows[0];
  return row && { codeId: row.code_id, userId: row.user_id, forCustomer: row.for_customer, codeHash: row.code_hash };
}

/** Marks the code used; false when somebody was faster. */
export async function useCode(db: DatabaseTransaction, phoneHash: Buffer, codeId: CodeId, now: Date): Promise<boolean> {
  const used = await sql`
    update platform.sign_in_code set used_at = ${now}
    where phone_hash = ${phoneHash} and code_id = ${codeId} and used_at is null`.execute(db);
  return (used.numAffectedRows ?? 0n) > 0n;
}

const windowStart = (now: Date): Date => new Date(now.getTime() - SIGN_IN_WINDOW_MINUTES * MINUTE);

/** Counts a failure of a login or phone; answers how many there are in the window that is open, and when it began. */
export async function countFailure(
  db: DatabaseTransaction,
  subjectHash: Buffer,
  now: Date,
): Promise<{ failures: number; since: Date }> {
  const counted = await sql<{ failures: number; since: Date }>`
    insert into platform.sign_in_failure as f (subject_hash, failures, since) values (${subjectHash}, 1, ${now})
    on conflict (subject_hash) do update set
      failures = case when f.since > ${windowStart(now)} then least(f.failures, 1000000) + 1 else 1 end,
      since = case when f.since > ${windowStart(now)} then f.since else excluded.since end
    returning failures, since`.execute(db);
  return counted.rows[0]!;
}

export async function forgetFailures(db: DatabaseTransaction, subjectHash: Buffer): Promise<void> {
  await sql`delete from platform.sign_in_failure where subject_hash = ${subjectHash}`.execute(db);
}

/** A message that the sandbox "sent": shown on the developer page, and there only. */
export interface SandboxMessage {
  readonly messageId: string;
  readonly channel: string;
  readonly maskedTo: string;
  readonly body: string;
  readonly sentAt: Date;
  /** Where its matter lies; undefined for codes. */
  readonly place?: Pick<Place, 'cityId' | 'storeId' | 'communityId'>;
}

export async function insertSandboxMessage(db: DatabaseTransaction, message: SandboxMessage): Promise<void> {
  await sql`
    insert into platform.sandbox_message (message_id, channel, masked_to, body, sent_at, city_id, store_id, community_id)
    values (${message.messageId}, ${message.channel}, ${message.maskedTo}, ${message.body}, ${message.sentAt},
      ${message.place?.cityId ?? null}, ${message.place?.storeId ?? null}, ${message.place?.communityId ?? null})`.execute(
    db,
  );
}

/** The newest first; of messages about a place only those within the reader's scope. */
export async function listSandboxMessages(db: Database, scope: Scope, limit: number): Promise<SandboxMessage[]> {
  const found = await sql<{ message_id: string; channel: string; masked_to: string; body: string; sent_at: Date }>`
    select message_id, channel, masked_to, body, sent_at from platform.sandbox_message
    where city_id is null or ${within(scope, { city: 'city_id', store: 'store_id', community: 'community_id' })}
    order by sent_at desc limit ${limit}`.execute(db);
  return found.rows.map((row) => ({
    messageId: row.message_id,
    channel: row.channel,
    maskedTo: row.masked_to,
    body: row.body,
    sentAt: row.sent_at,
  }));
}

/** Deletes at most `limit` each of codes, proofs, failures and sandbox messages from before the moment; answers the most of one. */
export async function pruneSignIns(db: DatabaseTransaction, before: Date, limit: number): Promise<number> {
  const codes = await sql`
    delete from platform.sign_in_code where (phone_hash, code_id) in (
      select phone_hash, code_id from platform.sign_in_code where expires_at < ${before} order by expires_at limit ${limit})`.execute(
    db,
  );
  const proofs = await pruneProofs(db, before, limit);
  const failures = await sql`
    delete from platform.sign_in_failure where subject_hash in (
      select subject_hash from platform.sign_in_failure where since < ${before} limit ${limit})`.execute(db);
  const messages = await sql`
    delete from platform.sandbox_message where message_id in (
      select message_id from platform.sandbox_message where sent_at < ${before} order by sent_at limit ${limit})`.execute(
    db,
  );
  return Math.max(proofs, ...[codes, failures, messages].map((deleted) => Number(deleted.numAffectedRows ?? 0n)));
}
