import type { FastifyReply } from 'fastify';
import type pg from 'pg';
import { Refusal } from '#kernel/errors';
import type { UserId } from '#kernel/ids';
import type { Database } from '../context/index.ts';
import { headSeq, Listener, readAfter, SEQUENCED, type OutboxRow } from '../outbox/index.ts';
import { covers, type Scope } from '../permission/scope.ts';
import type { Logger, Metrics } from '../telemetry/index.ts';
import { NotPermitted, NotSignedIn, type Identity } from './access.ts';
import type { LiveFeed, LiveMessage } from './live.ts';
import { ShuttingDown } from './problem.ts';

const POLL_MS = 1_000;
const PING_MS = 20_000;
const BATCH = 500;
/** A screen that has this many bytes waiting is cut off; it reconnects and fetches afresh. */
export const MAX_WAITING_BYTES = 256 * 1024;
const MAX_CONNECTIONS = 5_000;
/** Screens of one user; more is a client that forgets to close. */
const MAX_OF_ONE_USER = 20;
/** Sessions that are looked at side by side with each ping. */
const LANES = 4;
/** When the process stops, screens that do not take the end are cut off after this. */
const END_MS = 500;

/** Who a connection belongs to and where they may look with a permission; undefined when the session is over. */
export type LiveIdentify = (permission: string) => Promise<Identity | undefined>;

interface Connection {
  readonly reply: FastifyReply;
  readonly userId: UserId;
  readonly topics: ReadonlySet<string>;
  readonly identify: LiveIdentify;
  /** Where the reader may look, by permission; looked up anew with each ping. */
  scopes: ReadonlyMap<string, Scope>;
}

/** Too many live connections, of this user or at all. */
export class TooManyLive extends Refusal {
  constructor() {
    super('too-many-live', 'limited', {}, { retryAfterSeconds: 30 });
  }
}

/**
 * Server-sent events: follows the sequenced events of the whole installation and passes on, per connected screen, what
 * it listens to and may see. Messages hold ids only; the screen fetches through the ordinary routes. With each ping the
 * session and its rights are looked up again, so that a revoked session's stream ends.
 */
export class LiveHub {
  readonly #db: Database;
  readonly #feeds: readonly LiveFeed[];
  readonly #types: readonly string[];
  readonly #log: Logger;
  readonly #metrics: Metrics;
  readonly #pingMs: number;
  readonly #connections = new Set<Connection>();
  readonly #listener: Listener;
  #seq = 0;
  #reading: Promise<void> | undefined;
  #again = false;
  #pinging: Promise<void> | undefined;
  #timers: NodeJS.Timeout[] = [];
  #stopped = false;

  constructor(options: {
    db: Database;
    connection: pg.ClientConfig;
    feeds: readonly LiveFeed[];
    log: Logger;
    metrics: Metrics;
    /** Milliseconds between two pings; 20 s unless said. */
    pingMs?: number | undefined;
  }) {
    this.#db = options.db;
    this.#feeds = options.feeds;
    this.#types = [...new Set(options.feeds.flatMap((feed) => feed.events.map((event) => event.type)))];
    this.#log = options.log;
    this.#metrics = options.metrics;
    this.#pingMs = options.pingMs ?? PING_MS;
    this.#listener = new Listener(options.connection, [SEQUENCED], () => this.#wake(), options.log);
  }

  async start(): Promise<void> {
    this.#seq = await headSeq(this.#db);
    this.#listener.start();
    this.#timers = [setInterval(() => this.#wake(), POLL_MS), setInterval(() => this.#ping(), this.#pingMs)];
  }

