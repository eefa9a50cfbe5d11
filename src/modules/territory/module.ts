import type { Module } from '#platform/module';
import { dropOldImportsJob } from './imports/drop-old-imports.ts';
import { importRoutes } from './imports/routes.ts';
import { messages } from './messages.ts';
import { placeRoutes } from './places/routes.ts';
import { schema } from './schema.ts';
import { supplyRoutes } from './supply/routes.ts';
import { territoryLive } from './live.ts';

export const territoryModule: Module = {
  name: 'territory',
  schema,
  routes: [...placeRoutes, ...supplyRoutes, ...importRoutes],
  subscriptions: [],
  live: territoryLive,
  jobs: [dropOldImportsJob],
  messages,
};
