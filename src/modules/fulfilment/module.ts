import { liveFeed } from '#platform/http';
import type { Module } from '#platform/module';
import {
  MilestoneConfirmed,
  MilestoneRejected,
  MilestoneSubmitted,
  MilestoneUnanswered,
  ProjectAssigned,
  ProjectCompleted,
  ProjectStarted,
  ProjectStopped,
} from './events.ts';
import { myCalendarRoutes } from './calendars/my-routes.ts';
import { onTouchpointChanged } from './calendars/on-touchpoint-changed.ts';
import { workerRoutes } from './calendars/routes.ts';
import { visitFeeds } from './live.ts';
import { messages } from './messages.ts';
import { installRoutes } from './projects/install-routes.ts';
import { myProjectRoutes } from './projects/my-routes.ts';
import { onOrderCancelled } from './projects/on-order-cancelled.ts';
import { onOrderPaid } from './projects/on-order-paid.ts';
import { completeOrderOfWorks, onProjectCompleted } from './projects/on-project-completed.ts';
import { ownProjectRoutes } from './projects/own-routes.ts';
import { remindOwners } from './projects/remind-owners.ts';
import { projectRoutes } from './projects/routes.ts';
import { dispatchRoutes } from './dispatch/dispatch-routes.ts';
import { measureRoutes } from './visits/measure-routes.ts';
import { progressRoutes } from './visits/progress-routes.ts';
import { schema } from './schema.ts';
import { serviceRoutes } from './services/routes.ts';
import { dropExpiredHolds } from './slots/drop-expired-holds.ts';
import { myVisitRoutes } from './visits/my-routes.ts';
import { onLeadOutcomeRecorded } from './visits/on-lead-outcome-recorded.ts';
import { onOpportunityClosed } from './visits/on-opportunity-closed.ts';
import { onProjectStopped } from './visits/on-project-stopped.ts';
import { ownVisitRoutes } from './visits/own-routes.ts';
import { visitRoutes } from './visits/routes.ts';
import { ticketVisitRoutes } from './visits/ticket-routes.ts';

const milestoneEvents = [MilestoneSubmitted, MilestoneConfirmed, MilestoneRejected, MilestoneUnanswered] as const;
const projectEvents = [ProjectStarted, ProjectCompleted, ProjectStopped] as const;

export const fulfilmentModule: Module = {
  name: 'fulfilment',
  schema,
  routes: [
    ...serviceRoutes,
    ...workerRoutes,
    ...myCalendarRoutes,
    ...visitRoutes,
    ...ticketVisitRoutes,
    ...dispatchRoutes,
    ...myVisitRoutes,
    ...ownVisitRoutes,
    ...projectRoutes,
    ...myProjectRoutes,
    ...ownProjectRoutes,
    ...installRoutes,
    ...progressRoutes,
    ...measureRoutes,
  ],
  subscriptions: [
    onTouchpointChanged,
    onOrderPaid,
    onOrderCancelled,
    onProjectCompleted,
    completeOrderOfWorks,
    onProjectStopped,
    onLeadOutcomeRecorded,
    onOpportunityClosed,
  ],
  live: [
    ...visitFeeds,
    liveFeed('project', 'visit.read', [...milestoneEvents, ...projectEvents, ProjectAssigned], ({ payload }) => ({
      cityId: payload.cityId,
      communityId: payload.communityId,
      storeId: payload.storeId ?? undefined,
    })),
    liveFeed('my-project', 'visit.act', [...milestoneEvents, ProjectAssigned], ({ payload }) => ({
      touchpointId: payload.touchpointId ?? undefined,
    })),
    liveFeed('own-project', 'own.read', [...milestoneEvents, ...projectEvents], ({ payload }) => ({
      customerKey: payload.customerKey,
    })),
  ],
  jobs: [
    {
      name: 'fulfilment.drop-expired-holds',
      cron: '* * * * *',
      handle: async (ctx) => {
        await dropExpiredHolds(ctx);
      },
    },
    {
      name: 'fulfilment.remind-owners',
      cron: '7 9-20 * * *',
      handle: async (ctx) => {
        await remindOwners(ctx);
      },
    },
  ],
  messages,
};
