import { z } from 'zod';
import { cityId, communityId, idOf, skuId, storeId, userId } from '#platform/fields';

const packageId = idOf<'Package'>();
const priceId = idOf<'AreaPrice'>();
const time = z.iso.datetime();
const money = z.number().int().min(0).max(100_000_000_00);

/** 项 whole items, ㎡ by area, 米 whole metres, 套 sets. */
export const OPTION_UNITS = ['项', '㎡', '米', '套'] as const;
/** `add_on` is counted, `per_area` is priced by the area in ㎡. */
export const OPTION_KINDS = ['add_on', 'per_area'] as const;
/** The widest first. */
export const PRICE_AREA_KINDS = ['all', 'region', 'city', 'store', 'community'] as const;

const optionCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, '编码用字母、数字、横线');

/** What people edit of an option; its code stays as it was added. */
export const optionBody = z.object({
  name: z.string().trim().min(1).max(40),
  /** `per_area` goes with ㎡, and ㎡ with `per_area`. */
  kind: z.enum(OPTION_KINDS),
  unit: z.enum(OPTION_UNITS),
  priceFen: money,
  active: z.boolean(),
  /** Where it stands in the list; the smallest first. */
  position: z.number().int().min(0).max(999),
});
export const newOptionBody = optionBody.extend({ code: optionCode });
export const optionAnswer = optionBody.extend({
  packageId,
  code: z.string(),
  /** Also the ETag: send it back as If-Match to edit. */
  revision: z.number().int(),
  updatedAt: time,
});
export const optionsAnswer = z.object({ items: z.array(optionAnswer) });
export const optionParams = z.object({ packageId, code: z.string().max(40) });

/** One entry of a price list: what a thing costs in an area, from a day on. */
const areaPriceFields = {
  areaKind: z.enum(PRICE_AREA_KINDS),
  /** Of the region, city, store or community; null exactly for `all`. */
  areaId: z.uuid().nullable(),
  priceFen: money,
  /** First day, today or later. */
  from: z.iso.date(),
  /** Last day; null for no end. */
  to: z.iso.date().nullable(),
};
/** For a package, an option of it, or a SKU. */
export const areaPriceBody = z.union([
  z.object({
    packageId,
    /** Null for the package itself. */
    optionCode: z.string().max(40).nullable(),
    ...areaPriceFields,
  }),
  z.object({ skuId, ...areaPriceFields }),
]);
export const areaPriceAnswer = z.object({
  priceId,
  /** What it is a price of: the option, the package or the SKU. */
  name: z.string(),
  /** Null for a SKU. */
  packageId: packageId.nullable(),
  packageName: z.string().nullable(),
  optionCode: z.string().nullable(),
  optionName: z.string().nullable(),
  /** Null for a package or an option. */
  skuId: skuId.nullable(),
  skuName: z.string().nullable(),
  /** What it costs where no list says anything; null for a package or an option. */
  listFen: z.number().int().nullable(),
  areaKind: z.enum(PRICE_AREA_KINDS),
  areaId: z.uuid().nullable(),
  /** The name of the area when the price was signed; `全国` for all. */
  areaName: z.string(),
  priceFen: z.number().int(),
  from: z.iso.date(),
  to: z.iso.date().nullable(),
  /** `planned` begins later, `live` holds now, `over` held before. */
  state: z.enum(['planned', 'live', 'over']),
  /** 「滨江店价目，11月1日起」 */
  why: z.string(),
  /** Who signed it; null where it came with the demo. */
  signedBy: userId.nullable(),
  signedAt: time,
});
export const areaPricesQuery = z.object({
  packageId: packageId.optional(),
  skuId: skuId.optional(),
  /** Entries of packages and their options, or of SKUs; both without it. */
  of: z.enum(['package', 'sku']).optional(),
  areaKind: z.enum(PRICE_AREA_KINDS).optional(),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  /** Without it those that are live or planned. */
  over: z.stringbool().default(false),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const areaPricesAnswer = z.object({ items: z.array(areaPriceAnswer), nextCursor: z.string().nullable() });
export const areaPriceParams = z.object({ priceId });
/** Without a day it ends at once. */
export const endAreaPriceBody = z.object({ lastDay: z.iso.date().nullable().default(null) });

/** A price as it holds at a place and a moment, and why. */
export const effectivePrice = z.object({
  priceFen: z.number().int(),
  /** 「滨江店价目，11月1日起」 */
  why: z.string(),
  /** The entry that it comes from; null where no list says anything. */
  priceId: priceId.nullable(),
});
export const effectiveOption = effectivePrice.extend({
  code: z.string(),
  name: z.string(),
  unit: z.enum(OPTION_UNITS),
  kind: z.enum(OPTION_KINDS),
});
export const effectivePackage = effectivePrice.extend({
  packageId,
  code: z.string(),
  name: z.string(),
  /** As the package says it: `/套`, `起`. */
  unit: z.string(),
  options: z.array(effectiveOption),
});
/** A price with those that it goes before, the nearest first. */
const explainedPrice = { passedOver: z.array(effectivePrice) };
export const packagePricesQuery = z.object({ communityId });
export const packagePricesAnswer = effectivePackage.extend({
  ...explainedPrice,
  options: z.array(effectiveOption.extend(explainedPrice)),
  communityId,
  communityName: z.string(),
  /** The store whose list was asked: it serves the community. */
  storeId: storeId.nullable(),
  at: time,
});

export type OptionBody = z.infer<typeof optionBody>;
export type OptionAnswer = z.infer<typeof optionAnswer>;
export type AreaPriceAnswer = z.infer<typeof areaPriceAnswer>;
export type EffectivePackage = z.infer<typeof effectivePackage>;
export type PackagePrices = z.infer<typeof packagePricesAnswer>;
