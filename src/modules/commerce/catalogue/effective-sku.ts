import type { SkuId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { FileId } from '#platform/files';
import { nearestFirst, type EntryPlace } from '../prices/area-entry.ts';
import { resolvePrice, type AreaPrice, type ResolvedPrice } from '../prices/price.ts';
import { DEFAULT_CLAIM_HOURS, pathOf, type CategoryId, type Storage } from './category.ts';
import { whyListing, type AreaListing } from './listing.ts';
import { skuName, type SkuKind, type SpuId, type SpuKind } from './spu.ts';

/** What the catalogue says of a SKU, wherever it is asked for. */
export interface SkuFacts {
  readonly skuId: SkuId;
  readonly spuId: SpuId;
  readonly code: string;
  readonly spuName: string;
  readonly spec: readonly string[];
  readonly unit: string;
  readonly kind: SpuKind;
  /** The category first, then those above it. */
  readonly categories: readonly {
    readonly categoryId: CategoryId;
    readonly name: string;
    readonly claimHours: number | null;
    readonly storage: Storage | null;
    readonly active: boolean;
  }[];
  readonly parts: readonly {
    readonly skuId: SkuId;
    readonly quantity: number;
    readonly name: string;
    readonly active: boolean;
  }[];
  readonly imageId: FileId | null;
  readonly shelfLifeDays: number | null;
  readonly storage: Storage | null;
  readonly claimHours: number | null;
  readonly weightGrams: number | null;
  readonly costFen: Fen;
  readonly listFen: Fen;
  readonly originalFen: Fen | null;
  readonly skuActive: boolean;
  readonly spuActive: boolean;
}

/** A SKU as it is sold at a place and a moment, and why. */
export interface EffectiveSku extends ResolvedPrice {
  readonly skuId: SkuId;
  readonly spuId: SpuId;
  readonly code: string;
  /** With its spec: 「鲜牛奶 950毫升」. */
  readonly name: string;
  readonly spec: string;
  readonly unit: string;
  readonly kind: SkuKind;
  readonly categoryId: CategoryId;
  /** The category and those above it, for promotions and assortments that name one of them. */
  readonly categoryIds: readonly CategoryId[];
  /** 「生鲜 / 蔬菜」 */
  readonly categoryPath: string;
  /** Of a bundle; empty for everything else. */
  readonly parts: readonly { readonly skuId: SkuId; readonly name: string; readonly quantity: number }[];
  readonly imageId: FileId | null;
  readonly shelfLifeDays: number | null;
  readonly storage: Storage;
  /** Hours after collection in which a claim may be made. */
  readonly claimHours: number;
  readonly weightGrams: number | null;
  readonly costFen: Fen;
  /** Struck through; null unless it is higher than the price. */
  readonly originalFen: Fen | null;
  readonly listed: boolean;
  /** A sentence; null exactly when it is listed. */
  readonly notListedWhy: string | null;
}

/**
 * A SKU at a place and a moment: its price by the nearest list, its assortment by the nearest entry. Pure, and who asks
 * is no argument.
 */
export function resolveSku(
  facts: SkuFacts,
  entries: { readonly prices: readonly AreaPrice[]; readonly listings: readonly AreaListing[] },
  place: EntryPlace,
  at: Date,
): EffectiveSku {
  const price = resolvePrice({ priceFen: facts.listFen, why: '商品标价' }, entries.prices, place, at);
  const notListedWhy = whyNotListed(facts, entries.listings, place, at);
  const nearest = <T>(pick: (each: SkuFacts['categories'][number]) => T | null): T | null =>
    facts.categories.map(pick).find((each) => each !== null) ?? null;
  return {
    ...price,
    skuId: facts.skuId,
    spuId: facts.spuId,
    code: facts.code,
    name: skuName(facts.spuName, facts.spec),
    spec: facts.spec.join(' '),
    unit: facts.unit,
    kind: facts.parts.length > 0 ? 'bundle' : facts.kind,
    categoryId: facts.categories[0]?.categoryId as CategoryId,
    categoryIds: facts.categories.map((each) => each.categoryId),
    categoryPath: pathOf(facts.categories),
    parts: facts.parts.map(({ skuId, name, quantity }) => ({ skuId, name, quantity })),
    imageId: facts.imageId,
    shelfLifeDays: facts.shelfLifeDays,
    storage: facts.storage ?? nearest((each) => each.storage) ?? 'ambient',
    claimHours: facts.claimHours ?? nearest((each) => each.claimHours) ?? DEFAULT_CLAIM_HOURS,
    weightGrams: facts.weightGrams,
    costFen: facts.costFen,
    originalFen: facts.originalFen !== null && facts.originalFen > price.priceFen ? facts.originalFen : null,
    listed: notListedWhy === null,
    notListedWhy,
  };
}

/**
 * Why a SKU is not sold at a place; null where it is. What is retired is sold nowhere. Else the nearest area decides,
 * and within it what is said of the SKU goes before what is said of its SPU, that before its category, and a category
 * before those above it. Sold where nothing is said.
 */
function whyNotListed(facts: SkuFacts, listings: readonly AreaListing[], place: EntryPlace, at: Date): string | null {
  if (!facts.skuActive || !facts.spuActive) return '商品已停用';
  const closed = facts.categories.find((each) => !each.active);
  if (closed !== undefined) return `分类「${closed.name}」已停用`;
  const missing = facts.parts.find((part) => !part.active);
  if (missing !== undefined) return `组合里的「${missing.name}」已停用`;
  const levels = facts.categories.map((each) => each.categoryId);
  const closeness = ({ thing }: AreaListing): number => {
    if (thing.kind === 'sku') return 20;
    return thing.kind === 'spu' ? 10 : -levels.indexOf(thing.id);
  };
  const [decisive] = nearestFirst(listings, place, at, closeness);
  if (decisive === undefined || decisive.listed) return null;
  const { thing } = decisive;
  const category =
    thing.kind === 'category' ? facts.categories.find((each) => each.categoryId === thing.id)?.name : undefined;
  return whyListing(decisive, at, category);
}
