import { z } from 'zod';
import { cityId, communityId, idOf, pickupPointId, skuId, storeId } from '#platform/fields';

const memberId = idOf<'Member'>();
const rewardId = idOf<'Reward'>();
const voucherId = idOf<'Voucher'>();
const orderId = idOf<'Order'>();
const fileId = idOf<'File'>();
const time = z.iso.datetime();
const day = z.iso.date();
const count = z.number().int();
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const nextCursor = z.string().nullable();

// --- Rules -------------------------------------------------------------------------------------------------------

/** What a level is reached by, over the last 365 days. */
export const LEVEL_MEASURES = ['points', 'spend'] as const;
export const levelBenefit = z.discriminatedUnion('kind', [
  /** Delivery is free from this amount of goods. A delivery promotion for the level makes it so. */
  z.object({ kind: z.literal('free_delivery'), fromFen: z.number().int().min(0).max(1_000_00) }),
  z.object({ kind: z.literal('priority') }),
  z.object({ kind: z.literal('personal_agent') }),
  /** In words, for what people do by hand. */
  z.object({ kind: z.literal('other'), words: z.string().trim().min(2).max(40) }),
]);
export const levelRule = z.object({
  /** 0 is everybody who ordered once. */
  level: z.number().int().min(0).max(9),
  name: z.string().trim().min(2).max(12),
  /** Points earned, or fen spent; 0 for level 0. */
  from: z.number().int().min(0).max(100_000_000),
  benefits: z.array(levelBenefit).max(8),
});
export const levelRulesBody = z.object({
  measure: z.enum(LEVEL_MEASURES),
  /** From level 0 on, without gaps, each from more than the one before. */
  levels: z.array(levelRule).min(1).max(10),
});
export const BADGE_KINDS = ['first_order', 'orders', 'category_orders', 'early_orders', 'group_buys'] as const;
/** `once` for ever, or again in each month or year. */
export const BADGE_PERIODS = ['once', 'month', 'year'] as const;
const times = z.number().int().min(1).max(1_000);
/** The last n days. */
const days = z.number().int().min(1).max(365);
export const badgeTest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('first_order') }),
  z.object({ kind: z.literal('orders'), times, days }),
  /** Orders with something of these categories, or of one below them. */
  z.object({
    kind: z.literal('category_orders'),
    times,
    days,
    categoryCodes: z.array(z.string().min(1).max(40)).min(1).max(20),
  }),
  /** Orders placed before this hour of the morning. */
  z.object({ kind: z.literal('early_orders'), times, days, beforeHour: z.number().int().min(1).max(12) }),
  /** Different group buys. */
  z.object({ kind: z.literal('group_buys'), times, days }),
]);
export const badgeRule = z.object({
  code: z.string().regex(/^[a-z][a-z0-9_]{1,29}$/, '编码用小写字母、数字、下划线'),
  name: z.string().trim().min(2).max(12),
  test: badgeTest,
  period: z.enum(BADGE_PERIODS),
});
export const badgeRulesBody = z.object({ badges: z.array(badgeRule).max(20) });
export const pointTermsBody = z.object({
  /** How long earned points can be spent; counted in days, or until the end of a calendar year. */
  expiry: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('days'), days: z.number().int().min(30).max(3_650) }),
    /** 1 is the end of next year. */
    z.object({ kind: z.literal('year_end'), yearsAhead: z.number().int().min(0).max(5) }),
  ]),
  /** Told so many days before. */
  remindDays: z.number().int().min(1).max(90),
});
const version = {
  /** Also the ETag: send it back as If-Match to edit. 0 while nobody said anything else. */
  revision: count,
  publishedAt: time.nullable(),
};
export const levelRulesAnswer = levelRulesBody.extend({
  ...version,
  levels: z.array(levelRule.extend({ published: z.string(), members: count })),
});
export const badgeRulesAnswer = badgeRulesBody.extend({
  ...version,
  badges: z.array(badgeRule.extend({ published: z.string(), members: count })),
});
export const pointTermsAnswer = pointTermsBody.extend({ ...version, published: z.string() });
/** What everybody may read: who gets what, and for what. */
export const publishedMembershipAnswer = z.object({
  points: z.string(),
  measure: z.enum(LEVEL_MEASURES),
  levels: z.array(z.object({ level: count, name: z.string(), published: z.string(), benefits: z.array(z.string()) })),
  badges: z.array(z.object({ code: z.string(), name: z.string(), published: z.string() })),
});

