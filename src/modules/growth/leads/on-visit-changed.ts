import { subscribe } from '#platform/outbox';
import { VisitBooked, VisitCancelled, VisitMoved, VisitProgressed } from '#modules/fulfilment/events';
import { followVisit, type VisitNews } from './follow-visit.ts';

/** One subscription for all of them: what happens to a visit is heard in its order. */
export const onVisitChanged = subscribe(
  'growth.follow-visit',
  [VisitBooked, VisitMoved, VisitCancelled, VisitProgressed],
  async (ctx, { type, payload }) => {
    const { leadId, visitId, projectId } = payload;
    // Visits of works belong to an order: their lead is signed.
    if (leadId === null || projectId !== null) return;
    const news = newsOf(type, payload);
    if (news !== undefined) await followVisit(ctx, { leadId, visitId, news });
  },
);

type Payload = Parameters<typeof VisitBooked | typeof VisitMoved | typeof VisitCancelled | typeof VisitProgressed>[1];

function newsOf(type: string, payload: Payload): VisitNews | undefined {
  if ('state' in payload) return payload.state === 'done' ? { kind: 'done' } : undefined;
  if (!('startsAt' in payload)) return { kind: 'cancelled' };
  return { kind: type === VisitMoved.type ? 'moved' : 'booked', at: new Date(payload.startsAt) };
}
