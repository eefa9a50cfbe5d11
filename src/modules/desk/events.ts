import { z } from 'zod';
import { cityId, communityId, defineEvent, idOf, storeId } from '#platform/outbox';

const ticketFacts = {
  ticketId: idOf<'Ticket'>(),
  kind: z.string(),
  cityId,
  communityId: communityId.nullable(),
  storeId: storeId.nullable(),
};

/** Something asks a person to act by a deadline: a detractor to call back, a payment that does not fit, a lost visit. */
export const TicketOpened = defineEvent(
  'TicketOpened',
  1,
  'ticket',
  z.object({ ...ticketFacts, dueAt: z.iso.datetime() }),
);

/** Somebody took it, or wrote something down. */
export const TicketMoved = defineEvent('TicketMoved', 1, 'ticket', z.object({ ...ticketFacts, state: z.string() }));

export const TicketClosed = defineEvent('TicketClosed', 1, 'ticket', z.object({ ...ticketFacts, outcome: z.string() }));
