import { z } from 'zod';
import { cityId, communityId, idOf, storeId, touchpointId } from '#platform/fields';

const role = z.enum([
  'group_leader',
  'property_steward',
  'realtor',
  'ambassador',
  'store_manager',
  'guide',
  'designer',
  'technician',
]);
const touchpointState = z.enum(['active', 'paused', 'left']);
const taskState = z.enum(['offered', 'accepted', 'forwarded', 'done', 'unplaced', 'expired', 'withdrawn']);
const time = z.iso.datetime();

export const pageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const place = { communityId, communityName: z.string(), cityName: z.string() };

// People

export const touchpointItem = z.object({
  touchpointId,
  externalCode: z.string(),
  /** Masked: 王*. */
  name: z.string(),
  /** Masked: 138****0001. */
  phone: z.string(),
  role,
  roleName: z.string(),
  state: touchpointState,
  cityId,
  storeId: storeId.nullable(),
  storeName: z.string().nullable(),
  partnerName: z.string().nullable(),
  communities: z.number().int(),
  openTasks: z.number().int(),
  doneTasks: z.number().int(),
  declinedTasks: z.number().int(),
});
export const touchpointsQuery = pageQuery.extend({
  role: role.optional(),
  state: touchpointState.optional(),
  cityId: cityId.optional(),
  communityId: communityId.optional(),
  text: z.string().trim().min(1).max(100).optional(),
});
export const touchpointsAnswer = z.object({ items: z.array(touchpointItem), nextCursor: z.string().nullable() });
export const touchpointParams = z.object({ touchpointId });
export const touchpointDetail = touchpointItem.omit({ openTasks: true, doneTasks: true, declinedTasks: true }).extend({
  version: z.number().int(),
  coverage: z.array(z.object({ ...place, rank: z.number().int() })),
});
export const newTouchpointBody = z.object({
  externalCode: z.string().trim().min(1).max(64),
  name: z.string().trim().min(1).max(50),
  phone: z.string().trim().min(5).max(30),
  role,
  cityId,
  storeId: storeId.nullable().default(null),
  partnerId: idOf<'Partner'>().nullable().default(null),
  communityIds: z.array(communityId).max(500),
});
export const addedTouchpoint = z.object({ touchpointId });
export const moveBody = z.object({
  state: touchpointState,
  reason: z.string().trim().min(2, '请写明原因').max(200),
});
export const movedTouchpoint = z.object({ touchpointId, state: touchpointState });
export const coverageBody = z.object({ communityIds: z.array(communityId).max(500) });
export const coverageAnswer = z.object({ communities: z.number().int() });

// Tasks, for those who steer

