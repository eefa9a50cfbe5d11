import type { Kysely } from 'kysely';
import { GatheringLine } from './gathering-line.ts';

// eslint-disable-next-line typescript/no-explicit-any -- any database will do
type Db = Kysely<any>;

/** Transactions that several share. */
const shared = new WeakSet<Db>();

/** From now on calls of gathered statements in this transaction wait for each other. */
export function shareStatements(db: Db): void {
  shared.add(db);
}

/** Whether several share the transaction, so that all of it may be undone and done again one by one. */
export const isShared = (db: Db): boolean => shared.has(db);

/** What was asked in company and has to be asked by itself, to be answered about itself. Nothing was written. */
export class AskApart extends Error {
  constructor(why: string) {
    super(`has to be asked alone: ${why}`);
  }
}

interface Asking<A, R> {
  readonly asked: A;
  readonly resolve: (answer: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Runs it once for all, and tells each their own; answers come in the order of what was asked. */
async function answer<A, R>(
  askings: readonly Asking<A, R>[],
  run: (asked: readonly A[]) => Promise<readonly R[]>,
): Promise<void> {
  try {
    const answers = await run(askings.map(({ asked }) => asked));
    for (const [at, asking] of askings.entries()) asking.resolve(answers[at] as R);
  } catch (error) {
    for (const asking of askings) asking.reject(error);
  }
}

/**
 * A statement that serves many as well as one: whoever asks for it at the same moment in a transaction that they share
 * is served by one run of it. `run` answers in the order in which it was asked; in a transaction that nobody shares it is
 * run at once for the one who asks.
 */
export function gathered<D extends Db, A, R>(
  run: (db: D, asked: readonly A[]) => Promise<readonly R[]>,
): (db: D, asked: A) => Promise<R> {
  const waiting = new WeakMap<Db, Asking<A, R>[]>();
  const flush = async (db: D): Promise<void> => {
    const askings = waiting.get(db) ?? [];
    waiting.delete(db);
    await answer(askings, (all) => run(db, all));
  };
  return async (db, asked) => {
    // Answers come in the order of what was asked: the first is the only one.
    if (!shared.has(db)) return (await run(db, [asked]))[0] as R;
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    const asking = { asked, resolve, reject };
    const others = waiting.get(db);
    if (others === undefined) {
      waiting.set(db, [asking]);
      setImmediate(() => void flush(db));
    } else others.push(asking);
    return promise;
  };
}

/**
 * Does the same for many in one transaction, side by side, so that their gathered statements are run for all of them.
 * Waits for all, then throws what failed first.
 */
export async function inStep<T>(db: Db, all: Iterable<T>, work: (each: T) => Promise<void>): Promise<void> {
  shareStatements(db);
  const done = await Promise.allSettled([...all].map(work));
  const failed = done.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** Where many read of late, the first wait so long for the others; a read that nobody else makes goes out at once. */
const READ_LINGER_MS = 1;
/** More than that are not asked for at once. */
const MOST_AT_ONCE = 100;

/**
 * The same for a read that many make outside of a transaction: it goes out almost at once, and who asks while one is under way
 * gathers for the next. An answer may be as old as its question, never older.
 */
export function gatheredRead<D extends Db, A, R>(
  run: (db: D, asked: readonly A[]) => Promise<readonly R[]>,
): (db: D, asked: A) => Promise<R> {
  const lines = new WeakMap<Db, GatheringLine<Asking<A, R>>>();
  return (db, asked) => {
    const line =
      lines.get(db) ??
      new GatheringLine<Asking<A, R>>(
        (waiting) => waiting.slice(0, MOST_AT_ONCE),
        (askings) => answer(askings, (all) => run(db, all)),
        READ_LINGER_MS,
      );
    lines.set(db, line);
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    line.join({ asked, resolve, reject });
    return promise;
  };
}
