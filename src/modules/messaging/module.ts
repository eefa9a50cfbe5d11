import { liveFeed } from '#platform/http';
import type { Module } from '#platform/module';
import { sendShortMessages } from './channels/send-short-messages.ts';
import { consentRoutes } from './consents/routes.ts';
import { MessageDelivered, MessageQueued } from './events.ts';
import { messages } from './messages.ts';
import { deliverDue } from './messages/deliver-due.ts';
import { onMessageQueued } from './messages/on-message-queued.ts';
import { ownMessageRoutes } from './messages/own-routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { onClaimDecided } from './occasions/on-claim-decided.ts';
import { onContractSigned } from './occasions/on-contract-signed.ts';
import { onNpsInvited } from './occasions/on-nps-invited.ts';
import { onOrderPaid } from './occasions/on-order-paid.ts';
import { onPointsExpiring } from './occasions/on-points-expiring.ts';
import { onParcelsMoved } from './occasions/on-parcels-moved.ts';
import { onQuotationSent } from './occasions/on-quotation-sent.ts';
import { onTeamDecided } from './occasions/on-team-decided.ts';
import { onVisitChanged } from './occasions/on-visit-changed.ts';
import { onWorksChanged } from './occasions/on-works-changed.ts';
import { schema } from './schema.ts';

export const messagingModule: Module = {
  name: 'messaging',
  schema,
  routes: [...ownMessageRoutes, ...consentRoutes, ...messageRoutes],
  subscriptions: [
    onVisitChanged,
    onQuotationSent,
    onContractSigned,
    onOrderPaid,
    onWorksChanged,
    onNpsInvited,
    onParcelsMoved,
    onClaimDecided,
    onTeamDecided,
    onPointsExpiring,
    onMessageQueued,
  ],
  live: [
    // Only whose inbox it is.
    liveFeed('own-inbox', 'own.read', [MessageDelivered], ({ payload }) => ({ customerKey: payload.customerKey })),
    liveFeed('message', 'message.read', [MessageQueued, MessageDelivered], ({ payload }) => ({
      cityId: payload.cityId,
      communityId: payload.communityId,
      storeId: payload.storeId ?? undefined,
    })),
  ],
  jobs: [
    {
      name: 'messaging.deliver-due',
      cron: '* * * * *',
      handle: async (ctx) => {
        await deliverDue(ctx);
      },
    },
    {
      name: 'messaging.send-short-messages',
      cron: '* * * * *',
      handle: async (ctx, _data, signal) => {
        await sendShortMessages(ctx, signal);
      },
    },
  ],
  messages,
};
