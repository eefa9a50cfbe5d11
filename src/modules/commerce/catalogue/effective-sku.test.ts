import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CityId, CommunityId, RegionId, SkuId, StoreId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { DAY } from '#kernel/time';
import { holdsAt, isLive, overlaps, type Area, type AreaEntry, type EntryPlace } from '../prices/area-entry.ts';
import type { AreaPrice, AreaPriceId } from '../prices/price.ts';
import type { CategoryId } from './category.ts';
import { resolveSku, type SkuFacts } from './effective-sku.ts';
import type { AreaListing, ListedThing, ListingId } from './listing.ts';
import type { SpuId } from './spu.ts';

const at = new Date('2026-11-15T04:00:00Z');
const place: EntryPlace = {
  regionId: 'region-1' as RegionId,
  cityId: 'city-1' as CityId,
  storeId: 'store-1' as StoreId,
  communityId: 'community-1' as CommunityId,
};
const skuId = 'sku' as SkuId;
const categoryOf = (id: string, over: object = {}) => ({
  categoryId: id as CategoryId,
  name: id,
  claimHours: null,
  storage: null,
  active: true,
  ...over,
});
const milk: SkuFacts = {
  skuId,
  spuId: 'spu' as SpuId,
  code: 'F015',
  spuName: '鲜牛奶',
  spec: ['950毫升'],
  unit: '瓶',
  kind: 'goods',
  categories: [categoryOf('乳品'), categoryOf('生鲜', { claimHours: 48, storage: 'chilled' })],
  parts: [],
  imageId: null,
  shelfLifeDays: 7,
  storage: null,
  claimHours: null,
  weightGrams: 950,
  costFen: fen(900),
  listFen: fen(1_580),
  originalFen: fen(1_980),
  skuActive: true,
  spuActive: true,
};

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
const WIDEST_FIRST = ['all', 'region', 'city', 'store', 'community'];
const nearness = ({ area }: Pick<AreaEntry, 'area'>): number => WIDEST_FIRST.indexOf(area.kind);

const things: ListedThing[] = [
  { kind: 'category', id: '生鲜' as CategoryId },
  { kind: 'category', id: '乳品' as CategoryId },
  { kind: 'spu', id: milk.spuId },
  { kind: 'sku', id: skuId },
];
const closeness = ({ thing }: AreaListing): number => things.findIndex((each) => each.id === thing.id);

const span = fc
  .record({ fromDay: fc.integer({ min: -20, max: 20 }), days: fc.option(fc.integer({ min: 0, max: 20 })) })
  .map(({ fromDay, days }) => {
    const validFrom = new Date(at.getTime() + fromDay * DAY);
    return { validFrom, validUntil: days === null ? null : new Date(validFrom.getTime() + days * DAY) };
  });
const entry = fc.record({ area: fc.constantFrom(...areas), span }).map((each) => ({
  area: each.area,
  areaName: each.area.kind,
  signedBy: null,
  signedAt: at,
  ...each.span,
}));
const somePrices = fc
  .array(fc.record({ entry, priceFen: fc.integer({ min: 0, max: 100_000 }).map(fen) }), { maxLength: 12 })
  .map((all) =>
    all.map((each, index): AreaPrice => ({
      ...each.entry,
      entryId: `p${index}` as AreaPriceId,
      thing: { skuId },
      priceFen: each.priceFen,
    })),
  );
const someListings = fc
  .array(fc.record({ entry, listed: fc.boolean(), thing: fc.constantFrom(...things) }), { maxLength: 12 })
  .map((all) =>
    all.map((each, index): AreaListing => ({
      ...each.entry,
      entryId: `l${index}` as ListingId,
      thing: each.thing,
      listed: each.listed,
    })),
  );
const resolve = (prices: readonly AreaPrice[], listings: readonly AreaListing[], facts = milk) =>
  resolveSku(facts, { prices, listings }, place, at);

