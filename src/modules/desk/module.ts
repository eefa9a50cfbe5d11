import { liveFeed } from '#platform/http';
import type { Module } from '#platform/module';
import { TicketClosed, TicketMoved, TicketOpened } from './events.ts';
import { messages } from './messages.ts';
import { schema } from './schema.ts';
import { onAlertTaken } from './tickets/on-alert-taken.ts';
import { onClaimChanged } from './tickets/on-claim-changed.ts';
import { onNpsAnswered } from './tickets/on-nps-answered.ts';
import { onPaymentChanged } from './tickets/on-payment-changed.ts';
import { onVisitChanged } from './tickets/on-visit-changed.ts';
import { ticketRoutes } from './tickets/routes.ts';

export const deskModule: Module = {
  name: 'desk',
  schema,
  routes: ticketRoutes,
  subscriptions: [onNpsAnswered, onPaymentChanged, onVisitChanged, onClaimChanged, onAlertTaken],
  live: [
    liveFeed('ticket', 'ticket.read', [TicketOpened, TicketMoved, TicketClosed], ({ payload }) => ({
      cityId: payload.cityId,
      communityId: payload.communityId ?? undefined,
      storeId: payload.storeId ?? undefined,
    })),
  ],
  jobs: [],
  messages,
};
