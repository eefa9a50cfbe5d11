import type { CommunityId } from '#kernel/ids';
import { fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { EVERYTHING } from '#platform/permission';
import { communitiesByIds, pickupPointsByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { skusByIds } from '../catalogue/spu-store.ts';
import { percentOf, type Campaign } from './campaign.ts';
import { campaignsByIds, sumCampaigns } from './campaign-store.ts';
import { countsOf, unpaidOf, type GroupBuyCount } from './count-store.ts';
import { facesIn } from './face.ts';
import type {
  GroupBuyDetail,
  GroupBuyItem as StaffItem,
  MyGroupBuy,
  MyGroupBuyItem,
  ShopGroupBuy,
  ShopTeam,
} from './group-buy-contract.ts';
import {
  GROUP_BUY_CANCEL_REASONS,
  GROUP_BUY_KINDS,
  GROUP_BUY_STATES,
  mayMove,
  numberInGroups,
  OUTCOMES,
  type GroupBuy,
} from './group-buy.ts';
import { itemsOf } from './group-buy-store.ts';
import { closeSumsOf } from './settle-store.ts';
import type { Team } from './team.ts';
import { teamsOf, teamSumsOf, type TeamSums } from './team-store.ts';

const NOTHING_YET: GroupBuyCount = {
  orders: 0,
  people: 0,
  units: 0,
  goodsFen: fen(0),
  failedOrders: 0,
  refundedFen: fen(0),
  itemUnits: new Map(),
  revision: 0,
};
/** Teams that a page shows. */
const SHOWN_TEAMS = 10;

const known = <T>(values: readonly (T | null)[]): T[] => [...new Set(values.filter((value) => value !== null))];

export const stateInWords = ({ state, outcome }: Pick<GroupBuy, 'state' | 'outcome'>): string =>
  outcome === null ? GROUP_BUY_STATES[state] : OUTCOMES[outcome];

export interface Shown {
  readonly groupBuy: GroupBuy;
  readonly count: GroupBuyCount;
  readonly communityName: string;
  readonly cityName: string;
  readonly leaderName: string;
}

/** Group buys with their counts and the names of their places and leaders, in a few batched reads. */
export async function showGroupBuys(ctx: Context, groupBuys: readonly GroupBuy[]): Promise<Shown[]> {
  const counts = await countsOf(
    ctx.db,
    groupBuys.map((it) => it.groupBuyId),
  );
  const places = await communitiesByIds(ctx.db, [...new Set<CommunityId>(groupBuys.map((it) => it.communityId))]);
  const leader = await touchpointNames(ctx.db, ctx.services.vault, known(groupBuys.map((it) => it.touchpointId)));
  return groupBuys.map((groupBuy) => ({
    groupBuy,
    count: counts.get(groupBuy.groupBuyId) ?? NOTHING_YET,
    communityName: places.get(groupBuy.communityId)?.name ?? '',
    cityName: places.get(groupBuy.communityId)?.cityName ?? '',
    leaderName: groupBuy.touchpointId === null ? '' : leader(groupBuy.touchpointId).name,
  }));
}

/** What everybody sees of one. */
export const factsShown = ({ groupBuy: it, count, communityName, leaderName }: Shown) => ({
  groupBuyId: it.groupBuyId,
  groupBuyNumber: numberInGroups(it.groupBuyNumber),
  campaignId: it.campaignId,
  cityId: it.cityId,
  communityId: it.communityId,
  communityName,
  title: it.title,
  words: it.words,
  kind: it.kind,
  kindName: GROUP_BUY_KINDS[it.kind],
  state: it.state,
  stateName: stateInWords(it),
  outcome: it.outcome,
  teamSize: it.teamSize,
  teamHours: it.teamHours,
  tierBy: it.tierBy,
  opensAt: it.opensAt.toISOString(),
  cutOffAt: it.cutOffAt.toISOString(),
  pickupOn: it.pickupOn,
  leaderName,
  orders: count.orders,
  people: count.people,
  units: count.units,
});

/** As whoever leads them, or staff, sees them. */
export async function describeForLeader(ctx: Context, shown: readonly Shown[]): Promise<MyGroupBuyItem[]> {
  const now = ctx.clock.now();
  const points = await pickupPointsByIds(ctx.db, known(shown.map(({ groupBuy }) => groupBuy.pickupPointId)));
  const unpaid = await unpaidOf(
    ctx.db,
    shown.map(({ groupBuy }) => groupBuy.groupBuyId),
  );
  return shown.map((each) => {
    const { groupBuy: it } = each;
    return {
      ...factsShown(each),
      pickupPointId: it.pickupPointId,
      pickupPointName: points.get(it.pickupPointId)?.name ?? '',
      openedBy: it.openedBy,
      unpaidOrders: unpaid.get(it.groupBuyId) ?? 0,
      revision: it.revision,
      can: {
        publish: it.state === 'draft',
        extend: (it.state === 'open' || it.state === 'scheduled') && it.cutOffAt > now,
        close: it.state === 'open',
        cancel: it.state === 'open' || (mayMove(it.state, 'cancelled') && it.state !== 'closing'),
      },
      sharePath: `/g/${it.groupBuyNumber}`,
    };
  });
}

const NO_TEAMS: TeamSums = { open: 0, filled: 0, missing: null, endsAt: null };

const teamSumsJson = (sums: TeamSums = NO_TEAMS) => ({ ...sums, endsAt: sums.endsAt?.toISOString() ?? null });

/** As staff see them: with money. */
export async function describeForStaff(ctx: Context, groupBuys: readonly GroupBuy[]): Promise<StaffItem[]> {
  const shown = await showGroupBuys(ctx, groupBuys);
  const described = await describeForLeader(ctx, shown);
  const sums = await teamSumsOf(ctx.db, groupBuys, ctx.clock.now());
  return described.map((item, at) => {
    const { groupBuy: it, count, cityName } = shown[at] as Shown;
    return {
      ...item,
      cityName,
      storeId: it.storeId,
      placeId: it.placeId,
      touchpointId: it.touchpointId,
      goodsFen: count.goodsFen,
      failedOrders: count.failedOrders,
      refundedFen: count.refundedFen,
      cancelReason: it.cancelReason,
      teamSums: it.kind === 'min_size' ? teamSumsJson(sums.get(it.groupBuyId)) : null,
      cancelReasonName: it.cancelReason === null ? null : GROUP_BUY_CANCEL_REASONS[it.cancelReason],
    };
  });
}

/** What of one group buy only its own page shows, for whoever leads it and for staff. */
async function insideOf(ctx: Context, it: GroupBuy, count: GroupBuyCount) {
  const items = (await itemsOf(ctx.db, [it.groupBuyId])).get(it.groupBuyId) ?? [];
  const skus = await skusByIds(
    ctx.db,
    items.map((item) => item.skuId),
  );
  const sums = new Map((await closeSumsOf(ctx.db, [it.groupBuyId])).map((sum) => [sum.skuId, sum]));
  const over = it.state === 'closed' || it.state === 'cancelled';
  const named = items.map((item) => {
    const sku = skus.get(item.skuId);
    return { ...item, name: sku?.name ?? '', unit: sku?.soldBy ?? '', imageId: sku?.imageId ?? null };
  });
  return {
    now: ctx.clock.now().toISOString(),
    items: named.map(({ taken: _taken, tiers, ...item }) => ({ ...item, tiers: [...tiers] })),
    totals: named
      .map(({ skuId, name, unit, imageId }) => ({
        skuId,
        name,
        unit,
        imageId,
        placeId: it.placeId,
        orders: over ? (sums.get(skuId)?.orders ?? 0) : count.orders,
        units: over ? (sums.get(skuId)?.units ?? 0) : (count.itemUnits.get(skuId) ?? 0),
      }))
      .filter((total) => total.units > 0),
    teams: await describeTeams(ctx, it, SHOWN_TEAMS),
    progress: await progressOf(ctx, it),
  };
}

export async function describeMine(ctx: Context, it: GroupBuy): Promise<MyGroupBuy> {
  const shown = await showGroupBuys(ctx, [it]);
  const [facts] = await describeForLeader(ctx, shown);
  const inside = await insideOf(ctx, it, (shown[0] as Shown).count);
  return { ...(facts as MyGroupBuyItem), ...inside };
}

export async function describeDetail(ctx: Context, it: GroupBuy): Promise<GroupBuyDetail> {
  const [facts] = await describeForStaff(ctx, [it]);
  const count = (await countsOf(ctx.db, [it.groupBuyId])).get(it.groupBuyId) ?? NOTHING_YET;
  return { ...(facts as StaffItem), ...(await insideOf(ctx, it, count)) };
}

/** Teams that still take people, with the faces of those who began them. */
export async function describeTeams(ctx: Context, it: GroupBuy, limit: number): Promise<ShopTeam[]> {
  if (it.kind !== 'min_size' || it.state !== 'open') return [];
  return showTeams(ctx, it.groupBuyId, await teamsOf(ctx.db, it.groupBuyId, ctx.clock.now(), limit));
}

/** Teams of one group buy, with faces. */
export async function showTeams(
  ctx: Context,
  groupBuyId: GroupBuy['groupBuyId'],
  teams: readonly Team[],
): Promise<ShopTeam[]> {
  const face = await facesIn(ctx.db, ctx.services.vault, groupBuyId, known(teams.map((team) => team.personId)));
  return teams.map((team) => {
    const { name, face: seed } = face(team.personId);
    return {
      teamId: team.teamId,
      state: team.state,
      size: team.size,
      paid: team.paid,
      held: team.held,
      left: Math.max(0, team.size - team.held),
      openedBy: name,
      openedByFace: seed,
      openedAt: team.openedAt.toISOString(),
      expiresAt: team.expiresAt.toISOString(),
    };
  });
}

/** How far the target that communities share is reached; null where the group buy has none. */
export async function progressOf(ctx: Context, { campaignId }: GroupBuy): Promise<ShopGroupBuy['progress']> {
  if (campaignId === null) return null;
  const campaign = (await campaignsByIds(ctx.db, [campaignId])).get(campaignId);
  if (campaign === undefined || campaign.target === null) return null;
  const sums = (await sumCampaigns(ctx.db, EVERYTHING, [campaignId])).get(campaignId);
  const reached = reachedOf(campaign.target, sums);
  // Money is headquarters' affair: of it everybody sees the share.
  const open = campaign.target.kind !== 'fen';
  return {
    title: campaign.title,
    kind: campaign.target.kind,
    target: open ? campaign.target.amount : null,
    reached: open ? reached : null,
    percent: percentOf(campaign.target, reached),
    communities: sums?.communities ?? 0,
  };
}

/** What of a target is reached. */
export function reachedOf(
  { kind }: NonNullable<Campaign['target']>,
  sums: { readonly orders: number; readonly people: number; readonly goodsFen: number } | undefined,
): number {
  if (sums === undefined) return 0;
  if (kind === 'fen') return sums.goodsFen;
  return kind === 'orders' ? sums.orders : sums.people;
}
