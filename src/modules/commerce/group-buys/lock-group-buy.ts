import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { GroupBuyChangedMeanwhile, type GroupBuy, type GroupBuyId } from './group-buy.ts';
import { lockGroupBuyInScope, updateGroupBuy, type GroupBuyReader } from './group-buy-store.ts';

export interface MoveAsked {
  readonly groupBuyId: GroupBuyId;
  /** Staff by area, leaders their own. */
  readonly reader: GroupBuyReader;
}

/** Part: one that the actor may change, locked. Throws NotFound. */
export async function lockedGroupBuy(ctx: Context, tx: Tx, { groupBuyId, reader }: MoveAsked): Promise<GroupBuy> {
  const it = await lockGroupBuyInScope(tx.db, ctx.scope, reader, groupBuyId);
  if (it === undefined) throw new NotFound('group-buy');
  return it;
}

/** Part: saves it as it is now. Throws GroupBuyChangedMeanwhile. */
export async function saveGroupBuy(tx: Tx, it: GroupBuy): Promise<void> {
  if (!(await updateGroupBuy(tx.db, it))) throw new GroupBuyChangedMeanwhile();
}
