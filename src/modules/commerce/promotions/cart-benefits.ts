import type { CustomerKey } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { SellingPlace } from '../prices/area-entry.ts';
import { findBenefits, type FoundBenefit } from './benefit-store.ts';
import type { Benefit, CouponId } from './benefit.ts';
import { CodeNotUsable, CouponNotUsable } from './coupon.ts';
import { memberLevelOf } from '../membership/member-store.ts';
import { publishedRule } from './published.ts';
import type { PromotionChannel } from './promotion.ts';

type Db = Database | DatabaseTransaction;

export interface CartBenefitsAsked {
  /** Null for somebody who is not known: what is for everybody. */
  readonly customerKey: CustomerKey | null;
  readonly place: SellingPlace;
  readonly at: Date;
  readonly channel: PromotionChannel;
  readonly couponIds: readonly CouponId[];
  readonly codes: readonly string[];
}

/**
 * What an order may take off: automatic promotions that hold there and for which the customer is eligible, the coupons
 * that they chose and the codes that they typed. One read, a second one only where a member level is asked for.
 *
 * @throws CouponNotUsable for a chosen coupon that is spent, expired, somebody else's or not for this order, and
 * CodeNotUsable: an order never quietly costs more than what was seen
 */
export async function cartBenefits(db: Db, asked: CartBenefitsAsked): Promise<Benefit[]> {
  const { usable } = await eligibleBenefits(db, asked);
  if (asked.couponIds.some((id) => !usable.some((benefit) => benefit.couponId === id))) throw new CouponNotUsable();
  for (const code of asked.codes) {
    if (!usable.some((benefit) => benefit.code === code.toUpperCase())) throw new CodeNotUsable(code);
  }
  return usable.map(({ validUntil: _, ...benefit }) => benefit);
}

/** A benefit with the end of the coupon by which it comes. */
export interface UsableBenefit extends Benefit {
  readonly validUntil: Date | null;
}

export interface EligibleBenefits {
  readonly usable: readonly UsableBenefit[];
  /** Coupons and codes that cannot be used, and why; of automatic ones only those that are for others. */
  readonly notUsable: readonly { readonly benefit: UsableBenefit; readonly why: string }[];
}

/** The same without refusing, for showing: what can be used, and what cannot and why. */
export async function eligibleBenefits(
  db: Db,
  asked: Omit<CartBenefitsAsked, 'couponIds'> & {
    readonly couponIds: readonly CouponId[] | 'all';
    /** Somebody of these groups instead of a customer: for trying what a cart would cost. */
    readonly standing?: Standing;
  },
): Promise<EligibleBenefits> {
  const found = await findBenefits(db, asked);
  const levelled = found.some(({ promotion }) => promotion.eligibility.kind === 'member_level');
  const { customerKey } = asked;
  const level = levelled && customerKey !== null ? await memberLevelOf(db, customerKey) : 0;
  const usable: UsableBenefit[] = [];
  const notUsable: { benefit: UsableBenefit; why: string }[] = [];
  for (const each of found) {
    const mine = { known: customerKey !== null, level, hasOrdered: each.hasOrdered };
    const why = whyNot(each, asked.standing ?? mine);
    if (why === undefined) usable.push(toBenefit(each, asked.at));
    else notUsable.push({ benefit: toBenefit(each, asked.at), why });
  }
  return { usable, notUsable };
}

/** All that eligibility may hang on: published groups, and no more of a person. */
export interface Standing {
  /** Signed in; others get what is for everybody. */
  readonly known: boolean;
  readonly hasOrdered: boolean;
  readonly level: number;
}

/** Why somebody is not eligible; undefined if they are. */
function whyNot(found: FoundBenefit, { known, hasOrdered, level }: Standing): string | undefined {
  const { promotion, holdsHere, uses, usedUp } = found;
  const { eligibility, perPersonLimit, way } = promotion;
  if (!holdsHere) return '这里或这种下单方式不能用';
  if (usedUp) return '已经领完了';
  const counted = way === 'code' || way === 'automatic';
  if (!known && (eligibility.kind !== 'everybody' || (counted && perPersonLimit !== null))) return '登录后可用';
  if (counted && perPersonLimit !== null && uses >= perPersonLimit) return `每人限用${perPersonLimit}次，已用完`;
  if (eligibility.kind === 'first_order' && hasOrdered) return '新客首单可用';
  if (eligibility.kind === 'member_level' && level < eligibility.level) return `${eligibility.level}级及以上会员可用`;
  return undefined;
}

/** A promotion as a benefit of a cart, by a coupon or without one. */
export const toBenefit = (
  { promotion, coupon }: Pick<FoundBenefit, 'promotion' | 'coupon'>,
  at: Date,
): UsableBenefit => ({
  promotionId: promotion.promotionId,
  title: promotion.title,
  published: publishedRule(promotion, at),
  rule: promotion.rule,
  scope: promotion.scope,
  way: promotion.way,
  eligibility: promotion.eligibility.kind,
  stackable: promotion.stackable,
  couponId: coupon?.couponId ?? null,
  code: promotion.code,
  touchpointId: promotion.touchpointId,
  claimLimit: promotion.claimLimit,
  perPersonLimit: promotion.perPersonLimit,
  validUntil: coupon?.validUntil ?? null,
});
