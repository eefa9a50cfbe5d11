import { fen } from '#kernel/money';
import type { CityId } from '#kernel/ids';
import { SECOND } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import type { Job } from '#platform/jobs';
import { OrderCompleted } from '../events.ts';
import { lockOrders, type OrderAndMoney } from './call-off-store.ts';
import { claimsEnd } from './goods-order.ts';
import { completeRows, ordersToComplete, setCompleteAfter } from './complete-store.ts';
import { linesOf } from './line-store.ts';
import { unitsLeft } from './order-line.ts';
import { complete, factsOf, goodsNetOf, isGoods, type OrderId } from './order.ts';
import { parcelsOf } from './parcel-store.ts';
import { OVER_STATES } from './parcel.ts';

const BATCH = 500;

/**
 * Part, after a parcel was handed over, came back or was called off: once that is so of all of an order, it is complete
 * when nothing of it can be claimed any more.
 */
export async function noteHandedOver(
  tx: Tx,
  order: { readonly cityId: CityId; readonly orderId: OrderId },
): Promise<void> {
  const parcels = (await parcelsOf(tx.db, [order])).get(order.orderId) ?? [];
  if (!parcels.every(({ state }) => OVER_STATES.includes(state))) return;
  const lines = (await linesOf(tx.db, [order])).get(order.orderId) ?? [];
  const kept = lines.filter((line) => unitsLeft(line) > 0);
  await setCompleteAfter(tx.db, order, claimsEnd(kept, tx.now));
}

/**
 * Part: the works of a service are done. Its order is complete if all of it is paid; if not, whoever hears that it was
 * paid asks again. Announces OrderCompleted.
 */
export async function completeService(
  tx: Tx,
  { cityId, orderId }: { readonly cityId: CityId; readonly orderId: OrderId },
): Promise<void> {
  await completeLocked(tx, cityId, await lockOrders(tx.db, { cityId, orderIds: [orderId] }));
}

/**
 * Orders of one city, locked, are complete. What was given back of them is taken off `goodsNetFen`. Announces
 * OrderCompleted. Those that are not paid, or complete already, stay as they are. Answers how many.
 */
async function completeLocked(tx: Tx, cityId: CityId, locked: readonly OrderAndMoney[]): Promise<number> {
  const paid = locked.flatMap(({ order }) => (order.state === 'paid' ? [order] : []));
  if (paid.length === 0) return 0;
  const lines = await linesOf(tx.db, paid);
  const orders = paid.map((order) => ({ ...complete(order, tx.now), steps: order.steps + 1 }));
  await completeRows(tx.db, cityId, orders);
  await tx.announce(
    orders.map((order) => {
      const ofLines = lines.get(order.orderId) ?? [];
      const back = isGoods(order)
        ? ofLines.reduce((sum, line) => sum + line.refundedFen + line.rebatedFen, 0)
        : order.refundedFen;
      return OrderCompleted(order.orderId, {
        ...factsOf(order),
        goodsNetFen: fen(Math.max(0, goodsNetOf(order) - back)),
        paidFen: order.paidFen,
        refundedFen: order.refundedFen,
        completedAt: tx.now.toISOString(),
      });
    }),
  );
  return orders.length;
}

/** Completes what nothing can be claimed of any more. Answers how many. */
export async function completeDueOrders(ctx: Context): Promise<number> {
  const due = await ordersToComplete(ctx.db, ctx.clock.now(), BATCH);
  let completed = 0;
  for (const [cityId, ofCity] of Map.groupBy(due, (order) => order.cityId)) {
    const orderIds = ofCity.map((order) => order.orderId);
    completed += await ctx.transaction(async (tx) =>
      completeLocked(tx, cityId, await lockOrders(tx.db, { cityId, orderIds, skip: true })),
    );
  }
  return completed;
}

export const completeOrdersJob: Job = {
  name: 'commerce.complete-orders',
  everyMs: 15 * SECOND,
  handle: async (ctx) => {
    // A morning's worth becomes due in the same minute.
    while ((await completeDueOrders(ctx)) > 0);
  },
};
