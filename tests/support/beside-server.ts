import { systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import { systemContext, type Context, type Database, type Runtime } from '#platform/context';
import { connectionSettings, openDatabase, startPostgres } from '#platform/postgres';
import { openServices } from '#main/services';

/** The doors of a demo server that runs in another process, for what would take too long through its pages. */
export interface BesideServer {
  readonly db: Database;
  readonly ctx: () => Context;
  close(): Promise<void>;
}

/** Joins the database of a living server. */
export async function openBesideServer(dataDir: string, url: string, name: string): Promise<BesideServer> {
  const postgres = await startPostgres({ dataDir, log: () => {} });
  const connection = connectionSettings(postgres.connectionFor('twinwheel_demo'));
  const database = openDatabase({ connection, poolSize: 4 });
  const opened = await openServices({ dataDir, settings: { publicUrl: url, mode: 'demo' }, env: {} });
  const runtime: Runtime = { db: database.db, clock: systemClock, random: systemRandom, services: opened.services };
  return {
    db: database.db,
    ctx: () => systemContext(runtime, name),
    close: async () => {
      await opened.close();
      await database.close();
      await postgres.stop();
    },
  };
}
