import { Refusal } from '#kernel/errors';
import type { Id, SkuId } from '#kernel/ids';
import { formatYuan, type Fen } from '#kernel/money';
import type { PackageId } from '../packages/package.ts';
import { nearestFirst, spanInWords, type AreaEntry, type EntryPlace } from './area-entry.ts';

export type AreaPriceId = Id<'AreaPrice'>;

/** What a price is for: a package (`optionCode` null), an option of it, or a SKU of the catalogue. */
export type PriceSubject =
  | { readonly packageId: PackageId; readonly optionCode: string | null; readonly skuId?: null }
  | { readonly skuId: SkuId; readonly packageId?: null; readonly optionCode?: null };

/** One entry of a price list: what a thing costs in an area, for a time. */
export interface AreaPrice extends AreaEntry {
  readonly entryId: AreaPriceId;
  readonly thing: PriceSubject;
  readonly priceFen: Fen;
}

export interface EffectivePrice {
  readonly priceFen: Fen;
  /** In words: 「滨江店价目，11月1日起」. */
  readonly why: string;
  /** Null where no list says anything: the thing's own price. */
  readonly priceId: AreaPriceId | null;
}

/** A price with those that would hold without it, the nearest first; the thing's own price is the last of them. */
export interface ResolvedPrice extends EffectivePrice {
  readonly passedOver: readonly EffectivePrice[];
}

/**
 * What a thing costs at a place and a moment: what the entry of the nearest area says that is live there, the thing's
 * own price where there is none. Who asks is no argument: everybody pays the same for the same there.
 */
export function resolvePrice(
  own: { readonly priceFen: Fen; readonly why: string },
  entries: readonly AreaPrice[],
  place: EntryPlace,
  at: Date,
): ResolvedPrice {
  const listed = nearestFirst(entries, place, at).map((entry) => ({
    priceFen: entry.priceFen,
    why: whyPrice(entry, at),
    priceId: entry.entryId,
  }));
  const last: EffectivePrice = { ...own, priceId: null };
  return { ...(listed[0] ?? last), passedOver: listed.length === 0 ? [] : [...listed.slice(1), last] };
}

/** 「滨江店价目，11月1日起」; the year where it is another one than that of `at`. */
export function whyPrice(price: Pick<AreaPrice, 'areaName' | 'validFrom' | 'validUntil'>, at: Date): string {
  return `${price.areaName}价目，${spanInWords(price, at)}`;
}

export class UnknownOption extends Refusal {
  constructor(code: string) {
    super('option-unknown', 'invalid', { option: code });
  }
}

/** Another entry holds for the same thing and area in that time. */
export class PriceOverlaps extends Refusal {
  constructor(other: AreaPrice, now: Date) {
    super('price-overlaps', 'conflict', { entry: whyPrice(other, now), price: formatYuan(other.priceFen) });
  }
}
