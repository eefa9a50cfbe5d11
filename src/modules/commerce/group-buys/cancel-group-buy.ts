import type { Context, Tx } from '#platform/context';
import { freezeGroupBuys } from './freeze-group-buys.ts';
import { GroupBuyChanged } from './group-buys-events.ts';
import { calledOff, factsOf, type GroupBuy, type GroupBuyCancelReason } from './group-buy.ts';
import { lockedGroupBuy, saveGroupBuy, type MoveAsked } from './lock-group-buy.ts';

/**
 * Calls a group buy off: one that is open is settled by sending back everything. Announces GroupBuyChanged. Throws
 * NotFound, IllegalMove.
 */
export async function cancelGroupBuy(
  ctx: Context,
  asked: MoveAsked & { readonly reason: GroupBuyCancelReason },
): Promise<GroupBuy> {
  return ctx.transaction(async (tx) => {
    const it = await callOffGroupBuy(tx, await lockedGroupBuy(ctx, tx, asked), asked.reason);
    await tx.audit({
      action: 'cancel-group-buy',
      subject: { kind: 'group_buy', id: asked.groupBuyId },
      details: { reason: asked.reason },
    });
    return it;
  });
}

/** Part: calls off one that is locked, at once where nobody could order yet. */
export async function callOffGroupBuy(tx: Tx, before: GroupBuy, reason: GroupBuyCancelReason): Promise<GroupBuy> {
  if (before.state === 'open') {
    const [it] = await freezeGroupBuys(tx, [before], reason);
    return it as GroupBuy;
  }
  const it = calledOff(before, tx.now, reason);
  await saveGroupBuy(tx, it);
  await tx.announce([GroupBuyChanged(it.groupBuyId, factsOf(it))]);
  return it;
}
