import { subscribe } from '#platform/outbox';
import { ticketSubjects } from '#modules/desk';
import { TicketClosed } from '#modules/desk/events';
import type { AlertId } from './alert.ts';
import { closeAlert } from './close-alert.ts';

export const onTicketClosed = subscribe('intelligence.close-alert', [TicketClosed], async (ctx, { payload }) => {
  const subject = (await ticketSubjects(ctx.db, [payload.ticketId])).get(payload.ticketId);
  if (subject?.kind !== 'listening_alert') return;
  await closeAlert(ctx, { cityId: payload.cityId, alertId: subject.id as AlertId });
});
