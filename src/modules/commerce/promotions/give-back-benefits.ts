import type { CityId, Id } from '#kernel/ids';
import type { Tx } from '#platform/context';
import type { PromotionId } from './benefit.ts';
import { uncountClaims } from './coupon-store.ts';
import { releaseFirstOrders } from './first-order-store.ts';
import { reviveCoupons, takeSpent } from './spent-store.ts';

/**
 * Part, for the transaction in which an order dies: cancelled unpaid, or its group failed. What it had spent comes back:
 * coupons live again as long as their time runs, limits and the first order are free. Repeated, it does nothing; an
 * order that had spent nothing costs one statement.
 */
export async function giveBackBenefits(
  tx: Tx,
  { cityId, orderId }: { readonly cityId: CityId; readonly orderId: Id<'Order'> },
): Promise<void> {
  await giveBackBenefitsOf(tx, { cityId, orderIds: [orderId] });
}

/** The same for many orders of a city at once: a group buy that failed. */
export async function giveBackBenefitsOf(
  tx: Tx,
  { cityId, orderIds }: { readonly cityId: CityId; readonly orderIds: readonly Id<'Order'>[] },
): Promise<void> {
  const spent = await takeSpent(tx.db, cityId, orderIds);
  const mine = spent.flatMap((each) => (each.customerKey === null ? [] : { ...each, customerKey: each.customerKey }));
  const coupons = mine.flatMap(({ couponId, ...each }) => (couponId === null ? [] : { ...each, couponId }));
  if (coupons.length > 0) await reviveCoupons(tx.db, coupons, tx.now);
  const first = mine.filter((each) => each.firstOrder);
  if (first.length > 0) await releaseFirstOrders(tx.db, first);
  const counts = new Map<PromotionId, number>();
  for (const { promotionId, counted } of spent) {
    if (counted) counts.set(promotionId, (counts.get(promotionId) ?? 0) + 1);
  }
  await uncountClaims(tx.db, counts);
}
