import type { Module } from '#platform/module';
import { messages } from './messages.ts';
import { packageRoutes } from './packages/routes.ts';
import { schema } from './schema.ts';

export const commerceModule: Module = {
  name: 'commerce',
  schema,
  routes: [...packageRoutes],
  subscriptions: [],
  live: [],
  jobs: [],
  messages,
};