// --- Members -----------------------------------------------------------------------------------------------------

export const POINT_MOVES = ['earned', 'reversed', 'redeemed', 'given_back', 'expired', 'adjusted'] as const;
export const heldBadge = z.object({
  code: z.string(),
  name: z.string(),
  /** What it was given for, with figures. */
  words: z.string(),
  earnedAt: time,
});
export const levelProgress = z.object({
  level: count,
  levelName: z.string(),
  benefits: z.array(z.string()),
  /** The day on which it is looked at again; null at level 0. */
  levelUntil: day.nullable(),
  measure: z.enum(LEVEL_MEASURES),
  /** Points, or fen, of the last 365 days. */
  reached: count,
  /** Null at the top. */
  next: z.object({ level: count, name: z.string(), from: count, missing: count, words: z.string() }).nullable(),
});
export const memberCard = levelProgress.extend({
  /** Below zero where points that were spent were taken back with a refund. */
  points: count,
  words: z.string(),
  /** What runs out first. */
  expiring: z.array(z.object({ points: count, on: day })),
  badges: z.array(heldBadge),
  badgesToEarn: z.array(z.object({ code: z.string(), name: z.string(), published: z.string() })),
});
export const pointMove = z.object({
  /** From 1, without gaps. */
  moveNo: count,
  kind: z.enum(POINT_MOVES),
  kindName: z.string(),
  points: count,
  /** With this line and all before it. */
  balance: count,
  words: z.string(),
  at: time,
  orderId: orderId.nullable(),
  voucherId: voucherId.nullable(),
});
export const pointMovesQuery = z.object({ cursor, limit });
export const pointMovesAnswer = z.object({ items: z.array(pointMove), nextCursor });

export const memberParams = z.object({ memberId });
export const memberExportQuery = z.object({
  level: z.coerce.number().int().min(0).max(9).optional(),
  badge: z.string().max(30).optional(),
  minPoints: z.coerce.number().int().optional(),
  maxPoints: z.coerce.number().int().optional(),
  cityId: cityId.optional(),
  communityId: communityId.optional(),
  /** A phone, or its last four digits. */
  text: z.string().trim().min(1).max(40).optional(),
});
export const membersQuery = memberExportQuery.extend({ cursor, limit });
export const memberItem = z.object({
  memberId,
  /** Masked. */
  name: z.string(),
  phone: z.string(),
  level: count,
  levelName: z.string(),
  points: count,
  reached: count,
  orders: count,
  cityId,
  cityName: z.string(),
  communityId: communityId.nullable(),
  communityName: z.string(),
  joinedAt: time,
});
export const membersAnswer = z.object({
  items: z.array(memberItem),
  nextCursor,
  /** Over all that match, whatever their level. */
  counts: z.object({ byLevel: z.record(z.string(), count), points: count }),
});
export const memberDetail = memberItem.extend(memberCard.shape);
/** Two figures: more than that is not done by hand. */
export const adjustPointsBody = z.object({
  points: z
    .number()
    .int()
    .min(-99)
    .max(99)
    .refine((points) => points !== 0, '加或减至少 1 分'),
  reason: z.string().trim().min(4, '写清楚为什么').max(100),
});

// --- Rewards -----------------------------------------------------------------------------------------------------

