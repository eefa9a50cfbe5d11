import type { CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { EVERYTHING } from '#platform/permission';
import { cities, communitiesByIds } from '#modules/territory';
import { skusByIds } from '../catalogue/spu-store.ts';
import { CAMPAIGN_STATES, percentOf, type Campaign } from './campaign.ts';
import { sumCampaigns } from './campaign-store.ts';
import { reachedOf } from './describe-group-buys.ts';
import type { CampaignDetail, CampaignItem, CampaignPreview as PreviewAnswer } from './campaign-contract.ts';
import { GROUP_BUY_KINDS } from './group-buy.ts';
import { LEFT_OUT } from './prepare-group-buys.ts';
import type { CampaignPreview } from './preview-campaign.ts';

/** Campaigns with what their group buys come to in the area of the reader; their target is everybody's. */
export async function describeCampaigns(ctx: Context, campaigns: readonly Campaign[]): Promise<CampaignItem[]> {
  const ids = campaigns.map((it) => it.campaignId);
  const sums = await sumCampaigns(ctx.db, ctx.scope, ids);
  const whole = await sumCampaigns(ctx.db, EVERYTHING, ids);
  const names = new Map((await cities(ctx.db)).map((city) => [city.id, city.name]));
  return campaigns.map((it) => {
    const sum = sums.get(it.campaignId);
    const { campaignId, title, words, kind, state, teamSize, teamHours, tierBy, target, revision } = it;
    return {
      campaignId,
      title,
      words,
      kind,
      kindName: GROUP_BUY_KINDS[kind],
      state,
      stateName: CAMPAIGN_STATES[state],
      teamSize,
      teamHours,
      tierBy,
      cityIds: [...it.cityIds],
      cityNames: it.cityIds.map((id) => names.get(id) ?? ''),
      communityIds: it.communityIds.filter((id) => isMine(ctx, it, id)),
      opensAt: it.opensAt.toISOString(),
      cutOffAt: it.cutOffAt?.toISOString() ?? null,
      target,
      launch: {
        done: it.launch.done,
        total: it.launch.total,
        leftOut: it.launch.leftOut,
        opened: Object.values(sum?.byState ?? {}).reduce((all, count) => all + count, 0),
      },
      orders: sum?.orders ?? 0,
      people: sum?.people ?? 0,
      units: sum?.units ?? 0,
      goodsFen: sum?.goodsFen ?? 0,
      percent: target === null ? null : percentOf(target, reachedOf(target, whole.get(campaignId))),
      revision,
      createdAt: it.createdAt.toISOString(),
    };
  });
}

/** Communities of others are not named to who reads a part of a campaign. */
function isMine({ scope }: Context, { cityIds }: Campaign, id: CommunityId): boolean {
  return scope.everything || cityIds.every((cityId) => scope.cities.includes(cityId)) || scope.communities.includes(id);
}

export async function describeCampaign(ctx: Context, it: Campaign): Promise<CampaignDetail> {
  const [item] = await describeCampaigns(ctx, [it]);
  const sum = (await sumCampaigns(ctx.db, ctx.scope, [it.campaignId])).get(it.campaignId);
  const skus = await skusByIds(
    ctx.db,
    it.items.map((each) => each.skuId),
  );
  const { communityIds } = item as CampaignItem;
  const communities = await communitiesByIds(ctx.db, communityIds);
  return {
    ...(item as CampaignItem),
    items: it.items.map((each) => {
      const sku = skus.get(each.skuId);
      const named = { name: sku?.name ?? '', unit: sku?.soldBy ?? '', imageId: sku?.imageId ?? null };
      return { ...each, tiers: [...each.tiers], ...named, listFen: sku?.listFen ?? each.priceFen };
    }),
    communities: communityIds.flatMap((communityId) => {
      const found = communities.get(communityId);
      return found === undefined ? [] : [{ communityId, name: found.name, cityId: found.cityId }];
    }),
    groupBuys: { byState: sum?.byState ?? {}, byOutcome: sum?.byOutcome ?? {} },
  };
}

export const previewShown = (it: CampaignPreview): PreviewAnswer => ({
  communities: it.communities,
  ready: it.ready,
  leftOut: it.leftOut.map((each) => ({ ...each, words: LEFT_OUT[each.why] })),
  leftOutTotal: it.leftOutTotal,
  quotas: [...it.quotas],
  cutOffAt: it.cutOffAt?.toISOString() ?? null,
  pickupOn: it.pickupOn,
});
