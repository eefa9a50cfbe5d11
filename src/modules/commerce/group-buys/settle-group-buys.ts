import { MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import type { CancelReason } from '../orders/order.ts';
import { timeOutOrders } from '../orders/time-out-orders.ts';
import { callOffOrders } from './call-off-orders.ts';
import { judgeTeams, sendBackStranded } from './expire-teams.ts';
import { finishGroupBuy } from './finish-group-buy.ts';
import { freezeDueGroupBuys } from './freeze-group-buys.ts';
import type { GroupBuy } from './group-buy.ts';
import { rebateTiers } from './rebate-tiers.ts';
import { closingGroupBuys, openOrdersOf, withoutOrders } from './settle-store.ts';

/** Group buys that are settled side by side in one run. */
const BATCH = 500;
const ORDERS = 50;
/** Houses that do not say whether somebody paid are waited for that long; money that comes later goes back by itself. */
const GRACE_MS = 2 * MINUTE;

/**
 * Closes what has reached its cut-off: freezes it, calls off what nobody paid, judges teams and sends back what was paid
 * for those that failed, gives back what a tier saves, and sums up what stands. Every step is a transaction of its own
 * that finds out what is left to do, so that it may break off anywhere, run twice and run side by side. Answers how many
 * are settled. Announces GroupBuyClosed and TeamFailed.
 */
export async function settleGroupBuys(ctx: Context): Promise<number> {
  await freezeDueGroupBuys(ctx);
  const closing = await closingGroupBuys(ctx.db, BATCH);
  if (closing.length === 0) return 0;
  await callOffUnpaid(ctx, closing);
  const paid = await withoutOrders(
    ctx.db,
    closing.map((it) => it.groupBuyId),
    ['placed'],
  );
  const ready = closing.filter((it) => paid.has(it.groupBuyId));
  await judgeTeams(ctx, ready);
  await sendBackStranded(ctx);
  await sendBackAll(
    ctx,
    ready.filter((it) => it.cancelReason !== null),
  );
  let settled = 0;
  const failures: unknown[] = [];
  for (const it of ready) {
    try {
      if (it.kind === 'tiered' && it.cancelReason === null) await rebateTiers(ctx, it);
      if (await finishGroupBuy(ctx, it)) settled += 1;
    } catch (error) {
      // One that cannot be settled does not hold up the others; the job says so and tries again.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} group buys could not be settled`);
  return settled;
}

/** What nobody paid until the cut-off: by the way of every order, and after the grace without asking. */
async function callOffUnpaid(ctx: Context, closing: readonly GroupBuy[]): Promise<void> {
  while ((await timeOutOrders(ctx)) > 0);
  const late = new Date(ctx.clock.now().getTime() - GRACE_MS);
  const waited = closing.filter((it) => (it.frozenAt ?? late) < late || it.cancelReason !== null);
  await callOffAll(ctx, waited, ['placed'], 'timed_out');
}

/** Of group buys that are called off everything goes back. */
async function sendBackAll(ctx: Context, called: readonly GroupBuy[]): Promise<void> {
  await callOffAll(ctx, called, ['awaiting_group', 'paid'], 'our_fault');
}

async function callOffAll(
  ctx: Context,
  of: readonly GroupBuy[],
  states: readonly ('placed' | 'awaiting_group' | 'paid')[],
  reason: CancelReason,
): Promise<void> {
  const ids = of.map((it) => it.groupBuyId);
  for (;;) {
    const open = await openOrdersOf(ctx.db, ids, states, ORDERS);
    let done = 0;
    for (const [cityId, ofCity] of Map.groupBy(open, (order) => order.cityId)) {
      done += await callOffOrders(
        ctx,
        cityId,
        ofCity.map((order) => order.orderId),
        states,
        reason,
      );
    }
    // What somebody else holds comes with the next run.
    if (open.length < ORDERS || done === 0) return;
  }
}
