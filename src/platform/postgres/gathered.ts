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
