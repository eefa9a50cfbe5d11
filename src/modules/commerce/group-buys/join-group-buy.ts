import type {
  CityId,
  CommunityId,
  CustomerKey,
  PersonId,
  PickupPointId,
  SkuId,
  StockPlaceId,
  StoreId,
  TouchpointId,
} from '#kernel/ids';
import { NotFound } from '#kernel/errors';
import type { Fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import type { OrderId } from '../orders/order.ts';
import { TeamOpened } from './group-buys-events.ts';
import {
  factsOf,
  GroupBuyClosed,
  LimitReached,
  NotInGroupBuy,
  sellLimit,
  type CampaignId,
  type GroupBuy,
  type GroupBuyId,
  type GroupBuyItem,
} from './group-buy.ts';
import { leftOf, shareGroupBuy, takeLimited, type Taken, type Taking } from './join-store.ts';
import { AlreadyInTeam, isWhole, teamExpiry, TeamFull, TeamMissing, TeamOver, type TeamId } from './team.ts';
import { teamById, wholeTeamOf } from './team-store.ts';

export interface JoinAsked {
  readonly groupBuyId: GroupBuyId;
  /** 拼团: a team that is there, or a new one; null for everything else. */
  readonly team: TeamId | 'new' | null;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly orderId: OrderId;
  /** Each SKU once. */
  readonly lines: readonly { readonly skuId: SkuId; readonly quantity: number }[];
  readonly at: Date;
}

export interface JoinedGroupBuy {
  readonly groupBuyId: GroupBuyId;
  readonly campaignId: CampaignId | null;
  readonly teamId: TeamId | null;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  /** The leader. */
  readonly touchpointId: TouchpointId | null;
  readonly storeId: StoreId | null;
  readonly pickupPointId: PickupPointId;
  readonly pickupOn: string;
  readonly cutOffAt: Date;
  /** The grid warehouse. */
  readonly placeId: StockPlaceId;
  readonly prices: ReadonlyMap<SkuId, Fen>;
  /** A paid order waits for its team. */
  readonly awaitsGroup: boolean;
}

/**
 * Part of ordering: joins a group buy, and takes what is limited. Closing it waits until the caller's transaction is
 * over. One statement; a second one where something is limited or people come together. Announces TeamOpened.
 * @throws NotFound, GroupBuyClosed, NotInGroupBuy, LimitReached, TeamMissing, TeamFull, TeamOver, AlreadyInTeam
 */
export async function joinGroupBuy(tx: Tx, asked: JoinAsked): Promise<JoinedGroupBuy> {
  const skuIds = asked.lines.map((line) => line.skuId);
  const found = await shareGroupBuy(tx.db, { groupBuyId: asked.groupBuyId, skuIds });
  if (found === undefined) throw new NotFound('group-buy');
  const { groupBuy, items } = found;
  checkOpen(groupBuy, asked.at);
  const sold = new Map(items.map((item) => [item.skuId, item]));
  const missing = skuIds.filter((skuId) => !sold.has(skuId));
  if (missing.length > 0) throw new NotInGroupBuy(missing);
  const team = await teamFor(tx, groupBuy, asked);
  const taking = takingOf(groupBuy, sold, asked, team);
  if (taking !== null) await take(tx, taking);
  if (team !== null && team.opens !== null) {
    await tx.announce([TeamOpened(team.teamId, { ...factsOf(groupBuy), teamId: team.teamId })]);
  }
  return {
    groupBuyId: groupBuy.groupBuyId,
    campaignId: groupBuy.campaignId,
    teamId: team?.teamId ?? null,
    cityId: groupBuy.cityId,
    communityId: groupBuy.communityId,
    touchpointId: groupBuy.touchpointId,
    storeId: groupBuy.storeId,
    pickupPointId: groupBuy.pickupPointId,
    pickupOn: groupBuy.pickupOn,
    cutOffAt: groupBuy.cutOffAt,
    placeId: groupBuy.placeId,
    prices: new Map(items.map((item) => [item.skuId, item.priceFen])),
    awaitsGroup: team !== null,
  };
}

function checkOpen(groupBuy: GroupBuy, at: Date): void {
  if (groupBuy.state === 'scheduled' || groupBuy.state === 'draft' || groupBuy.opensAt > at)
    throw new GroupBuyClosed('early');
  if (groupBuy.state !== 'open' || groupBuy.cutOffAt <= at) throw new GroupBuyClosed('over');
}

async function teamFor(tx: Tx, groupBuy: GroupBuy, { team, at }: JoinAsked): Promise<Taking['team']> {
  if (groupBuy.kind !== 'min_size') return null;
  if (isWhole(groupBuy)) {
    const teamId = await wholeTeamOf(tx.db, groupBuy);
    if (teamId === undefined) throw new Error(`group buy ${groupBuy.groupBuyId} has no team`);
    return { teamId, whole: true, opens: null };
  }
  if (team === null) throw new TeamMissing();
  if (team !== 'new') return { teamId: team, whole: false, opens: null };
  const { teamSize, teamHours, cutOffAt } = groupBuy;
  if (teamSize === null || teamHours === null)
    throw new Error(`group buy ${groupBuy.groupBuyId} has no terms of a team`);
  const opens = { size: teamSize, until: teamExpiry(teamHours, cutOffAt, at) };
  return { teamId: tx.newId<'Team'>(), whole: false, opens };
}

/** What has to be taken; null where nothing is limited and nobody waits for anybody. */
function takingOf(
  { cityId, groupBuyId }: GroupBuy,
  sold: ReadonlyMap<SkuId, GroupBuyItem>,
  { orderId, customerKey, personId, lines, at }: JoinAsked,
  team: Taking['team'],
): Taking | null {
  const limited = lines.flatMap(({ skuId, quantity }) => {
    const item = sold.get(skuId);
    if (item === undefined) return [];
    const [counted, perPerson] = [sellLimit(item) !== null, item.perPersonLimit];
    return counted || perPerson !== null ? [{ skuId, quantity, counted, perPerson }] : [];
  });
  if (limited.length === 0 && team === null) return null;
  return { cityId, groupBuyId, orderId, customerKey, personId, lines: limited, team, at };
}

async function take(tx: Tx, taking: Taking): Promise<void> {
  const taken = await takeLimited(tx.db, taking);
  for (const { skuId, counted, perPerson } of taking.lines) {
    if (perPerson !== null && !taken.person.has(skuId)) {
      throw new LimitReached('person', skuId, (await leftOf(tx.db, taking, skuId)).person);
    }
    if (counted && !taken.community.has(skuId)) {
      throw new LimitReached('community', skuId, (await leftOf(tx.db, taking, skuId)).community);
    }
  }
  if (taking.team !== null) await checkSeated(tx, taking.team.teamId, taking, taken);
}

async function checkSeated(tx: Tx, teamId: TeamId, taking: Taking, { team, seat }: Taken): Promise<void> {
  if (team && seat) return;
  if (team) throw new AlreadyInTeam();
  const there = await teamById(tx.db, teamId);
  const open = there?.state === 'open' && there.expiresAt > taking.at && there.groupBuyId === taking.groupBuyId;
  if (open && there.held >= there.size) throw new TeamFull();
  throw new TeamOver();
}
