import { z } from 'zod';
import { cityId, communityId, idOf, pickupPointId, skuId, storeId } from '#platform/fields';

const claimId = idOf<'Claim'>();
const orderId = idOf<'Order'>();
const fileId = idOf<'File'>();
const time = z.iso.datetime();
const fen = z.number().int();
const count = z.number().int();
const lineNo = z.number().int().min(1);
const units = z.number().int().min(1).max(100_000);
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const words = z.string().trim().max(500);
const photoIds = z.array(fileId).max(9).default([]);

/** 缺货 (by itself), 破损 (marked on arrival), 质量 , 退货, 换货. */
export const CLAIM_KINDS = ['shortage', 'damage', 'quality', 'return', 'exchange'] as const;
export const OWN_CLAIM_KINDS = ['quality', 'return', 'exchange'] as const;
export const CLAIM_STATES = [
  'opened',
  'needs_more',
  'approved',
  'rejected',
  'refunded',
  'exchanged',
  'withdrawn',
  'closed',
] as const;
export const CLAIM_REASONS = [
  'rotten',
  'broken',
  'expired',
  'wrong_item',
  'not_as_shown',
  'too_little',
  'not_wanted',
  'other',
  'short_at_warehouse',
  'missing_on_arrival',
  'damaged_on_arrival',
] as const;
export const OWN_CLAIM_REASONS = [
  'rotten',
  'broken',
  'expired',
  'wrong_item',
  'not_as_shown',
  'too_little',
  'not_wanted',
  'other',
] as const;
export const REJECT_REASONS = [
  'not_visible',
  'used_up',
  'out_of_terms',
  'not_ours',
  'seen_otherwise',
  'other',
] as const;
/** What becomes of the goods: nothing comes back, or they do, to be sold again or thrown away. */
export const CLAIM_GOODS = ['none', 'sellable', 'waste'] as const;
export const CLAIM_DECISIONS = ['refund', 'exchange', 'reject', 'needs_more'] as const;
export const SEEN = ['as_said', 'otherwise', 'not_seen'] as const;

export const claimParams = z.object({ claimId });
export const claimPhotoParams = z.object({ claimId, fileId });
export const claimOrderParams = z.object({ orderId });

export const claimLineItem = z.object({
  lineNo,
  skuId,
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  imageId: fileId.nullable(),
  quantity: count,
  /** What it comes to after benefits. */
  amountFen: fen,
});
export const claimStepItem = z.object({
  step: count,
  move: z.string(),
  moveName: z.string(),
  by: z.enum(['customer', 'leader', 'staff', 'system']),
  reason: z.string().nullable(),
  at: time,
});

const claimFacts = {
  claimId,
  /** The order's number and which claim of it: 260606-1234-5678-S1. */
  claimNumber: z.string(),
  orderId,
  orderNumber: z.string(),
  kind: z.enum(CLAIM_KINDS),
  kindName: z.string(),
  /** Nobody had to ask for it. */
  automatic: z.boolean(),
  state: z.enum(CLAIM_STATES),
  stateName: z.string(),
  reason: z.enum(CLAIM_REASONS),
  reasonName: z.string(),
  /** What it comes to whole; `approvedFen` is what was granted. */
  amountFen: fen,
  approvedFen: fen.nullable(),
  refundedFen: fen,
  /** In a sentence: why it was decided so. */
  decision: z.string().nullable(),
  appealed: z.boolean(),
  photos: z.array(fileId),
  hasWords: z.boolean(),
  lines: z.array(claimLineItem),
  openedAt: time,
  /** Until then somebody answers. */
  dueAt: time.nullable(),
  decidedAt: time.nullable(),
  closedAt: time.nullable(),
};

// --- Customers --------------------------------------------------------------------------------------------------

export const claimableLine = z.object({
  lineNo,
  skuId,
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  imageId: fileId.nullable(),
  /** Handed over, and neither claimed nor given back. */
  claimable: count,
  /** What one more unit comes to. */
  unitFen: fen,
  /** Until then; null where nothing was handed over yet. */
  until: time.nullable(),
  /** Why nothing can be claimed of it, in a sentence. */
  why: z.string().nullable(),
});
export const claimableAnswer = z.object({
  lines: z.array(claimableLine),
  reasons: z.array(z.object({ reason: z.enum(OWN_CLAIM_REASONS), name: z.string(), needsPhoto: z.boolean() })),
});
export const openClaimBody = z.object({
  kind: z.enum(OWN_CLAIM_KINDS),
  reason: z.enum(OWN_CLAIM_REASONS),
  lines: z
    .array(z.object({ lineNo, quantity: units }))
    .min(1, '选一下哪件有问题')
    .max(50),
  /** Sealed: only who decides reads it. */
  words: words.default(''),
  photoIds,
});
/** For a customer who called: without photos. */
export const openClaimForBody = openClaimBody.omit({ photoIds: true }).extend({
  /** The ticket that it comes of: it stands in its timeline. */
  ticketId: idOf<'Ticket'>().optional(),
});
export const answerClaimBody = z.object({ words: words.default(''), photoIds });
export const appealClaimBody = z.object({ words: words.min(2, '写一句为什么不同意'), photoIds });
export const claimPhotoAnswer = z.object({ fileId });
export const ownClaim = z.object({
  ...claimFacts,
  timeline: z.array(claimStepItem),
  canWithdraw: z.boolean(),
  canAnswer: z.boolean(),
  canAppeal: z.boolean(),
});
export const ownClaimsQuery = z.object({ orderId: orderId.optional() });
export const ownClaimsAnswer = z.object({ items: z.array(ownClaim) });

