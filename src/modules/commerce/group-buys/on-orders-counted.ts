import { subscribeBatch } from '#platform/outbox';
import { OrderCancelled, OrderCompleted, OrderPaid, OrderRefunded } from '../events.ts';
import { recount } from './count-store.ts';
import { GroupBuyChanged, TeamFilled } from './group-buys-events.ts';
import { factsOf, type GroupBuyId } from './group-buy.ts';
import { groupBuysByIds } from './group-buy-store.ts';

/** How group buys stand follows from their orders; whoever looks at one hears of it once for each batch. */
export const onOrdersCounted = subscribeBatch(
  'commerce.count-group-buys',
  [OrderPaid, OrderCancelled, OrderRefunded, OrderCompleted, TeamFilled],
  async (tx, events) => {
    const ids = events.flatMap(({ payload }): GroupBuyId[] =>
      payload.groupBuyId === null ? [] : [payload.groupBuyId],
    );
    if (ids.length === 0) return;
    const moved = await recount(tx.db, ids, tx.now);
    const groupBuys = await groupBuysByIds(tx.db, moved);
    await tx.announce(groupBuys.map((it) => GroupBuyChanged(it.groupBuyId, factsOf(it))));
  },
);
