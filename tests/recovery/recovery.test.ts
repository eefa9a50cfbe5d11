import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { integerBetween, seededRandom } from '#kernel/random';
import { openWorld } from '#sim';
import { makeFolder } from '../support/folder.ts';
import { readBooks, type Books } from './books.ts';
import { gatherCast, type AfterCommand, type Cast } from './cast.ts';
import { Draw } from './draw.ts';
import { alone, KillableServer } from './killable-server.ts';
import { readOutcome, type Outcome } from './outcome.ts';
import {
  bookMeasuring,
  changeAppointment,
  doWorks,
  householdsOf,
  measureAndQuote,
  payOrder,
  signContract,
} from './scene.ts';
import { carryOut, identify, prepareThread, talk } from './thread.ts';

/** Kills with acknowledged work that was not delivered yet, in each of the two stories: twenty. */
const KILLS = 10;
/** More kills, while a request is under way: the client repeats it. */
const INTERRUPTIONS = 4;
const MOST_DELAY_MS = 40;
/** Commands at the end of a story that are left for kills that have to be made up for. */
const SPARE = 10;
const RESIDENTS = 600;
/** Most of it is starting the server again, on a machine that may have other things to do. */
const TIMEOUT_MS = 10 * 60_000;

const calm = makeFolder('tw-recovery-calm-');
const killed = makeFolder('tw-recovery-killed-');
const cache = makeFolder('tw-recovery-cache-');
const ENV = {
  TWINWHEEL_WORLD_RESIDENTS: String(RESIDENTS),
  TWINWHEEL_WORLD_SPEED: '0',
  LOG_LEVEL: 'warn',
  // The same files are read with every start: compiled once.
  NODE_COMPILE_CACHE: cache.path,
};

afterAll(() => {
  for (const folder of [calm, killed, cache]) folder.remove();
});

/** The same commands in the same order, whoever dies in between. */
async function playThread(cast: Cast, after: AfterCommand): Promise<void> {
  await prepareThread(cast);
  for (const place of cast.places) await talk(cast, place, after);
  for (const place of cast.places) await identify(cast, place, after);
  for (const [at, place] of cast.places.entries()) await carryOut(cast, place, at % 3 === 0, after);
}

/** Homes are renewed side by side: each gets as far as the others before it goes on. */
async function playScene(cast: Cast, today: Date, after: AfterCommand): Promise<void> {
  const homes = [];
  for (const household of householdsOf(cast.places)) homes.push(await bookMeasuring(cast, household, today, after));
  for (const home of homes) await changeAppointment(cast, home, today, after);
  const deals = [];
  for (const home of homes.filter(({ designerLeaves }) => designerLeaves !== true)) {
    const orderId = await signContract(home, await measureAndQuote(cast, home, after), after);
    await payOrder(cast, home, orderId, after);
    deals.push({ home, orderId });
  }
  for (const { home, orderId } of deals) {
    if (home.score !== undefined) await doWorks(cast, home, orderId, today, after);
  }
}

/** When the server may die: after an acknowledged command with consequences, and while any act is under way. */
interface Crashes {
  readonly after: Readonly<Record<'thread' | 'scene', AfterCommand>>;
  readonly meanwhile: () => Promise<void>;
}

interface Played extends Outcome {
  readonly books: Books;
}

async function play(dataDir: string, today: Date, crashes: (server: KillableServer) => Crashes): Promise<Played> {
  const outcome = await playServed(dataDir, today, crashes);
  return { ...outcome, books: await alone(dataDir, readBooks) };
}

async function playServed(dataDir: string, today: Date, crashes: Parameters<typeof play>[2]): Promise<Outcome> {
  const server = await KillableServer.start(dataDir, ENV);
  try {
    const world = await openWorld({ dataDir, residents: RESIDENTS, now: today });
    const { after, meanwhile } = crashes(server);
    const cast = await gatherCast(() => server.url, world, meanwhile);
    await playThread(cast, after.thread);
    await playScene(cast, today, after.scene);
    return await readOutcome(cast);
  } finally {
    await server.stop();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test(
  'twenty times killed with -9, server and postmaster, thread and scene end as if nothing had happened',
  { timeout: TIMEOUT_MS },
  async () => {
    const today = new Date();
    const commands = { thread: 0, scene: 0 };
    let acts = 0;
    const expected = await play(calm.path, today, () => ({
      after: { thread: async () => void (commands.thread += 1), scene: async () => void (commands.scene += 1) },
      meanwhile: async () => void (acts += 1),
    }));

    // The same world: the file says which one it is.
    copyFileSync(join(calm.path, 'demo-world.json'), join(killed.path, 'demo-world.json'));
    const counted = { thread: 0, scene: 0, interruptions: 0 };
    const interruptions = new Draw('interruptions', INTERRUPTIONS, acts);
    const delays = seededRandom('delays');
    const actual = await play(killed.path, today, (server) => {
      const killing = (story: 'thread' | 'scene'): AfterCommand => {
        const draw = new Draw(story, KILLS, commands[story] - SPARE);
        return async () => {
          if (!draw.next()) return;
          // A kill counts only with acknowledged work that was not delivered yet; otherwise the next command gets its turn.
          const { undelivered } = await server.killAndRestart();
          if (undelivered === 0) return;
          draw.count();
          counted[story] += 1;
        };
      };
      return {
        after: { thread: killing('thread'), scene: killing('scene') },
        meanwhile: async () => {
          if (!interruptions.next()) return;
          interruptions.count();
          await pause(integerBetween(delays, 0, MOST_DELAY_MS));
          await server.killAndRestart();
          counted.interruptions += 1;
        },
      };
    });

    expect(counted).toEqual({ thread: KILLS, scene: KILLS, interruptions: INTERRUPTIONS });
    expect(actual).toEqual(expected);
    expect(actual.parked).toBe(0);
    expect(actual.audit).toEqual({ ok: true, firstBroken: null });
    expect(actual.scene.doubleBooked).toEqual([]);
    expect(actual.books).toMatchObject({ sumFen: 0, unbalanced: 0 });
    for (const left of [expected.tasks, expected.leads, expected.scene.commission, expected.scene.projects]) {
      expect(left.length).toBeGreaterThan(0);
    }
  },
);
