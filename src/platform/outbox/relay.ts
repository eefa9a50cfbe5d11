import type pg from 'pg';
import type { Runtime } from '../context/index.ts';
import { isConnectionLoss } from '../postgres/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { takeAnnounced } from './announced-events.ts';
import { batchOf, deliverBatch, deliverRetries } from './delivery.ts';
import { Listener } from './listener.ts';
import { ANNOUNCED, sequence } from './outbox-store.ts';
import { RecentEvents } from './recent-events.ts';
import type { Subscription } from './subscription.ts';
import { findWaiting, moveIdleCursors, type Subscribed } from './waiting-store.ts';

/** Advisory lock of the one relay that delivers; held by its listening connection. */
const RELAY_LOCK = 0x7477_0001;
const SEQUENCE_LIMIT = 1_000;
const TIMER_MS = 1_000;
/** Whoever took so many events at once lets more gather before it goes on. */
const MUCH = 20;
/** So many times as long as the delivery took, since whoever acts comes before what follows, within these bounds. */
const REST = 40;
const LEAST_REST_MS = 2_000;
const MOST_REST_MS = 5_000;
/** Subscriptions that deliver at once: news waits a little rather than take processor and connections from those who act. */
const AT_ONCE = 2;
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
  readonly #subscribed: readonly Subscribed[];
  readonly #recent = new RecentEvents();
  readonly #busy = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  /** Until when those rest that delivered much, and those for which more gathers. */
  readonly #restsUntil = new Map<string, number>();
  readonly #gathering = new Map<string, NodeJS.Timeout>();
  /** Those that wait for their turn to deliver, in the order in which they came. */
  readonly #waiting: (() => void)[] = [];
  #delivering = 0;
  /** Subscriptions whose parked events are to be tried again in their next run. */
  readonly #retries = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
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
    this.#subscribed = subscribedBy(options.subscriptions);
    this.#log = options.log;
    this.#listener = new Listener(options.connection, [ANNOUNCED], () => this.#wake(), options.log);
    const names = options.subscriptions.map((subscription) => subscription.name);
    if (new Set(names).size !== names.length) throw new Error(`two subscriptions share a name: ${names.join(', ')}`);
  }

  start(): void {
    this.#listener.start();
    this.#timer = setInterval(() => this.#look(), TIMER_MS);
  }

  /** Stops taking new work and waits for what is being delivered. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    for (const timer of this.#gathering.values()) clearTimeout(timer);
    await this.#looking;
    await this.#sequencing;
    await Promise.all(this.#busy.values());
    await this.#listener.stop();
  }

  #look(): void {
    if (this.#stopped || this.#looking !== undefined) return;
    this.#looking = this.#lookAround()
      .catch((error: unknown) => this.#complain(error, 'looking around'))
      .finally(() => (this.#looking = undefined));
  }

  /** One question for all subscriptions, so that a round in which nothing waits costs one statement. */
  async #lookAround(): Promise<void> {
    if (!(await this.#listener.tryLock(RELAY_LOCK))) return;
    this.#rounds += 1;
    const { isUnsequenced, behind, retries } = await findWaiting(this.#runtime.db, this.#subscribed);
    if (isUnsequenced) this.#wake();
    else if (behind.size === 0) this.#recent.forget();
    for (const subscription of this.#subscriptions) {
      const { name } = subscription;
      if (retries.has(name)) this.#retries.add(name);
      // What is being delivered goes on by itself until nothing is left.
      if (retries.has(name) || (behind.has(name) && !this.#busy.has(name))) this.#run(subscription);
    }
    if (this.#rounds % CATCH_UP_ROUNDS === 0) await moveIdleCursors(this.#runtime.db, this.#subscribed);
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
    const wasActive = this.#listener.holds(RELAY_LOCK);
    if (!(await this.#listener.tryLock(RELAY_LOCK))) return;
    // Whoever takes over goes on with what was left.
    if (!wasActive) this.#look();
    for (;;) {
      const { db } = this.#runtime;
      const rows = await sequence(db, SEQUENCE_LIMIT, (eventId) => takeAnnounced(db, eventId));
      this.#recent.remember(rows);
      const types = new Set(rows.map((row) => row.type));
      for (const subscription of this.#subscriptions) {
        if (subscription.events.some((event) => types.has(event.type))) this.#run(subscription);
      }
      // Whatever is committed meanwhile wakes it again.
      if (rows.length < SEQUENCE_LIMIT || this.#stopped) return;
    }
  }

  #run(subscription: Subscription): void {
    const { name } = subscription;
    if (this.#stopped || !this.#listener.holds(RELAY_LOCK)) return;
    if (this.#busy.has(name)) {
      this.#again.add(name);
      return;
    }
    if (this.#gathers(subscription)) return;
    const work = this.#takeTurn()
      .then(() => this.#deliverAll(subscription).finally(() => this.#endTurn()))
      .catch((error: unknown) => this.#complain(error, name))
      .finally(() => {
        this.#busy.delete(name);
        if (this.#again.delete(name)) this.#run(subscription);
      });
    this.#busy.set(name, work);
  }

  /** Whether it delivered much a moment ago and lets more gather; it runs by itself when that is over. */
  #gathers(subscription: Subscription): boolean {
    const { name } = subscription;
    if (this.#gathering.has(name)) return true;
    const left = (this.#restsUntil.get(name) ?? 0) - performance.now();
    if (left <= 0) return false;
    const again = (): void => {
      this.#gathering.delete(name);
      this.#run(subscription);
    };
    this.#gathering.set(name, setTimeout(again, left));
    return true;
  }

  async #takeTurn(): Promise<void> {
    if (this.#delivering === AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#delivering += 1;
  }

  /** Hands the turn to whoever waits longest. */
  #endTurn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#delivering -= 1;
    else next();
  }

  async #deliverAll(subscription: Subscription): Promise<void> {
    if (this.#retries.delete(subscription.name)) await deliverRetries(this.#runtime, subscription);
    // With its connection the relay loses the lock: another may be delivering then.
    while (!this.#stopped && this.#listener.holds(RELAY_LOCK)) {
      const began = performance.now();
      const report = await deliverBatch(this.#runtime, subscription, this.#recent);
      if (report.delivered >= MUCH) {
        const rest = REST * (performance.now() - began);
        this.#restsUntil.set(subscription.name, began + Math.min(Math.max(rest, LEAST_REST_MS), MOST_REST_MS));
      }
      if (report.parked > 0) this.#log.error({ subscription: subscription.name, ...report }, 'events were parked');
      // What was sequenced since it was read has asked for another run.
      if (report.delivered + report.parked < batchOf(subscription)) return;
    }
  }

  #complain(error: unknown, what: string): void {
    if (isConnectionLoss(error)) this.#log.warn({ what }, 'relay: the database is away');
    else this.#log.error({ error, what }, 'relay failed');
  }
}

const subscribedBy = (subscriptions: readonly Subscription[]): Subscribed[] =>
  subscriptions.map(({ name, events }) => ({ name, types: events.map((event) => event.type) }));

const NOTHING_DELIVERED = { delivered: 0, parked: 0 } as const;

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
  const subscribed = subscribedBy(subscriptions);
  const recent = new RecentEvents();
  for (let round = 0; round < maxRounds; round++) {
    for (;;) {
      const rows = await sequence(runtime.db, SEQUENCE_LIMIT);
      if (rows.length === 0) break;
      recent.remember(rows);
    }
    const { behind, retries } = await findWaiting(runtime.db, subscribed);
    let moved = 0;
    for (const subscription of subscriptions) {
      const { name } = subscription;
      const retried = retries.has(name) ? await deliverRetries(runtime, subscription) : NOTHING_DELIVERED;
      const report = behind.has(name) ? await deliverBatch(runtime, subscription, recent) : NOTHING_DELIVERED;
      total.delivered += retried.delivered + report.delivered;
      total.parked += report.parked;
      moved += retried.delivered + report.delivered + report.parked;
    }
    if (moved === 0) return total;
  }
  throw new Error(`the outbox did not drain within ${maxRounds} rounds`);
}
