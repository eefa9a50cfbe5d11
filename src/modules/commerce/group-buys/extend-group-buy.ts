import { businessDay, DAY, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { pickupPointsByIds } from '#modules/territory';
import { pickupDay } from './cut-off.ts';
import { GroupBuyChanged } from './group-buys-events.ts';
import { extended, factsOf, type GroupBuy } from './group-buy.ts';
import { lockedGroupBuy, saveGroupBuy, type MoveAsked } from './lock-group-buy.ts';
import { moveWholeTeam } from './team-store.ts';

/**
 * Keeps a group buy open for longer, as long as it has not closed; what is picked up moves along by as many days.
 * Announces GroupBuyChanged. Throws NotFound, IllegalMove, GroupBuyClosed, CutOffUnfit.
 */
export async function extendGroupBuy(ctx: Context, asked: MoveAsked & { readonly cutOffAt: Date }): Promise<GroupBuy> {
  return ctx.transaction(async (tx) => {
    const before = await lockedGroupBuy(ctx, tx, asked);
    const later = extended(before, asked.cutOffAt, tx.now);
    const point = (await pickupPointsByIds(tx.db, [before.pickupPointId])).get(before.pickupPointId);
    const days = daysBetween(businessDay(before.cutOffAt), before.pickupOn);
    const pickupOn = pickupDay(asked.cutOffAt, Math.max(0, days), point?.restDays ?? []);
    // Whoever ordered already was told a day: it is kept while it can be.
    const it = { ...later, pickupOn: businessDay(asked.cutOffAt) < before.pickupOn ? before.pickupOn : pickupOn };
    await saveGroupBuy(tx, it);
    await moveWholeTeam(tx.db, it);
    await tx.audit({
      action: 'extend-group-buy',
      subject: { kind: 'group_buy', id: it.groupBuyId },
      details: { from: before.cutOffAt.toISOString(), to: it.cutOffAt.toISOString() },
    });
    await tx.announce([GroupBuyChanged(it.groupBuyId, factsOf(it))]);
    return it;
  });
}

const daysBetween = (from: string, to: string): number =>
  Math.round((startOfBusinessDay(to).getTime() - startOfBusinessDay(from).getTime()) / DAY);
