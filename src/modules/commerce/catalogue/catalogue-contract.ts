import { z } from 'zod';
import { cityId, communityId, idOf, skuId, storeId, userId } from '#platform/fields';

export const categoryId = idOf<'Category'>();
export const spuId = idOf<'Spu'>();
const fileId = idOf<'File'>();
const listingId = idOf<'AreaListing'>();
const time = z.iso.datetime();
const money = z.number().int().min(0).max(100_000_000_00);
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const nextCursor = z.string().nullable();
const code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, '编码用字母、数字、横线');

/** `ambient` 常温, `chilled` 冷藏, `frozen` 冷冻. */
export const STORAGES = ['ambient', 'chilled', 'frozen'] as const;
/** What an SPU is; a bundle is what has parts. */
export const SPU_KINDS = ['goods', 'service'] as const;
export const SKU_KINDS = ['goods', 'service', 'bundle'] as const;
/** The widest first. */
export const AREA_KINDS = ['all', 'region', 'city', 'store', 'community'] as const;

/** Of the region, city, store or community; null exactly for `all`. */
export const area = { areaKind: z.enum(AREA_KINDS), areaId: z.uuid().nullable() };
const areaAnswer = { ...area, areaName: z.string() };

// --- Categories -------------------------------------------------------------------------------------------------

export const categoryBody = z.object({
  code,
  name: z.string().trim().min(1).max(20),
  /** Null for one at the top; at most three levels. */
  parentId: categoryId.nullable(),
  /** Where it stands among its siblings; the smallest first. */
  position: z.number().int().min(0).max(9_999),
  /** Hours after collection in which a claim may be made; null to take the parent's, at the top the default of 24. */
  claimHours: z.number().int().min(0).max(8_760).nullable(),
  /** How its goods are kept unless they say otherwise; null to take the parent's. */
  storage: z.enum(STORAGES).nullable(),
  active: z.boolean(),
});
export const categoryAnswer = categoryBody.extend({
  categoryId,
  code: z.string(),
  /** 1 at the top, 3 at most. */
  level: z.number().int(),
  /** 「生鲜 / 蔬菜」 */
  path: z.string(),
  /** SPUs directly in it. */
  products: z.number().int(),
  /** Also the ETag: send it back as If-Match to edit. */
  revision: z.number().int(),
  updatedAt: time,
});
/** All of them, parents before their children, in the order in which they are shown. */
export const categoriesAnswer = z.object({ items: z.array(categoryAnswer) });
export const categoryParams = z.object({ categoryId });

// --- Products ---------------------------------------------------------------------------------------------------

export const spuOption = z.object({
  /** 「规格」, 「口味」 */
  name: z.string().trim().min(1).max(10),
  values: z.array(z.string().trim().min(1).max(20)).min(1).max(30),
});
export const bundlePart = z.object({ skuId, quantity: z.number().int().min(1).max(99) });
export const skuBody = z.object({
  /** Absent for a new one. One that is left out of a save is retired, never deleted. */
  skuId: skuId.optional(),
  /** The customer's own code, as tills know it. */
  code,
  /** One value for each option of the SPU, in their order; empty without options. */
  spec: z.array(z.string().trim().min(1).max(20)).max(3),
  /** 「份」, 「盒」; null to take the SPU's. */
  unit: z.string().trim().min(1).max(10).nullable(),
  listFen: money,
  /** Struck through beside a lower price; higher than the list price, and really charged before. */
  originalFen: money.nullable(),
  costFen: money,
  weightGrams: z.number().int().min(1).max(1_000_000).nullable(),
  barcode: z
    .string()
    .trim()
    .regex(/^\d{6,14}$/, '条码是 6 到 14 位数字')
    .nullable(),
  active: z.boolean(),
});
export const productBody = z.object({
  code,
  name: z.string().trim().min(1).max(60),
  categoryId,
  kind: z.enum(SPU_KINDS),
  description: z.string().trim().max(5_000),
  /** Files of `POST /api/commerce/pictures`; the first one stands for it. */
  imageIds: z.array(fileId).max(9),
  unit: z.string().trim().min(1).max(10),
  options: z.array(spuOption).max(3),
  shelfLifeDays: z.number().int().min(1).max(3_650).nullable(),
  /** Null to take the category's. */
  storage: z.enum(STORAGES).nullable(),
  /** Null to take the category's. */
  claimHours: z.number().int().min(0).max(8_760).nullable(),
  active: z.boolean(),
  skus: z.array(skuBody).min(1).max(100),
});
export const skuAnswer = skuBody.extend({
  skuId,
  spuId,
  code: z.string(),
  /** What it is called with its spec: 「鲜牛奶 950毫升」 */
  name: z.string(),
  kind: z.enum(SKU_KINDS),
  unit: z.string(),
  /** What a bundle is made of. */
  parts: z.array(bundlePart.extend({ code: z.string(), name: z.string() })),
});
export const productAnswer = productBody.extend({
  spuId,
  code: z.string(),
  categoryPath: z.string(),
  skus: z.array(skuAnswer),
  /** Also the ETag: send it back as If-Match to edit. */
  revision: z.number().int(),
  updatedAt: time,
});
export const productParams = z.object({ spuId });

