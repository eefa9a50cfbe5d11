import type { Kysely } from 'kysely';

// eslint-disable-next-line typescript/no-explicit-any -- any database will do
type Db = Kysely<any>;

/** Transactions that several share. */
const shared = new WeakSet<Db>();

/** From now on calls of gathered statements in this transaction wait for each other. */
export function shareStatements(db: Db): void {
  shared.add(db);
}

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
    try {
      const answers = await run(
        db,
        askings.map(({ asked }) => asked),
      );
      for (const [at, asking] of askings.entries()) asking.resolve(answers[at] as R);
    } catch (error) {
      for (const asking of askings) asking.reject(error);
    }
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

/**
 * The same for a read that many make outside of a transaction: it goes out at once, and who asks while one is under way
 * gathers for the next. An answer may be as old as its question, never older.
 */
export function gatheredRead<D extends Db, A, R>(
  run: (db: D, asked: readonly A[]) => Promise<readonly R[]>,
): (db: D, asked: A) => Promise<R> {
  const lines = new WeakMap<Db, { waiting: Asking<A, R>[]; busy: boolean }>();
  const serve = async (db: D, line: { waiting: Asking<A, R>[]; busy: boolean }): Promise<void> => {
    line.busy = true;
    while (line.waiting.length > 0) {
      const askings = line.waiting.splice(0, MOST_AT_ONCE);
      try {
        const answers = await run(
          db,
          askings.map(({ asked }) => asked),
        );
        for (const [at, asking] of askings.entries()) asking.resolve(answers[at] as R);
      } catch (error) {
        for (const asking of askings) asking.reject(error);
      }
    }
    line.busy = false;
  };
  return (db, asked) => {
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    const line = lines.get(db) ?? { waiting: [], busy: false };
    lines.set(db, line);
    line.waiting.push({ asked, resolve, reject });
    if (!line.busy) void serve(db, line);
    return promise;
  };
}

const MOST_AT_ONCE = 100;
