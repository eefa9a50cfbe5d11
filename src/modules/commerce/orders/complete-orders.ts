import { fen } from '#kernel/money';
import type { CityId } from '#kernel/ids';
import { SECOND } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import type { Job } from '#platform/jobs';
import { OrderCompleted } from '../events.ts';
import { lockOrders } from './call-off-store.ts';
import { claimsEnd } from './goods-order.ts';
import { completeRows, ordersToComplete, setCompleteAfter } from './complete-store.ts';
import { linesOf } from './line-store.ts';
import { unitsLeft } from './order-line.ts';
import { complete, factsOf, goodsNetOf, type OrderId } from './order.ts';
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
 * Part: orders of goods of one city are complete. What was given back of the goods is taken off `goodsNetFen`. Announces
 * OrderCompleted. Those that are not paid, or complete already, stay as they are.
 */
export async function completeOrders(tx: Tx, cityId: CityId, orderIds: readonly OrderId[]): Promise<number> {
  const locked = (await lockOrders(tx.db, { cityId, orderIds, skip: true })).filter(
    ({ order }) => order.state === 'paid',
  );
  if (locked.length === 0) return 0;
  const lines = await linesOf(
    tx.db,
    locked.map(({ order }) => order),
  );
  const orders = locked.map(({ order }) => ({ ...complete(order, tx.now), steps: order.steps + 1 }));
  await completeRows(tx.db, cityId, orders);
  await tx.announce(
    orders.map((order) => {
      const back = (lines.get(order.orderId) ?? []).reduce((sum, line) => sum + line.refundedFen + line.rebatedFen, 0);
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
    completed += await ctx.transaction((tx) => completeOrders(tx, cityId, orderIds));
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
