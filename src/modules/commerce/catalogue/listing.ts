import { Refusal } from '#kernel/errors';
import type { Id, SkuId } from '#kernel/ids';
import { lastDayOf, spanInWords, type AreaEntry } from '../prices/area-entry.ts';
import type { CategoryId } from './category.ts';
import type { SpuId } from './spu.ts';

export type ListingId = Id<'AreaListing'>;

/** What an entry of the assortment is about. */
export type ListedThing =
  | { readonly kind: 'sku'; readonly id: SkuId }
  | { readonly kind: 'spu'; readonly id: SpuId }
  | { readonly kind: 'category'; readonly id: CategoryId };

/** One entry of the assortment: whether something is sold in an area, for a time. */
export interface AreaListing extends AreaEntry {
  readonly entryId: ListingId;
  readonly thing: ListedThing;
  readonly listed: boolean;
}

/** 「江畔花园不卖，11月1日起」, 「杭州「水产」恢复在卖，11月1日起」 */
export function whyListing(
  listing: Pick<AreaListing, 'areaName' | 'validFrom' | 'validUntil' | 'listed'>,
  at: Date,
  categoryName?: string,
): string {
  const what = categoryName === undefined ? '' : `「${categoryName}」`;
  return `${listing.areaName}${what}${listing.listed ? '在卖' : '不卖'}，${spanInWords(listing, at)}`;
}

/** Another entry says something about the same thing and area in that time. */
export class ListingOverlaps extends Refusal {
  constructor(other: AreaListing, now: Date) {
    super('listing-overlaps', 'conflict', { entry: whyListing(other, now), last: lastDayOf(other) ?? '' });
  }
}
