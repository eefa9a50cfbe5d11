import { NotFound } from '#kernel/errors';
import { isUuid, type CommunityId, type SkuId } from '#kernel/ids';
import { DAY, MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import { availableStock } from '#modules/inventory';
import { pickupPointsByIds } from '#modules/territory';
import type { EffectiveSku } from '../catalogue/effective-sku.ts';
import { effectiveSkus } from '../catalogue/effective-sku-store.ts';
import { lastJoined } from './count-store.ts';
import { describeTeams, factsShown, progressOf, showGroupBuys, showTeams, type Shown } from './describe-group-buys.ts';
import { facesIn } from './face.ts';
import type { OwnTeams, ShopGroupBuy, ShopGroupBuys, ShopTeamAnswer } from './group-buy-contract.ts';
import {
  numberInGroups,
  readGroupBuyNumber,
  sellLimit,
  SHOP_STATES,
  type GroupBuy,
  type GroupBuyId,
  type GroupBuyItem,
} from './group-buy.ts';
import { groupBuyIdOfNumber, groupBuysByIds, groupBuysOfCommunity, itemsOf } from './group-buy-store.ts';
import { nextStep, tierPrice } from './tier.ts';
import type { TeamId } from './team.ts';
import { membersOfTeams, ownTeams, teamById } from './team-store.ts';

/** What closed is shown for so long. */
const SHOWN_AFTER_MS = DAY;
const SHOWN_ITEMS = 4;
const SHOWN_PEOPLE = 20;
const SHOWN_TEAMS = 10;
const MAX_OWN_TEAMS = 50;
const SHOWN_MEMBERS = 50;

/** What neighbours of a community can join or could until yesterday, the first to close first. */
export async function shopGroupBuys(ctx: Context, communityId: CommunityId): Promise<ShopGroupBuys> {
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - SHOWN_AFTER_MS);
  const shown = await showGroupBuys(ctx, await groupBuysOfCommunity(ctx.db, communityId, since));
  const items = await itemsOf(
    ctx.db,
    shown.map(({ groupBuy }) => groupBuy.groupBuyId),
  );
  const first = new Map([...items].map(([id, its]) => [id, its.slice(0, SHOWN_ITEMS)]));
  const skuIds = [...new Set([...first.values()].flat().map((item) => item.skuId))];
  const [any] = shown;
  const skus = any === undefined ? new Map<SkuId, EffectiveSku>() : await skusAt(ctx, any.groupBuy, skuIds);
  return {
    now: now.toISOString(),
    items: shown.map((each) => {
      const { groupBuyId } = each.groupBuy;
      return {
        ...factsShown(each),
        items: (first.get(groupBuyId) ?? []).map(({ skuId, priceFen }) => ({
          skuId,
          name: skus.get(skuId)?.name ?? '',
          imageId: skus.get(skuId)?.imageId ?? null,
          priceFen,
        })),
        itemCount: items.get(groupBuyId)?.length ?? 0,
      };
    }),
  };
}

const skusAt = (ctx: Context, { cityId, storeId, communityId }: GroupBuy, skuIds: readonly SkuId[]) =>
  effectiveSkus(ctx.db, { skuIds: skuIds.slice(0, 200), place: { cityId, storeId, communityId }, at: ctx.clock.now() });

/** One by its id or the number that people say; drafts are nobody's. @throws NotFound */
export async function shopGroupBuyByKey(ctx: Context, key: string): Promise<GroupBuy> {
  const id = isUuid(key) ? (key as GroupBuyId) : await idOfNumber(ctx, key);
  const [groupBuy] = id === undefined ? [] : await groupBuysByIds(ctx.db, [id]);
  if (groupBuy === undefined || !SHOP_STATES.includes(groupBuy.state)) throw new NotFound('group-buy');
  return groupBuy;
}

async function idOfNumber(ctx: Context, typed: string): Promise<GroupBuyId | undefined> {
  const digits = readGroupBuyNumber(typed);
  return digits === undefined ? undefined : groupBuyIdOfNumber(ctx.db, digits);
}

/**
 * The version of what a page shows, without reading all of it: it grows with its terms, its count and its teams, and
 * with every minute, since stock and the targets of others move, too.
 */
export async function shopVersion(ctx: Context, groupBuy: GroupBuy): Promise<string> {
  const [shown] = await showGroupBuys(ctx, [groupBuy]);
  const teams = await describeTeams(ctx, groupBuy, SHOWN_TEAMS);
  const places = teams.reduce((sum, team) => sum + team.held + team.paid, teams.length * 1_000);
  const minute = Math.floor(ctx.clock.now().getTime() / MINUTE);
  return [groupBuy.revision, (shown as Shown).count.revision, places, minute].join('-');
}

