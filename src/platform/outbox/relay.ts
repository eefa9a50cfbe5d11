import type pg from 'pg';
import type { Runtime } from '../context/index.ts';
import { isConnectionLoss } from '../postgres/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { deliverBatch, deliverRetries } from './delivery.ts';
import { Listener } from './listener.ts';
import { ANNOUNCED, headSeq, readAfter, readCursor, saveCursor, sequence } from './outbox-store.ts';
import type { Subscription } from './subscription.ts';

/** Advisory lock of the one relay that delivers; held by its listening connection. */
const RELAY_LOCK = 0x7477_0001;
const SEQUENCE_LIMIT = 1_000;
const TIMER_MS = 1_000;
/** Every so many timer rounds, cursors that have nothing to take are moved to the head, so that old events can go. */
const CATCH_UP_ROUNDS = 60;

/**
 * Carries announced events to subscriptions. One relay is active in the whole installation (others stand by); it wakes
 * by LISTEN/NOTIFY and, should a notice be lost, by a timer. Each subscription runs on its own: a slow one does not
 * hold up the others.
 */
export class Relay {
  readonly #runtime: Runtime;
  readonly #subscriptions: readonly Subscription[];
  readonly #log: Logger;
  readonly #listener: Listener;
  readonly #busy = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #sequencing: Promise<void> | undefined;
  #sequenceAgain = false;
  #stopped = false;
  #rounds = 0;

  constructor(options: {
    runtime: Runtime;
    connection: pg.ClientConfig;
    subscriptions: readonly Subscription[];
    log: Logger;
  }) {
    this.#runtime = options.runtime;
    this.#subscriptions = options.subscriptions;
    this.#log = options.log;
    this.#listener = new Listener(options.connection, [ANNOUNCED], () => this.#wake(), options.log);
    const names = options.subscriptions.map((subscription) => subscription.name);
    if (new Set(names).size !== names.length) throw new Error(`two subscriptions share a name: ${names.join(', ')}`);
  }

  start(): void {
    this.#listener.start();
    this.#timer = setInterval(() => this.#onTimer(), TIMER_MS);
  }

  /** Stops taking new work and waits for what is being delivered. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#sequencing;
    await Promise.all(this.#busy.values());
    await this.#listener.stop();
  }

  #onTimer(): void {
    this.#rounds += 1;
    this.#wake();
    for (const subscription of this.#subscriptions) this.#run(subscription);
  }

  #wake(): void {
    if (this.#stopped) return;
    if (this.#sequencing !== undefined) {
      this.#sequenceAgain = true;
      return;
    }
    this.#sequencing = this.#sequenceAll()
      .catch((error: unknown) => this.#complain(error, 'sequencing'))
      .finally(() => {
        this.#sequencing = undefined;
        if (this.#sequenceAgain) {
          this.#sequenceAgain = false;
          this.#wake();
        }
      });
  }

  async #sequenceAll(): Promise<void> {
    if (!(await this.#listener.tryLock(RELAY_LOCK))) return;
    for (;;) {
      const types = new Set(await sequence(this.#runtime.db, SEQUENCE_LIMIT));
      for (const subscription of this.#subscriptions) {
        if (subscription.events.some((event) => types.has(event.type))) this.#run(subscription);
      }
      if (types.size === 0 || this.#stopped) return;
    }
  }

  #run(subscription: Subscription): void {
    const { name } = subscription;
    if (this.#stopped || !this.#listener.connected) return;
    if (this.#busy.has(name)) {
      this.#again.add(name);
      return;
    }
    const work = this.#deliverAll(subscription)
      .catch((error: unknown) => this.#complain(error, name))
      .finally(() => {
        this.#busy.delete(name);
        if (this.#again.delete(name)) this.#run(subscription);
      });
    this.#busy.set(name, work);
  }

  async #deliverAll(subscription: Subscription): Promise<void> {
    if (!(await this.#listener.tryLock(RELAY_LOCK))) return;
    await deliverRetries(this.#runtime, subscription);
    for (;;) {
      const report = await deliverBatch(this.#runtime, subscription);
      if (report.parked > 0) this.#log.error({ subscription: subscription.name, ...report }, 'events were parked');
      if (report.delivered + report.parked === 0) break;
      if (this.#stopped) return;
    }
    if (this.#rounds % CATCH_UP_ROUNDS === 0) await catchUp(this.#runtime, subscription);
  }

  #complain(error: unknown, what: string): void {
    if (isConnectionLoss(error)) this.#log.warn({ what }, 'relay: the database is away');
    else this.#log.error({ error, what }, 'relay failed');
  }
}

/**
 * Delivers everything there is, chains included, without a relay: for tests, imports and the command line. Answers how
 * many deliveries were made; `maxRounds` bounds subscriptions that feed themselves.
 */
export async function drainOutbox(
  runtime: Runtime,
  subscriptions: readonly Subscription[],
  maxRounds = 1_000,
): Promise<{ delivered: number; parked: number }> {
  const total = { delivered: 0, parked: 0 };
  for (let round = 0; round < maxRounds; round++) {
    const sequenced = await sequence(runtime.db, SEQUENCE_LIMIT);
    let moved = sequenced.length;
    for (const subscription of subscriptions) {
      const retried = await deliverRetries(runtime, subscription);
      const report = await deliverBatch(runtime, subscription);
      total.delivered += retried.delivered + report.delivered;
      total.parked += report.parked;
      moved += retried.delivered + report.delivered + report.parked;
    }
    if (moved === 0) return total;
  }
  throw new Error(`the outbox did not drain within ${maxRounds} rounds`);
}

/** Moves the cursor of a subscription that has taken everything up to the head as it was before looking. */
async function catchUp(runtime: Runtime, subscription: Subscription): Promise<void> {
  const head = await headSeq(runtime.db);
  const cursor = await readCursor(runtime.db, subscription.name);
  const types = subscription.events.map((event) => event.type);
  const waiting = await readAfter(runtime.db, cursor, types, 1);
  if (waiting.length === 0 && cursor < head) await saveCursor(runtime.db, subscription.name, head);
}
