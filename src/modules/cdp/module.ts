import type { Module } from '#platform/module';
import { audienceJobs } from './audiences/jobs.ts';
import { audienceRoutes } from './audiences/routes.ts';
import { audienceSubscriptions } from './audiences/subscriptions.ts';
import { communityLive } from './communities/live.ts';
import { communitySubscriptions } from './communities/subscriptions.ts';
import { ingestionRoutes } from './ingestion/routes.ts';
import { messages } from './messages.ts';
import { schema } from './schema.ts';
import { sourceRoutes } from './sources/routes.ts';
import { communityRoutes } from './communities/routes.ts';
import { topicRoutes } from './topics/routes.ts';

export const cdpModule: Module = {
  name: 'cdp',
  schema,
  routes: [...sourceRoutes, ...ingestionRoutes, ...topicRoutes, ...communityRoutes, ...audienceRoutes],
  subscriptions: [...communitySubscriptions, ...audienceSubscriptions],
  live: communityLive,
  jobs: audienceJobs,
  messages,
};
