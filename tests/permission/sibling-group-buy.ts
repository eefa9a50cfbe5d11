import type { CityId, CommunityId, Id, SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { businessDay, HOUR } from '#kernel/time';
import {
  createCampaign,
  groupBuysOfCommunity,
  launchCampaign,
  saveCutOffRule,
  saveLeaderItem,
} from '#modules/commerce';
import type { ServerWorld } from '#testing';

interface GroupBuyGround {
  readonly mark: string;
  readonly cityId: CityId;
  readonly communityIds: readonly CommunityId[];
  readonly skuId: SkuId;
  /** Of one of the two areas of a city: a rule for all goods is there once. */
  readonly categoryId: Id<'Category'> | null;
}

const OPEN_LIST = { kind: 'open_list', teamSize: null, teamHours: null, tierBy: null } as const;

/** A campaign in the first community, which opens a group buy there, and what headquarters says for the city. */
export async function makeGroupBuys(
  { world }: ServerWorld,
  { mark, cityId, communityIds, skuId, categoryId }: GroupBuyGround,
): Promise<{ campaign: string[]; groupBuy: string[]; leaderItem: string[]; cutOffRule: string[] }> {
  const [communityId] = communityIds;
  const now = world.clock.now();
  const unlimited = { tiers: [], perPersonLimit: null, perCommunityLimit: null, quota: null };
  const item = { skuId, priceFen: fen(700), ...unlimited };
  const { campaignId } = await createCampaign(world.ctx(), {
    ...OPEN_LIST,
    title: `${mark}接龙`,
    words: '',
    cityIds: [cityId],
    communityIds: [communityId!],
    items: [item],
    opensAt: now,
    cutOffAt: new Date(now.getTime() + 48 * HOUR),
    target: { kind: 'orders', amount: 10 },
  });
  await launchCampaign(world.ctx(), campaignId);
  const [groupBuy] = await groupBuysOfCommunity(world.ctx().db, communityId!, now);
  if (groupBuy === undefined) throw new Error('no group buy was opened');
  const facts = { ...OPEN_LIST, ...item, cityId, from: businessDay(now), to: null };
  const { leaderItemId } = await saveLeaderItem(world.ctx(), { facts });
  const rule = { areaKind: 'city', areaId: cityId, categoryId, minute: 1_200, pickupDays: 1 } as const;
  const { cutOffRuleId } = await saveCutOffRule(world.ctx(), rule);
  return {
    campaign: [campaignId],
    groupBuy: [groupBuy.groupBuyId],
    leaderItem: [leaderItemId],
    cutOffRule: [cutOffRuleId],
  };
}
