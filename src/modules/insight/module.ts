import { liveFeed } from '#platform/http';
import type { Module } from '#platform/module';
import { auditedPeriod, auditRollup } from './facts/audit-rollup.ts';
import { LOOP_EVENTS, onLoopEvents } from './facts/on-loop-events.ts';
import { flywheelRoutes } from './flywheel/routes.ts';
import { messages } from './messages.ts';
import { schema } from './schema.ts';

export const insightModule: Module = {
  name: 'insight',
  schema,
  routes: flywheelRoutes,
  subscriptions: [onLoopEvents],
  live: [
    liveFeed('flywheel', 'insight.read', LOOP_EVENTS, ({ payload }) => ({
      cityId: payload.cityId,
      communityId: payload.communityId,
    })),
  ],
  jobs: [
    {
      name: 'insight.audit-rollup',
      cron: '20 3 * * *',
      handle: async (ctx) => {
        await auditRollup(ctx, auditedPeriod(ctx.clock.now()));
      },
    },
  ],
  messages,
};
