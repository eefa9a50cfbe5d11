import type { Id, SkuId, TouchpointId } from '#kernel/ids';
import type { Fen } from '#kernel/money';

export type PromotionId = Id<'Promotion'>;
export type CouponId = Id<'Coupon'>;
export type CategoryId = Id<'Category'>;

export interface BundlePart {
  readonly skuId: SkuId;
  readonly quantity: number;
}

/** What a promotion takes off. `fromFen` and rungs are measured on goods in its scope before any benefit. */
export type PromotionRule =
  | { readonly kind: 'fixed'; readonly offFen: Fen; readonly fromFen: Fen }
  | {
      readonly kind: 'percent';
      /** 1200 is 12 % off. */
      readonly offBasisPoints: number;
      readonly capFen: Fen | null;
      readonly fromFen: Fen;
    }
  | { readonly kind: 'threshold'; readonly rungs: readonly { readonly fromFen: Fen; readonly offFen: Fen }[] }
  | {
      readonly kind: 'bundle_price';
      readonly parts: readonly BundlePart[];
      /** What one set costs. */
      readonly priceFen: Fen;
      readonly maxSets: number | null;
    }
  | { readonly kind: 'delivery'; readonly offFen: Fen | null; readonly fromFen: Fen };
export type RuleKind = PromotionRule['kind'];

/** Categories come with everything below them. */
export type PromotionScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'categories'; readonly categoryIds: readonly CategoryId[] }
  | { readonly kind: 'skus'; readonly skuIds: readonly SkuId[] };

/**
 * Whom a promotion is for. There is no other kind: who somebody is decides no price (PIPL art. 24), only groups whose
 * conditions are published and open to everybody.
 */
export type Eligibility =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'first_order' }
  | { readonly kind: 'member_level'; readonly level: number };

/** How it comes to an order: by itself, as a coupon claimed or given, or by a code typed in. */
export type PromotionWay = 'automatic' | 'claim' | 'grant' | 'code';

/** A promotion that the customer is eligible for, chosen where there is a choice, and its published rule. */
export interface Benefit {
  readonly promotionId: PromotionId;
  readonly title: string;
  /** What it is and for whom, as everybody reads it. */
  readonly published: string;
  readonly rule: PromotionRule;
  readonly scope: PromotionScope;
  readonly way: PromotionWay;
  readonly eligibility: Eligibility['kind'];
  readonly stackable: boolean;
  readonly couponId: CouponId | null;
  readonly code: string | null;
  /** Whose code it is. */
  readonly touchpointId: TouchpointId | null;
  /** Uses without a coupon are counted against these when it is spent; null for no limit. */
  readonly claimLimit: number | null;
  readonly perPersonLimit: number | null;
}

/** A benefit that was taken off a cart, and how much it was. */
export interface UsedBenefit extends Benefit {
  readonly amountFen: Fen;
}
