import type { Module } from '#platform/module';
import { messages } from './messages.ts';
import { schema } from './schema.ts';

export const messagingModule: Module = {
  name: 'messaging',
  schema,
  routes: [],
  subscriptions: [],
  live: [],
  jobs: [],
  messages,
};
