import { Refusal } from '#kernel/errors';
import type { SkuId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Benefit, BundlePart, CategoryId, CouponId, PromotionId, UsedBenefit } from '../promotions/benefit.ts';

export type CartChannel = 'group_buy' | 'instant' | 'store';
export type CartFulfilment = 'pickup' | 'delivery' | 'counter';

export interface CartLine {
  readonly lineNo: number;
  readonly skuId: SkuId;
  readonly name: string;
  readonly categoryId: CategoryId | null;
  /** ≥ 1 */
  readonly quantity: number;
  /** What one costs here and now: the effective price, or that of the group buy. */
  readonly unitFen: Fen;
  /** What a bundle is made of. A bundle is sold, discounted and refunded as one thing. */
  readonly parts?: readonly BundlePart[];
}

/** What delivery to the door costs; `freeFromFen` is measured on goods before any benefit. */
export interface DeliveryRule {
  readonly feeFen: Fen;
  readonly freeFromFen: Fen | null;
}

/**
 * Everything that a price may depend on. Whoever buys is not in it: benefits come with published conditions, and were
 * found eligible before (PIPL art. 24).
 */
export interface CartInput {
  readonly lines: readonly CartLine[];
  readonly channel: CartChannel;
  readonly fulfilment: CartFulfilment;
  readonly benefits: readonly Benefit[];
  readonly deliveryRule: DeliveryRule | null;
}

export type StepKind = 'goods' | 'bundle' | 'item' | 'first_order' | 'coupon' | 'level' | 'delivery';

/** One step of a price. Signed: goods and delivery add, benefits take off; all of them come to the total. */
export interface PriceStep {
  readonly step: StepKind;
  readonly title: string;
  /** 「全部商品」, 「鲜牛奶」, 「鲜牛奶等3种商品」 */
  readonly appliesTo: string;
  readonly amountFen: Fen;
  readonly promotionId: PromotionId | null;
  readonly couponId: CouponId | null;
  /** By line, signed as the amount; empty for delivery. */
  readonly split: readonly { readonly lineNo: number; readonly amountFen: Fen }[];
}

export interface PricedLine {
  readonly lineNo: number;
  readonly skuId: SkuId;
  readonly quantity: number;
  readonly unitFen: Fen;
  readonly grossFen: Fen;
  readonly discountFen: Fen;
  /** What is paid for the line, and what comes back for all of it. */
  readonly netFen: Fen;
  readonly splits: readonly { readonly promotionId: PromotionId; readonly amountFen: Fen }[];
}

export interface UnusedBenefit {
  readonly promotionId: PromotionId;
  readonly couponId: CouponId | null;
  readonly title: string;
  /** 「满59可用，还差6.20元」 */
  readonly why: string;
  /** How much more in goods would do; null where no money would. */
  readonly missingFen: Fen | null;
}

/** `goodsFen − discountFen + deliveryFen = totalFen ≥ 0`, and lines' `netFen` with delivery come to it too. */
export interface PricedCart {
  readonly lines: readonly PricedLine[];
  readonly steps: readonly PriceStep[];
  /** Before any benefit. */
  readonly goodsFen: Fen;
  readonly discountFen: Fen;
  readonly deliveryFen: Fen;
  readonly totalFen: Fen;
  /** What was taken off: this, and only this, is to be spent with the order. */
  readonly used: readonly UsedBenefit[];
  readonly unused: readonly UnusedBenefit[];
}

/** Splitting multiplies two amounts of at most this: their product stays exact in a double (below 2^53). */
export const MAX_GOODS_FEN = 90_000_000;

export class CartTooLarge extends Refusal {
  constructor() {
    super('cart-too-large', 'invalid', { yuan: MAX_GOODS_FEN / 100 });
  }
}
