import type { CityId, CommunityId, SkuId, TouchpointId } from '#kernel/ids';
import type { Context, Database, DatabaseTransaction } from '#platform/context';
import {
  cities,
  communitiesByIds,
  storesServing,
  supplyOf,
  type CommunitySupply,
  type PickupPoint,
} from '#modules/territory';
import type { EffectiveSku } from '../catalogue/effective-sku.ts';
import { effectiveSkus } from '../catalogue/effective-sku-store.ts';
import { cutOffFor, nextCutOff, pickupDay, togetherOf, type CutOff } from './cut-off.ts';
import { cutOffRules } from './cut-off-store.ts';
import {
  drawGroupBuyNumber,
  type CampaignId,
  type GroupBuy,
  type GroupBuyItem,
  type GroupTerms,
  type ItemTerms,
} from './group-buy.ts';

type Db = Database | DatabaseTransaction;

/** Why no group buy can be opened in a community. */
export const LEFT_OUT = {
  no_warehouse: '没有网格仓供货',
  no_point: '没有营业的自提点',
  not_sold: '有商品在当地没有上架',
  too_late: '截单时间已过',
} as const;
export type LeftOutWhy = keyof typeof LEFT_OUT;

export interface LeftOut {
  readonly communityId: CommunityId;
  readonly name: string;
  readonly why: LeftOutWhy;
}

/** What is to be opened, wherever it is. */
export interface Opening extends GroupTerms {
  readonly campaignId: CampaignId | null;
  readonly title: string;
  readonly words: string;
  readonly items: readonly ItemTerms[];
  readonly opensAt: Date;
  /** Null: by the rules. */
  readonly cutOffAt: Date | null;
  readonly openedBy: GroupBuy['openedBy'];
  /** Who leads it; null: whoever keeps the pick-up point. */
  readonly leaderId: TouchpointId | null;
  /** A point that was chosen; null: the one that fits best. */
  readonly pickupPointId: PickupPoint['id'] | null;
}

export interface Prepared {
  readonly groupBuy: GroupBuy;
  readonly items: readonly GroupBuyItem[];
}

/** When group buys of these items close in a city, and what the catalogue says of them there. */
interface CityGround {
  readonly skus: ReadonlyMap<SkuId, EffectiveSku>;
  readonly cutOff: CutOff;
  readonly sold: boolean;
}

/**
 * Group buys for communities as they would be opened, as drafts, and the communities where none can be. A read of each
 * kind for all communities, and one of the catalogue for each city.
 */
export async function prepareGroupBuys(
  ctx: Pick<Context, 'random'> & { readonly newId: Context['newId'] },
  db: Db,
  opening: Opening,
  communityIds: readonly CommunityId[],
  now: Date,
): Promise<{ readonly prepared: Prepared[]; readonly leftOut: LeftOut[] }> {
  const communities = await communitiesByIds(db, communityIds);
  const supply = await supplyOf(db, communityIds);
  const stores = await storesServing(db, communityIds);
  const cityIds = [...new Set([...communities.values()].map((community) => community.cityId))];
  const ground = await groundOf(db, opening, cityIds, now);
  const prepared: Prepared[] = [];
  const leftOut: LeftOut[] = [];
  for (const communityId of communityIds) {
    const community = communities.get(communityId);
    const here = community && ground.get(community.cityId);
    if (community === undefined || here === undefined) continue;
    const found = whereOf(supply.get(communityId), here, opening, now);
    if ('why' in found) {
      leftOut.push({ communityId, name: community.name, why: found.why });
      continue;
    }
    const { cityId } = community;
    const storeId = stores.get(communityId)?.[0]?.id ?? null;
    const { point, placeId, cutOffAt, pickupOn } = found;
    prepared.push({
      groupBuy: {
        cityId,
        groupBuyId: ctx.newId<'GroupBuy'>(),
        groupBuyNumber: drawGroupBuyNumber(ctx.random),
        campaignId: opening.campaignId,
        communityId,
        storeId,
        touchpointId: opening.leaderId ?? point.keeperId,
        pickupPointId: point.id,
        placeId,
        kind: opening.kind,
        teamSize: opening.teamSize,
        teamHours: opening.teamHours,
        tierBy: opening.tierBy,
        title: opening.title,
        words: opening.words,
        state: 'draft',
        outcome: null,
        openedBy: opening.openedBy,
        opensAt: opening.opensAt,
        cutOffAt,
        pickupOn,
        cancelReason: null,
        revision: 1,
        createdAt: now,
        openedAt: null,
        frozenAt: null,
        closedAt: null,
      },
      items: opening.items.map((item) => ({ ...item, taken: 0, finalFen: null })),
    });
  }
  return { prepared, leftOut };
}

/** What the catalogue and the rules say in each city. */
export async function groundOf(
  db: Db,
  opening: Pick<Opening, 'items'>,
  cityIds: readonly CityId[],
  now: Date,
): Promise<Map<CityId, CityGround>> {
  const skuIds = opening.items.map((item) => item.skuId);
  const rules = await cutOffRules(db);
  const regions = new Map((await cities(db)).map((city) => [city.id, city.regionId]));
  const ground = new Map<CityId, CityGround>();
  for (const cityId of cityIds) {
    const skus = await effectiveSkus(db, { skuIds, place: { cityId, storeId: null, communityId: null }, at: now });
    const place = { cityId, regionId: regions.get(cityId) ?? null };
    const each = [...skus.values()].map((sku) => cutOffFor(rules, place, sku.categoryIds));
    const sold = skuIds.every((skuId) => skus.get(skuId)?.listed === true);
    ground.set(cityId, { skus, cutOff: togetherOf(each), sold });
  }
  return ground;
}

interface Where {
  readonly point: PickupPoint;
  readonly placeId: GroupBuy['placeId'];
  readonly cutOffAt: Date;
  readonly pickupOn: string;
}

function whereOf(
  supply: CommunitySupply | undefined,
  { cutOff, sold }: CityGround,
  opening: Opening,
  now: Date,
): Where | { readonly why: LeftOutWhy } {
  if (!sold) return { why: 'not_sold' };
  if (supply === undefined || supply.gridId === null) return { why: 'no_warehouse' };
  const point = pointFor(supply.pickupPoints, opening);
  if (point === undefined) return { why: 'no_point' };
  const from = opening.opensAt > now ? opening.opensAt : now;
  const cutOffAt = opening.cutOffAt ?? nextCutOff(cutOff, from);
  if (cutOffAt <= from) return { why: 'too_late' };
  return { point, placeId: supply.gridId, cutOffAt, pickupOn: pickupDay(cutOffAt, cutOff.pickupDays, point.restDays) };
}

/** The point that was chosen, or the leader's own, or one that somebody keeps, or any; those that only hand over last. */
function pointFor(
  points: readonly PickupPoint[],
  { pickupPointId, leaderId }: Pick<Opening, 'pickupPointId' | 'leaderId'>,
): PickupPoint | undefined {
  if (pickupPointId !== null) return points.find((point) => point.id === pickupPointId);
  const fit = (point: PickupPoint): number =>
    (leaderId !== null && point.keeperId === leaderId ? 4 : 0) +
    (point.pickupOnly ? 0 : 2) +
    (point.keeperId === null ? 0 : 1);
  return points.toSorted((a, b) => fit(b) - fit(a))[0];
}
