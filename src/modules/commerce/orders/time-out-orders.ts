import { SECOND } from '#kernel/time';
import type { Context } from '#platform/context';
import type { Job } from '#platform/jobs';
import { RefusedByProvider } from '../payments/payment-port.ts';
import { isLive } from '../payments/payment.ts';
import { paymentsOf } from '../payments/payment-store.ts';
import { providerOf } from '../payments/providers.ts';
import { lockAwaited } from '../payments/receipt-store.ts';
import { receiveMoney } from '../payments/receive-money.ts';
import { callOffGoods } from './call-off-goods.ts';
import { lockOrders, overdueOrders, type Overdue } from './call-off-store.ts';

const BATCH = 500;
/** Houses that are asked at once. */
const LANES = 8;

/**
 * Calls off orders of goods that nobody paid in time, and frees what was held for them. Where a cashier was opened its
 * house is asked first, and told to close it: money that is there counts, and a house that does not answer is asked again
 * with the next run. Answers how many were called off.
 */
export async function timeOutOrders(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  const due = await overdueOrders(ctx.db, now, BATCH);
  if (due.length === 0) return 0;
  const unpaid = new Set(await askHouses(ctx, due));
  let called = 0;
  for (const [cityId, ofCity] of Map.groupBy(
    due.filter((order) => unpaid.has(order.orderId)),
    (order) => order.cityId,
  )) {
    called += await ctx.transaction(async (tx) => {
      const locked = await lockOrders(tx.db, { cityId, orderIds: ofCity.map((order) => order.orderId), skip: true });
      const orders = locked.filter(({ order }) => order.state === 'placed');
      await callOffGoods(tx, { cityId, orders, reason: 'timed_out', by: 'system' });
      return orders.length;
    });
  }
  return called;
}

/** Those that certainly were not paid and cannot be any more. */
async function askHouses(ctx: Context, due: readonly Overdue[]): Promise<Overdue['orderId'][]> {
  const payments = (await paymentsOf(ctx.db, due)).filter(isLive);
  const doubtful = new Set<string>();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let payment = payments[next++]; payment !== undefined; payment = payments[next++]) {
      const provider = providerOf(ctx, payment);
      try {
        const standing = await provider.query(ctx, payment.paymentNumber);
        if (standing.state === 'paid') {
          const { receipt } = standing;
          const { paymentNumber } = payment;
          await ctx.transaction(async (tx) => {
            const awaited = await lockAwaited(tx.db, paymentNumber);
            if (awaited !== undefined) await receiveMoney(tx, provider.code, awaited, receipt, null);
          });
          doubtful.add(payment.orderId);
        } else if (standing.state === 'unpaid') {
          await provider.close(ctx, payment.paymentNumber);
        }
      } catch (error) {
        // Paid in this moment, or the house is away: the next run sees.
        doubtful.add(payment.orderId);
        if (!(error instanceof RefusedByProvider)) continue;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, payments.length) }, lane));
  return due.flatMap(({ orderId }) => (doubtful.has(orderId) ? [] : [orderId]));
}

export const timeOutJob: Job = {
  name: 'commerce.time-out-orders',
  everyMs: 5 * SECOND,
  handle: async (ctx) => {
    await timeOutOrders(ctx);
  },
};
