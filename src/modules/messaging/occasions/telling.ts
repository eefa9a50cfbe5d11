import type { Context } from '#platform/context';
import { subscribe, type Delivered, type EventType, type Subscription } from '#platform/outbox';
import { queueMessage, type Draft } from '../messages/queue-message.ts';

/** Who and where, as every event about a customer says it. */
export const recipientOf = (
  payload: Pick<Draft, 'customerKey' | 'personId' | 'cityId' | 'communityId' | 'storeId'>,
) => ({
  customerKey: payload.customerKey,
  personId: payload.personId,
  cityId: payload.cityId,
  communityId: payload.communityId,
  storeId: payload.storeId,
});

/** One kind of event, and what customers are told of it: nothing where it answers undefined. */
export interface Telling {
  readonly event: EventType<never>;
  readonly draftsOf: (payload: never) => readonly Draft[];
}

export function telling<Payload>(event: EventType<Payload>, draftOf: (payload: Payload) => Draft | undefined): Telling {
  return tellingAll(event, (payload) => [draftOf(payload)].filter((draft) => draft !== undefined));
}

/** The same for what concerns several customers. */
export function tellingAll<Payload>(
  event: EventType<Payload>,
  draftsOf: (payload: Payload) => readonly Draft[],
): Telling {
  return { event: event as unknown as EventType<never>, draftsOf: draftsOf as Telling['draftsOf'] };
}

/** One subscription to all that happens to one kind of thing, so that what is told of it keeps its order. */
export function tell(name: string, tellings: readonly Telling[]): Subscription {
  const byType = new Map(tellings.map((one) => [one.event.type, one]));
  const draftsOf = (event: Delivered<never>): readonly Draft[] => byType.get(event.type)?.draftsOf(event.payload) ?? [];
  return subscribe(
    name,
    tellings.map((one) => one.event),
    async (ctx: Context, event) => {
      const drafts = draftsOf(event);
      for (const draft of drafts) await queueMessage(drafts.length === 1 ? ctx : ctx.under(draft.customerKey), draft);
    },
    (event) => draftsOf(event).length > 0,
  );
}
