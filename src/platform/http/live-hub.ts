import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Database } from '../context/index.ts';
import { headSeq, Listener, readAfter, SEQUENCED, type OutboxRow } from '../outbox/index.ts';
import { covers } from '../permission/scope.ts';
import type { Logger, Metrics } from '../telemetry/index.ts';
import { NotPermitted, type Identity } from './access.ts';
import type { LiveFeed, LiveMessage } from './live.ts';

const POLL_MS = 1_000;
const PING_MS = 20_000;
const BATCH = 500;
/** A screen that has this many bytes waiting is cut off; it reconnects and fetches afresh. */
const MAX_WAITING_BYTES = 256 * 1024;
const MAX_CONNECTIONS = 5_000;

interface Connection {
  readonly reply: FastifyReply;
  readonly topics: ReadonlySet<string>;
  readonly identity: Identity;
}

/**
 * Server-sent events: follows the sequenced events of the whole installation and passes on, per connected screen, what
 * it listens to and may see. Messages hold ids only; the screen fetches through the ordinary routes.
 */
export class LiveHub {
  readonly #db: Database;
  readonly #feeds: readonly LiveFeed[];
  readonly #types: readonly string[];
  readonly #log: Logger;
  readonly #metrics: Metrics;
  readonly #connections = new Set<Connection>();
  readonly #listener: Listener;
  #seq = 0;
  #reading: Promise<void> | undefined;
  #again = false;
  #timers: NodeJS.Timeout[] = [];
  #stopped = false;

  constructor(options: {
    db: Database;
    connection: pg.ClientConfig;
    feeds: readonly LiveFeed[];
    log: Logger;
    metrics: Metrics;
  }) {
    this.#db = options.db;
    this.#feeds = options.feeds;
    this.#types = [...new Set(options.feeds.flatMap((feed) => feed.events.map((event) => event.type)))];
    this.#log = options.log;
    this.#metrics = options.metrics;
    this.#listener = new Listener(options.connection, [SEQUENCED], () => this.#wake(), options.log);
  }

  async start(): Promise<void> {
    this.#seq = await headSeq(this.#db);
    this.#listener.start();
    this.#timers = [setInterval(() => this.#wake(), POLL_MS), setInterval(() => this.#ping(), PING_MS)];
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const connection of this.#connections) connection.reply.raw.end();
    this.#connections.clear();
    await this.#reading;
    await this.#listener.stop();
  }

  /** Every topic there is. */
  get topics(): ReadonlyMap<string, string> {
    return new Map(this.#feeds.map((feed) => [feed.topic, feed.permission]));
  }

  /** Takes over the reply and keeps it open; refuses topics that the reader may not listen to. */
  connect(request: FastifyRequest, reply: FastifyReply, topics: readonly string[], identity: Identity): void {
    for (const topic of topics) {
      const permission = this.topics.get(topic);
      if (permission === undefined || !identity.permissions.has(permission)) throw new NotPermitted(permission ?? topic);
    }
    if (this.#connections.size >= MAX_CONNECTIONS) {
      reply.code(503).send();
      return;
    }
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    reply.raw.write('retry: 1000\n\nevent: open\ndata: {}\n\n');
    const connection: Connection = { reply, topics: new Set(topics), identity };
    this.#connections.add(connection);
    this.#metrics.liveConnections.set(this.#connections.size);
    request.raw.on('close', () => this.#forget(connection));
  }

  #forget(connection: Connection): void {
    this.#connections.delete(connection);
    this.#metrics.liveConnections.set(this.#connections.size);
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
      for (const row of rows) this.#pass(row);
      this.#seq = rows.at(-1)?.seq ?? this.#seq;
      if (rows.length < BATCH) return;
    }
  }

  #pass(row: OutboxRow): void {
    for (const feed of this.#feeds) {
      const event = feed.events.find((candidate) => candidate.type === row.type);
      if (event === undefined) continue;
      const payload = event.schema.parse(row.payload);
      const message: LiveMessage = {
        topic: feed.topic,
        type: row.type,
        id: row.aggregateId,
        place: feed.toPlace({ ...row, payload }),
      };
      this.#send(message);
    }
  }

  #send(message: LiveMessage): void {
    const text = `event: change\ndata: ${JSON.stringify(message)}\n\n`;
    for (const connection of this.#connections) {
      if (!connection.topics.has(message.topic) || !covers(connection.identity.scope, message.place)) continue;
      if (connection.reply.raw.writableLength > MAX_WAITING_BYTES) {
        this.#metrics.liveDropped.inc();
        connection.reply.raw.destroy();
        continue;
      }
      connection.reply.raw.write(text);
    }
  }

  #ping(): void {
    for (const connection of this.#connections) connection.reply.raw.write('event: ping\ndata: {}\n\n');
  }
}
