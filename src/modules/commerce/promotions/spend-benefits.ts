import type { CityId, CustomerKey, Id } from '#kernel/ids';
import type { Tx } from '#platform/context';
import type { PromotionId, UsedBenefit } from './benefit.ts';
import { CouponSpent, NotFirstOrder, PersonLimitReached, PromotionUsedUp } from './coupon.ts';
import { countClaims, insertCoupons, type NewCoupon } from './coupon-store.ts';
import { claimFirstOrder } from './first-order-store.ts';
import { isCounted } from './promotion.ts';
import { insertSpent, spendCoupons, type SpentBenefit } from './spent-store.ts';

export interface SpendBenefitsInput {
  readonly cityId: CityId;
  readonly orderId: Id<'Order'>;
  readonly customerKey: CustomerKey | null;
  /** `used` of the priced cart. */
  readonly benefits: readonly UsedBenefit[];
}

/**
 * Part, for the transaction that places an order: spends what the order takes off. Coupons by compare-and-swap, first
 * orders by a row of the customer, uses with a limit by a row of the customer each; counters in total last, since many
 * want them. Nothing is asked of the database where there is nothing to spend.
 *
 * @throws CouponSpent, NotFirstOrder, PersonLimitReached, PromotionUsedUp: somebody was faster, and the order must be
 * priced anew
 */
export async function spendBenefits(tx: Tx, input: SpendBenefitsInput): Promise<void> {
  const { cityId, orderId, customerKey, benefits } = input;
  const order = { cityId, orderId };
  const coupons = benefits.flatMap((benefit) => benefit.couponId ?? []);
  const counted = benefits.filter((benefit) => benefit.couponId === null && isCounted(benefit));
  const first = benefits.filter((benefit) => benefit.eligibility === 'first_order');
  if (coupons.length + counted.length + first.length === 0) return;
  if (coupons.length > 0) {
    const spent = customerKey === null ? 0 : await spendCoupons(tx.db, order, customerKey, coupons, tx.now);
    if (spent !== coupons.length) throw new CouponSpent();
  }
  if (first.length > 0 && (customerKey === null || !(await claimFirstOrder(tx.db, order, customerKey, tx.now)))) {
    throw new NotFirstOrder();
  }
  const uses = customerKey === null ? [] : counted.map((benefit) => useOf(tx, input, customerKey, benefit));
  const added = await insertCoupons(tx.db, uses);
  const over = counted.find((benefit) =>
    uses.some((use) => use.promotionId === benefit.promotionId && !added.has(use.couponId)),
  );
  if (over !== undefined) throw new PersonLimitReached(over.title, over.perPersonLimit ?? 0);
  const couponOf = new Map(uses.map((use) => [use.promotionId, use.couponId]));
  const rows = [...new Set([...benefits.filter((benefit) => benefit.couponId !== null), ...counted, ...first])].map(
    (benefit): SpentBenefit => ({
      ...order,
      promotionId: benefit.promotionId,
      customerKey,
      couponId: benefit.couponId ?? couponOf.get(benefit.promotionId) ?? null,
      counted: counted.includes(benefit) && benefit.claimLimit !== null,
      firstOrder: first.includes(benefit),
      amountFen: benefit.amountFen,
    }),
  );
  await insertSpent(tx.db, rows, tx.now);
  const limited = counted.filter((benefit) => benefit.claimLimit !== null);
  const left = await countClaims(
    tx.db,
    new Map(limited.map((benefit): [PromotionId, number] => [benefit.promotionId, 1])),
  );
  const gone = limited.find((benefit) => !left.has(benefit.promotionId));
  if (gone !== undefined) throw new PromotionUsedUp(gone.title);
}

const useOf = (tx: Tx, input: SpendBenefitsInput, customerKey: CustomerKey, benefit: UsedBenefit): NewCoupon => ({
  customerKey,
  couponId: tx.newId<'Coupon'>(),
  promotionId: benefit.promotionId,
  perPersonLimit: benefit.perPersonLimit,
  origin: 'used',
  reference: null,
  validUntil: tx.now,
  claimedAt: tx.now,
  order: { cityId: input.cityId, orderId: input.orderId },
});
