import { type Id } from '#kernel/ids';
import { uuidv7 } from '#kernel/ids';
import type { Random } from '#kernel/random';
import type { Clock } from '#kernel/time';
import { appendAudit } from '../audit/index.ts';
import { appendOutbox } from '../outbox/outbox-store.ts';
import { EVERYTHING, type Scope } from '../permission/scope.ts';
import { isRetryable } from '../postgres/index.ts';
import { claimCommand, commandOwner, keepAnswer } from './command-store.ts';
import type { Actor, Command, Context, Database, DatabaseTransaction, Tx } from './context.ts';
import type { Services } from './services.ts';

/** What a process needs to make contexts. */
export interface Runtime {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly services: Services;
}

export interface ContextOptions {
  readonly actor: Actor;
  readonly scope?: Scope;
  readonly permissions?: ReadonlySet<string>;
  readonly command?: Command | undefined;
}

const MAX_ATTEMPTS = 5;

/** Makes the context of one request, delivery or job. */
export function createContext(runtime: Runtime, options: ContextOptions): Context {
  const { clock, random } = runtime;
  const newId = <Noun extends string>(): Id<Noun> => uuidv7(clock.now().getTime(), random) as Id<Noun>;
  let commandUsed = false;
  const context: Context = {
    actor: options.actor,
    scope: options.scope ?? EVERYTHING,
    permissions: options.permissions ?? new Set(),
    command: options.command,
    clock,
    random,
    services: runtime.services,
    db: runtime.db,
    newId,
    under: (part) =>
      createContext(runtime, {
        ...options,
        command: options.command && { ...options.command, key: `${options.command.key}/${part}` },
      }),
    transaction: async (work) => {
      if (options.command !== undefined) {
        if (commandUsed)
          throw new Error(`command ${options.command.key} runs a second transaction: use ctx.under(part)`);
        commandUsed = true;
      }
      return retrying(() => runOnce(runtime, options, newId, work));
    },
  };
  return context;
}

/** The context of the system itself: jobs, subscriptions, start-up. */
export function systemContext(runtime: Runtime, name: string, command?: Command): Context {
  return createContext(runtime, { actor: { kind: 'system', name }, scope: EVERYTHING, command });
}

async function runOnce<T>(
  runtime: Runtime,
  options: ContextOptions,
  newId: <Noun extends string>() => Id<Noun>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return runtime.db.transaction().execute(async (trx) => {
    const tx = openTx(runtime, options.actor, newId, trx);
    const { command } = options;
    if (command === undefined) return work(tx);
    const owner = commandOwner(options.actor);
    const kept = await claimCommand(trx, owner, command, tx.now);
    // The kept answer is what `work` returned under the same key and fingerprint, hence of its type.
    if (kept !== undefined) return kept.answer as T;
    const answer = await work(tx);
    await keepAnswer(trx, owner, command, answer);
    return answer;
  });
}

function openTx(
  runtime: Runtime,
  actor: Actor,
  newId: <Noun extends string>() => Id<Noun>,
  trx: DatabaseTransaction,
): Tx {
  const now = runtime.clock.now();
  return {
    db: trx,
    now,
    actor,
    newId,
    announce: (events) =>
      appendOutbox(
        trx,
        events.map((event) => ({ ...event, eventId: newId<'Event'>(), occurredAt: now })),
      ),
    audit: (entry) => appendAudit(trx, [{ id: newId<'AuditEntry'>(), at: now, actor, entry }]),
  };
}

/** Deadlocks (40P01) and serialization failures (40001) are nobody's fault: try again, a few times, a little apart. */
async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= MAX_ATTEMPTS || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * tries * tries));
    }
  }
}