// --- Leaders ----------------------------------------------------------------------------------------------------

export const myClaim = z.object({
  ...claimFacts,
  pickupPointId: pickupPointId.nullable(),
  customerName: z.string(),
  customerPhone: z.string(),
  seen: z.enum(SEEN).nullable(),
  goodsReceived: z.boolean(),
  canConfirm: z.boolean(),
});
export const myClaimsQuery = z.object({ view: z.enum(['open', 'over', 'all']).default('open'), cursor, limit });
export const myClaimsAnswer = z.object({ items: z.array(myClaim), nextCursor: z.string().nullable() });
export const confirmClaimBody = z.object({
  seen: z.enum(SEEN),
  /** The goods lie with me. */
  goodsReceived: z.boolean().default(false),
  /** Sealed: only who decides reads it. */
  words: z.string().trim().max(200).default(''),
});

// --- Staff ------------------------------------------------------------------------------------------------------

export const claimItem = z.object({
  ...claimFacts,
  cityId,
  storeId: storeId.nullable(),
  communityId: communityId.nullable(),
  communityName: z.string(),
  pickupPointId: pickupPointId.nullable(),
  customerName: z.string(),
  customerPhone: z.string(),
  seen: z.enum(SEEN).nullable(),
  goodsReceived: z.boolean(),
  overdue: z.boolean(),
});
/** Everything that a decision by rule was made from. */
export const claimDecisionItem = z.object({
  decisionNo: count,
  automatic: z.boolean(),
  decision: z.enum([...CLAIM_DECISIONS, 'wait']),
  amountFen: fen.nullable(),
  reason: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
  rule: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
  madeAt: time,
  overriddenAt: time.nullable(),
  overrideReason: z.string().nullable(),
});
export const claimDetail = claimItem.extend({
  timeline: z.array(claimStepItem),
  decisions: z.array(claimDecisionItem),
  /** Of the customer in the last thirty days, this one included. */
  claims30: count,
  orders30: count,
  canDecide: z.boolean(),
  canOverride: z.boolean(),
});
const claimFilters = {
  view: z.enum(['waiting', 'with_customer', 'decided', 'over', 'all']).default('waiting'),
  kind: z.enum(CLAIM_KINDS).optional(),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  pickupPointId: pickupPointId.optional(),
  automatic: z.enum(['true', 'false']).optional(),
  overdue: z.enum(['true']).optional(),
  /** The last four digits of a phone or of an order number. */
  text: z.string().trim().min(1).max(40).optional(),
};
export const claimsQuery = z.object({ ...claimFilters, cursor, limit });
export const claimExportQuery = z.object(claimFilters);
export const claimsAnswer = z.object({
  items: z.array(claimItem),
  nextCursor: z.string().nullable(),
  /** Over all that match, whatever the view that was chosen. */
  counts: z.object({
    waiting: count,
    withCustomer: count,
    decided: count,
    over: count,
    overdue: count,
    appealed: count,
    byKind: z.record(z.string(), count),
  }),
});
export const decideClaimBody = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('refund'),
    /** Less than it comes to, while the goods stay; all of it without it. */
    amountFen: z.number().int().min(1).optional(),
    goods: z.enum(CLAIM_GOODS).default('none'),
    reason: z.string().trim().min(2).max(200),
  }),
  z.object({
    decision: z.literal('exchange'),
    goods: z.enum(CLAIM_GOODS).default('waste'),
    reason: z.string().trim().min(2).max(200),
  }),
  z.object({
    decision: z.literal('reject'),
    why: z.enum(REJECT_REASONS),
    reason: z.string().trim().min(2).max(200),
  }),
  z.object({ decision: z.literal('needs_more'), reason: z.string().trim().min(2).max(200) }),
]);
export const overrideClaimBody = z.object({ reason: z.string().trim().min(2).max(200) });
export const claimWordsAnswer = z.object({ words: z.array(z.object({ step: count, words: z.string() })) });

/** When a claim is granted by itself; the reason of each change is kept. */
export const claimRule = z.object({
  kind: z.enum(CLAIM_KINDS),
  /** Up to so much; 0: never. */
  automaticUpToFen: z.number().int().min(0).max(10_000_00),
  /** Only to customers with fewer claims than that in thirty days, those that nobody had to ask for left out. */
  maxClaims30: z.number().int().min(0).max(100),
  /** Only where not more of the orders of thirty days than so many in a hundred were claimed. */
  maxRatePercent: z.number().int().min(0).max(100),
  needsPhoto: z.boolean(),
  /** Others are decided within so many hours. */
  decideWithinHours: z.number().int().min(1).max(168),
});
export const claimRuleBody = claimRule.extend({ reason: z.string().trim().min(2).max(200) });
export const claimRuleItem = claimRule.extend({
  kindName: z.string(),
  reason: z.string(),
  revision: count,
  since: time.nullable(),
});
export const claimRulesAnswer = z.object({ items: z.array(claimRuleItem) });

export type OwnClaim = z.infer<typeof ownClaim>;
export type ClaimableAnswer = z.infer<typeof claimableAnswer>;
export type OpenClaimBody = z.output<typeof openClaimBody>;
export type OpenClaimForBody = z.input<typeof openClaimForBody>;
export type MyClaim = z.infer<typeof myClaim>;
export type ClaimItem = z.infer<typeof claimItem>;
export type ClaimDetail = z.infer<typeof claimDetail>;
export type ClaimsAnswer = z.infer<typeof claimsAnswer>;
export type DecideClaimBody = z.output<typeof decideClaimBody>;
export type ClaimRuleItem = z.infer<typeof claimRuleItem>;
