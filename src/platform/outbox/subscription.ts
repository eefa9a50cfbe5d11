import type { Context } from '../context/context.ts';
import type { Delivered, EventType } from './event.ts';

/**
 * One subscription: at-least-once delivery, in order within an aggregate. `handle` gets a context whose command key is
 * the event and the subscription, so that a verb called with it takes effect once.
 */
export interface Subscription {
  /** `<module>.<what-it-does>`; the name is the identity of its cursor: never rename a live one. */
  readonly name: string;
  readonly events: readonly EventType<never>[];
  readonly handle: (ctx: Context, event: Delivered<never>) => Promise<void>;
}

type PayloadOf<E> = E extends EventType<infer P> ? P : never;

/** Declares a subscription to one or more kinds of event. */
export function subscribe<const E extends readonly EventType<never>[] | readonly EventType<any>[]>(
  name: string,
  events: E,
  handle: (ctx: Context, event: Delivered<PayloadOf<E[number]>>) => Promise<void>,
): Subscription {
  return { name, events: events as unknown as Subscription['events'], handle: handle as Subscription['handle'] };
}
