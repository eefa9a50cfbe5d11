import { VisitBooked, VisitCancelled, VisitMoved, VisitProgressed, VisitUnplaced } from '#modules/fulfilment/events';
import type { Draft } from '../messages/queue-message.ts';
import { recipientOf, tell, telling } from './telling.ts';

type Facts = Parameters<typeof recipientOf>[0] & {
  readonly visitId: string;
  readonly service: string;
  readonly startsAt?: string;
  readonly reason?: string;
};

const about = (payload: Facts): Omit<Draft, 'template'> => ({
  ...recipientOf(payload),
  about: { kind: 'visit', id: payload.visitId },
  params: {
    visitId: payload.visitId,
    service: payload.service,
    ...(payload.startsAt !== undefined && { startsAt: payload.startsAt }),
    ...(payload.reason !== undefined && { reason: payload.reason }),
  },
});

const STEPS = { accepted: 'visit_accepted', departed: 'visit_departed', arrived: 'visit_arrived' } as const;

/** The customer of a visit hears that it is booked, has moved, has to be placed again, comes, or does not come. */
export const onVisitChanged = tell('messaging.tell-of-visits', [
  telling(VisitBooked, (payload) => ({ ...about(payload), template: 'visit_booked' })),
  telling(VisitMoved, (payload) => ({
    ...about(payload),
    template: 'visit_moved',
    occasion: `${payload.startsAt}/${payload.touchpointId}`,
  })),
  telling(VisitUnplaced, (payload) => ({
    ...about(payload),
    template: 'visit_unplaced',
    occasion: `${payload.startsAt}/${payload.previousTouchpointId ?? ''}`,
  })),
  // Whoever comes may change after they accepted: each one's steps are told.
  telling(VisitProgressed, (payload) =>
    payload.state === 'done'
      ? undefined
      : { ...about(payload), template: STEPS[payload.state], occasion: `${payload.startsAt}/${payload.touchpointId}` },
  ),
  telling(VisitCancelled, (payload) => ({ ...about(payload), template: 'visit_cancelled' })),
]);
