import { NotFound } from '#kernel/errors';
import { isUuid, type CommunityId, type SkuId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { shopProduct } from '../catalogue/read-shop.ts';
import { shopProductJson } from '../catalogue/shop-json.ts';
import { skusByCodes, spusByCodes } from '../catalogue/spu-store.ts';
import type { SpuId } from '../catalogue/spu.ts';
import { groupBuysOfCommunity, itemsOf } from '../group-buys/group-buy-store.ts';
import { numberInGroups } from '../group-buys/group-buy.ts';
import { describeCommunities } from './describe-communities.ts';
import { instantPlaces, instantStock } from './instant-stock.ts';
import type { ShopItem } from './storefront-contract.ts';

const STORAGE_NAMES = { ambient: '常温', chilled: '冷藏', frozen: '冷冻' } as const;

/** A product as it is sold in a community, by its code, that of one of its SKUs, or its id. @throws NotFound */
export async function shopItem(
  ctx: Context,
  asked: { readonly code: string; readonly communityId: CommunityId },
): Promise<ShopItem> {
  const { communityId } = asked;
  const { db, clock } = ctx;
  const { spuId, skuId } = await named(ctx, asked.code);
  const community = (await describeCommunities(ctx, [communityId])).get(communityId);
  if (community === undefined) throw new NotFound('community');
  const product = await shopProduct(ctx, { spuId, communityId });
  const json = shopProductJson(product);
  const places = await instantPlaces(db, communityId);
  return {
    ...json,
    now: clock.now().toISOString(),
    community,
    instant: places.length > 0,
    askedSkuId: skuId,
    storageName: STORAGE_NAMES[json.storage],
    stock: places.length === 0 ? [] : await instantStock(db, places, product.skus),
    groupBuys: await groupBuysWith(ctx, communityId, new Set(product.skus.map((sku) => sku.skuId))),
  };
}

async function named({ db }: Context, code: string): Promise<{ spuId: SpuId; skuId: SkuId | null }> {
  if (isUuid(code)) return { spuId: code as SpuId, skuId: null };
  const sku = (await skusByCodes(db, [code])).get(code);
  if (sku !== undefined) return { spuId: sku.spuId, skuId: sku.skuId };
  const spu = (await spusByCodes(db, [code])).get(code);
  if (spu === undefined) throw new NotFound('spu');
  return { spuId: spu.spuId, skuId: null };
}

/** Open group buys of a community in which some of the SKUs are sold. */
async function groupBuysWith(
  { db, clock }: Context,
  communityId: CommunityId,
  skuIds: ReadonlySet<SkuId>,
): Promise<ShopItem['groupBuys']> {
  const now = clock.now();
  const open = (await groupBuysOfCommunity(db, communityId, now)).filter(
    (one) => one.state === 'open' && one.cutOffAt > now,
  );
  const items = await itemsOf(
    db,
    open.map((one) => one.groupBuyId),
  );
  return open.flatMap((one) => {
    const sold = (items.get(one.groupBuyId) ?? []).filter((item) => skuIds.has(item.skuId));
    if (sold.length === 0) return [];
    return [
      {
        groupBuyNumber: numberInGroups(one.groupBuyNumber),
        title: one.title,
        cutOffAt: one.cutOffAt.toISOString(),
        items: sold.map(({ skuId, priceFen }) => ({ skuId, priceFen })),
      },
    ];
  });
}
