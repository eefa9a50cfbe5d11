import type { Context } from '#platform/context';
import { published, type GroupBuy } from './group-buy.ts';
import { itemsOf } from './group-buy-store.ts';
import { lockedGroupBuy, saveGroupBuy, type MoveAsked } from './lock-group-buy.ts';
import { announceOpened } from './put-on-sale.ts';

/** A draft is opened, or planned. Announces GroupBuyOpened. Throws NotFound, IllegalMove, GroupBuyClosed. */
export async function publishGroupBuy(ctx: Context, asked: MoveAsked): Promise<GroupBuy> {
  return ctx.transaction(async (tx) => {
    const it = published(await lockedGroupBuy(ctx, tx, asked), tx.now);
    await saveGroupBuy(tx, it);
    if (it.state === 'open') {
      const items = (await itemsOf(tx.db, [it.groupBuyId])).get(it.groupBuyId) ?? [];
      await announceOpened(tx, [{ groupBuy: it, items }]);
    }
    return it;
  });
}