export const REWARD_KINDS = ['goods', 'service', 'experience'] as const;
export const REWARD_STATES = ['draft', 'live', 'paused', 'ended'] as const;
export const REWARD_MOVES = ['publish', 'pause', 'resume', 'end'] as const;
export const REWARD_AREA_KINDS = ['all', 'region', 'city', 'store', 'community'] as const;
/** Where a voucher is handed in. */
export const REWARD_PLACES = ['point', 'store', 'either'] as const;
export const rewardBody = z.object({
  title: z.string().trim().min(2).max(20),
  words: z.string().trim().max(200),
  kind: z.enum(REWARD_KINDS),
  /** Exactly with goods. */
  skuId: skuId.nullable(),
  imageId: fileId.nullable(),
  points: z.number().int().min(1).max(1_000_000),
  handedInAt: z.enum(REWARD_PLACES),
  areaKind: z.enum(REWARD_AREA_KINDS),
  /** Of the region, city, store or community; null exactly for `all`. */
  areaId: z.uuid().nullable(),
  /** First and last business day on which it can be redeemed. */
  from: day,
  to: day,
  /** When an experience takes place; exactly with an experience. */
  takesPlaceAt: time.nullable(),
  /** Days in which a voucher is handed in, that of redeeming included. Of an experience it ends with its day. */
  voucherDays: z.number().int().min(1).max(365),
  /** Hours in which a customer may give a voucher back; of an experience no later than it begins. */
  cancelHours: z.number().int().min(0).max(720),
  perPersonLimit: z.number().int().min(1).max(99).nullable(),
  /** From this member level on; 0 for all. */
  minLevel: z.number().int().min(0).max(9),
});
export const newRewardBody = rewardBody.extend({ stock: z.number().int().min(0).max(1_000_000) });
export const rewardParams = z.object({ rewardId });
export const moveRewardBody = z.object({ move: z.enum(REWARD_MOVES) });
/** More, or fewer, than there are; never fewer than are taken. */
export const rewardStockBody = z.object({
  change: z
    .number()
    .int()
    .min(-1_000_000)
    .max(1_000_000)
    .refine((change) => change !== 0, '加或减至少 1 份'),
});
export const rewardItem = rewardBody.extend({
  rewardId,
  state: z.enum(REWARD_STATES),
  stateName: z.string(),
  kindName: z.string(),
  areaName: z.string(),
  /** What it is and for whom, as everybody reads it. */
  published: z.string(),
  stock: count,
  taken: count,
  moves: z.array(z.enum(REWARD_MOVES)),
  /** Also the ETag: send it back as If-Match to edit. */
  revision: count,
  createdAt: time,
});
export const rewardsQuery = z.object({
  state: z.enum(REWARD_STATES).optional(),
  kind: z.enum(REWARD_KINDS).optional(),
  text: z.string().trim().max(40).optional(),
  cursor,
  limit,
});
export const rewardsAnswer = z.object({
  items: z.array(rewardItem),
  nextCursor,
  counts: z.object({ byState: z.record(z.string(), count) }),
});
/** What everybody may see of a reward. */
export const shopReward = z.object({
  rewardId,
  title: z.string(),
  words: z.string(),
  kind: z.enum(REWARD_KINDS),
  kindName: z.string(),
  imageId: fileId.nullable(),
  points: count,
  published: z.string(),
  left: count,
  until: day,
  takesPlaceAt: time.nullable(),
});
export const shopRewardsQuery = z.object({ communityId, kind: z.enum(REWARD_KINDS).optional() });
export const shopRewardQuery = z.object({ communityId });
export const shopRewardsAnswer = z.object({ items: z.array(shopReward) });
export const mallReward = shopReward.extend({
  /** Vouchers of it that one has or had, those given back left out. */
  mine: count,
  mayRedeem: z.boolean(),
  /** Why not: short. */
  why: z.string().nullable(),
});
export const mallAnswer = z.object({ balance: count, items: z.array(mallReward) });
export const mallRewardAnswer = mallReward.extend({
  balance: count,
  /** Where its voucher can be handed in for the community. */
  places: z.array(z.object({ pickupPointId: pickupPointId.nullable(), storeId: storeId.nullable(), name: z.string() })),
});
export const redeemBody = z.object({
  communityId,
  /** Null for the store that serves the community. */
  pickupPointId: pickupPointId.nullable(),
  /** What was seen: nothing is taken where the price is another one by now. */
  points: z.number().int().min(1),
});

