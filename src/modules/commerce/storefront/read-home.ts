import { NotFound } from '#kernel/errors';
import type { CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { fromCursor, toCursor } from '#platform/http';
import { supplyOf } from '#modules/territory';
import { placeOfCommunity, shopCategories, shopPage, type ShopAsked } from '../catalogue/read-shop.ts';
import { shopItemJson } from '../catalogue/shop-json.ts';
import { facesIn } from '../group-buys/face.ts';
import { lastJoined } from '../group-buys/count-store.ts';
import type { GroupBuyId } from '../group-buys/group-buy.ts';
import { shopGroupBuys } from '../group-buys/shop-group-buys.ts';
import { claimCentre } from '../promotions/claim-centre.ts';
import { deliveryRuleAt } from '../promotions/delivery-rule-at.ts';
import { deliveryRuleInWords } from '../promotions/published.ts';
import { describeCommunities } from './describe-communities.ts';
import { instantPlaces, instantStock } from './instant-stock.ts';
import type { ShopHome, ShopShelf } from './storefront-contract.ts';

const SHELF = 20;
/** Of how many group buys the neighbours are shown, and how many of them. */
const SHOWN_GROUPS = 6;
const SHOWN_FACES = 5;

/** The first view of a community's shop. @throws NotFound */
export async function shopHome(ctx: Context, asked: ShopAsked): Promise<ShopHome> {
  const { communityId } = asked;
  const { db, clock } = ctx;
  const community = (await describeCommunities(ctx, [communityId])).get(communityId);
  if (community === undefined) throw new NotFound('community');
  const place = await placeOfCommunity(db, communityId);
  const supply = (await supplyOf(db, [communityId])).get(communityId);
  const instant = supply !== undefined && supply.flashId !== null;
  const rule = instant ? await deliveryRuleAt(db, place, clock.now()) : null;
  const shelf = await shopShelf(ctx, asked, undefined);
  return {
    now: clock.now().toISOString(),
    community,
    pickupPoints: (supply?.pickupPoints ?? []).map(({ id, name, address, restDays }) => ({
      pickupPointId: id,
      name,
      address,
      restDays: [...restDays],
    })),
    instant,
    deliveryWords: rule === null ? null : deliveryRuleInWords(rule),
    groupBuys: await groupBuysWithFaces(ctx, communityId),
    categories: (await shopCategories(ctx, communityId)).map(({ categoryId, parentId, level, name }) => ({
      categoryId,
      parentId,
      level,
      name,
    })),
    ...shelf,
    coupons: await claimCentre(ctx, place),
  };
}

/** Some of what is sold in a community, with what is there of it. @throws NotFound */
export async function shopShelf(ctx: Context, asked: ShopAsked, cursor: string | undefined): Promise<ShopShelf> {
  const key = fromCursor(cursor, ['number', 'string']);
  const after = key && { categoryAt: Number(key[0]), code: String(key[1]) };
  const { products, next } = await shopPage(ctx, asked, { after, limit: SHELF });
  const places = await instantPlaces(ctx.db, asked.communityId);
  const skus = products.flatMap((product) => product.skus);
  return {
    products: products.map(shopItemJson),
    nextCursor: next === null ? null : toCursor([next.categoryAt, next.code]),
    stock: places.length === 0 ? [] : await instantStock(ctx.db, places, skus),
  };
}

async function groupBuysWithFaces(ctx: Context, communityId: CommunityId): Promise<ShopHome['groupBuys']> {
  const { items } = await shopGroupBuys(ctx, communityId);
  const shown: ShopHome['groupBuys'] = [];
  for (const [at, groupBuy] of items.entries()) {
    const wanted = at < SHOWN_GROUPS && groupBuy.people > 0;
    shown.push({ ...groupBuy, joined: wanted ? await facesOf(ctx, groupBuy.groupBuyId) : [] });
  }
  return shown;
}

async function facesOf(ctx: Context, groupBuyId: GroupBuyId): Promise<ShopHome['groupBuys'][number]['joined']> {
  const last = await lastJoined(ctx.db, groupBuyId, SHOWN_FACES);
  const personIds = last.map((each) => each.personId);
  const face = await facesIn(ctx.db, ctx.services.vault, groupBuyId, personIds);
  return personIds.map((personId) => ({ ...face(personId) }));
}
