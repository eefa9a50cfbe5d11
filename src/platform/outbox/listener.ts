import pg from 'pg';
import type { Logger } from '../telemetry/index.ts';

/**
 * One connection that listens to channels and calls back on each notice, and again after every reconnection, since
 * notices may have been lost meanwhile. Waiting between tries grows to two seconds.
 */
export class Listener {
  readonly #connection: pg.ClientConfig;
  readonly #channels: readonly string[];
  readonly #onNotice: (channel: string) => void;
  readonly #log: Logger;
  #client: pg.Client | undefined;
  readonly #held = new Set<number>();
  #stopped = false;
  #loop: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(
    connection: pg.ClientConfig,
    channels: readonly string[],
    onNotice: (channel: string) => void,
    log: Logger,
  ) {
    this.#connection = connection;
    this.#channels = channels;
    this.#onNotice = onNotice;
    this.#log = log;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Whether this connection holds the advisory lock, taking it when it is free; the lock goes with the connection. */
  async tryLock(key: number): Promise<boolean> {
    const client = this.#client;
    if (client === undefined) return false;
    if (this.holds(key)) return true;
    try {
      const answer = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [key]);
      // Taken by a connection that was lost while the answer came is not held.
      const held = answer.rows[0]?.held === true && this.#client === client;
      if (held) this.#held.add(key);
      return held;
    } catch {
      return false;
    }
  }

  /** Whether the connection that is there now took the lock; asks nobody. */
  holds(key: number): boolean {
    return this.#held.has(key);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    await this.#client?.end().catch(() => undefined);
    await this.#loop;
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#stopped;) {
      try {
        await this.#listenUntilLost();
        failures = 0;
      } catch (error) {
        failures += 1;
        this.#log.warn({ error, failures }, 'listener: no connection');
      }
      if (!this.#stopped) await this.#pause(Math.min(2_000, 50 * 2 ** failures));
    }
  }

  async #listenUntilLost(): Promise<void> {
    const client = new pg.Client(this.#connection);
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
    });
    try {
      await client.connect();
      for (const channel of this.#channels) await client.query(`listen ${channel}`);
      client.on('notification', (notice) => this.#onNotice(notice.channel));
      // stop() may have come while there was no client that it could have ended.
      if (this.#stopped) return;
      this.#client = client;
      for (const channel of this.#channels) this.#onNotice(channel);
      await lost;
    } finally {
      this.#client = undefined;
      this.#held.clear();
      await client.end().catch(() => undefined);
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
