import { z } from 'zod';
import { cityId, communityId, idOf, skuId, touchpointId } from '#platform/fields';

const promotionId = idOf<'Promotion'>();
const couponId = idOf<'Coupon'>();
const ruleId = idOf<'DeliveryRule'>();
const categoryId = idOf<'Category'>();
const time = z.iso.datetime();
const fenIn = z.number().int().min(1).max(100_000_00);
const from = z.number().int().min(0).max(100_000_00);
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const nextCursor = z.string().nullable();
const money = z.number().int();

export const PROMOTION_STATES = ['draft', 'live', 'paused', 'ended'] as const;
export const PROMOTION_MOVES = ['publish', 'pause', 'resume', 'end'] as const;
/** 立减, 折扣, 满减, 组合价, 运费. */
export const RULE_KINDS = ['fixed', 'percent', 'threshold', 'bundle_price', 'delivery'] as const;
/** `automatic` by itself, `claim` from the claim centre, `grant` given by us for something, `code` typed in. */
export const PROMOTION_WAYS = ['automatic', 'claim', 'grant', 'code'] as const;
/** Who it is for: nothing else about a person may decide what they pay. */
export const ELIGIBILITIES = ['everybody', 'first_order', 'member_level'] as const;
export const PROMOTION_CHANNELS = ['group_buy', 'instant', 'store'] as const;
/** The widest first. */
export const PROMOTION_AREA_KINDS = ['all', 'region', 'city', 'store', 'community'] as const;
export const COUPON_STATES = ['live', 'spent', 'expired'] as const;

/** `fromFen`: goods in its scope, before any benefit, come to at least that; 0 for no threshold. */
export const promotionRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed'), offFen: fenIn, fromFen: from }),
  z.object({
    kind: z.literal('percent'),
    /** 1200 is 12 % off: 88折. */
    offBasisPoints: z.number().int().min(1).max(9_999),
    /** At most that much off; null for no cap. */
    capFen: fenIn.nullable(),
    fromFen: from,
  }),
  z.object({
    kind: z.literal('threshold'),
    /** The highest one that is reached counts, once. */
    rungs: z
      .array(z.object({ fromFen: fenIn, offFen: fenIn }))
      .min(1)
      .max(5),
  }),
  z.object({
    kind: z.literal('bundle_price'),
    parts: z
      .array(z.object({ skuId, quantity: z.number().int().min(1).max(99) }))
      .min(1)
      .max(10),
    /** What one set costs. */
    priceFen: fenIn,
    /** Sets in one order; null for no limit. */
    maxSets: z.number().int().min(1).max(99).nullable(),
  }),
  z.object({
    kind: z.literal('delivery'),
    /** Off the delivery fee; null for free. */
    offFen: fenIn.nullable(),
    fromFen: from,
  }),
]);
export const promotionScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  /** With everything below them. */
  z.object({ kind: z.literal('categories'), categoryIds: z.array(categoryId).min(1).max(50) }),
  z.object({ kind: z.literal('skus'), skuIds: z.array(skuId).min(1).max(200) }),
]);
export const promotionEligibility = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everybody') }),
  z.object({ kind: z.literal('first_order') }),
  /** Of this level or above. */
  z.object({ kind: z.literal('member_level'), level: z.number().int().min(1).max(9) }),
]);

