import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modules } from '#main/modules';
import type { Database } from '#platform/context';
import { undelivered } from '#platform/outbox';
import { openDatabase, startPostgres } from '#platform/postgres';
import { freePort, startServerProcess, type ServerProcess } from '../support/process.ts';

/** What is delivered to whom. */
export const SUBSCRIPTIONS = modules
  .flatMap((module) => module.subscriptions)
  .map(({ name, events }) => ({ name, types: events.map((event) => event.type) }));

/** A demo server that can be killed, database included, and comes back at the same address. */
export class KillableServer {
  readonly #dataDir: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #port: number;
  #process: ServerProcess;
  #crashing: Promise<void> | undefined;

  static async start(dataDir: string, env: Readonly<Record<string, string>>): Promise<KillableServer> {
    const port = await freePort();
    return new KillableServer(dataDir, env, port, await startServerProcess({ dataDir, port, env }));
  }

  constructor(dataDir: string, env: Readonly<Record<string, string>>, port: number, first: ServerProcess) {
    this.#dataDir = dataDir;
    this.#env = env;
    this.#port = port;
    this.#process = first;
  }

  get url(): string {
    return this.#process.url;
  }

  /**
   * Kills the server and the postmaster with -9, looks how many deliveries were still to be made, and starts again.
   * The looking starts the database alone: no relay runs that could make them meanwhile.
   */
  async killAndRestart(): Promise<{ undelivered: number }> {
    await this.#process.kill();
    await killPostmaster(this.#dataDir);
    const waiting = await alone(this.#dataDir, (db) => undelivered(db, SUBSCRIPTIONS));
    await this.#startAgain();
    return { undelivered: waiting };
  }

  /**
   * Kills the server with -9 at once, with `database` the postmaster too, and starts again. A database that goes on ends
   * by itself what it was sent.
   */
  crash(asked: { readonly database: boolean }): Promise<void> {
    this.#crashing = this.#crash(asked.database);
    return this.#crashing;
  }

  async #crash(database: boolean): Promise<void> {
    await this.#process.kill();
    if (database) await killPostmaster(this.#dataDir);
    await this.#startAgain();
  }

  async #startAgain(): Promise<void> {
    this.#process = await startServerProcess({ dataDir: this.#dataDir, port: this.#port, env: this.#env });
  }

  async stop(): Promise<void> {
    // Whoever asked for it hears why it did not come back.
    await this.#crashing?.catch(() => {});
    await this.#process.stop();
  }
}

/** The first line of postmaster.pid is the pid (PostgreSQL documentation, "Starting the Database Server"). */
async function killPostmaster(dataDir: string): Promise<void> {
  const file = await readFile(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
  process.kill(Number(file.split('\n')[0]), 'SIGKILL');
}

/** Looks into the database of a folder that nobody serves. */
export async function alone<T>(dataDir: string, look: (db: Database) => Promise<T>): Promise<T> {
  const postgres = await startPostgres({ dataDir });
  const database = openDatabase({ connection: postgres.connectionFor('twinwheel_demo'), poolSize: 1 });
  try {
    return await look(database.db);
  } finally {
    await database.close();
    await postgres.stop();
  }
}
