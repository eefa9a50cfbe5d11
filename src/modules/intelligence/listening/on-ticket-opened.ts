import { subscribe } from '#platform/outbox';
import { ticketSubjects } from '#modules/desk';
import { TicketOpened } from '#modules/desk/events';
import type { AlertId } from './alert.ts';
import { reopenAlert } from './reopen-alert.ts';

/** What was thought to be settled is opened again, and its alert with it. */
export const onTicketOpened = subscribe('intelligence.reopen-alert', [TicketOpened], async (ctx, { payload }) => {
  const subject = (await ticketSubjects(ctx.db, [payload.ticketId])).get(payload.ticketId);
  if (subject?.kind !== 'listening_alert') return;
  await reopenAlert(ctx, { cityId: payload.cityId, alertId: subject.id as AlertId });
});
