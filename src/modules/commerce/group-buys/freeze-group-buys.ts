import { SECOND } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { GroupBuyChanged } from './group-buys-events.ts';
import { factsOf, frozen, GroupBuyChangedMeanwhile, type GroupBuy, type GroupBuyCancelReason } from './group-buy.ts';
import { freezeAll, lockDue } from './settle-store.ts';

const BATCH = 100;
/** Later than that after its cut-off, whoever is joining is waited for. */
const LEFT_BEHIND_MS = 30 * SECOND;

/**
 * Part: from now on nobody joins; whoever was joining is waited for, since orders share the lock of the row. Announces
 * GroupBuyChanged.
 */
export async function freezeGroupBuys(
  tx: Tx,
  open: readonly GroupBuy[],
  cancelReason: GroupBuyCancelReason | null = null,
): Promise<GroupBuy[]> {
  const done = open.map((it) => {
    // Closed before its time: the cut-off is now, and never before it opened.
    const cutOffAt =
      it.cutOffAt <= tx.now ? it.cutOffAt : new Date(Math.max(tx.now.getTime(), it.opensAt.getTime() + 1));
    return { ...frozen(it, tx.now, cancelReason), cutOffAt };
  });
  if ((await freezeAll(tx.db, done)) !== done.length) throw new GroupBuyChangedMeanwhile();
  await tx.announce(done.map((it) => GroupBuyChanged(it.groupBuyId, factsOf(it))));
  return done;
}

/**
 * Freezes what has reached its cut-off; answers how many. Those that somebody is just joining are left for the next run,
 * and waited for when they are left behind.
 */
export async function freezeDueGroupBuys(ctx: Context): Promise<number> {
  const freeze = (before: Date, wait: boolean): Promise<number> =>
    ctx.transaction(async (tx) => {
      const due = await lockDue(tx.db, 'open', before, wait ? 1 : BATCH, wait);
      await freezeGroupBuys(tx, due);
      return due.length;
    });
  let total = 0;
  for (let done = BATCH; done === BATCH; total += done) done = await freeze(ctx.clock.now(), false);
  const left = new Date(ctx.clock.now().getTime() - LEFT_BEHIND_MS);
  for (let done = 1; done === 1; total += done) done = await freeze(left, true);
  return total;
}
