import type { Id } from '#kernel/ids';
import type { Context } from '#platform/context';
import { promotionsByIds } from '../promotions/promotion-store.ts';
import { linesOf } from './line-store.ts';
import type { OrderLine } from './order-line.ts';
import type { Order } from './order.ts';

/** The price of goods as it was agreed: goods, each benefit by its title (below zero), delivery. They come to the total. */
export async function agreedPrice(ctx: Context, order: Order): Promise<{ title: string; amountFen: number }[]> {
  const lines = (await linesOf(ctx.db, [order])).get(order.orderId) ?? [];
  const benefits = benefitsOf(lines);
  const promotions = await promotionsByIds(ctx.db, [...benefits.keys()]);
  const named = [...benefits].map(([id, amountFen]) => ({
    title: promotions.get(id)?.title ?? '优惠',
    amountFen: -amountFen,
  }));
  const rest = order.discountFen - [...benefits.values()].reduce((sum, amountFen) => sum + amountFen, 0);
  const delivered = order.deliveryFen === 0 ? [] : [{ title: '运费', amountFen: order.deliveryFen as number }];
  return [
    { title: '商品', amountFen: order.goodsFen },
    ...named,
    ...(rest === 0 ? [] : [{ title: '优惠', amountFen: -rest }]),
    ...delivered,
  ];
}

function benefitsOf(lines: readonly OrderLine[]): Map<Id<'Promotion'>, number> {
  const sums = new Map<Id<'Promotion'>, number>();
  for (const split of lines.flatMap((line) => line.splits)) {
    const promotionId = split.promotionId as Id<'Promotion'>;
    sums.set(promotionId, (sums.get(promotionId) ?? 0) + split.amountFen);
  }
  return sums;
}
