import type { Module } from '#platform/module';
import { messages } from './messages.ts';
import { schema } from './schema.ts';

export const fulfilmentModule: Module = {
  name: 'fulfilment',
  schema,
  routes: [],
  subscriptions: [],
  live: [],
  jobs: [],
  messages,
};
