import type { CityId, CommunityId, Id, SkuId, StockPlaceId } from '#kernel/ids';

/**
 * What is counted: units of an item at a store or warehouse, receipts of a store (客流), units that a community ordered. The last
 * are among the first ones too, at the warehouse that supplies it.
 */
export const MEASURES = ['units', 'receipts', 'community'] as const;
export type Measure = (typeof MEASURES)[number];

/** A store, a warehouse, or a community. */
export type DemandPlaceId = StockPlaceId | CommunityId;

/**
 * A day of an item at a place. Before the day what is known of it (discount, activity), after it
 * what was sold.
 */
export interface DemandDay {
  readonly measure: Measure;
  readonly cityId: CityId;
  readonly placeId: DemandPlaceId;
  readonly skuId: SkuId;
  /** Business day, `YYYY-MM-DD`. */
  readonly day: string;
  /** Units; null where nothing was on sale, or while the day has not come. */
  readonly sold: number | null;
  /** Share of the opening hours without stock, 0 to 1. */
  readonly outOfStock: number;
  /** What is paid of what it usually costs, 0 to 1; null where nothing is said. */
  readonly discount: number | null;
  readonly activity: boolean;
}

/** What receipts have in place of an item. */
export const FOOTFALL = '00000000-0000-7000-8000-00000000f007' as SkuId;

/** More days than these teach nothing new of fresh goods, and cost time each night. */
export const LEARNT_DAYS = 120;
/** Days are kept so long: a year and what is needed to compare it. */
export const KEPT_DAYS = 400;
/** What is counted again each night: receipts of tills come late, and orders are called off unpaid. */
export const RECOUNTED_DAYS = 3;
export const HORIZONS = 7;
/** The share of days that need no less than the low end of a band, and no more than the high one. */
export const BAND = { low: 0.1, high: 0.9 } as const;

export type ForecastRunId = Id<'ForecastRun'>;
