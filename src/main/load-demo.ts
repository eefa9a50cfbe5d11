import { Refusal } from '#kernel/errors';
import { systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import type { Config } from '#platform/config';
import { openDatabase } from '#platform/postgres';
import { loadWorld, openWorld } from '#sim';
import { modules } from './modules.ts';
import type { OpenedDatabase } from './open-database.ts';
import { openServices } from './services.ts';

/** Made-up people never meet real ones. */
export class DemoOnly extends Refusal {
  constructor() {
    super('demo-only', 'forbidden');
  }
}

/** Loads the demo world into the demo's database; `start` runs it once, in a process of its own. */
export async function loadDemo(opened: OpenedDatabase, config: Config, say: (text: string) => void): Promise<void> {
  if (config.mode !== 'demo') throw new DemoOnly();
  const world = await openWorld({
    dataDir: config.dataDir,
    residents: config.worldResidents,
    now: systemClock.now(),
  });
  const settings = { publicUrl: config.publicUrl ?? '', mode: config.mode };
  const { services, close } = await openServices({ dataDir: config.dataDir, settings, env: process.env });
  const quick = openUnsynced(opened, config);
  try {
    const runtime = { db: quick.db, clock: systemClock, random: systemRandom, services };
    const subscriptions = modules.flatMap((module) => module.subscriptions);
    await loadWorld(runtime, world, say, subscriptions);
  } finally {
    await quick.close();
    await close();
  }
}

/**
 * Nobody waits for the disk at each of the load's many small commits. They are written in their order: should the machine
 * stop, the end is missing and the load goes on from there, since the accounts, which say that it is whole, come last.
 */
function openUnsynced({ connection }: OpenedDatabase, { poolSize }: Config): ReturnType<typeof openDatabase> {
  const options = `${connection.options ?? ''} -c synchronous_commit=off`;
  return openDatabase({ connection: { ...connection, options }, poolSize, onIdleError: () => undefined });
}
