import { z } from 'zod';
import { cityId, communityId, defineEvent, idOf, partnerId, personId, storeId, touchpointId } from '#platform/outbox';

/** What every event of a task says about where and whose it is. */
const taskFacts = {
  taskId: idOf<'Task'>(),
  playId: idOf<'Play'>(),
  packageId: idOf<'Package'>(),
  cityId,
  communityId,
  storeId: storeId.nullable(),
};

/** A person at the front began, changed place or stopped serving. */
export const TouchpointChanged = defineEvent(
  'TouchpointChanged',
  1,
  'touchpoint',
  z.object({ touchpointId, personId, cityId, storeId: storeId.nullable(), role: z.string(), state: z.string() }),
);

/** A task of an approved play was put before a touchpoint; `attempt` counts the touchpoints asked so far, from 1. */
export const TaskOffered = defineEvent(
  'TaskOffered',
  1,
  'task',
  z.object({ ...taskFacts, touchpointId, shareToken: z.string(), attempt: z.number().int().positive() }),
);

export const TaskAccepted = defineEvent('TaskAccepted', 1, 'task', z.object({ ...taskFacts, touchpointId }));

/** The touchpoint said no; the task looks for the next one. */
export const TaskDeclined = defineEvent(
  'TaskDeclined',
  1,
  'task',
  z.object({ ...taskFacts, touchpointId, reason: z.string() }),
);

/** Nobody who covers the community is left to ask: a person has to place the task. */
export const TaskUnplaced = defineEvent('TaskUnplaced', 1, 'task', z.object({ ...taskFacts }));

/** The touchpoint forwarded the material into the community. Announced once per task. */
export const TaskForwarded = defineEvent(
  'TaskForwarded',
  1,
  'task',
  z.object({ ...taskFacts, touchpointId, channel: z.enum(['copy_text', 'save_poster', 'link']) }),
);

/** The play was taken back before anybody forwarded it: whoever was asked need not act. */
export const TaskWithdrawn = defineEvent(
  'TaskWithdrawn',
  1,
  'task',
  z.object({ ...taskFacts, touchpointId: touchpointId.nullable() }),
);

/** The touchpoint reported the result of the task. */
export const TaskCompleted = defineEvent(
  'TaskCompleted',
  1,
  'task',
  z.object({ ...taskFacts, touchpointId, result: z.string() }),
);

/** Somebody at the front saw something: a competitor, a demand, a complaint. */
export const SignalReported = defineEvent(
  'SignalReported',
  1,
  'signal',
  z.object({
    signalId: idOf<'Signal'>(),
    touchpointId,
    cityId,
    communityId,
    kind: z.enum(['demand', 'complaint', 'competitor']),
    topic: z.string(),
  }),
);

const commissionFacts = {
  lineId: idOf<'CommissionLine'>(),
  orderId: idOf<'Order'>(),
  cityId,
  communityId,
  /** Whose it is: one of the two. */
  touchpointId: touchpointId.nullable(),
  partnerId: partnerId.nullable(),
  /** Positive when earned, negative when taken back. */
  amountFen: z.number().int(),
};

/** A payment of an attributed order earned somebody a share; held until `payableAt`. */
export const CommissionAccrued = defineEvent(
  'CommissionAccrued',
  1,
  'commission',
  z.object({ ...commissionFacts, payableAt: z.iso.datetime() }),
);

/** Money of the order went back, and the share of it too. */
export const CommissionReversed = defineEvent('CommissionReversed', 1, 'commission', z.object(commissionFacts));
