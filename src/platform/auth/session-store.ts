import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Id, UserId } from '#kernel/ids';
import type { Random } from '#kernel/random';
import { addDays } from '#kernel/time';
import type { Database, DatabaseTransaction } from '../context/index.ts';
import { SESSION_DAYS } from './user.ts';

export type SessionId = Id<'Session'>;

export interface Session {
  readonly sessionId: SessionId;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly device: string;
}

/** Only the hash of a token is kept: a copy of the database signs nobody in. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export function newToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}

export async function insertSession(
  db: DatabaseTransaction,
  session: { token: string; sessionId: SessionId; userId: UserId; device: string },
  now: Date,
): Promise<void> {
  await sql`
    insert into platform.session (token_hash, session_id, user_id, created_at, seen_at, expires_at, device)
    values (${hashToken(session.token)}, ${session.sessionId}, ${session.userId}, ${now}, ${now},
      ${addDays(now, SESSION_DAYS)}, ${session.device.slice(0, 200)})`.execute(db);
}

export async function revokeToken(db: DatabaseTransaction, token: string, now: Date): Promise<void> {
  await sql`
    update platform.session set revoked_at = ${now}
    where token_hash = ${hashToken(token)} and revoked_at is null`.execute(db);
}

/** Ends one session of a user, or all of them; answers how many. */
export async function revokeSessions(
  db: DatabaseTransaction,
  userId: UserId,
  sessionId: SessionId | null,
  now: Date,
): Promise<number> {
  const revoked = await sql`
    update platform.session set revoked_at = ${now}
    where user_id = ${userId} and revoked_at is null
      and (${sessionId}::uuid is null or session_id = ${sessionId}::uuid)`.execute(db);
  return Number(revoked.numAffectedRows ?? 0n);
}

/** The live sessions of a user, newest first. */
export async function listSessions(db: Database, userId: UserId, now: Date): Promise<Session[]> {
  const found = await sql<{ session_id: SessionId; created_at: Date; seen_at: Date; device: string }>`
    select session_id, created_at, seen_at, device from platform.session
    where user_id = ${userId} and revoked_at is null and expires_at > ${now}
    order by created_at desc limit 100`.execute(db);
  return found.rows.map((row) => ({
    sessionId: row.session_id,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    device: row.device,
  }));
}

/** Deletes at most `limit` sessions that ended before the moment; answers how many. */
export async function pruneSessions(db: DatabaseTransaction, before: Date, limit: number): Promise<number> {
  const deleted = await sql`
    delete from platform.session where token_hash in (
      select token_hash from platform.session where expires_at < ${before} order by expires_at limit ${limit})`.execute(
    db,
  );
  return Number(deleted.numAffectedRows ?? 0n);
}
