import { subscribe } from '#platform/outbox';
import { VisitCancelled, VisitMoved, VisitUnplaced } from '#modules/fulfilment/events';
import { openTicket } from './open-ticket.ts';
import { settleTicket } from './settle-ticket.ts';

/** A visit that nobody can do is placed by a person; once it has a time again, or is called off, there is nothing to do. */
export const onVisitChanged = subscribe(
  'desk.place-visits',
  [VisitUnplaced, VisitMoved, VisitCancelled],
  async (ctx, { type, payload }) => {
    const { cityId, communityId, storeId, personId, service } = payload;
    const ticket = { kind: 'visit_unplaced', subject: { kind: 'visit', id: payload.visitId }, cityId } as const;
    if (type !== VisitUnplaced.type || !('startsAt' in payload)) {
      await settleTicket(ctx, { ...ticket, outcome: type === VisitMoved.type ? 'resolved' : 'no_action' });
      return;
    }
    const facts = { service, startsAt: payload.startsAt, why: payload.why };
    await openTicket(ctx, { ...ticket, communityId, storeId, personId, facts });
  },
);
