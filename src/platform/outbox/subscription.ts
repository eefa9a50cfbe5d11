import type { Context, Tx } from '../context/context.ts';
import type { Delivered, EventType } from './event.ts';
import type { OutboxRow } from './outbox-store.ts';

interface Subscribed {
  /** `<module>.<what-it-does>`; the name is the identity of its cursor: never rename a live one. */
  readonly name: string;
  readonly events: readonly EventType<never>[];
}

/**
 * Takes one event at a time: at-least-once delivery, in order within an aggregate. `handle` gets a context whose command
 * key is the event and the subscription, so that a verb called with it takes effect once.
 */
export interface SingleSubscription extends Subscribed {
  /** Whether an event concerns it; those that do not are passed over, many at once. All do where it is absent. */
  readonly concerns?: ((event: Delivered<never>) => boolean) | undefined;
  readonly handle: (ctx: Context, event: Delivered<never>) => Promise<void>;
}

/**
 * Takes up to two thousand events in one transaction, in order, and its cursor moves in the same one: each takes effect
 * once. `ctx` is for services and ids; everything is written through `tx`, which is committed by the delivery. When
 * something happened is what its event says, since a batch may be old.
 */
export interface BatchSubscription extends Subscribed {
  readonly takeBatch: (tx: Tx, events: readonly Delivered<never>[], ctx: Context) => Promise<void>;
}

export type Subscription = SingleSubscription | BatchSubscription;

export const isBatch = (subscription: Subscription): subscription is BatchSubscription => 'takeBatch' in subscription;

const payloads = new WeakMap<EventType<never>, WeakMap<OutboxRow, never>>();

/** What an event says, checked against its schema once, however many take it; nobody changes it. */
export function payloadOf(event: EventType<never>, row: OutboxRow): never {
  if (row.isChecked) return row.payload as never;
  const known = payloads.get(event) ?? new WeakMap<OutboxRow, never>();
  payloads.set(event, known);
  const payload = known.get(row) ?? event.schema.parse(row.payload);
  known.set(row, payload);
  return payload;
}

type PayloadOf<E> = E extends EventType<infer P> ? P : never;

/** Declares a subscription to one or more kinds of event, or to those of them that concern it. */
export function subscribe<const E extends readonly EventType<never>[] | readonly EventType<any>[]>(
  name: string,
  events: E,
  handle: (ctx: Context, event: Delivered<PayloadOf<E[number]>>) => Promise<void>,
  concerns?: (event: Delivered<PayloadOf<E[number]>>) => boolean,
): SingleSubscription {
  return {
    name,
    events: events as unknown as Subscribed['events'],
    handle: handle as SingleSubscription['handle'],
    concerns: concerns as SingleSubscription['concerns'],
  };
}

/**
 * Declares a subscription that takes many events at once: for projections, counters and postings, where one transaction
 * for each event would cost more than what it does. What it throws is tried again event by event.
 */
export function subscribeBatch<const E extends readonly EventType<never>[] | readonly EventType<any>[]>(
  name: string,
  events: E,
  takeBatch: (tx: Tx, events: readonly Delivered<PayloadOf<E[number]>>[], ctx: Context) => Promise<void>,
): BatchSubscription {
  return {
    name,
    events: events as unknown as Subscribed['events'],
    takeBatch: takeBatch as unknown as BatchSubscription['takeBatch'],
  };
}
