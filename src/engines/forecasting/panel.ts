/** What is known of a series beside its days: codes, whole numbers from 0 on, the same for the same thing. */
export interface SeriesFacts {
  readonly item: number;
  readonly store: number;
  readonly city: number;
  /** From coarse to fine. */
  readonly categories: readonly number[];
}

/**
 * Daily demand of many series over the same days, series by series: the value of series s on day d is at s × days + d.
 * What is known of a day before it comes reaches beyond the last day that was sold on.
 */
export interface Panel {
  readonly days: number;
  readonly series: readonly SeriesFacts[];
  /** 0 Monday to 6 Sunday, by day. */
  readonly weekdays: ArrayLike<number>;
  /** Units sold; NaN where it was not on sale. */
  readonly sales: Float32Array;
  /** Share of the opening hours without stock, 0 to 1: what was sold then is less than what was wanted. */
  readonly outOfStock: Float32Array;
  /** Known beforehand, by name: discount, activity, holiday, weather as issued. */
  readonly known: readonly KnownColumn[];
}

export interface KnownColumn {
  readonly name: string;
  /** As sales are, or by day alone where it is the same for all series. */
  readonly values: Float32Array;
  /** Whether its level against what it was of late says something: discounts, activities. */
  readonly isRelative: boolean;
}

/** What is known of a series' day beforehand. */
export const knownOf = ({ values }: KnownColumn, days: number, series: number, day: number): number =>
  values[values.length === days ? day : series * days + day]!;

/** One thing to learn from or to forecast: a series, the day in question, and the last day of which sales are known. */
export interface Target {
  readonly series: number;
  readonly day: number;
  readonly origin: number;
}
