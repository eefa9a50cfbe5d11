import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CityId, CommunityId, Id, RegionId, StoreId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { DAY } from '#kernel/time';
import {
  endedAt,
  EntryOver,
  holdsAt,
  isLive,
  lastDayOf,
  PriceEndsBeforeItBegins,
  PriceEndsLater,
  PriceFromPast,
  spanOf,
  stateOf,
  type Area,
  type EntryPlace,
} from './area-entry.ts';
import { resolvePrice, whyPrice, type AreaPrice, type AreaPriceId } from './price.ts';

const at = new Date('2026-11-15T04:00:00Z');
const place: EntryPlace = {
  regionId: 'region-1' as RegionId,
  cityId: 'city-1' as CityId,
  storeId: 'store-1' as StoreId,
  communityId: 'community-1' as CommunityId,
};
const own = { priceFen: fen(100_00), why: '套餐标价' };

const areas: Area[] = [
  { kind: 'all' },
  ...[1, 2].flatMap((n): Area[] => {
    const cityId = `city-${n}` as CityId;
    return [
      { kind: 'region', regionId: `region-${n}` as RegionId },
      { kind: 'city', cityId },
      { kind: 'store', cityId, storeId: `store-${n}` as StoreId },
      { kind: 'community', cityId, communityId: `community-${n}` as CommunityId },
    ];
  }),
];
const near = ['all', 'region', 'city', 'store', 'community'];

const priceEntry = (over: Partial<AreaPrice>): AreaPrice => ({
  entryId: 'p' as AreaPriceId,
  thing: { packageId: 'x' as Id<'Package'>, optionCode: null },
  area: { kind: 'all' },
  areaName: '全国',
  priceFen: fen(1),
  validFrom: new Date('2026-11-01T00:00:00+08:00'),
  validUntil: null,
  signedBy: null,
  signedAt: at,
  ...over,
});

const someEntries = fc
  .array(
    fc.record({
      area: fc.constantFrom(...areas),
      priceFen: fc.integer({ min: 0, max: 1_000_000 }).map(fen),
      fromDay: fc.integer({ min: -20, max: 20 }),
      days: fc.option(fc.integer({ min: 0, max: 20 })),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ area, priceFen, fromDay, days }, index) => {
      const validFrom = new Date(at.getTime() + fromDay * DAY);
      const validUntil = days === null ? null : new Date(validFrom.getTime() + days * DAY);
      return priceEntry({ entryId: `p${index}` as AreaPriceId, area, priceFen, validFrom, validUntil });
    }),
  );

describe('the price of a thing', () => {
  it('is that of the most specific entry that is live there, and its own where there is none', () => {
    fc.assert(
      fc.property(someEntries, (entries) => {
        const { priceId, priceFen } = resolvePrice(own, entries, place, at);
        const live = entries.filter((entry) => isLive(entry, at) && holdsAt(entry, place));
        const chosen = live.find((entry) => entry.entryId === priceId);
        if (live.length === 0) expect([priceId, priceFen]).toEqual([null, own.priceFen]);
        else expect(chosen?.priceFen).toBe(priceFen);
        for (const entry of live) {
          expect(near.indexOf(entry.area.kind)).toBeLessThanOrEqual(near.indexOf(chosen?.area.kind ?? ''));
        }
      }),
    );
  });

  it('does not depend on the order of the entries', () => {
    fc.assert(
      fc.property(
        someEntries.chain((entries) =>
          fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
        ),
        ([entries, shuffled]) => {
          expect(resolvePrice(own, shuffled, place, at)).toEqual(resolvePrice(own, entries, place, at));
        },
      ),
    );
  });

  it('names what it goes before, down to the own price', () => {
    fc.assert(
      fc.property(someEntries, (entries) => {
        const { passedOver, ...price } = resolvePrice(own, entries, place, at);
        const live = entries.filter((entry) => isLive(entry, at) && holdsAt(entry, place));
        expect([price, ...passedOver]).toHaveLength(live.length + 1);
        expect([price, ...passedOver].at(-1)).toEqual({ ...own, priceId: null });
      }),
    );
  });

  it('is not taken from the list of a store where no store is known', () => {
    const entry = priceEntry({ area: { kind: 'store', cityId: 'city-1' as CityId, storeId: 'store-1' as StoreId } });
    expect(resolvePrice(own, [entry], { ...place, storeId: null }, at).priceId).toBeNull();
  });
});

describe('why', () => {
  it('says which list and since when', () => {
    expect(whyPrice(priceEntry({ areaName: '滨江店' }), at)).toBe('滨江店价目，11月1日起');
  });
  it('says until when, and the year of another year', () => {
    const validUntil = new Date('2027-01-11T00:00:00+08:00');
    expect(whyPrice(priceEntry({ validUntil }), at)).toBe('全国价目，11月1日起，到2027年1月10日');
  });
});

describe('the time of an entry', () => {
  it('runs from the beginning of the first day to the end of the last one', () => {
    const span = spanOf('2026-11-15', '2026-11-15', at);
    expect(span).toEqual({
      validFrom: new Date('2026-11-15T00:00:00+08:00'),
      validUntil: new Date('2026-11-16T00:00:00+08:00'),
    });
    expect(lastDayOf(span)).toBe('2026-11-15');
  });
  it('does not begin in the past, nor end before it begins', () => {
    expect(() => spanOf('2026-11-14', null, at)).toThrow(PriceFromPast);
    expect(() => spanOf('2026-11-16', '2026-11-15', at)).toThrow(PriceEndsBeforeItBegins);
  });
  it('ends at once or with a day, never later than it would have', () => {
    const open = priceEntry({});
    expect(endedAt(open, '全国价目', null, at)).toEqual(at);
    expect(endedAt(open, '全国价目', '2026-11-20', at)).toEqual(new Date('2026-11-21T00:00:00+08:00'));
    expect(() => endedAt(open, '全国价目', '2026-11-14', at)).toThrow(PriceFromPast);
    const limited = priceEntry({ validUntil: new Date('2026-11-18T00:00:00+08:00') });
    expect(() => endedAt(limited, '全国价目', '2026-11-18', at)).toThrow(PriceEndsLater);
    expect(() => endedAt(priceEntry({ validUntil: at }), '全国价目', null, at)).toThrow(EntryOver);
  });
  it('never holds when it is ended before it begins', () => {
    const planned = priceEntry({ validFrom: new Date('2026-12-01T00:00:00+08:00') });
    expect(stateOf(planned, at)).toBe('planned');
    const validUntil = endedAt(planned, '全国价目', null, at);
    expect(validUntil).toEqual(planned.validFrom);
    expect(isLive({ ...planned, validUntil }, planned.validFrom)).toBe(false);
  });
});
