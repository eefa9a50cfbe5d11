import type { Delivered, EventType } from '../outbox/event.ts';
import type { Place } from '../permission/scope.ts';

/** A message to connected screens: something changed, fetch it again. Ids only. */
export interface LiveMessage {
  /** What screens listen to, e.g. `task`, `play`, `flywheel`. */
  readonly topic: string;
  /** The event's type. */
  readonly type: string;
  readonly id: string;
  /** Where it happened; only listeners whose scope covers it get the message. */
  readonly place: Place;
}

/** Declares which events reach connected screens, under which topic and for which places. */
export interface LiveFeed {
  readonly topic: string;
  /** The permission a listener of the topic needs. */
  readonly permission: string;
  readonly events: readonly EventType<never>[];
  readonly toPlace: (event: Delivered<never>) => Place;
}

type PayloadOf<E> = E extends EventType<infer P> ? P : never;

export function liveFeed<const E extends readonly EventType<any>[]>(
  topic: string,
  permission: string,
  events: E,
  toPlace: (event: Delivered<PayloadOf<E[number]>>) => Place,
): LiveFeed {
  return {
    topic,
    permission,
    events: events as unknown as LiveFeed['events'],
    toPlace: toPlace as LiveFeed['toPlace'],
  };
}
