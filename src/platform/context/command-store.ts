import { sql } from 'kysely';
import { prepared } from '../postgres/index.ts';
import { Refusal } from '#kernel/errors';
import { decodeAnswer } from './answer-codec.ts';
import type { Actor, Command, DatabaseTransaction } from './context.ts';

/** The key was used before for something else. */
export class IdempotencyKeyReused extends Refusal {
  constructor(key: string) {
    super('idempotency-key-reused', 'conflict', { key });
  }
}

/** Keys are private to who uses them: two clients may choose the same. */
export function commandOwner(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return `user:${actor.userId}`;
    case 'source':
      return `source:${actor.sourceId}`;
    case 'system':
      return `system:${actor.name}`;
    case 'anonymous':
      return 'anonymous';
  }
}

/**
 * Claims a command key in the transaction. A concurrent holder of the same key is waited for (the unique index does
 * it); a kept answer comes back as `{ answer }`.
 */
export async function claimCommand(
  trx: DatabaseTransaction,
  owner: string,
  command: Command,
  now: Date,
): Promise<{ answer: unknown } | undefined> {
  const claimed = await prepared`
    insert into platform.command (owner, command_key, fingerprint, created_at)
    values (${owner}, ${command.key}, ${command.fingerprint}, ${now})
    on conflict do nothing`.execute(trx);
  if ((claimed.numAffectedRows ?? 0n) > 0n) return undefined;
  const kept = await sql<{ fingerprint: string; answer: string | null }>`
    select fingerprint, answer from platform.command
    where owner = ${owner} and command_key = ${command.key}`.execute(trx);
  const row = kept.rows[0];
  if (row === undefined) throw new Error(`command ${command.key} was claimed and pruned at once`);
  if (row.fingerprint !== command.fingerprint) throw new IdempotencyKeyReused(command.key);
  return { answer: decodeAnswer(row.answer) };
}

export interface OwnedCommand {
  readonly owner: string;
  readonly command: Command;
}

/** Claims several at once; false when one of them is there already, and then none of it may be committed. */
export async function claimCommands(
  trx: DatabaseTransaction,
  owned: readonly OwnedCommand[],
  now: Date,
): Promise<boolean> {
  const claimed = await prepared`
    insert into platform.command (owner, command_key, fingerprint, created_at)
    select x.owner, x.key, x.fingerprint, ${now}
    from unnest(${owned.map(({ owner }) => owner)}::text[], ${owned.map(({ command }) => command.key)}::text[],
      ${owned.map(({ command }) => command.fingerprint)}::text[]) as x (owner, key, fingerprint)
    order by x.key, x.owner
    on conflict do nothing`.execute(trx);
  return (claimed.numAffectedRows ?? 0n) === BigInt(owned.length);
}

/** Deletes at most `limit` keys older than `before`; answers how many. */
export async function pruneCommands(db: DatabaseTransaction, before: Date, limit: number): Promise<number> {
  const deleted = await sql`
    delete from platform.command where (owner, command_key) in (
      select owner, command_key from platform.command where created_at < ${before} order by created_at limit ${limit})`.execute(
    db,
  );
  return Number(deleted.numAffectedRows ?? 0n);
}
