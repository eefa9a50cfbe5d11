import { Refusal } from '#kernel/errors';
import { systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import type { Config } from '#platform/config';
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
  try {
    const runtime = { db: opened.database.db, clock: systemClock, random: systemRandom, services };
    const subscriptions = modules.flatMap((module) => module.subscriptions);
    await loadWorld(runtime, world, say, subscriptions);
  } finally {
    await close();
  }
}