describe('a SKU at a place', () => {
  it('costs what the nearest live list says, its list price where there is none', () => {
    fc.assert(
      fc.property(somePrices, (prices) => {
        const sku = resolve(prices, []);
        const live = prices.filter((price) => isLive(price, at) && holdsAt(price, place));
        const chosen = live.find((price) => price.entryId === sku.priceId);
        expect(sku.priceFen).toBe(chosen?.priceFen ?? milk.listFen);
        expect(chosen === undefined).toBe(live.length === 0);
        for (const price of live) expect(nearness(price)).toBeLessThanOrEqual(nearness(chosen ?? price));
        expect(sku.passedOver).toHaveLength(live.length);
      }),
    );
  });

  it('is sold as the nearest live entry says, and there as what is closest to it says; else it is sold', () => {
    fc.assert(
      fc.property(someListings, (listings) => {
        const sku = resolve([], listings);
        const live = listings.filter((each) => isLive(each, at) && holdsAt(each, place));
        const nearest = Math.max(...live.map(nearness));
        const there = live.filter((each) => nearness(each) === nearest);
        const closest = Math.max(...there.map(closeness));
        const last = Math.max(
          ...there.filter((each) => closeness(each) === closest).map((each) => each.validFrom.getTime()),
        );
        const decisive = there.filter((each) => closeness(each) === closest && each.validFrom.getTime() === last);
        if (decisive.length === 0) expect(sku.listed).toBe(true);
        else expect(decisive.map((each) => each.listed)).toContain(sku.listed);
        expect(sku.notListedWhy === null).toBe(sku.listed);
      }),
    );
  });

  it('does not depend on the order of the entries', () => {
    const all = fc
      .tuple(somePrices, someListings)
      .chain(([prices, listings]) =>
        fc.tuple(
          fc.constant({ prices, listings }),
          fc.shuffledSubarray(prices, { minLength: prices.length }),
          fc.shuffledSubarray(listings, { minLength: listings.length }),
        ),
      );
    fc.assert(
      fc.property(all, ([{ prices, listings }, shuffledPrices, shuffledListings]) => {
        expect(resolve(shuffledPrices, shuffledListings)).toEqual(resolve(prices, listings));
      }),
    );
  });

  it('changes at the edges of an entry and nowhere else', () => {
    fc.assert(
      fc.property(
        somePrices,
        fc.integer({ min: -30, max: 30 }),
        fc.integer({ min: 1, max: 1_000 }),
        (prices, day, ms) => {
          const before = new Date(at.getTime() + day * DAY);
          const after = new Date(before.getTime() + ms);
          const edges = prices.flatMap((price) => [price.validFrom, price.validUntil ?? price.validFrom]);
          const crossed = edges.some((edge) => edge > before && edge <= after);
          const priceAt = (moment: Date) => resolveSku(milk, { prices, listings: [] }, place, moment).priceId;
          expect(crossed || priceAt(after) === priceAt(before)).toBe(true);
        },
      ),
    );
  });

  it('shows the struck-through price only above the price', () => {
    fc.assert(
      fc.property(somePrices, (prices) => {
        const { priceFen, originalFen } = resolve(prices, []);
        expect(originalFen).toBe(priceFen < 1_980 ? 1_980 : null);
      }),
    );
  });

  it('takes from the categories above what its own say nothing about', () => {
    expect(resolve([], [])).toMatchObject({ claimHours: 48, storage: 'chilled', categoryPath: '生鲜 / 乳品' });
    expect(resolve([], [], { ...milk, claimHours: 2, categories: [categoryOf('乳品')] })).toMatchObject({
      claimHours: 2,
      storage: 'ambient',
    });
    expect(resolve([], [], { ...milk, categories: [categoryOf('乳品')] }).claimHours).toBe(24);
  });

  it('says why it is not sold', () => {
    const base = { areaName: '滨江店', area: areas[3] as Area, signedBy: null, signedAt: at, listed: false };
    const since = { validFrom: new Date('2026-11-01T00:00:00+08:00'), validUntil: null };
    const listing = (thing: ListedThing): AreaListing => ({ ...base, ...since, entryId: 'l' as ListingId, thing });
    expect(resolve([], [listing({ kind: 'sku', id: skuId })]).notListedWhy).toBe('滨江店不卖，11月1日起');
    expect(resolve([], [listing({ kind: 'category', id: '生鲜' as CategoryId })]).notListedWhy).toBe(
      '滨江店「生鲜」不卖，11月1日起',
    );
    expect(resolve([], [], { ...milk, spuActive: false }).notListedWhy).toBe('商品已停用');
    const part = { skuId: 'egg' as SkuId, quantity: 2, name: '土鸡蛋 20枚', active: false };
    expect(resolve([], [], { ...milk, parts: [part] })).toMatchObject({
      kind: 'bundle',
      notListedWhy: '组合里的「土鸡蛋 20枚」已停用',
    });
  });
});

describe('spans', () => {
  it('overlap exactly where some moment lies in both', () => {
    fc.assert(
      fc.property(span, span, (a, b) => {
        const moments = Array.from({ length: 90 }, (_, day) => new Date(at.getTime() + (day - 30) * DAY));
        expect(overlaps(a, b)).toBe(moments.some((moment) => isLive(a, moment) && isLive(b, moment)));
        expect(overlaps(a, b)).toBe(overlaps(b, a));
      }),
    );
  });
});
