import type { Context } from '#platform/context';
import { opened, GroupBuyChangedMeanwhile } from './group-buy.ts';
import { itemsOf, updateGroupBuy } from './group-buy-store.ts';
import { announceOpened } from './put-on-sale.ts';
import { lockDue } from './settle-store.ts';

const BATCH = 100;

/** Opens what was planned for now; answers how many. Announces GroupBuyOpened. */
export async function openDueGroupBuys(ctx: Context): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await ctx.transaction(async (tx) => {
      const due = await lockDue(tx.db, 'scheduled', tx.now, BATCH);
      const items = await itemsOf(
        tx.db,
        due.map((it) => it.groupBuyId),
      );
      const now = due.map((it) => opened(it, tx.now));
      for (const it of now) if (!(await updateGroupBuy(tx.db, it))) throw new GroupBuyChangedMeanwhile();
      await announceOpened(
        tx,
        now.map((groupBuy) => ({ groupBuy, items: items.get(groupBuy.groupBuyId) ?? [] })),
      );
      return due.length;
    });
    total += done;
    if (done < BATCH) return total;
  }
}
