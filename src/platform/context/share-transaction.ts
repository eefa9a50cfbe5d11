import { isConnectionLoss, shareStatements } from '../postgres/index.ts';
import { claimCommands, type OwnedCommand } from './command-store.ts';
import type { Database, DatabaseTransaction, Together, Tx } from './context.ts';
import { appendEvents, finishCommands, type Announced } from './finish-store.ts';
import { wakeRelay } from './wake-relay.ts';

/** More wait for the next transaction. */
const MOST = 32;
/** Behind a transaction that takes longer, because it waits for somebody, the next one does not wait. */
const PATIENCE_MS = 50;

/** One of those who share a transaction. */
export interface Sharer<T> {
  readonly together: Together;
  readonly owned: OwnedCommand | undefined;
  readonly now: () => Date;
  readonly open: (trx: DatabaseTransaction, now: Date, events: Announced[]) => Tx;
  readonly work: (tx: Tx) => Promise<T>;
  /** Runs it in a transaction of its own. */
  readonly alone: () => Promise<T>;
}

interface Waiting extends Sharer<unknown> {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Something of it failed: nothing was committed, and each has to run by itself. */
class Apart extends Error {}

/**
 * Those who want the same at the same moment. One transaction runs at a time; who comes meanwhile gathers for the next,
 * so that nobody waits where there is little to do, and where there is much it is done in few transactions.
 */
class Line {
  readonly #db: Database;
  readonly #waiting: Waiting[] = [];
  #running = 0;
  #starts = false;
  /** Set while somebody waits behind one that runs. */
  #impatient: NodeJS.Timeout | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  join(sharer: Waiting): void {
    this.#waiting.push(sharer);
    if (this.#running === 0) this.#startSoon();
    else this.#growImpatient();
  }

  /** Whoever waits does not wait longer than that for one that runs. */
  #growImpatient(): void {
    this.#impatient ??= setTimeout(() => {
      this.#impatient = undefined;
      this.#startSoon();
    }, PATIENCE_MS);
  }

  /** What was asked for in the same round of the event loop goes together. */
  #startSoon(): void {
    if (this.#starts || this.#waiting.length === 0) return;
    this.#starts = true;
    setImmediate(() => {
      this.#starts = false;
      void this.#run(this.#next());
    });
  }

  #next(): Waiting[] {
    const chosen = new Map<string, Waiting>();
    const left: Waiting[] = [];
    for (const each of this.#waiting.splice(0)) {
      const { apart } = each.together;
      if (chosen.size < MOST && !chosen.has(apart)) chosen.set(apart, each);
      else left.push(each);
    }
    this.#waiting.push(...left);
    return [...chosen.values()];
  }

  async #run(sharers: readonly Waiting[]): Promise<void> {
    clearTimeout(this.#impatient);
    this.#impatient = undefined;
    this.#running += 1;
    if (this.#waiting.length > 0) this.#growImpatient();
    await serve(this.#db, sharers);
    this.#running -= 1;
    this.#startSoon();
  }
}

async function serve(db: Database, sharers: readonly Waiting[]): Promise<void> {
  const alone = (each: Waiting): Promise<void> => each.alone().then(each.resolve, each.reject);
  const [first] = sharers;
  if (first === undefined) return;
  if (sharers.length === 1) return alone(first);
  try {
    const answers = await runTogether(db, first.now(), sharers);
    for (const [at, each] of sharers.entries()) each.resolve(answers[at]);
  } catch (error) {
    // Whether it was committed is not known: who asks again under their key learns it.
    if (isConnectionLoss(error)) for (const each of sharers) each.reject(error);
    else await Promise.all(sharers.map(alone));
  }
}

/** Answers in the order of those who share. Whatever fails for one of them fails for all. */
async function runTogether(db: Database, now: Date, sharers: readonly Waiting[]): Promise<unknown[]> {
  const events: Announced[] = [];
  const owned = sharers.flatMap((each) => each.owned ?? []);
  let finishing: Promise<unknown> | undefined;
  try {
    const answers = await db.transaction().execute(async (trx) => {
      shareStatements(trx);
      const claiming = owned.length === 0 ? Promise.resolve(true) : claimCommands(trx, owned, now);
      // Repetitions are rare: nobody waits to learn that they are none.
      claiming.catch(() => {});
      const made = await Promise.allSettled(sharers.map((each) => each.work(each.open(trx, now, events))));
      const claimed = await claiming;
      const failed = made.find((each) => each.status === 'rejected');
      if (failed !== undefined) throw isConnectionLoss(failed.reason) ? failed.reason : new Apart();
      if (!claimed) throw new Apart();
      const given = made.map((each) => (each.status === 'fulfilled' ? each.value : undefined));
      const answered = sharers.flatMap(({ owned: own }, at) =>
        own === undefined ? [] : [{ ...own, answer: given[at] }],
      );
      if (answered.length > 0) finishing = finishCommands(trx, answered, events);
      else if (events.length > 0) finishing = appendEvents(trx, events);
      finishing?.catch(() => {});
      return given;
    });
    await finishing;
    if (events.length > 0) wakeRelay(db, sharers.length);
    return answers;
  } catch (error) {
    await finishing;
    throw error;
  }
}

const lines = new WeakMap<Database, Map<string, Line>>();

/**
 * Runs `work` in a transaction that those share who want the same verb at the same moment. It commits for all of them or
 * for none; where one of them fails, is refused or asks again, each runs by itself. With nobody else there it runs alone.
 */
export function shareTransaction<T>(db: Database, sharer: Sharer<T>): Promise<T> {
  const verbs = lines.get(db) ?? new Map<string, Line>();
  lines.set(db, verbs);
  const line = verbs.get(sharer.together.verb) ?? new Line(db);
  verbs.set(sharer.together.verb, line);
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  line.join({ ...sharer, resolve: (answer) => resolve(answer as T), reject } as Waiting);
  return promise;
}
