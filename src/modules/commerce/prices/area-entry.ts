import { Refusal } from '#kernel/errors';
import type { CityId, CommunityId, RegionId, StoreId, UserId } from '#kernel/ids';
import { addDays, businessDay, dayInWords, startOfBusinessDay } from '#kernel/time';

/** Where an entry of the national frame holds. The ids of a store or community come with the city in which it lies. */
export type Area =
  | { readonly kind: 'all' }
  | { readonly kind: 'region'; readonly regionId: RegionId }
  | { readonly kind: 'city'; readonly cityId: CityId }
  | { readonly kind: 'store'; readonly cityId: CityId; readonly storeId: StoreId }
  | { readonly kind: 'community'; readonly cityId: CityId; readonly communityId: CommunityId };
export type AreaKind = Area['kind'];

/** The time for which an entry holds. */
export interface Span {
  readonly validFrom: Date;
  /** The first moment at which it no longer holds; null for no end. */
  readonly validUntil: Date | null;
}

/**
 * What headquarters or somebody nearer says about a thing, in an area, for a time: a price, or whether it is sold.
 * Entries of one thing and area never overlap; one that was live is only ended.
 */
export interface AreaEntry extends Span {
  readonly entryId: string;
  readonly area: Area;
  /** As the area was called when the entry was signed. */
  readonly areaName: string;
  /** Null where no person did: the demo's own lists. */
  readonly signedBy: UserId | null;
  readonly signedAt: Date;
}

/** Where something is sold. */
export interface SellingPlace {
  readonly cityId: CityId;
  readonly storeId: StoreId | null;
  readonly communityId: CommunityId | null;
}

/** A place, or a whole area, by everything that it lies in. */
export interface EntryPlace {
  readonly regionId: RegionId | null;
  readonly cityId: CityId | null;
  readonly storeId: StoreId | null;
  readonly communityId: CommunityId | null;
}

const NEARNESS: Readonly<Record<AreaKind, number>> = { community: 4, store: 3, city: 2, region: 1, all: 0 };

export function holdsAt({ area }: Pick<AreaEntry, 'area'>, place: EntryPlace): boolean {
  switch (area.kind) {
    case 'all':
      return true;
    case 'region':
      return area.regionId === place.regionId;
    case 'city':
      return area.cityId === place.cityId;
    case 'store':
      return area.storeId === place.storeId;
    case 'community':
      return area.communityId === place.communityId;
  }
}

export function isLive(span: Span, at: Date): boolean {
  return span.validFrom <= at && (span.validUntil === null || span.validUntil > at);
}

/** Whether two spans have a moment in common; an empty one has none with any. */
export function overlaps(a: Span, b: Span): boolean {
  const empty = ({ validFrom, validUntil }: Span): boolean => validUntil !== null && validUntil <= validFrom;
  if (empty(a) || empty(b)) return false;
  return (a.validUntil === null || b.validFrom < a.validUntil) && (b.validUntil === null || a.validFrom < b.validUntil);
}

/**
 * The entries that are live at a place, the one that counts first: of the nearest area, community before store before
 * city before region before everywhere; within one area what `closeness` makes greater. Should entries of one area
 * overlap after all, the one that began last goes first, so that the order in which they are given never matters.
 */
export function nearestFirst<E extends AreaEntry>(
  entries: readonly E[],
  place: EntryPlace,
  at: Date,
  closeness: (entry: E) => number = () => 0,
): E[] {
  return entries
    .filter((entry) => isLive(entry, at) && holdsAt(entry, place))
    .toSorted(
      (a, b) =>
        NEARNESS[b.area.kind] - NEARNESS[a.area.kind] ||
        closeness(b) - closeness(a) ||
        b.validFrom.getTime() - a.validFrom.getTime() ||
        (a.entryId < b.entryId ? -1 : 1),
    );
}

/** 「11月1日起」, 「11月1日起，到11月9日」; the year where it is another one than that of `at`. */
export function spanInWords(span: Span, at: Date): string {
  const last = lastDayOf(span);
  const until = last === null ? '' : `，到${dayInWords(last, at)}`;
  return `${dayInWords(businessDay(span.validFrom), at)}起${until}`;
}

/** The last business day on which an entry holds; null for no end. */
export function lastDayOf({ validUntil }: Pick<Span, 'validUntil'>): string | null {
  return validUntil === null ? null : businessDay(new Date(validUntil.getTime() - 1));
}

export function stateOf(span: Span, at: Date): 'planned' | 'live' | 'over' {
  if (span.validUntil !== null && span.validUntil <= at) return 'over';
  return span.validFrom > at ? 'planned' : 'live';
}

/** From the beginning of the first day to the end of the last one. @throws PriceFromPast, PriceEndsBeforeItBegins */
export function spanOf(from: string, to: string | null, now: Date): Span {
  if (from < businessDay(now)) throw new PriceFromPast();
  if (to !== null && to < from) throw new PriceEndsBeforeItBegins();
  return { validFrom: startOfBusinessDay(from), validUntil: to === null ? null : endOf(to) };
}

const endOf = (day: string): Date => addDays(startOfBusinessDay(day), 1);

/**
 * When an entry ends that is ended now, or with a day: never later than it would have, never in the past. One that has
 * not begun never holds. `words` says which entry it is.
 * @throws EntryOver, PriceFromPast, PriceEndsLater
 */
export function endedAt(entry: Span, words: string, lastDay: string | null, now: Date): Date {
  if (stateOf(entry, now) === 'over') throw new EntryOver(words);
  if (lastDay !== null && lastDay < businessDay(now)) throw new PriceFromPast();
  const asked = lastDay === null ? now : endOf(lastDay);
  const until = asked < entry.validFrom ? entry.validFrom : asked;
  if (entry.validUntil !== null && until > entry.validUntil) throw new PriceEndsLater();
  return until;
}

/** The area does not exist, or is not the signer's: the two are not told apart. */
export class PriceAreaUnknown extends Refusal {
  constructor() {
    super('price-area-unknown', 'invalid');
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

export class EntryOver extends Refusal {
  constructor(entry: string) {
    super('price-over', 'conflict', { entry });
  }
}
