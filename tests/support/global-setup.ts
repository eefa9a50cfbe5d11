import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createDatabaseIfMissing, migrate, openDatabase, quoteIdentifier, withClient } from '#platform/postgres';
import { allSchemas } from './all-schemas.ts';
import { startTestServer } from './test-server.ts';

/** What a test file needs to make a database of its own. */
export interface TestServerInfo {
  /** Connection to a database that always exists. */
  readonly admin: pg.ClientConfig;
  /** A migrated database to clone; never connect to it, or it cannot be cloned. */
  readonly template: string;
  /** Why the template is not whole, if it is not. */
  readonly templateFault: string | undefined;
  /** Begins the name of every database of this run. */
  readonly prefix: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    readonly testServer: TestServerInfo;
  }
}

/** Once for a run: a server, and on it a template migrated with the schemas of all modules. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const admin = server.connectionFor('postgres');
  const prefix = `tw_test_${randomBytes(4).toString('hex')}`;
  const template = `${prefix}_template`;
  const teardown = async (): Promise<void> => {
    await dropAll(admin, prefix);
    await server.stop();
  };
  const templateFault = await makeTemplate(admin, server.connectionFor(template), template);
  project.provide('testServer', { admin, template, templateFault, prefix });
  return teardown;
}

/**
 * Answers what is wrong with the schemas, if anything: the files that need the template fail with it, those that bring
 * schemas of their own go on.
 */
async function makeTemplate(
  admin: pg.ClientConfig,
  connection: pg.ClientConfig,
  name: string,
): Promise<string | undefined> {
  await createDatabaseIfMissing(admin, name);
  const database = openDatabase({ connection, poolSize: 2 });
  try {
    await migrate(database.db, await allSchemas());
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    await database.close();
  }
}

async function dropAll(admin: pg.ClientConfig, prefix: string): Promise<void> {
  await withClient(admin, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [prefix],
    );
    for (const { name } of rows) await client.query(`drop database if exists ${quoteIdentifier(name)} with (force)`);
  });
}
