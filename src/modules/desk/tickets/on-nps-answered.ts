import { subscribe } from '#platform/outbox';
import { DETRACTOR_UP_TO, NpsAnswered } from '#modules/growth/events';
import { openTicket } from './open-ticket.ts';

/** A detractor is called back. */
export const onNpsAnswered = subscribe('desk.call-detractors-back', [NpsAnswered], async (ctx, { payload }) => {
  if (payload.score > DETRACTOR_UP_TO) return;
  const { cityId, communityId, storeId, personId, score, hasComment } = payload;
  await openTicket(ctx, {
    kind: 'detractor_callback',
    subject: { kind: 'survey', id: payload.surveyId },
    cityId,
    communityId,
    storeId,
    personId,
    facts: { score, hasComment, projectId: payload.projectId, orderId: payload.orderId },
  });
});
