import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { integerBetween, seededRandom } from '#kernel/random';
import { openWorld } from '#sim';
import { makeFolder } from '../support/folder.ts';
import { KillableServer } from './killable-server.ts';
import { readOutcome, type Outcome } from './outcome.ts';
import { carryOut, gatherCast, identify, talk, type AfterCommand, type Cast } from './thread.ts';

const KILLS = 20;
const RESIDENTS = 600;
const ENV = { TWINWHEEL_WORLD_RESIDENTS: String(RESIDENTS), TWINWHEEL_WORLD_SPEED: '0', LOG_LEVEL: 'warn' };

const folders = [makeFolder('tw-recovery-calm-'), makeFolder('tw-recovery-killed-')] as const;
afterAll(() => {
  for (const folder of folders) folder.remove();
});

/** The same commands in the same order, whoever dies in between. */
async function playThread(cast: Cast, after: AfterCommand): Promise<void> {
  for (const place of cast.places) await talk(cast, place, after);
  for (const place of cast.places) await identify(cast, place, after);
  for (const [at, place] of cast.places.entries()) await carryOut(cast, place, at % 3 === 0, after);
}

async function play(dataDir: string, after: (server: KillableServer) => AfterCommand): Promise<Outcome> {
  const server = await KillableServer.start(dataDir, ENV);
  try {
    const world = await openWorld({ dataDir, residents: RESIDENTS, now: new Date() });
    const cast = await gatherCast(() => server.url, world);
    await playThread(cast, after(server));
    return await readOutcome(cast);
  } finally {
    await server.stop();
  }
}

test('twenty times killed with -9, server and postmaster, the thread ends as if nothing had happened', async () => {
  const [calm, killed] = folders;
  let commands = 0;
  const expected = await play(calm.path, () => async () => void (commands += 1));

  // The same world: the file says which one it is.
  copyFileSync(join(calm.path, 'demo-world.json'), join(killed.path, 'demo-world.json'));
  const random = seededRandom('recovery');
  let seen = 0;
  let kills = 0;
  const afterCommand =
    (server: KillableServer): AfterCommand =>
    async () => {
      seen += 1;
      const left = commands - seen;
      // A seeded choice that is sure to reach KILLS: reservoir-style, as many as are still wanted of those still to come.
      const wanted = KILLS - kills;
      if (wanted <= 0 || integerBetween(random, 0, left) >= wanted) return;
      // A kill counts only with acknowledged work that was not delivered yet; otherwise the next command gets its turn.
      const { undelivered } = await server.killAndRestart();
      if (undelivered > 0) kills += 1;
    };
  const actual = await play(killed.path, afterCommand);

  expect(kills).toBe(KILLS);
  expect(actual).toEqual(expected);
  expect(actual.parked).toBe(0);
  expect(actual.audit).toEqual({ ok: true, firstBroken: null });
  expect(expected.tasks.length).toBeGreaterThan(0);
  expect(expected.leads.length).toBeGreaterThan(0);
});
