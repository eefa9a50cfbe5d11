import { z } from 'zod';
import { communityId, idOf, pickupPointId, skuId } from '#platform/fields';
import { shopCategoriesAnswer, shopProductAnswer, shopProductItem, shopSku } from '../catalogue/shop-contract.ts';
import { shopGroupBuyItem } from '../group-buys/group-buy-contract.ts';
import { claimableCoupon } from '../promotions/promotion-contract.ts';

const time = z.iso.datetime();
const count = z.number().int();

export const shopCommunitiesQuery = z.object({
  /** Part of a name or district; without it those in which something is sold together today. */
  text: z.string().trim().max(40).default(''),
});
export const shopCommunity = z.object({
  communityId,
  name: z.string(),
  district: z.string(),
  cityName: z.string(),
  /** Group buys that are open there now. */
  openGroupBuys: count,
});
export const shopCommunitiesAnswer = z.object({ items: z.array(shopCommunity) });

/** Where neighbours pick up; `restDays` are ISO weekdays on which nothing is handed over. */
export const shopPickupPoint = z.object({
  pickupPointId,
  name: z.string(),
  address: z.string(),
  restDays: z.array(count),
});

/** Units that can be had at once of one SKU; null where nobody counts (services). */
export const shopStock = z.object({ skuId, left: count.nullable() });

export const shopHomeQuery = z.object({
  communityId,
  categoryId: idOf<'Category'>().optional(),
  text: z.string().trim().max(60).optional(),
});
/** The first view of a community's shop. */
export const shopHomeAnswer = z.object({
  /** The server's time: countdowns run against it. */
  now: time,
  community: shopCommunity,
  pickupPoints: z.array(shopPickupPoint),
  /** Goods are brought or can be fetched at once: a flash warehouse serves the community. */
  instant: z.boolean(),
  /** What delivery to the door costs; null where it is free or there is none. */
  deliveryWords: z.string().nullable(),
  groupBuys: z.array(
    shopGroupBuyItem.extend({
      /** The last who ordered, masked. */
      joined: z.array(z.object({ name: z.string(), face: z.string() })),
    }),
  ),
  categories: shopCategoriesAnswer.shape.items,
  products: z.array(shopProductItem),
  nextCursor: z.string().nullable(),
  stock: z.array(shopStock),
  coupons: z.array(claimableCoupon),
});
/** The next products of it, with what is there of them. */
export const shopShelfQuery = shopHomeQuery.extend({ cursor: z.string().max(200).optional() });
export const shopShelfAnswer = z.object({
  products: z.array(shopProductItem),
  nextCursor: z.string().nullable(),
  stock: z.array(shopStock),
});

export const shopItemQuery = z.object({
  /** Of the product, or of one of its SKUs. */
  code: z.string().trim().min(1).max(40),
  communityId,
});
/** One product at a place, with what is there of each SKU. */
export const shopItemAnswer = shopProductAnswer.extend({
  now: time,
  community: shopCommunity,
  instant: z.boolean(),
  /** The SKU that the code named; null where it named the product. */
  askedSkuId: skuId.nullable(),
  storageName: z.string(),
  /** Can be had at once; null where nobody counts, or nothing is sold at once there. */
  stock: z.array(shopStock),
  /** Open group buys of the community that sell it too, and for how much. */
  groupBuys: z.array(
    z.object({
      groupBuyNumber: z.string(),
      title: z.string(),
      cutOffAt: time,
      items: z.array(z.object({ skuId, priceFen: shopSku.shape.priceFen })),
    }),
  ),
});

export type ShopCommunity = z.output<typeof shopCommunity>;
export type ShopCommunities = z.output<typeof shopCommunitiesAnswer>;
export type ShopPickupPoint = z.output<typeof shopPickupPoint>;
export type ShopHome = z.output<typeof shopHomeAnswer>;
export type ShopShelf = z.output<typeof shopShelfAnswer>;
export type ShopItem = z.output<typeof shopItemAnswer>;
