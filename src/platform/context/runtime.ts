import { type Id } from '#kernel/ids';
import { uuidv7 } from '#kernel/ids';
import type { Random } from '#kernel/random';
import type { Clock } from '#kernel/time';
import { appendAudit } from '../audit/index.ts';
import { rememberAnnounced } from '../outbox/announced-events.ts';
import { EVERYTHING, type Scope } from '../permission/scope.ts';
import { endStatements, isRetryable, pipeStatements } from '../postgres/index.ts';
import { claimCommand, commandOwner } from './command-store.ts';
import type { Actor, Command, Context, Database, DatabaseTransaction, Tx } from './context.ts';
import { appendEvents, finishCommands, type Announced } from './finish-store.ts';
import type { Services } from './services.ts';
import { shareTransaction } from './share-transaction.ts';
import { wakeRelay } from './wake-relay.ts';

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
    transaction: async (work, together) => {
      if (options.command !== undefined) {
        if (commandUsed)
          throw new Error(`command ${options.command.key} runs a second transaction: use ctx.under(part)`);
        commandUsed = true;
      }
      const alone = (): ReturnType<typeof work> => retrying(() => runOnce(runtime, options, newId, work));
      if (together === undefined) return alone();
      const { actor, command } = options;
      return shareTransaction(runtime.db, {
        together,
        owned: command && { owner: commandOwner(actor), command },
        now: () => clock.now(),
        open: (trx, now, events) => openTx({ actor, newId, events, announced: false }, trx, now),
        work,
        alone,
      });
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
  const events: Announced[] = [];
  const open: Open = { actor: options.actor, newId, events, announced: false };
  let finishing: Promise<unknown> | undefined;
  try {
    const answer = await runtime.db.transaction().execute(async (trx) => {
      await pipeStatements(trx);
      try {
        const tx = openTx(open, trx, runtime.clock.now());
        const { command } = options;
        const owner = commandOwner(options.actor);
        if (command !== undefined) {
          const kept = await claimCommand(trx, owner, command, tx.now);
          // The kept answer is what `work` returned under the same key and fingerprint, hence of its type.
          if (kept !== undefined) return kept.answer as T;
        }
        const made = await work(tx);
        if (command !== undefined) finishing = finishCommands(trx, [{ owner, command, answer: made }], events);
        else if (events.length > 0) finishing = appendEvents(trx, events);
        // It goes out together with the commit, which fails if it does.
        finishing?.catch(() => {});
        return made;
      } finally {
        endStatements(trx);
      }
    });
    await finishing;
    rememberAnnounced(runtime.db, events);
    if (events.length > 0 || open.announced) wakeRelay(runtime.db);
    return answer;
  } catch (error) {
    // Why nothing could be committed is in the statement before.
    await finishing;
    throw error;
  }
}

interface Open {
  readonly actor: Actor;
  readonly newId: <Noun extends string>() => Id<Noun>;
  /** Announced and not appended yet: the outbox is written last, in one statement. */
  readonly events: Announced[];
  /** Some were appended before the end. */
  announced: boolean;
}

/** More than that are not kept for the end. */
const MOST_EVENTS = 1_000;

function openTx(open: Open, trx: DatabaseTransaction, now: Date): Tx {
  const { actor, newId, events } = open;
  return {
    db: trx,
    now,
    actor,
    newId,
    announce: async (announced) => {
      for (const event of announced) events.push({ ...event, eventId: newId<'Event'>(), occurredAt: now });
      if (events.length < MOST_EVENTS) return;
      open.announced = true;
      await appendEvents(trx, events.splice(0));
    },
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
