import { liveFeed } from '#platform/http';
import type { Module } from '#platform/module';
import { consentRoutes } from './consents/routes.ts';
import { LeadFollowedUp, LeadOutcomeRecorded, LeadRecorded } from './events.ts';
import { myLeadRoutes } from './leads/my-routes.ts';
import { ownLeadRoutes } from './leads/own-routes.ts';
import { leadRoutes } from './leads/routes.ts';
import { onTaskOffered } from './links/on-task-offered.ts';
import { messages } from './messages.ts';
import { offerRoutes } from './offers/routes.ts';
import { schema } from './schema.ts';

const leadEvents = [LeadRecorded, LeadFollowedUp, LeadOutcomeRecorded] as const;

export const growthModule: Module = {
  name: 'growth',
  schema,
  routes: [...offerRoutes, ...myLeadRoutes, ...ownLeadRoutes, ...leadRoutes, ...consentRoutes],
  subscriptions: [onTaskOffered],
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
