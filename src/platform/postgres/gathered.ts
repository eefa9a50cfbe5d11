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

/** More than that are not asked for at once. */
const MOST_AT_ONCE = 100;
/** Behind a read that takes longer, because its connection is slow or gone, the next one does not wait. */
const PATIENCE_MS = 50;

/** Reads of one kind: one is under way, and who asks meanwhile gathers for the next. */
class ReadLine<D extends Db, A, R> {
  readonly #run: (asked: readonly A[]) => Promise<readonly R[]>;
  readonly #waiting: Asking<A, R>[] = [];
  #running = 0;
  #impatient: NodeJS.Timeout | undefined;

  constructor(db: D, run: (db: D, asked: readonly A[]) => Promise<readonly R[]>) {
    this.#run = (asked) => run(db, asked);
  }

  ask(asked: A): Promise<R> {
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    this.#waiting.push({ asked, resolve, reject });
    if (this.#running === 0) void this.#serve();
    else this.#growImpatient();
    return promise;
  }

  #growImpatient(): void {
    this.#impatient ??= setTimeout(() => {
      this.#impatient = undefined;
      void this.#serve();
    }, PATIENCE_MS);
  }

  async #serve(): Promise<void> {
    const askings = this.#waiting.splice(0, MOST_AT_ONCE);
    if (askings.length === 0) return;
    clearTimeout(this.#impatient);
    this.#impatient = undefined;
    this.#running += 1;
    if (this.#waiting.length > 0) this.#growImpatient();
    try {
      const answers = await this.#run(askings.map(({ asked }) => asked));
      for (const [at, asking] of askings.entries()) asking.resolve(answers[at] as R);
    } catch (error) {
      for (const asking of askings) asking.reject(error);
    }
    this.#running -= 1;
    void this.#serve();
  }
}

/**
 * The same for a read that many make outside of a transaction: it goes out at once, and who asks while one is under way
 * gathers for the next. An answer may be as old as its question, never older.
 */
export function gatheredRead<D extends Db, A, R>(
  run: (db: D, asked: readonly A[]) => Promise<readonly R[]>,
): (db: D, asked: A) => Promise<R> {
  const lines = new WeakMap<Db, ReadLine<D, A, R>>();
  return (db, asked) => {
    const line = lines.get(db) ?? new ReadLine(db, run);
    lines.set(db, line);
    return line.ask(asked);
  };
}