  /** Ends every stream, so that the server can close; later connections are refused. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    const left = [...this.#connections];
    for (const { reply } of left) reply.raw.end();
    // Whoever does not read would hold up the end for ever.
    const cutOff = (): void => {
      for (const { reply } of left) reply.raw.destroy();
    };
    setTimeout(cutOff, END_MS).unref();
    this.#connections.clear();
    this.#metrics.liveConnections.set(0);
    await this.#reading;
    await this.#pinging;
    await this.#listener.stop();
  }

  /**
   * Takes over the reply and keeps it open. Throws NotSignedIn, NotPermitted for a topic that is unknown or not the
   * reader's, TooManyLive, ShuttingDown.
   */
  async connect(reply: FastifyReply, topics: readonly string[], userId: UserId, identify: LiveIdentify): Promise<void> {
    const wanted = new Set(topics);
    const scopes = await this.#scopesOf(wanted, identify);
    if (scopes === undefined) throw new NotSignedIn();
    for (const topic of wanted) {
      const feeds = this.#feeds.filter((feed) => feed.topic === topic);
      if (!feeds.some((feed) => scopes.has(feed.permission))) throw new NotPermitted(feeds[0]?.permission ?? topic);
    }
    if (this.#stopped) throw new ShuttingDown();
    const own = [...this.#connections].filter((connection) => connection.userId === userId);
    if (this.#connections.size >= MAX_CONNECTIONS || own.length >= MAX_OF_ONE_USER) throw new TooManyLive();
    if (reply.raw.destroyed || reply.raw.socket?.destroyed === true) return;
    this.#open(reply, { reply, userId, topics: wanted, identify, scopes });
  }

  #open(reply: FastifyReply, connection: Connection): void {
    // Headers that were set for every answer (security, rate limit) would be lost with the reply.
    const headers = reply.getHeaders() as Record<string, string | number | string[]>;
    reply.hijack();
    this.#connections.add(connection);
    this.#metrics.liveConnections.set(this.#connections.size);
    // The response's own event: a request without a body is closed long before its answer is.
    reply.raw.on('close', () => this.#forget(connection));
    reply.raw.on('error', () => this.#forget(connection));
    reply.raw.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    reply.raw.write('retry: 1000\n\nevent: open\ndata: {}\n\n');
  }

  #forget(connection: Connection): void {
    this.#connections.delete(connection);
    this.#metrics.liveConnections.set(this.#connections.size);
  }

  /** Where the reader may look, by the permissions of the topics' feeds; undefined when there is no session any more. */
  async #scopesOf(topics: ReadonlySet<string>, identify: LiveIdentify): Promise<Map<string, Scope> | undefined> {
    const scopes = new Map<string, Scope>();
    const permissions = new Set(this.#feeds.filter((feed) => topics.has(feed.topic)).map((feed) => feed.permission));
    for (const permission of permissions) {
      const identity = await identify(permission);
      if (identity === undefined) return undefined;
      if (identity.permissions.has(permission)) scopes.set(permission, identity.scope);
    }
    return scopes;
  }

  #wake(): void {
    if (this.#stopped) return;
    if (this.#reading !== undefined) {
      this.#again = true;
      return;
    }
    this.#reading = this.#readOn()
      .catch((error: unknown) => this.#log.warn({ error }, 'live: cannot read events'))
      .finally(() => {
        this.#reading = undefined;
        if (this.#again) {
          this.#again = false;
          this.#wake();
        }
      });
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const rows = await readAfter(this.#db, this.#seq, this.#types, BATCH);
      for (const row of rows) {
        this.#pass(row);
        this.#seq = row.seq;
      }
      if (rows.length < BATCH || this.#stopped) return;
    }
  }

  /** An event that a feed cannot read is skipped: it must not hold up all that come after it. */
  #pass(row: OutboxRow): void {
    if (this.#connections.size === 0) return;
    for (const feed of this.#feeds) {
      const event = feed.events.find((candidate) => candidate.type === row.type);
      if (event === undefined) continue;
      try {
        const payload = event.schema.parse(row.payload);
        const place = feed.toPlace({ ...row, payload });
        this.#send(feed, { topic: feed.topic, type: row.type, id: row.aggregateId, place });
      } catch (error) {
        this.#log.error({ error, topic: feed.topic, type: row.type, seq: row.seq }, 'live: an event was skipped');
      }
    }
  }

  #send(feed: LiveFeed, message: LiveMessage): void {
    const text = `event: change\ndata: ${JSON.stringify(message)}\n\n`;
    for (const connection of this.#connections) {
      const scope = connection.scopes.get(feed.permission);
      if (scope === undefined || !connection.topics.has(message.topic) || !covers(scope, message.place)) continue;
      this.#write(connection, text);
    }
  }

  #write(connection: Connection, text: string): void {
    const { raw } = connection.reply;
    if (raw.writableLength <= MAX_WAITING_BYTES) {
      raw.write(text);
      return;
    }
    this.#metrics.liveDropped.inc();
    this.#forget(connection);
    raw.destroy();
  }

  /** Pings everybody and ends the streams of those whose session is over. One round at a time. */
  #ping(): void {
    if (this.#stopped) return;
    this.#pinging ??= this.#pingAll().finally(() => (this.#pinging = undefined));
  }

  async #pingAll(): Promise<void> {
    const left = [...this.#connections];
    const lane = async (): Promise<void> => {
      for (let connection = left.pop(); connection !== undefined && !this.#stopped; connection = left.pop()) {
        if (await this.#stillHolds(connection)) this.#write(connection, 'event: ping\ndata: {}\n\n');
        else connection.reply.raw.end();
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  async #stillHolds(connection: Connection): Promise<boolean> {
    try {
      const scopes = await this.#scopesOf(connection.topics, connection.identify);
      if (scopes === undefined) return false;
      connection.scopes = scopes;
      return scopes.size > 0 || connection.topics.size === 0;
    } catch (error) {
      // The database is away; nothing can be read that could be passed on, and the next ping asks again.
      this.#log.warn({ error }, 'live: cannot look up a session');
      return true;
    }
  }
}
