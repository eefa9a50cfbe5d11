import type { Context } from '#platform/context';
import { freezeGroupBuys } from './freeze-group-buys.ts';
import type { GroupBuy } from './group-buy.ts';
import { lockedGroupBuy, type MoveAsked } from './lock-group-buy.ts';

/**
 * Closes a group buy before its cut-off; the settlement goes on from there. Announces GroupBuyChanged. Throws NotFound,
 * IllegalMove.
 */
export async function closeGroupBuy(ctx: Context, asked: MoveAsked): Promise<GroupBuy> {
  return ctx.transaction(async (tx) => {
    const [it] = await freezeGroupBuys(tx, [await lockedGroupBuy(ctx, tx, asked)]);
    await tx.audit({ action: 'close-group-buy', subject: { kind: 'group_buy', id: asked.groupBuyId } });
    return it as GroupBuy;
  });
}
