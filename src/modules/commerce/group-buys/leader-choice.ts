import type { CommunityId, SkuId, TouchpointId } from '#kernel/ids';
import type { Context, Database, DatabaseTransaction } from '#platform/context';
import { communitiesByIds, pickupPointsOf, type Community } from '#modules/territory';
import { coverageOf } from '#modules/touchpoints';
import type { EffectiveSku } from '../catalogue/effective-sku.ts';
import { effectiveSkus, MAX_EFFECTIVE_SKUS } from '../catalogue/effective-sku-store.ts';
import type { GroupTerms } from './group-buy.ts';
import { NotForLeaders, NotTheirCommunity, offeredIn, termsOf, type LeaderItem } from './leader-item.ts';
import { leaderItemsAt } from './leader-item-store.ts';
import type { Opening } from './prepare-group-buys.ts';

type Db = Database | DatabaseTransaction;

/** Something that a leader may sell, as the catalogue calls it there. */
export interface OfferedItem {
  readonly item: LeaderItem;
  readonly sku: EffectiveSku;
}

/** The communities of whoever acts: those that they serve, and those where they keep a pick-up point. */
export async function communitiesOfLeader(db: Db, touchpointId: TouchpointId): Promise<Map<CommunityId, Community>> {
  const served = (await coverageOf(db, touchpointId)).map((each) => each.communityId);
  const kept = (await pickupPointsOf(db, touchpointId)).map((point) => point.communityId);
  return communitiesByIds(db, [...new Set([...served, ...kept])]);
}

/** The leader who acts, and one of their communities. @throws NotTheirCommunity */
export async function leaderAt(
  ctx: Context,
  db: Db,
  communityId: CommunityId,
): Promise<{ readonly leaderId: TouchpointId; readonly community: Community }> {
  const leaderId = ctx.scope.touchpoint;
  if (leaderId === undefined) throw new NotTheirCommunity();
  const community = (await communitiesOfLeader(db, leaderId)).get(communityId);
  if (community === undefined) throw new NotTheirCommunity();
  return { leaderId, community };
}

/** What leaders may sell in a community now: what headquarters offers them, as far as it is sold there. */
export async function offeredAt(db: Db, community: Pick<Community, 'id' | 'cityId'>, at: Date): Promise<OfferedItem[]> {
  const { cityId, id: communityId } = community;
  const offered = offeredIn(await leaderItemsAt(db, cityId, at), cityId, at).slice(0, MAX_EFFECTIVE_SKUS);
  const skuIds = offered.map((item) => item.skuId);
  const skus = await effectiveSkus(db, { skuIds, place: { cityId, storeId: null, communityId }, at });
  return offered.flatMap((item) => {
    const sku = skus.get(item.skuId);
    return sku === undefined || !sku.listed ? [] : [{ item, sku }];
  });
}

/** The frame of what a leader chose: items with their terms. @throws NotForLeaders, GroupTermsUnfit */
export function frameOf(
  offered: readonly OfferedItem[],
  skuIds: readonly SkuId[],
): GroupTerms & Pick<Opening, 'items'> {
  const items = new Map(offered.map(({ item }) => [item.skuId, item]));
  const wanted = [...new Set(skuIds)];
  const missing = wanted.filter((skuId) => !items.has(skuId));
  if (missing.length > 0) throw new NotForLeaders(missing);
  const chosen = wanted.flatMap((skuId) => items.get(skuId) ?? []);
  return {
    ...termsOf(chosen),
    items: chosen.map(({ skuId, priceFen, tiers, perPersonLimit, perCommunityLimit, quota }) => ({
      skuId,
      priceFen,
      tiers,
      perPersonLimit,
      perCommunityLimit,
      quota,
    })),
  };
}
