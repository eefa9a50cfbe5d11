import { subscribe } from '#platform/outbox';
import { listTopics } from '#modules/cdp';
import { AlertTaken } from '#modules/intelligence/events';
import { openTicket } from './open-ticket.ts';

/** What communities complain of goes to a person, about whoever said it last. */
export const onAlertTaken = subscribe('desk.follow-alerts', [AlertTaken], async (ctx, { payload }) => {
  const { alertId, cityId, communityId, kind, topic, people, subjectId, graveKinds } = payload;
  const topics = await listTopics(ctx.db);
  const name = topics.find((each) => each.topic === topic)?.name ?? '';
  await openTicket(ctx, {
    kind: 'community_voice',
    subject: { kind: 'listening_alert', id: alertId },
    cityId,
    communityId,
    storeId: null,
    personId: subjectId,
    facts: { kind, people, topic: name, about: graveKinds.join(',') },
  });
});
