import type { Module } from '#platform/module';
import { audienceJobs } from './audiences/jobs.ts';
import { audienceRoutes } from './audiences/routes.ts';
import { audienceSubscriptions } from './audiences/subscriptions.ts';
import { communityLive } from './communities/live.ts';
import { communityRoutes } from './communities/routes.ts';
import { communitySubscriptions } from './communities/subscriptions.ts';
import { onTouchpointChanged } from './identity/on-touchpoint-changed.ts';
import { fileImportRoutes } from './imports/routes.ts';
import { ingestionJobs } from './ingestion/jobs.ts';
import { quarantineRoutes } from './ingestion/quarantine-routes.ts';
import { ingestionRoutes } from './ingestion/routes.ts';
import { learningJobs } from './listening/learn-models.ts';
import { refineVoicesJob } from './listening/refining/refine-voices.ts';
import { listeningRoutes } from './listening/routes.ts';
import { messages } from './messages.ts';
import { profileLive } from './profiles/live.ts';
import { onGoodsEvents } from './profiles/on-goods-events.ts';
import { onLeadRecorded } from './profiles/on-lead-recorded.ts';
import { profileRoutes } from './profiles/routes.ts';
import { schema } from './schema.ts';
import { sourceRoutes } from './sources/routes.ts';
import { topicRoutes } from './topics/routes.ts';

export const cdpModule: Module = {
  name: 'cdp',
  schema,
  routes: [
    ...sourceRoutes,
    ...ingestionRoutes,
    ...quarantineRoutes,
    ...profileRoutes,
    ...fileImportRoutes,
    ...topicRoutes,
    ...communityRoutes,
    ...listeningRoutes,
    ...audienceRoutes,
  ],
  subscriptions: [
    onTouchpointChanged,
    onLeadRecorded,
    onGoodsEvents,
    ...communitySubscriptions,
    ...audienceSubscriptions,
  ],
  live: [...profileLive, ...communityLive],
  jobs: [...ingestionJobs, ...audienceJobs, ...learningJobs, refineVoicesJob],
  messages,
};
