import { z } from 'zod';
import { cityId, communityId, idOf, skuId, storeId } from '#platform/fields';
import { PROMOTION_CHANNELS } from '../promotions/promotion-contract.ts';

const promotionId = idOf<'Promotion'>();
const couponId = idOf<'Coupon'>();
const money = z.number().int();

/** The steps of a price, in their order. */
export const PRICE_STEPS = ['goods', 'bundle', 'item', 'first_order', 'coupon', 'level', 'delivery'] as const;
export const FULFILMENTS = ['pickup', 'delivery', 'counter'] as const;
export const MAX_CART_LINES = 100;
export const MAX_CART_QUANTITY = 999;

export const cartLineBody = z.object({ skuId, quantity: z.number().int().min(1).max(MAX_CART_QUANTITY) });
const lines = z.array(cartLineBody).min(1).max(MAX_CART_LINES);
/** A community, or a store for its till. */
const place = z.union([z.object({ communityId }), z.object({ storeId })]);

export const priceCartBody = z.object({
  lines,
  place,
  channel: z.enum(PROMOTION_CHANNELS),
  fulfilment: z.enum(FULFILMENTS),
  groupBuyId: idOf<'GroupBuy'>().nullable().default(null),
  /** Coupons chosen; `best` for those that we would propose. */
  coupons: z.union([z.literal('best'), z.array(couponId).max(5)]).default('best'),
  /** Typed in. */
  codes: z.array(z.string().trim().min(1).max(20)).max(3).default([]),
});

export const pricedCartLine = z.object({
  lineNo: z.number().int(),
  skuId,
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  imageId: z.uuid().nullable(),
  quantity: z.number().int(),
  unitFen: money,
  /** Which list or group buy its price comes from. */
  why: z.string(),
  grossFen: money,
  discountFen: money,
  netFen: money,
  splits: z.array(z.object({ promotionId, amountFen: money })),
  /** What can be had now; null where it isn't known. */
  available: z.number().int().nullable(),
  /** What one customer may buy in the group buy; null for no limit. */
  limit: z.number().int().nullable(),
  /** 「只剩 3 份」, 「这里买不到」; null when all is well. What cannot be bought counts in no sum. */
  hint: z.string().nullable(),
  sellable: z.boolean(),
});
/** `amountFen` is signed: goods and delivery add, benefits take off; all of them come to the total. */
export const priceStep = z.object({
  step: z.enum(PRICE_STEPS),
  title: z.string(),
  /** 「全场」, 「鲜牛奶等 3 件」 */
  appliesTo: z.string(),
  amountFen: money,
  promotionId: promotionId.nullable(),
  couponId: couponId.nullable(),
  split: z.array(z.object({ lineNo: z.number().int(), amountFen: money })),
});
/** A benefit that was not taken, and why: 「满59可用，还差6.20元」. */
export const unusedBenefit = z.object({
  promotionId,
  couponId: couponId.nullable(),
  title: z.string(),
  why: z.string(),
  /** How much more in goods would do; null where no money would. */
  missingFen: money.nullable(),
});
export const pricedCartAnswer = z.object({
  lines: z.array(pricedCartLine),
  steps: z.array(priceStep),
  goodsFen: money,
  discountFen: money,
  deliveryFen: money,
  totalFen: money,
  unused: z.array(unusedBenefit),
});
export const offeredCoupon = z.object({
  couponId,
  promotionId,
  title: z.string(),
  face: z.string(),
  published: z.string(),
  validUntil: z.iso.datetime(),
  chosen: z.boolean(),
  /** How much less the cart costs with it alone; 0 where it cannot be used. */
  savesFen: money,
  /** Null where it can be used. */
  why: z.string().nullable(),
});
export const shopCartAnswer = pricedCartAnswer.extend({
  coupons: z.array(offeredCoupon),
  /** The combination that makes the cart cheapest. */
  proposed: z.array(couponId),
  codes: z.array(z.object({ code: z.string(), accepted: z.boolean(), why: z.string().nullable() })),
});

/** For operators: what a cart would cost, for somebody of these published groups and nobody in particular. */
export const dryRunBody = z.object({
  lines,
  place,
  channel: z.enum(PROMOTION_CHANNELS),
  fulfilment: z.enum(FULFILMENTS),
  firstOrder: z.boolean().default(false),
  level: z.number().int().min(0).max(9).default(0),
  /** Priced as if they were live and chosen; drafts too. */
  promotionIds: z.array(promotionId).max(20).default([]),
});
export const dryRunAnswer = pricedCartAnswer;

/** Where something is sold. */
export const cartPlace = z.object({ cityId, storeId: storeId.nullable(), communityId: communityId.nullable() });

export type PriceCartBody = z.infer<typeof priceCartBody>;
export type PricedCartAnswer = z.infer<typeof pricedCartAnswer>;
export type ShopCart = z.infer<typeof shopCartAnswer>;
export type OfferedCoupon = z.infer<typeof offeredCoupon>;
export type PriceStepAnswer = z.infer<typeof priceStep>;
export type DryRunBody = z.infer<typeof dryRunBody>;
