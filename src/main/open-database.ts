import { mkdir } from 'node:fs/promises';
import type pg from 'pg';
import type { Config } from '#platform/config';
import {
  connectionSettings,
  createDatabaseIfMissing,
  openDatabase,
  startPostgres,
  type OpenDatabase,
} from '#platform/postgres';
import type { Logger } from '#platform/telemetry';

/** The demo has a database of its own: real data never meets it. */
const DATABASE = { demo: 'twinwheel_demo', production: 'twinwheel' } as const;

export interface OpenedDatabase {
  readonly database: OpenDatabase;
  readonly connection: pg.ClientConfig;
  close(): Promise<void>;
}

/** Opens the configured database: the given server, or the embedded one, started or adopted. */
export async function openConfigured(config: Config, log: Logger): Promise<OpenedDatabase> {
  await mkdir(config.dataDir, { recursive: true });
  if (config.databaseUrl !== undefined) {
    const connection = connectionSettings(config.databaseUrl);
    const database = openPool(connection, config, log);
    return { database, connection, close: () => database.close() };
  }
  const postgres = await startPostgres({ dataDir: config.dataDir, log: (line) => log.info(line) });
  try {
    await createDatabaseIfMissing(postgres.connectionFor('postgres'), DATABASE[config.mode]);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  const connection = connectionSettings(postgres.connectionFor(DATABASE[config.mode]));
  const database = openPool(connection, config, log);
  return {
    database,
    connection,
    close: async () => {
      await database.close();
      await postgres.stop();
    },
  };
}

function openPool(connection: pg.ClientConfig, config: Config, log: Logger): OpenDatabase {
  return openDatabase({
    connection,
    poolSize: config.poolSize,
    onIdleError: (error) => log.warn({ error }, 'a database connection was lost'),
  });
}
