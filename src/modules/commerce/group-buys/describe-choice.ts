import type { CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import type { LeaderChoice } from './group-buy-contract.ts';
import { communitiesOfLeader, leaderAt, offeredAt } from './leader-choice.ts';
import { LEFT_OUT, prepareGroupBuys } from './prepare-group-buys.ts';

/** What a leader may sell in one of their communities now, and when it would close. Throws NotTheirCommunity. */
export async function describeChoice(ctx: Context, communityId: CommunityId): Promise<LeaderChoice> {
  const now = ctx.clock.now();
  const { leaderId, community } = await leaderAt(ctx, ctx.db, communityId);
  const offered = await offeredAt(ctx.db, community, now);
  const opening = {
    kind: 'open_list',
    teamSize: null,
    teamHours: null,
    tierBy: null,
    campaignId: null,
    title: '',
    words: '',
    items: offered.map(({ item }) => item),
    opensAt: now,
    cutOffAt: null,
    openedBy: 'leader',
    leaderId,
    pickupPointId: null,
  } as const;
  const { prepared, leftOut } = await prepareGroupBuys(ctx, ctx.db, opening, [communityId], now);
  const mine = await communitiesOfLeader(ctx.db, leaderId);
  const why = leftOut[0]?.why;
  return {
    communities: [...mine.values()].map(({ id, name }) => ({ communityId: id, name })),
    cutOffAt: prepared[0]?.groupBuy.cutOffAt.toISOString() ?? null,
    pickupOn: prepared[0]?.groupBuy.pickupOn ?? null,
    whyNot: why === undefined ? null : LEFT_OUT[why],
    items: offered.map(({ item, sku }) => ({
      skuId: item.skuId,
      name: sku.name,
      unit: sku.unit,
      imageId: sku.imageId,
      kind: item.kind,
      priceFen: item.priceFen,
      originalFen: sku.priceFen > item.priceFen ? sku.priceFen : null,
      tiers: [...item.tiers],
      tierBy: item.tierBy,
      teamSize: item.teamSize,
      teamHours: item.teamHours,
      perPersonLimit: item.perPersonLimit,
      perCommunityLimit: item.perCommunityLimit,
    })),
  };
}