export const productFilter = {
  /** In names, codes and barcodes. */
  text: z.string().trim().max(60).optional(),
  /** With everything below it. */
  categoryId: categoryId.optional(),
  kind: z.enum(SKU_KINDS).optional(),
  active: z.stringbool().optional(),
};
/** Prices and listing are those of the area, everywhere unless said. */
const shownArea = { areaKind: z.enum(AREA_KINDS).default('all'), areaId: z.uuid().optional() };
export const productsQuery = z.object({ ...productFilter, ...shownArea, cursor, limit });
export const productItem = z.object({
  spuId,
  code: z.string(),
  name: z.string(),
  kind: z.enum(SKU_KINDS),
  categoryId,
  categoryPath: z.string(),
  imageId: fileId.nullable(),
  active: z.boolean(),
  revision: z.number().int(),
  updatedAt: time,
  skus: z.array(
    z.object({
      skuId,
      code: z.string(),
      name: z.string(),
      unit: z.string(),
      active: z.boolean(),
      listFen: z.number().int(),
      /** As it holds in the area now. */
      priceFen: z.number().int(),
      why: z.string(),
      listed: z.boolean(),
      notListedWhy: z.string().nullable(),
    }),
  ),
});
export const productsAnswer = z.object({
  items: z.array(productItem),
  nextCursor,
  /** Products under the filter, whether still sold or not. */
  counts: z.object({ active: z.number().int(), retired: z.number().int() }),
});
export const productExportQuery = z.object({ ...productFilter });

export const skuParams = z.object({ skuId });
export const bundleBody = z.object({
  /** Empty makes it an ordinary SKU again. Parts are no bundles themselves. */
  parts: z.array(bundlePart).max(20),
});
/** For pickers: by what is typed or scanned. */
export const skusQuery = z.object({
  text: z.string().trim().max(60).optional(),
  /** Exact. */
  code: z.string().trim().max(40).optional(),
  barcode: z.string().trim().max(14).optional(),
  kind: z.enum(SKU_KINDS).optional(),
  active: z.stringbool().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const skuItem = skuAnswer.extend({ categoryId, categoryPath: z.string(), imageId: fileId.nullable() });
export const skusAnswer = z.object({ items: z.array(skuItem) });

export const pictureAnswer = z.object({ fileId, width: z.number().int(), height: z.number().int() });
export const pictureParams = z.object({ fileId });
/** `small` at most 320 pixels a side, `large` at most 1,200. WebP. */
export const pictureQuery = z.object({ size: z.enum(['small', 'large']).default('large') });

/** A community, or a whole area; now, or as a day begins. */
export const skuPricesQuery = z.object({
  communityId: communityId.optional(),
  ...shownArea,
  on: z.iso.date().optional(),
});
const heldPrice = z.object({
  priceFen: z.number().int(),
  why: z.string(),
  priceId: idOf<'AreaPrice'>().nullable(),
});
export const effectiveSkuAnswer = heldPrice.extend({
  skuId,
  spuId,
  code: z.string(),
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  kind: z.enum(SKU_KINDS),
  categoryId,
  categoryPath: z.string(),
  originalFen: z.number().int().nullable(),
  listed: z.boolean(),
  notListedWhy: z.string().nullable(),
  /** What would hold without it, the nearest first; the list price is the last of them. */
  passedOver: z.array(heldPrice),
});

// --- Assortment -------------------------------------------------------------------------------------------------

/** Exactly one of the three. */
const listedThing = {
  skuId: skuId.nullable().default(null),
  spuId: spuId.nullable().default(null),
  categoryId: categoryId.nullable().default(null),
};
export const listingBody = z
  .object({
    ...listedThing,
    ...area,
    listed: z.boolean(),
    /** First day, today or later. */
    from: z.iso.date(),
    /** Last day; null for no end. */
    to: z.iso.date().nullable(),
  })
  .refine((body) => [body.skuId, body.spuId, body.categoryId].filter((id) => id !== null).length === 1, {
    message: '选一个商品、一个 SKU 或一个分类',
  });
export const listingAnswer = z.object({
  listingId,
  skuId: skuId.nullable(),
  spuId: spuId.nullable(),
  categoryId: categoryId.nullable(),
  /** What it is about. */
  name: z.string(),
  listed: z.boolean(),
  ...areaAnswer,
  from: z.iso.date(),
  to: z.iso.date().nullable(),
  state: z.enum(['planned', 'live', 'over']),
  /** 「江畔花园不卖，11月1日起」 */
  why: z.string(),
  signedBy: userId.nullable(),
  signedAt: time,
});
export const listingsQuery = z.object({
  skuId: skuId.optional(),
  spuId: spuId.optional(),
  categoryId: categoryId.optional(),
  areaKind: z.enum(AREA_KINDS).optional(),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  /** Without it those that are live or planned. */
  over: z.stringbool().default(false),
  cursor,
  limit,
});
export const listingsAnswer = z.object({ items: z.array(listingAnswer), nextCursor });
export const listingParams = z.object({ listingId });
export const endListingBody = z.object({ lastDay: z.iso.date().nullable().default(null) });

export type CategoryBody = z.infer<typeof categoryBody>;
export type CategoryAnswer = z.infer<typeof categoryAnswer>;
export type ProductBody = z.infer<typeof productBody>;
export type ProductAnswer = z.infer<typeof productAnswer>;
export type ProductItem = z.infer<typeof productItem>;
export type ProductsAnswer = z.infer<typeof productsAnswer>;
export type SkuItem = z.infer<typeof skuItem>;
export type EffectiveSkuAnswer = z.infer<typeof effectiveSkuAnswer>;
export type ListingAnswer = z.infer<typeof listingAnswer>;
