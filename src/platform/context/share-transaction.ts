import { rememberAnnounced } from '../outbox/announced-events.ts';
import {
  endStatements,
  GatheringLine,
  isConnectionLoss,
  openToRelying,
  pipeStatements,
  reliedOn,
  shareStatements,
} from '../postgres/index.ts';
import { claimCommands, type OwnedCommand } from './command-store.ts';
import type { Database, DatabaseTransaction, Together, Tx } from './context.ts';
import { appendEvents, finishCommands, type Announced } from './finish-store.ts';
import { wakeRelay } from './wake-relay.ts';

/** More wait for the next transaction. */
const MOST = 32;

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

/** Those who go together: no two of them with the same `apart`. */
function chosenOf(waiting: readonly Waiting[]): Waiting[] {
  const chosen = new Map<string, Waiting>();
  for (const each of waiting) {
    if (chosen.size < MOST && !chosen.has(each.together.apart)) chosen.set(each.together.apart, each);
  }
  return [...chosen.values()];
}

async function serve(db: Database, sharers: readonly Waiting[], goOn: () => void): Promise<void> {
  const alone = (each: Waiting): Promise<void> => each.alone().then(each.resolve, each.reject);
  const [first] = sharers;
  if (first === undefined) return;
  if (sharers.length === 1) return alone(first);
  try {
    const answers = await runTogether(db, first.now(), sharers, goOn);
    for (const [at, each] of sharers.entries()) each.resolve(answers[at]);
  } catch (error) {
    // Whether it was committed is not known: who asks again under their key learns it.
    if (isConnectionLoss(error)) for (const each of sharers) each.reject(error);
    else await Promise.all(sharers.map(alone));
  }
}

/**
 * Answers in the order of those who share. Whatever fails for one of them fails for all. `goOn` is called when nothing is
 * left but to commit: whoever comes next needs not wait for the disk.
 */
async function runTogether(db: Database, now: Date, sharers: readonly Waiting[], goOn: () => void): Promise<unknown[]> {
  const events: Announced[] = [];
  const owned = sharers.flatMap((each) => each.owned ?? []);
  let relied: Promise<unknown> = Promise.resolve();
  let finishing: Promise<unknown> | undefined;
  try {
    const answers = await db.transaction().execute(async (trx) => {
      shareStatements(trx);
      openToRelying(trx);
      await pipeStatements(trx);
      try {
        const working = Promise.allSettled(sharers.map((each) => each.work(each.open(trx, now, events))));
        // Behind what they read first, which they wait for; of repetitions, which are rare, nobody waits to learn.
        const claiming =
          owned.length === 0 ? Promise.resolve(true) : nextRound().then(() => claimCommands(trx, owned, now));
        claiming.catch(() => {});
        const made = await working;
        const all = reliedOn(trx);
        relied = Promise.all(all);
        // Also where it failed: what goes out behind the rollback would be committed by itself.
        const isUnderWay = all.length === 0 || (await underWay(relied));
        const claimed = await claiming;
        const failed = made.find((each) => each.status === 'rejected');
        if (failed !== undefined) throw isConnectionLoss(failed.reason) ? failed.reason : new Apart();
        if (!claimed || !isUnderWay) throw new Apart();
        const given = made.map((each) => (each.status === 'fulfilled' ? each.value : undefined));
        const answered = sharers.flatMap(({ owned: own }, at) =>
          own === undefined ? [] : [{ ...own, answer: given[at] }],
        );
        if (answered.length > 0) finishing = finishCommands(trx, answered, events);
        else if (events.length > 0) finishing = appendEvents(trx, events);
        finishing?.catch(() => {});
        relied.then(goOn, () => {});
        return given;
      } finally {
        endStatements(trx);
      }
    });
    // A statement that failed made a rollback of the commit.
    await relied;
    await finishing;
    if (events.length > 0) {
      rememberAnnounced(db, events);
      wakeRelay(db, sharers.length);
    }
    return answers;
  } catch (error) {
    await finishing;
    throw error;
  }
}

/** The next round of the event loop: what was gathered in this one has been asked by then. */
const nextRound = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/**
 * Lets what is relied on go out before what ends the transaction is made, which takes as long as they do. False when one
 * could not even be asked: everything but it would be committed.
 */
async function underWay(relied: Promise<unknown>): Promise<boolean> {
  let hasFailed = false;
  relied.catch(() => (hasFailed = true));
  // What is gathered is asked in this round of the event loop, and goes out in the next.
  await nextRound();
  await nextRound();
  return !hasFailed;
}

const lines = new WeakMap<Database, Map<string, GatheringLine<Waiting>>>();

/**
 * Runs `work` in a transaction that those share who want the same verb at the same moment. It commits for all of them or
 * for none; where one of them fails, is refused or asks again, each runs by itself. With nobody else there it runs alone.
 */
export function shareTransaction<T>(db: Database, sharer: Sharer<T>): Promise<T> {
  const verbs = lines.get(db) ?? new Map<string, GatheringLine<Waiting>>();
  lines.set(db, verbs);
  const line =
    verbs.get(sharer.together.verb) ??
    new GatheringLine<Waiting>(chosenOf, (sharers, goOn) => serve(db, sharers, goOn), sharer.together.lingerMs);
  verbs.set(sharer.together.verb, line);
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  line.join({ ...sharer, resolve: (answer) => resolve(answer as T), reject } as Waiting);
  return promise;
}