// --- Vouchers ----------------------------------------------------------------------------------------------------

export const VOUCHER_STATES = ['live', 'used', 'cancelled', 'expired'] as const;
export const voucherParams = z.object({ voucherId });
export const ownVouchersQuery = z.object({ state: z.enum(VOUCHER_STATES).optional(), cursor, limit });
const voucherFacts = {
  voucherId,
  rewardId,
  title: z.string(),
  kind: z.enum(REWARD_KINDS),
  kindName: z.string(),
  points: count,
  state: z.enum(VOUCHER_STATES),
  stateName: z.string(),
  placeName: z.string(),
  takesPlaceAt: time.nullable(),
  redeemedAt: time,
  /** Handed in before this. */
  validUntil: time,
  usedAt: time.nullable(),
};
export const ownVoucher = z.object({
  ...voucherFacts,
  imageId: fileId.nullable(),
  /** Ten digits, also as QR; null once it is over. */
  code: z.string().nullable(),
  /** Until when it can be given back; null when it cannot. */
  cancelUntil: time.nullable(),
  /** What is left to say: 「7 月 3 日前到一店报号码」. */
  words: z.string(),
});
export const ownVouchersAnswer = z.object({ items: z.array(ownVoucher), nextCursor });
export const voucherCodeBody = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{10}$/, '码是 10 位数字'),
});
/** For whoever takes it: what to hand over, to whom by a masked name. */
export const voucherToTake = z.object({
  ...voucherFacts,
  customerName: z.string(),
  /** Null when it can be taken. */
  why: z.string().nullable(),
  /** Until when taking it can be undone by who took it. */
  undoUntil: time.nullable(),
});
export const voucherExportQuery = z.object({
  state: z.enum(VOUCHER_STATES).optional(),
  rewardId: rewardId.optional(),
  cityId: cityId.optional(),
  from: day.optional(),
  to: day.optional(),
});
export const vouchersQuery = voucherExportQuery.extend({ cursor, limit });
export const voucherItem = z.object({
  ...voucherFacts,
  memberId,
  customerName: z.string(),
  customerPhone: z.string(),
  cityId,
  communityId: communityId.nullable(),
  storeId: storeId.nullable(),
  cancelledAt: time.nullable(),
  cancelReason: z.string().nullable(),
});
export const vouchersAnswer = z.object({
  items: z.array(voucherItem),
  nextCursor,
  counts: z.object({ byState: z.record(z.string(), count), points: count }),
});
export const cancelVoucherBody = z.object({ reason: z.string().trim().min(4, '写清楚为什么').max(100) });

export type LevelRulesBody = z.infer<typeof levelRulesBody>;
export type BadgeRulesBody = z.infer<typeof badgeRulesBody>;
export type PointTermsBody = z.infer<typeof pointTermsBody>;
export type LevelRulesAnswer = z.infer<typeof levelRulesAnswer>;
export type BadgeRulesAnswer = z.infer<typeof badgeRulesAnswer>;
export type PointTermsAnswer = z.infer<typeof pointTermsAnswer>;
export type PublishedMembership = z.infer<typeof publishedMembershipAnswer>;
export type MemberCard = z.infer<typeof memberCard>;
export type PointMoveItem = z.infer<typeof pointMove>;
export type MemberItem = z.infer<typeof memberItem>;
export type MembersAnswer = z.infer<typeof membersAnswer>;
export type MemberDetail = z.infer<typeof memberDetail>;
export type RewardBody = z.infer<typeof rewardBody>;
export type RewardItem = z.infer<typeof rewardItem>;
export type ShopReward = z.infer<typeof shopReward>;
export type MallReward = z.infer<typeof mallReward>;
export type MallRewardDetail = z.infer<typeof mallRewardAnswer>;
export type OwnVoucher = z.infer<typeof ownVoucher>;
export type VoucherToTake = z.infer<typeof voucherToTake>;
export type VoucherItem = z.infer<typeof voucherItem>;