export const promotionBody = z.object({
  title: z.string().trim().min(2).max(20),
  rule: promotionRule,
  /** Always `all` for `bundle_price` (its parts say it). */
  scope: promotionScope,
  way: z.enum(PROMOTION_WAYS),
  /** Exactly with `code`: 6 to 20 capital letters and digits. */
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{6,20}$/, '优惠码是 6 到 20 位字母或数字')
    .nullable(),
  /** Whose code it is; their uses are counted for them. Only with `code`. */
  touchpointId: touchpointId.nullable(),
  /** Exactly with `grant`: what it is given for, published: 「推荐好友完成首单」. */
  grantedFor: z.string().trim().min(2).max(30).nullable(),
  eligibility: promotionEligibility,
  areaKind: z.enum(PROMOTION_AREA_KINDS),
  /** Of the region, city, store or community; null exactly for `all`. */
  areaId: z.uuid().nullable(),
  channels: z.array(z.enum(PROMOTION_CHANNELS)).min(1).max(3),
  /** First and last business day on which it can be claimed or used. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** Days in which a coupon can be used, the day of claiming included; null until the last day above. */
  validDays: z.number().int().min(1).max(365).nullable(),
  /** In total; null for no limit. */
  claimLimit: z.number().int().min(1).max(10_000_000).nullable(),
  /** For one customer; null for no limit, which only `automatic` and `grant` may have. */
  perPersonLimit: z.number().int().min(1).max(99).nullable(),
  /** Goes together with others of its step that say so too. */
  stackable: z.boolean(),
});
export const promotionUsage = z.object({
  /** Coupons claimed or given, uses of codes and of limited automatic ones included. */
  claimed: money,
  spent: money,
  /** Coupons that can be spent now. */
  outstanding: money,
  expired: money,
  /** Orders that it was taken off, cancelled ones left out, and how much. */
  orders: money,
  discountFen: money,
});
export const promotionItem = promotionBody.extend({
  promotionId,
  state: z.enum(PROMOTION_STATES),
  /** `planned` and `over` by its days, while it is live. */
  timing: z.enum(['planned', 'now', 'over']),
  areaName: z.string(),
  cityId: cityId.nullable(),
  communityId: communityId.nullable(),
  /** What it is and for whom, as everybody reads it. */
  published: z.string(),
  claimed: z.number().int(),
  /** Moves that its state allows. */
  moves: z.array(z.enum(PROMOTION_MOVES)),
  /** Also the ETag: send it back as If-Match to edit. */
  revision: z.number().int(),
  createdAt: time,
  updatedAt: time,
});
export const promotionAnswer = promotionItem.extend({
  usage: promotionUsage,
  /** The last 30 business days on which it was used, the newest first. */
  days: z.array(z.object({ day: z.iso.date(), orders: money, discountFen: money })),
});
const filter = {
  state: z.enum(PROMOTION_STATES).optional(),
  ruleKind: z.enum(RULE_KINDS).optional(),
  way: z.enum(PROMOTION_WAYS).optional(),
  eligibility: z.enum(ELIGIBILITIES).optional(),
  areaKind: z.enum(PROMOTION_AREA_KINDS).optional(),
  cityId: cityId.optional(),
  /** In titles, or a whole code. */
  text: z.string().trim().max(40).optional(),
};
export const promotionsQuery = z.object({ ...filter, cursor, limit });
export const promotionExportQuery = z.object(filter);
export const promotionsAnswer = z.object({
  items: z.array(promotionItem),
  nextCursor,
  /** Over all that match, whatever state is asked for. */
  counts: z.object({ byState: z.record(z.string(), z.number().int()) }),
});
export const promotionParams = z.object({ promotionId });
export const movePromotionBody = z.object({ move: z.enum(PROMOTION_MOVES) });

// --- Delivery fees ----------------------------------------------------------------------------------------------

export const deliveryRuleBody = z.object({
  areaKind: z.enum(PROMOTION_AREA_KINDS),
  areaId: z.uuid().nullable(),
  feeFen: z.number().int().min(0).max(1_000_00),
  /** Goods before any benefit from which delivery is free; null for never. */
  freeFromFen: fenIn.nullable(),
});
export const deliveryRuleItem = deliveryRuleBody.extend({
  ruleId,
  areaName: z.string(),
  /** 「运费 5 元，满 39 元免运费」 */
  published: z.string(),
  createdAt: time,
});
/** Those in force; a newer one of the same area takes the place of the older. */
export const deliveryRulesAnswer = z.object({ items: z.array(deliveryRuleItem) });
export const deliveryRuleParams = z.object({ ruleId });

// --- Coupons ----------------------------------------------------------------------------------------------------

export const couponItem = z.object({
  couponId,
  promotionId,
  title: z.string(),
  /** What it is and when it can be used. */
  published: z.string(),
  /** 「满59减10」, 「88折」: short, for the face of the coupon. */
  face: z.string(),
  state: z.enum(COUPON_STATES),
  validUntil: time,
  claimedAt: time,
  spentAt: time.nullable(),
  /** Why it can't be used now though it is live; null if it can. */
  why: z.string().nullable(),
});
export const couponsQuery = z.object({ state: z.enum(COUPON_STATES).default('live'), cursor, limit });
export const couponsAnswer = z.object({ items: z.array(couponItem), nextCursor });
export const claimCouponBody = z.object({ promotionId });

export const claimCentreQuery = z.object({ communityId });
export const claimableCoupon = z.object({
  promotionId,
  title: z.string(),
  published: z.string(),
  face: z.string(),
  /** Null without a limit. */
  left: z.number().int().nullable(),
  /** Of the signed-in customer; 0 for anybody else. */
  mine: z.number().int(),
  /** False where everything is gone or one has as many as one may. */
  claimable: z.boolean(),
  to: z.iso.date(),
});
export const claimCentreAnswer = z.object({ items: z.array(claimableCoupon) });

export type PromotionBody = z.infer<typeof promotionBody>;
export type PromotionItem = z.infer<typeof promotionItem>;
export type PromotionAnswer = z.infer<typeof promotionAnswer>;
export type PromotionsAnswer = z.infer<typeof promotionsAnswer>;
export type PromotionUsage = z.infer<typeof promotionUsage>;
export type DeliveryRuleItem = z.infer<typeof deliveryRuleItem>;
export type CouponItem = z.infer<typeof couponItem>;
export type ClaimableCoupon = z.infer<typeof claimableCoupon>;
