import { liveFeed } from '#platform/http';
import type { Module } from '#platform/module';
import { auditCommissionJob } from './commission/audit-commission.ts';
import { myCommissionRoutes } from './commission/my-routes.ts';
import { onOrderAttributed } from './commission/on-order-attributed.ts';
import { onOrderCompleted } from './commission/on-order-completed.ts';
import { onOrderPaid } from './commission/on-order-paid.ts';
import { onOrderRefunded } from './commission/on-order-refunded.ts';
import { commissionRoutes } from './commission/routes.ts';
import { commissionRuleRoutes } from './commission/rule-routes.ts';
import {
  CommissionAccrued,
  CommissionReversed,
  SignalReported,
  TaskAccepted,
  TaskCompleted,
  TaskDeclined,
  TaskForwarded,
  TaskOffered,
  TaskUnplaced,
  TaskWithdrawn,
  TouchpointChanged,
} from './events.ts';
import { messages } from './messages.ts';
import { peopleRoutes } from './people/routes.ts';
import { schema } from './schema.ts';
import { signalRoutes } from './signals/routes.ts';
import { evidenceRoutes } from './tasks/evidence-routes.ts';
import { expireTasks } from './tasks/expire-tasks.ts';
import { myTaskRoutes } from './tasks/my-routes.ts';
import { onPlayApproved } from './tasks/on-play-approved.ts';
import { onPlayWithdrawn } from './tasks/on-play-withdrawn.ts';
import { taskRoutes } from './tasks/routes.ts';

const commissionEvents = [CommissionAccrued, CommissionReversed] as const;
const taskEvents = [TaskOffered, TaskAccepted, TaskDeclined, TaskForwarded, TaskCompleted] as const;

export const touchpointsModule: Module = {
  name: 'touchpoints',
  schema,
  routes: [
    ...peopleRoutes,
    ...taskRoutes,
    ...myTaskRoutes,
    ...evidenceRoutes,
    ...signalRoutes,
    ...myCommissionRoutes,
    ...commissionRoutes,
    ...commissionRuleRoutes,
  ],
  subscriptions: [onPlayApproved, onPlayWithdrawn, onOrderPaid, onOrderRefunded, onOrderAttributed, onOrderCompleted],
  live: [
    liveFeed('task', 'task.read', [...taskEvents, TaskUnplaced, TaskWithdrawn], ({ payload }) => ({
      cityId: payload.cityId,
      communityId: payload.communityId,
      storeId: payload.storeId ?? undefined,
    })),
    // Only the touchpoint itself: whoever declined hears that the task left, whoever is next that it came.
    liveFeed('my-task', 'task.act', [...taskEvents, TaskWithdrawn], ({ payload }) => ({
      touchpointId: payload.touchpointId ?? undefined,
    })),
    liveFeed('touchpoint', 'touchpoint.read', [TouchpointChanged], ({ payload }) => ({
      cityId: payload.cityId,
      storeId: payload.storeId ?? undefined,
    })),
    liveFeed('signal', 'touchpoint.read', [SignalReported], ({ payload }) => ({
      cityId: payload.cityId,
      communityId: payload.communityId,
    })),
    liveFeed('commission', 'commission.read', commissionEvents, ({ payload }) => ({
      cityId: payload.cityId,
      communityId: payload.communityId,
    })),
    // Only whose commission it is; a partner's has no touchpoint and reaches nobody here.
    liveFeed('my-commission', 'commission.own', commissionEvents, ({ payload }) => ({
      touchpointId: payload.touchpointId ?? undefined,
    })),
  ],
  jobs: [
    {
      name: 'touchpoints.expire-tasks',
      cron: '*/10 * * * *',
      handle: async (ctx) => {
        await expireTasks(ctx);
      },
    },
    auditCommissionJob,
  ],
  messages,
};
