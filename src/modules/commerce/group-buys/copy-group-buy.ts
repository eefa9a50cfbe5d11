import type { CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { skusByIds } from '../catalogue/spu-store.ts';
import type { GroupBuy } from './group-buy.ts';
import { itemsOf, lastOfLeader } from './group-buy-store.ts';
import { leaderAt, offeredAt } from './leader-choice.ts';
import { NothingToCopy } from './leader-item.ts';
import { openForLeader } from './open-group-buy.ts';

export interface CopiedGroupBuy {
  readonly groupBuy: GroupBuy;
  /** Items of the last one that are not offered any more, by name. */
  readonly leftOut: readonly string[];
}

/**
 * Opens the leader's last group buy of a community again, at today's prices and limits; what is no longer offered is left
 * out and named. Announces GroupBuyOpened. Throws NotTheirCommunity, NothingToCopy, CannotOpenHere,
 * BannedWords.
 */
export async function copyGroupBuy(
  ctx: Context,
  asked: { readonly communityId: CommunityId },
): Promise<CopiedGroupBuy> {
  return ctx.transaction(async (tx) => {
    const { communityId } = asked;
    const { leaderId, community } = await leaderAt(ctx, tx.db, communityId);
    const last = await lastOfLeader(tx.db, leaderId, communityId);
    if (last === undefined) throw new NothingToCopy();
    const offered = await offeredAt(tx.db, community, tx.now);
    // Terms may have changed since: only what still comes together the same way goes on.
    const same = offered.filter(
      ({ item }) =>
        item.kind === last.kind &&
        item.teamSize === last.teamSize &&
        item.teamHours === last.teamHours &&
        item.tierBy === last.tierBy,
    );
    const items = (await itemsOf(tx.db, [last.groupBuyId])).get(last.groupBuyId) ?? [];
    const kept = items.filter((item) => same.some((each) => each.item.skuId === item.skuId));
    if (kept.length === 0) throw new NothingToCopy();
    const gone = items.filter((item) => !kept.includes(item));
    const names = await skusByIds(
      tx.db,
      gone.map((item) => item.skuId),
    );
    const groupBuy = await openForLeader(ctx, tx, {
      communityId,
      title: last.title,
      words: last.words,
      skuIds: kept.map((item) => item.skuId),
      draft: false,
      leaderId,
      offered: same,
    });
    return { groupBuy, leftOut: gone.map((item) => names.get(item.skuId)?.name ?? '') };
  });
}
