import { liveFeed } from '#platform/http';
import type { Module } from '#platform/module';
import { boardRoutes } from './board/routes.ts';
import { auditDeals } from './deals/audit-deals.ts';
import { DEAL_EVENTS, onDealEvents } from './deals/on-deal-events.ts';
import { auditedPeriod, auditRollup } from './facts/audit-rollup.ts';
import { LOOP_EVENTS, onLoopEvents } from './facts/on-loop-events.ts';
import { flywheelRoutes } from './flywheel/routes.ts';
import { messages } from './messages.ts';
import { schema } from './schema.ts';

export const insightModule: Module = {
  name: 'insight',
  schema,
  routes: [...flywheelRoutes, ...boardRoutes],
  subscriptions: [onLoopEvents, onDealEvents],
  live: [
    liveFeed('flywheel', 'insight.read', LOOP_EVENTS, ({ payload }) => ({
      cityId: payload.cityId,
      communityId: payload.communityId ?? undefined,
    })),
    liveFeed('board', 'insight.read', DEAL_EVENTS, ({ payload }) => ({
      cityId: payload.cityId,
      communityId: payload.communityId ?? undefined,
    })),
  ],
  jobs: [
    {
      name: 'insight.audit-rollup',
      cron: '20 3 * * *',
      handle: async (ctx) => {
        const period = auditedPeriod(ctx.clock.now());
        await auditRollup(ctx, period);
        await auditDeals(ctx.under('deals'), period);
      },
    },
  ],
  messages,
};
