import type { Context } from '#platform/context';
import { GroupBuyClosed } from './group-buys-events.ts';
import { recount } from './count-store.ts';
import { factsOf, GroupBuyChangedMeanwhile, outcomeOf, settled, type GroupBuy } from './group-buy.ts';
import { itemsOf, lockGroupBuy, updateGroupBuy } from './group-buy-store.ts';
import { planQuotas } from './put-on-sale.ts';
import { linesToRebate, standingOf, withoutOrders, writeCloseSums } from './settle-store.ts';
import { countFailedTeams } from './team-store.ts';

/**
 * Ends a group buy once nothing of it is open any more: sums up what stands for buying and sorting, takes the rest of its
 * quota out of what is to come, and says what came of it. Answers false where something is left to do, or somebody else
 * is at it. Announces GroupBuyClosed.
 */
export async function finishGroupBuy(ctx: Context, key: Pick<GroupBuy, 'cityId' | 'groupBuyId'>): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const groupBuy = await lockGroupBuy(tx.db, key);
    if (groupBuy === undefined || groupBuy.state !== 'closing') return false;
    const { groupBuyId, cancelReason } = groupBuy;
    const open =
      cancelReason === null ? (['placed', 'awaiting_group'] as const) : (['placed', 'awaiting_group', 'paid'] as const);
    if (!(await withoutOrders(tx.db, [groupBuyId], open)).has(groupBuyId)) return false;
    if (cancelReason === null && (await linesToRebate(tx.db, groupBuy, 1)).length > 0) return false;
    const { units, orders } = await standingOf(tx.db, groupBuy);
    await writeCloseSums(tx.db, groupBuy);
    await recount(tx.db, [groupBuyId], tx.now);
    const items = (await itemsOf(tx.db, [groupBuyId])).get(groupBuyId) ?? [];
    await planQuotas(
      tx,
      [{ groupBuy, items, unitsOf: (item) => Math.max(0, (item.quota ?? 0) - (units.get(item.skuId) ?? 0)) }],
      'down',
    );
    const failed = groupBuy.kind === 'min_size' ? await countFailedTeams(tx.db, groupBuy) : 0;
    const done = settled(groupBuy, tx.now, outcomeOf(orders, failed));
    if (!(await updateGroupBuy(tx.db, done))) throw new GroupBuyChangedMeanwhile();
    await tx.announce([
      GroupBuyClosed(groupBuyId, { ...factsOf(done), outcome: done.outcome, orders, pickupOn: done.pickupOn }),
    ]);
    return true;
  });
}
