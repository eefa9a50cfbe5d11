import { Refusal } from '#kernel/errors';
import type { CityId, CommunityId, Id, StoreId, UserId } from '#kernel/ids';
import { formatYuan, type Fen } from '#kernel/money';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { PackageId } from '../packages/package.ts';

export type AreaPriceId = Id<'AreaPrice'>;

/** Where a list holds. The ids of a store or community come with the city in which it lies. */
export type PriceArea =
  | { readonly kind: 'all' }
  | { readonly kind: 'city'; readonly cityId: CityId }
  | { readonly kind: 'store'; readonly cityId: CityId; readonly storeId: StoreId }
  | { readonly kind: 'community'; readonly cityId: CityId; readonly communityId: CommunityId };
export type PriceAreaKind = PriceArea['kind'];

/** One entry of a price list: what a package or an option of it costs in an area, for a time. */
export interface AreaPrice {
  readonly priceId: AreaPriceId;
  readonly packageId: PackageId;
  /** Null for the package itself. */
  readonly optionCode: string | null;
  readonly area: PriceArea;
  /** As the area was called when the price was signed. */
  readonly areaName: string;
  readonly priceFen: Fen;
  readonly validFrom: Date;
  /** The first moment at which it no longer holds; null for no end. */
  readonly validUntil: Date | null;
  /** Null where no person did: the demo's own lists. */
  readonly signedBy: UserId | null;
  readonly signedAt: Date;
}

/** Where something is sold. */
export interface PricePlace {
  readonly cityId: CityId;
  readonly storeId: StoreId | null;
  readonly communityId: CommunityId;
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

const NEARNESS: Readonly<Record<PriceAreaKind, number>> = { community: 3, store: 2, city: 1, all: 0 };

export function holdsAt({ area }: Pick<AreaPrice, 'area'>, place: PricePlace): boolean {
  switch (area.kind) {
    case 'all':
      return true;
    case 'city':
      return area.cityId === place.cityId;
    case 'store':
      return area.storeId === place.storeId;
    case 'community':
      return area.communityId === place.communityId;
  }
}

export function isLive(price: Pick<AreaPrice, 'validFrom' | 'validUntil'>, at: Date): boolean {
  return price.validFrom <= at && (price.validUntil === null || price.validUntil > at);
}

/**
 * What a thing costs at a place and a moment: of the entries that are live there the one of the nearest area, community
 * before store before city before everywhere; the thing's own price where there is none. Entries of one area do not
 * overlap; if some did, the one that began last would win, so that the order in which they are given never matters.
 */
export function resolvePrice(
  own: { readonly priceFen: Fen; readonly why: string },
  entries: readonly AreaPrice[],
  place: PricePlace,
  at: Date,
): ResolvedPrice {
  const listed = entries
    .filter((entry) => isLive(entry, at) && holdsAt(entry, place))
    .toSorted(
      (a, b) =>
        NEARNESS[b.area.kind] - NEARNESS[a.area.kind] ||
        b.validFrom.getTime() - a.validFrom.getTime() ||
        (a.priceId < b.priceId ? -1 : 1),
    )
    .map((entry) => ({ priceFen: entry.priceFen, why: whyPrice(entry, at), priceId: entry.priceId }));
  const last: EffectivePrice = { ...own, priceId: null };
  return { ...(listed[0] ?? last), passedOver: listed.length === 0 ? [] : [...listed.slice(1), last] };
}

/** 「滨江店价目，11月1日起」; the year where it is another one than that of `at`. */
export function whyPrice(price: Pick<AreaPrice, 'areaName' | 'validFrom' | 'validUntil'>, at: Date): string {
  const last = lastDayOf(price);
  const until = last === null ? '' : `，到${dayInWords(last, at)}`;
  return `${price.areaName}价目，${dayInWords(businessDay(price.validFrom), at)}起${until}`;
}

function dayInWords(day: string, at: Date): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${businessDay(at).startsWith(`${year}-`) ? '' : `${year}年`}${month}月${date}日`;
}

/** The last business day on which an entry holds; null for no end. */
export function lastDayOf({ validUntil }: Pick<AreaPrice, 'validUntil'>): string | null {
  return validUntil === null ? null : businessDay(new Date(validUntil.getTime() - 1));
}

export function stateOf(price: Pick<AreaPrice, 'validFrom' | 'validUntil'>, at: Date): 'planned' | 'live' | 'over' {
  if (price.validUntil !== null && price.validUntil <= at) return 'over';
  return price.validFrom > at ? 'planned' : 'live';
}

/** From the beginning of the first day to the end of the last one. @throws PriceFromPast, PriceEndsBeforeItBegins */
export function spanOf(from: string, to: string | null, now: Date): { validFrom: Date; validUntil: Date | null } {
  if (from < businessDay(now)) throw new PriceFromPast();
  if (to !== null && to < from) throw new PriceEndsBeforeItBegins();
  return { validFrom: startOfBusinessDay(from), validUntil: to === null ? null : endOf(to) };
}

const endOf = (day: string): Date => addDays(startOfBusinessDay(day), 1);

/**
 * When an entry ends that is ended now, or with a day: never later than it would have, never in the past. One that has
 * not begun never holds.
 * @throws AreaPriceOver, PriceFromPast, PriceEndsLater
 */
export function endedAt(price: AreaPrice, lastDay: string | null, now: Date): Date {
  if (stateOf(price, now) === 'over') throw new AreaPriceOver(whyPrice(price, now));
  if (lastDay !== null && lastDay < businessDay(now)) throw new PriceFromPast();
  const asked = lastDay === null ? now : endOf(lastDay);
  const until = asked < price.validFrom ? price.validFrom : asked;
  if (price.validUntil !== null && until > price.validUntil) throw new PriceEndsLater();
  return until;
}

/** The area does not exist, or is not the signer's: the two are not told apart. */
export class PriceAreaUnknown extends Refusal {
  constructor() {
    super('price-area-unknown', 'invalid');
  }
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

/** What was charged cannot be changed afterwards. */
export class PriceFromPast extends Refusal {
  constructor() {
    super('price-from-past', 'invalid');
  }
}

export class PriceEndsBeforeItBegins extends Refusal {
  constructor() {
    super('price-ends-before-it-begins', 'invalid');
  }
}

export class PriceEndsLater extends Refusal {
  constructor() {
    super('price-ends-later', 'invalid');
  }
}

export class AreaPriceOver extends Refusal {
  constructor(entry: string) {
    super('price-over', 'conflict', { entry });
  }
}