export const taskItem = z.object({
  taskId: idOf<'Task'>(),
  playId: idOf<'Play'>(),
  packageId: idOf<'Package'>(),
  packageName: z.string(),
  headline: z.string(),
  ...place,
  touchpointId: touchpointId.nullable(),
  touchpointName: z.string().nullable(),
  roleName: z.string().nullable(),
  state: taskState,
  attempt: z.number().int(),
  why: z.string(),
  offeredAt: time,
  dueAt: time,
  acceptedAt: time.nullable(),
  forwardedAt: time.nullable(),
  completedAt: time.nullable(),
  outcome: z.string().nullable(),
  hasEvidence: z.boolean(),
});
export const tasksQuery = pageQuery.extend({
  state: taskState.optional(),
  communityId: communityId.optional(),
  touchpointId: touchpointId.optional(),
  playId: idOf<'Play'>().optional(),
});
export const tasksAnswer = z.object({
  items: z.array(taskItem),
  nextCursor: z.string().nullable(),
  counts: z.record(z.string(), z.number().int()),
});
export const taskParams = z.object({ taskId: idOf<'Task'>() });
export const candidateItem = z.object({
  touchpointId,
  name: z.string(),
  roleName: z.string(),
  rank: z.number().int(),
  openTasks: z.number().int(),
});
export const taskDetail = taskItem.extend({
  script: z.string(),
  reasons: z.array(z.string()),
  /** The offer page as residents see it. */
  shareToken: z.string(),
  shareUrl: z.string(),
  offers: z.array(
    z.object({
      touchpointId,
      name: z.string(),
      attempt: z.number().int(),
      why: z.string(),
      offeredAt: time,
      answeredAt: time.nullable(),
      answer: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** Who could be given the task by hand. */
  candidates: z.array(candidateItem),
});
export const evidenceAnswer = z.object({ hasEvidence: z.literal(true) });
export const placeBody = z.object({ touchpointId, reason: z.string().trim().min(2, '请写明改派的原因').max(200) });

// Tasks, for those who act

export const myTask = z.object({
  taskId: idOf<'Task'>(),
  playId: idOf<'Play'>(),
  ...place,
  headline: z.string(),
  script: z.string(),
  packageName: z.string(),
  priceFen: z.number().int(),
  /** Why this play here. */
  reasons: z.array(z.string()),
  /** Why me. */
  why: z.string(),
  state: taskState,
  offeredAt: time,
  dueAt: time,
  forwardedAt: time.nullable(),
  completedAt: time.nullable(),
  outcome: z.string().nullable(),
  hasEvidence: z.boolean(),
  shareToken: z.string(),
  shareUrl: z.string(),
  /** What goes into the group: the script with the link. */
  forwardText: z.string(),
  posterUrl: z.string(),
});
export const myTasksQuery = pageQuery.extend({ view: z.enum(['open', 'closed']).default('open') });
export const myTasksAnswer = z.object({ items: z.array(myTask), nextCursor: z.string().nullable() });
export const declineBody = z.object({
  reason: z.enum(['too_busy', 'not_my_area', 'group_forbids', 'bad_offer', 'other']),
});
export const declined = z.object({ passedOn: z.boolean() });
export const forwardBody = z.object({ channel: z.enum(['copy_text', 'save_poster', 'link']) });
export const completeBody = z.object({ result: z.enum(['warm', 'some', 'silent', 'complained']) });

// Signals

export const signalBody = z.object({
  communityId,
  kind: z.enum(['demand', 'complaint', 'competitor']),
  topic: z.string().trim().min(1).max(40),
});
export const signalItem = z.object({
  signalId: idOf<'Signal'>(),
  ...place,
  touchpointId,
  touchpointName: z.string(),
  kind: z.enum(['demand', 'complaint', 'competitor']),
  kindName: z.string(),
  topic: z.string(),
  reportedAt: time,
});
export const signalsQuery = pageQuery.extend({ communityId: communityId.optional() });
export const signalsAnswer = z.object({ items: z.array(signalItem), nextCursor: z.string().nullable() });
export const reportedSignal = z.object({ signalId: idOf<'Signal'>() });

/** What the workbench needs once: the communities I serve. */
export const myPlacesAnswer = z.object({ items: z.array(z.object({ ...place, rank: z.number().int() })) });

export type TouchpointItem = z.output<typeof touchpointItem>;
export type TaskItem = z.output<typeof taskItem>;
export type TaskDetail = z.output<typeof taskDetail>;
export type MyTask = z.output<typeof myTask>;
export type SignalItem = z.output<typeof signalItem>;

// Commission

export {
  commissionAnswer,
  commissionExportQuery,
  commissionLine,
  commissionOwner,
  commissionOwnersAnswer,
  commissionOwnersQuery,
  commissionQuery,
  commissionRuleItem,
  commissionRuleParams,
  commissionRulesAnswer,
  endCommissionRuleBody,
  myCommissionAnswer,
  myCommissionExportQuery,
  myCommissionLine,
  myCommissionQuery,
  newCommissionRuleBody,
  type CommissionAnswer,
  type CommissionLineItem,
  type CommissionOwner,
  type CommissionRuleItem,
  type MyCommissionAnswer,
  type MyCommissionLine,
} from './commission/commission-contract.ts';