/** All that the page of a group buy shows. */
export async function describeForShop(ctx: Context, groupBuy: GroupBuy): Promise<ShopGroupBuy> {
  const { groupBuyId, pickupPointId } = groupBuy;
  const [shown] = await showGroupBuys(ctx, [groupBuy]);
  const items = (await itemsOf(ctx.db, [groupBuyId])).get(groupBuyId) ?? [];
  const skus = await skusAt(
    ctx,
    groupBuy,
    items.map((item) => item.skuId),
  );
  const parts = [...skus.values()].flatMap((sku) =>
    sku.parts.length > 0 ? sku.parts.map((part) => part.skuId) : [sku.skuId],
  );
  const stock = await availableStock(ctx.db, [groupBuy.placeId], parts);
  const point = (await pickupPointsByIds(ctx.db, [pickupPointId])).get(pickupPointId);
  return {
    ...factsShown(shown as Shown),
    now: ctx.clock.now().toISOString(),
    items: items.map((item) => {
      const available = (skuId: SkuId): number => stock.get(`${groupBuy.placeId}/${skuId}`)?.available ?? 0;
      return itemShown(shown as Shown, item, skus.get(item.skuId), available);
    }),
    joined: await joinedShown(ctx, groupBuyId),
    teams: await describeTeams(ctx, groupBuy, SHOWN_TEAMS),
    progress: await progressOf(ctx, groupBuy),
    pickupPoint: point === undefined ? null : { pickupPointId: point.id, name: point.name, address: point.address },
  };
}

function itemShown(
  { groupBuy, count }: Shown,
  item: GroupBuyItem,
  sku: EffectiveSku | undefined,
  available: (skuId: SkuId) => number,
): ShopGroupBuy['items'][number] {
  const { skuId, priceFen, tiers } = item;
  const sold = count.itemUnits.get(skuId) ?? 0;
  const reached = groupBuy.tierBy === 'people' ? count.people : sold;
  const limit = sellLimit(item);
  const inStock = sku === undefined ? 0 : unitsInStock(sku, available);
  const left = Math.max(0, Math.min(inStock, limit === null ? inStock : limit - item.taken));
  return {
    skuId,
    spuId: sku?.spuId as EffectiveSku['spuId'],
    name: sku?.name ?? '',
    spec: sku?.spec ?? '',
    unit: sku?.unit ?? '',
    imageId: sku?.imageId ?? null,
    priceFen,
    originalFen: sku !== undefined && sku.priceFen > priceFen ? sku.priceFen : null,
    tiers: [...tiers],
    tierNow:
      tiers.length === 0 ? null : { priceFen: tierPrice(priceFen, tiers, reached), next: nextStep(tiers, reached) },
    finalFen: item.finalFen,
    perPersonLimit: item.perPersonLimit,
    left,
    soldUnits: sold,
    notSoldWhy: left === 0 ? '已抢光' : null,
    claimHours: sku?.claimHours ?? 0,
    shelfLifeDays: sku?.shelfLifeDays ?? null,
  };
}

/** Of a bundle as many as its parts make. */
const unitsInStock = ({ skuId, parts }: EffectiveSku, available: (skuId: SkuId) => number): number =>
  parts.length === 0
    ? available(skuId)
    : Math.min(...parts.map((part) => Math.floor(available(part.skuId) / part.quantity)));

async function joinedShown(ctx: Context, groupBuyId: GroupBuyId): Promise<ShopGroupBuy['joined']> {
  const last = await lastJoined(ctx.db, groupBuyId, SHOWN_PEOPLE);
  const face = await facesIn(
    ctx.db,
    ctx.services.vault,
    groupBuyId,
    last.map((each) => each.personId),
  );
  return last.map(({ personId, units, at }) => ({ ...face(personId), units, at: at.toISOString() }));
}

/** A team that somebody was sent a link of. @throws NotFound */
export async function shopTeamOf(ctx: Context, teamId: TeamId): Promise<ShopTeamAnswer> {
  const team = await teamById(ctx.db, teamId);
  if (team === undefined) throw new NotFound('team');
  const { groupBuyId } = team;
  const [shown] = await showTeams(ctx, groupBuyId, [team]);
  return { now: ctx.clock.now().toISOString(), groupBuyId, team: shown as ShopTeamAnswer['team'] };
}

/** Teams in which the reader has a place. */
export async function describeOwnTeams(ctx: Context): Promise<OwnTeams> {
  const teams = await ownTeams(ctx.db, ctx.scope, MAX_OWN_TEAMS);
  const groupBuys = await groupBuysByIds(
    ctx.db,
    teams.map((team) => team.groupBuyId),
  );
  const shown = new Map((await showGroupBuys(ctx, groupBuys)).map((each) => [each.groupBuy.groupBuyId, each]));
  const members = Map.groupBy(await membersOfTeams(ctx.db, teams, SHOWN_MEMBERS), (member) => member.teamId);
  const items: OwnTeams['items'][number][] = [];
  for (const team of teams) {
    const { groupBuyId, teamId } = team;
    const [facts] = await showTeams(ctx, groupBuyId, [team]);
    const of = shown.get(groupBuyId);
    const seats = members.get(teamId) ?? [];
    const face = await facesIn(
      ctx.db,
      ctx.services.vault,
      groupBuyId,
      seats.map(({ personId }) => personId),
    );
    items.push({
      ...(facts as ShopTeamAnswer['team']),
      groupBuyId,
      groupBuyNumber: numberInGroups(of?.groupBuy.groupBuyNumber ?? ''),
      groupBuyTitle: of?.groupBuy.title ?? '',
      communityName: of?.communityName ?? '',
      members: seats.map(({ personId, customerKey, paid }) => ({
        ...face(personId),
        me: customerKey === ctx.scope.customer,
        paid,
      })),
      orderId: team.orderId,
      mine: team.mine,
    });
  }
  return { now: ctx.clock.now().toISOString(), items };
}
