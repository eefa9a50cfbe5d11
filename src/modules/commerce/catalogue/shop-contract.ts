import { z } from 'zod';
import { communityId, idOf, skuId } from '#platform/fields';
import { categoryId, SKU_KINDS, spuId, spuOption, STORAGES } from './catalogue-contract.ts';

const fileId = idOf<'File'>();
const cursor = z.string().max(200).optional();
const nextCursor = z.string().nullable();

export const shopCategoriesQuery = z.object({ communityId });
export const shopCategoriesAnswer = z.object({
  /** Those in which something is sold, as a flat tree: parents before their children. */
  items: z.array(z.object({ categoryId, parentId: categoryId.nullable(), level: z.number().int(), name: z.string() })),
});
export const shopProductsQuery = z.object({
  communityId,
  /** With everything below it. */
  categoryId: categoryId.optional(),
  text: z.string().trim().max(60).optional(),
  cursor,
  limit: z.coerce.number().int().min(1).max(60).default(20),
});
export const shopSku = z.object({
  skuId,
  code: z.string(),
  /** 「500克」; empty for the only one. */
  spec: z.string(),
  unit: z.string(),
  kind: z.enum(SKU_KINDS),
  priceFen: z.number().int(),
  /** Only where it is higher than the price. */
  originalFen: z.number().int().nullable(),
});
export const shopProductItem = z.object({
  spuId,
  name: z.string(),
  categoryId,
  /** `/api/commerce/shop/pictures/:fileId` */
  imageId: fileId.nullable(),
  skus: z.array(shopSku),
});
/** A page may be shorter than asked for; it is the last one when there is no cursor. */
export const shopProductsAnswer = z.object({ items: z.array(shopProductItem), nextCursor });
export const shopProductQuery = z.object({ communityId });
export const shopProductAnswer = shopProductItem.extend({
  categoryPath: z.string(),
  description: z.string(),
  imageIds: z.array(fileId),
  options: z.array(spuOption),
  shelfLifeDays: z.number().int().nullable(),
  storage: z.enum(STORAGES),
  claimHours: z.number().int(),
  skus: z.array(
    shopSku.extend({
      /** One value for each option. */
      values: z.array(z.string()),
      why: z.string(),
      parts: z.array(z.object({ skuId, name: z.string(), quantity: z.number().int() })),
    }),
  ),
});

export type ShopProductItem = z.infer<typeof shopProductItem>;
export type ShopProductAnswer = z.infer<typeof shopProductAnswer>;
export type ShopCategories = z.infer<typeof shopCategoriesAnswer>;
