import { Refusal } from '#kernel/errors';
import type { Id, SkuId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { FileId } from '#platform/files';
import type { CategoryId, Storage } from './category.ts';

export type SpuId = Id<'Spu'>;
export type SpuKind = 'goods' | 'service';
/** A bundle is a SKU that has parts. */
export type SkuKind = SpuKind | 'bundle';

/** What its SKUs differ by: 规格, 口味. */
export interface SpuOption {
  readonly name: string;
  readonly values: readonly string[];
}

/** What people may edit of an SPU, without its SKUs. */
export interface SpuFacts {
  readonly code: string;
  readonly name: string;
  readonly categoryId: CategoryId;
  readonly kind: SpuKind;
  readonly description: string;
  /** The first one stands for it. */
  readonly imageIds: readonly FileId[];
  readonly unit: string;
  readonly options: readonly SpuOption[];
  readonly shelfLifeDays: number | null;
  /** Null to take the category's. */
  readonly storage: Storage | null;
  /** Null to take the category's. */
  readonly claimHours: number | null;
  readonly active: boolean;
}

/** What people may edit of a SKU. */
export interface SkuFacts {
  readonly code: string;
  /** One value for each option of the SPU. */
  readonly spec: readonly string[];
  /** Null to take the SPU's. */
  readonly unit: string | null;
  readonly listFen: Fen;
  /** Struck through beside a lower price; higher than the list price. */
  readonly originalFen: Fen | null;
  readonly costFen: Fen;
  readonly weightGrams: number | null;
  readonly barcode: string | null;
  readonly active: boolean;
}

export interface BundlePart {
  readonly skuId: SkuId;
  readonly quantity: number;
}

export interface Sku extends SkuFacts {
  readonly skuId: SkuId;
  readonly spuId: SpuId;
  readonly position: number;
}

export interface Spu extends SpuFacts {
  readonly spuId: SpuId;
  /** Grows by one with every edit of it or its SKUs: the entity tag. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A SKU with what its SPU says about it. */
export interface CatalogueSku extends Sku {
  /** With its spec: 「鲜牛奶 950毫升」. */
  readonly name: string;
  readonly kind: SkuKind;
  /** Its own, else the SPU's. */
  readonly soldBy: string;
  readonly categoryId: CategoryId;
  readonly imageId: FileId | null;
  readonly parts: readonly (BundlePart & { readonly code: string; readonly name: string })[];
}

/** 「鲜牛奶 950毫升」 */
export const skuName = (spuName: string, spec: readonly string[]): string => [spuName, ...spec].join(' ');

/**
 * Checks SKUs against the options of their SPU and against each other.
 * @throws SkuSpecUnfit, SkuSpecTwice, SkuCodeTwice, SkuPriceNotReduced
 */
export function checkSkus(options: readonly SpuOption[], skus: readonly SkuFacts[]): void {
  const specs = new Set<string>();
  const codes = new Set<string>();
  for (const sku of skus) {
    const fits = sku.spec.length === options.length && sku.spec.every((each, at) => options[at]?.values.includes(each));
    if (!fits) throw new SkuSpecUnfit(sku.code);
    const spec = JSON.stringify(sku.spec);
    // A retired one may stand beside the one that took its place.
    if (sku.active && specs.has(spec)) throw new SkuSpecTwice(sku.code);
    if (sku.active) specs.add(spec);
    if (codes.has(sku.code)) throw new SkuCodeTwice(sku.code);
    codes.add(sku.code);
    if (sku.originalFen !== null && sku.originalFen <= sku.listFen) throw new SkuPriceNotReduced(sku.code);
  }
}

export class SpuCodeTaken extends Refusal {
  constructor(code: string) {
    super('spu-code-taken', 'conflict', { code });
  }
}

export class SkuCodeTaken extends Refusal {
  constructor(code: string) {
    super('sku-code-taken', 'conflict', { code });
  }
}

export class BarcodeTaken extends Refusal {
  constructor() {
    super('sku-barcode-taken', 'conflict');
  }
}

/** Somebody saved the product after this reader loaded it. */
export class SpuChangedMeanwhile extends Refusal {
  constructor(name: string) {
    super('spu-changed-meanwhile', 'conflict', { name });
  }
}

export class SkuSpecUnfit extends Refusal {
  constructor(code: string) {
    super('sku-spec-unfit', 'invalid', { code });
  }
}

export class SkuSpecTwice extends Refusal {
  constructor(code: string) {
    super('sku-spec-twice', 'invalid', { code });
  }
}

export class SkuCodeTwice extends Refusal {
  constructor(code: string) {
    super('sku-code-twice', 'invalid', { code });
  }
}

/** A comparison price that is not higher than the price is a false one (《明码标价和禁止价格欺诈规定》第十九条). */
export class SkuPriceNotReduced extends Refusal {
  constructor(code: string) {
    super('sku-price-not-reduced', 'invalid', { code });
  }
}

export class UnknownPicture extends Refusal {
  constructor() {
    super('picture-unknown', 'invalid');
  }
}

/** A part that there is not, that is a bundle itself, or the bundle itself. */
export class BundlePartUnfit extends Refusal {
  constructor() {
    super('bundle-part-unfit', 'invalid');
  }
}

/** What is a part of bundles cannot become one. */
export class BundleIsPart extends Refusal {
  constructor(name: string) {
    super('bundle-is-part', 'conflict', { name });
  }
}
