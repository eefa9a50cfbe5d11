import type { CommunityId, SkuId, WarehouseId } from '#kernel/ids';
import type { Context } from '#platform/context';
import type { Campaign } from './campaign.ts';
import { nextCommunities, openingOf } from './launch-campaign.ts';
import { prepareGroupBuys, type LeftOut } from './prepare-group-buys.ts';

const MAX_NAMED = 200;

export interface CampaignPreview {
  readonly communities: number;
  readonly ready: number;
  readonly leftOut: readonly LeftOut[];
  readonly leftOutTotal: number;
  readonly quotas: readonly { readonly placeId: WarehouseId; readonly skuId: SkuId; readonly units: number }[];
  readonly cutOffAt: Date | null;
  readonly pickupOn: string | null;
}

/** What a launch would do now, without doing it: where it opens, where it cannot and why, and what is put in to be sold. */
export async function previewCampaign(ctx: Context, campaign: Campaign): Promise<CampaignPreview> {
  const now = ctx.clock.now();
  const quotas = new Map<string, { placeId: WarehouseId; skuId: SkuId; units: number }>();
  const leftOut: LeftOut[] = [];
  let [communities, ready, to, last] = [0, 0, null as CommunityId | null, false];
  let first: { cutOffAt: Date; pickupOn: string } | undefined;
  while (!last) {
    const next = await nextCommunities(ctx.db, campaign, to);
    const found = await prepareGroupBuys(ctx, ctx.db, openingOf(campaign), next.ids, now);
    communities += next.ids.length;
    ready += found.prepared.length;
    leftOut.push(...found.leftOut);
    first ??= found.prepared[0]?.groupBuy;
    for (const { groupBuy, items } of found.prepared) {
      for (const { skuId, quota } of items) {
        if (quota === null) continue;
        const key = `${groupBuy.placeId}/${skuId}`;
        const units = (quotas.get(key)?.units ?? 0) + quota;
        quotas.set(key, { placeId: groupBuy.placeId, skuId, units });
      }
    }
    ({ to, last } = next);
  }
  return {
    communities,
    ready,
    leftOut: leftOut.slice(0, MAX_NAMED),
    leftOutTotal: leftOut.length,
    quotas: [...quotas.values()].slice(0, MAX_NAMED),
    cutOffAt: first?.cutOffAt ?? null,
    pickupOn: first?.pickupOn ?? null,
  };
}
