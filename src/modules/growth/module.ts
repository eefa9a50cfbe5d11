import { liveFeed } from '#platform/http';
import type { Module } from '#platform/module';
import { onOrderPlaced } from './attribution/on-order-placed.ts';
import { bookingRoutes } from './bookings/routes.ts';
import { codeRoutes } from './codes/routes.ts';
import { consentRoutes } from './consents/routes.ts';
import { LeadFollowedUp, LeadOutcomeRecorded, LeadRecorded } from './events.ts';
import { myLeadRoutes } from './leads/my-routes.ts';
import { onContractSigned } from './leads/on-contract-signed.ts';
import { onOpportunityClosed } from './leads/on-opportunity-closed.ts';
import { onQuotationSent } from './leads/on-quotation-sent.ts';
import { onVisitChanged } from './leads/on-visit-changed.ts';
import { ownLeadRoutes } from './leads/own-routes.ts';
import { leadRoutes } from './leads/routes.ts';
import { onTaskOffered } from './links/on-task-offered.ts';
import { messages } from './messages.ts';
import { offerRoutes } from './offers/routes.ts';
import { schema } from './schema.ts';
import { onProjectCompleted } from './surveys/on-project-completed.ts';
import { surveyRoutes } from './surveys/routes.ts';

const leadEvents = [LeadRecorded, LeadFollowedUp, LeadOutcomeRecorded] as const;

export const growthModule: Module = {
  name: 'growth',
  schema,
  routes: [
    ...offerRoutes,
    ...myLeadRoutes,
    ...ownLeadRoutes,
    ...leadRoutes,
    ...consentRoutes,
    ...codeRoutes,
    ...bookingRoutes,
    ...surveyRoutes,
  ],
  subscriptions: [
    onTaskOffered,
    onVisitChanged,
    onQuotationSent,
    onContractSigned,
    onOpportunityClosed,
    onOrderPlaced,
    onProjectCompleted,
  ],
  live: [
    liveFeed('lead', 'lead.read', leadEvents, ({ payload }) => ({
      cityId: payload.cityId,
      communityId: payload.communityId,
    })),
    // Only whose lead it is.
    liveFeed('my-lead', 'lead.act', leadEvents, ({ payload }) => ({ touchpointId: payload.touchpointId })),
  ],
  jobs: [],
  messages,
};
