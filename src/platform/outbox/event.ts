import type { z } from 'zod';

/** One event to be announced: a transition that happened, with ids and no personal data. */
export interface Announcement {
  readonly type: string;
  readonly version: number;
  readonly aggregate: string;
  readonly aggregateId: string;
  readonly payload: unknown;
}

/** A kind of event: calling it makes an announcement, checked against the schema. */
export interface EventType<Payload> {
  readonly type: string;
  readonly version: number;
  readonly aggregate: string;
  readonly schema: z.ZodType<Payload>;
  (aggregateId: string, payload: Payload): Announcement;
}

/** An event as a subscription receives it. */
export interface Delivered<Payload> {
  readonly eventId: string;
  readonly seq: number;
  readonly type: string;
  readonly aggregateId: string;
  readonly occurredAt: Date;
  readonly payload: Payload;
}

/**
 * Declares a kind of event. `name` is in the past tense and unique in the system; `aggregate` names the noun within
 * whose instances order is kept. A change that old readers cannot read gets a new version and a new name.
 */
export function defineEvent<Payload>(
  name: string,
  version: number,
  aggregate: string,
  schema: z.ZodType<Payload>,
): EventType<Payload> {
  const make = (aggregateId: string, payload: Payload): Announcement => ({
    type: name,
    version,
    aggregate,
    aggregateId,
    payload: schema.parse(payload),
  });
  return Object.assign(make, { type: name, version, aggregate, schema });
}
