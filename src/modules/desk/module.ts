import type { Module } from '#platform/module';
import { messages } from './messages.ts';
import { schema } from './schema.ts';

export const deskModule: Module = {
  name: 'desk',
  schema,
  routes: [],
  subscriptions: [],
  live: [],
  jobs: [],
  messages,
};
