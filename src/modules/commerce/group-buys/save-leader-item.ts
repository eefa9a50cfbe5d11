import { NotFound } from '#kernel/errors';
import { addDays, startOfBusinessDay } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { covers } from '#platform/permission';
import { skusByIds } from '../catalogue/spu-store.ts';
import { CampaignOutsideArea, checkTerms } from './campaign.ts';
import { GroupBuyChangedMeanwhile, GroupTermsUnfit, NotInGroupBuy } from './group-buy.ts';
import type { LeaderItem, LeaderItemId } from './leader-item.ts';
import { deleteLeaderItem, lockLeaderItem, saveLeaderItemRow } from './leader-item-store.ts';

export interface SaveLeaderItemInput {
  readonly facts: Omit<LeaderItem, 'leaderItemId' | 'validFrom' | 'validUntil' | 'revision'> & {
    /** Business days, both included; null for no end. */
    readonly from: string;
    readonly to: string | null;
  };
  /** Which one is changed, and from which revision; absent for a new one. */
  readonly change?: { readonly leaderItemId: LeaderItemId; readonly revision: number };
}

/**
 * Lets leaders sell something on these terms, or changes the terms for what they open from now on.
 * @throws NotFound, GroupTermsUnfit, NotInGroupBuy for a SKU that there is not, CampaignOutsideArea,
 * GroupBuyChangedMeanwhile
 */
export async function saveLeaderItem(ctx: Context, { facts, change }: SaveLeaderItemInput): Promise<LeaderItem> {
  const { from, to, ...terms } = facts;
  checkTerms(terms, [terms]);
  if (to !== null && to < from) throw new GroupTermsUnfit('window');
  return ctx.transaction(async (tx) => {
    if (change !== undefined) await lockedItem(ctx, tx, change.leaderItemId);
    checkArea(ctx, terms.cityId);
    if (!(await skusByIds(tx.db, [terms.skuId])).has(terms.skuId)) throw new NotInGroupBuy([terms.skuId]);
    const item: LeaderItem = {
      ...terms,
      leaderItemId: change?.leaderItemId ?? tx.newId<'LeaderItem'>(),
      validFrom: startOfBusinessDay(from),
      validUntil: to === null ? null : addDays(startOfBusinessDay(to), 1),
      revision: (change?.revision ?? 0) + 1,
    };
    if (!(await saveLeaderItemRow(tx.db, item, tx.now))) throw new GroupBuyChangedMeanwhile();
    await tx.audit({
      action: 'save-leader-item',
      subject: { kind: 'leader_item', id: item.leaderItemId },
      details: { skuId: item.skuId, cityId: item.cityId, kind: item.kind, priceFen: item.priceFen, from, to },
    });
    return item;
  });
}

/** Takes something out of what leaders may sell; what they opened stays. @throws NotFound, CampaignOutsideArea */
export async function removeLeaderItem(ctx: Context, leaderItemId: LeaderItemId): Promise<{ removed: true }> {
  return ctx.transaction(async (tx) => {
    await lockedItem(ctx, tx, leaderItemId);
    await deleteLeaderItem(tx.db, leaderItemId);
    await tx.audit({ action: 'remove-leader-item', subject: { kind: 'leader_item', id: leaderItemId } });
    return { removed: true };
  });
}

async function lockedItem(ctx: Context, tx: Tx, leaderItemId: LeaderItemId): Promise<LeaderItem> {
  const item = await lockLeaderItem(tx.db, leaderItemId);
  const seen = item !== undefined && (item.cityId === null || covers(ctx.scope, { cityId: item.cityId }));
  if (!seen) throw new NotFound('leader-item');
  checkArea(ctx, item.cityId);
  return item;
}

function checkArea(ctx: Context, cityId: LeaderItem['cityId']): void {
  const mine = cityId === null ? ctx.scope.everything : covers(ctx.scope, { cityId });
  if (!mine) throw new CampaignOutsideArea();
}
