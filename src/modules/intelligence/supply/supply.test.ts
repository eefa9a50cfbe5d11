import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate } from '#engines/forecasting';
import type { SkuId } from '#kernel/ids';
import { seededRandom } from '#kernel/random';
import type { CategoryId } from '#modules/commerce';
import { clearingPrice } from './clearing-price.ts';
import { outcomeOf } from './compare-lines.ts';
import { expiringOf } from './propose-supply.ts';
import { DEFAULT_TERMS, missingShare, termsOf } from './supply-rule.ts';
import { considerSupply, expiringUnsold, type Shelved, type SupplyAsked } from './supply-task.ts';

describe('what will be too old', () => {
  const today = '2026-06-10';

  it('is told from what came last, since the oldest is sold first', () => {
    const arrived = [
      { day: '2026-06-10', units: 5 },
      { day: '2026-06-09', units: 10 },
      { day: '2026-06-08', units: 20 },
    ];
    // Of three days: what came today goes in two, what came the day before yesterday goes today.
    expect(expiringOf(arrived, { stock: 12, keepsDays: 3, today })).toEqual([0, 7, 5]);
    expect(expiringOf(arrived, { stock: 17, keepsDays: 3, today })).toEqual([2, 10, 5]);
    // Nobody wrote down where the rest came from.
    expect(expiringOf(arrived, { stock: 40, keepsDays: 3, today })).toEqual([25, 10, 5]);
    expect(expiringOf(arrived, { stock: 40, keepsDays: null, today })).toEqual([]);
  });

  it('is what has to go by a day less what sells by it', () => {
    expect(expiringUnsold({ means: [4, 4, 4], expiring: [0, 0, 12] })).toBe(0);
    expect(expiringUnsold({ means: [4, 4, 4], expiring: [0, 0, 20] })).toBe(8);
    expect(expiringUnsold({ means: [4, 4, 4], expiring: [10, 0, 2] })).toBe(6);
    fc.assert(
      fc.property(
        fc.array(fc.nat(30), { minLength: 3, maxLength: 3 }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (units, mean) => {
          const gone = expiringUnsold({ means: [mean], expiring: units });
          expect(gone).toBeGreaterThanOrEqual(0);
          expect(gone).toBeLessThanOrEqual(units.reduce((sum, each) => sum + each, 0));
        },
      ),
    );
  });

  it('is sold for less, never for less than half, and not where a usual day takes it', () => {
    const { priceFen, worthFen } = clearingPrice({ means: [10], priceFen: 1_000 }, 6)!;
    expect(priceFen).toBeGreaterThan(700);
    expect(priceFen).toBeLessThan(850);
    expect(worthFen).toBeGreaterThan(0);
    expect(clearingPrice({ means: [10], priceFen: 1_000 }, 500)!.priceFen).toBe(500);
    expect(clearingPrice({ means: [100], priceFen: 1_000 }, 1)).toBeUndefined();
    expect(clearingPrice({ means: [0], priceFen: 1_000 }, 5)).toBeUndefined();
  });
});

describe('how something is supplied', () => {
  it('is said of the item before its category, and of the nearest category before those above', () => {
    const rule = (pack: number) => ({ ...DEFAULT_TERMS, pack });
    const rules = new Map([
      ['leaves', rule(6)],
      ['fresh', rule(12)],
      ['spinach', rule(2)],
    ]);
    const chain = ['leaves', 'fresh'] as CategoryId[];
    expect(termsOf(rules, 'spinach' as SkuId, chain).pack).toBe(2);
    expect(termsOf(rules, 'chard' as SkuId, chain).pack).toBe(6);
    expect(termsOf(new Map(), 'chard' as SkuId, chain)).toBe(DEFAULT_TERMS);
  });

  it('weighs what is missed against what is thrown away', () => {
    const share = (priceFen: number, costFen: number): number => missingShare({ priceFen, costFen }, DEFAULT_TERMS);
    expect(share(1_000, 500)).toBeCloseTo(0.6);
    expect(share(1_000, 900)).toBeLessThan(share(1_000, 500));
    expect([share(500, 900), share(1_000, 0)]).toEqual([0.05, 0.95]);
  });
});

describe('a proposal', () => {
  const random = seededRandom(4);
  const calibration = calibrate(
    Array.from({ length: 3_000 }, () => {
      const mean = 1 + 30 * random.next();
      return { mean, leadTime: 1, actual: mean * 2 * random.next() };
    }),
  );
  const shelved = (facts: Partial<Shelved>): Shelved => ({
    place: 0,
    means: [10, 10, 10, 10, 10, 10, 10],
    stock: 0,
    onTheWay: 0,
    expiring: [],
    leadDays: 1,
    everyDays: 1,
    keepsDays: 3,
    pack: 1,
    minimum: 0,
    missingShare: 0.6,
    priceFen: 1_000,
    costFen: 600,
    role: 'ordered',
    ...facts,
  });
  const asked = (all: readonly Shelved[], more: Partial<SupplyAsked> = {}): SupplyAsked => ({
    calibration,
    spans: [calibration, calibration, calibration, calibration],
    shelved: all,
    items: [],
    limits: [],
    solveWithinMs: 5_000,
    ...more,
  });
  const apart = [
    [undefined, 50],
    [50, undefined],
  ];

  it('orders up to the level, less what lies there, what is on its way and not what will be too old', async () => {
    const { orders, considered } = await considerSupply(
      asked([shelved({}), shelved({ stock: 5 }), shelved({ onTheWay: 5 }), shelved({ stock: 25, expiring: [25] })]),
    );
    const { level } = considered[0]!;
    expect(orders.map(({ units }) => units)).toEqual([level, level - 5, level - 5, level - 10]);
  });

  it('moves before it orders, gives from the central warehouse what that has, and shares it out', async () => {
    const all = [shelved({}), shelved({ place: 1, stock: 80, expiring: [0, 0, 80] })];
    const wayFen = [
      [0, 900],
      [900, 0],
    ];
    const item = { shelved: [0, 1], costFen: apart, wayFen, central: 0 };
    const { transfers, orders } = await considerSupply(asked(all, { items: [item] }));
    expect(transfers.map(({ from, to }) => [from, to])).toEqual([[1, 0]]);
    expect(orders.map(({ at }) => at)).not.toContain(0);
    // Nobody goes there for what is worth less than the way.
    const far = wayFen.map((row) => row.map((fen) => 1_000 * fen));
    const stayed = await considerSupply(asked(all, { items: [{ ...item, wayFen: far }] }));
    expect(stayed.transfers).toEqual([]);
    const short = await considerSupply(asked([shelved({}), shelved({})], { items: [{ ...item, central: 20 }] }));
    expect(short.allocations.map(({ units, isCut }) => [units, isCut])).toEqual([
      [10, true],
      [10, true],
    ]);
    expect(short.orders).toHaveLength(2);
  });

  it('shares what the central warehouse has with places of group buys, and orders nothing for those', async () => {
    const all = [
      shelved({}),
      shelved({ place: 1, role: 'allocated' }),
      shelved({ place: 2, role: 'central', stock: 90 }),
    ];
    const near = all.map(() => all.map(() => 50));
    const wayFen = all.map(() => all.map(() => 0));
    const item = { shelved: [0, 1], costFen: near, wayFen, central: 16 };
    const { allocations, orders, transfers } = await considerSupply(asked(all, { items: [item] }));
    expect(allocations.map(({ at, isCut }) => [at, isCut])).toEqual([
      [0, true],
      [1, true],
    ]);
    const [one, other] = allocations.map(({ units }) => units) as [number, number];
    expect([one + other, Math.abs(one - other) <= 2]).toEqual([16, true]);
    expect([orders.map(({ at }) => at), transfers]).toEqual([[0], []]);
    // What lies there for group buys is nobody else's.
    const lying = [shelved({}), shelved({ place: 1, role: 'allocated', stock: 200 })];
    const stays = await considerSupply(asked(lying, { items: [{ ...item, central: 0 }] }));
    expect([stays.transfers, stays.allocations]).toEqual([[], []]);
  });

  it('stays within what a place may spend and hold, and says what cut it', async () => {
    const all = [shelved({}), shelved({ priceFen: 3_000 })];
    const limits = [{ shelved: [0, 1], budgetFen: 18_000, roomUnits: null }];
    const { orders } = await considerSupply(asked(all, { limits }));
    expect(orders.reduce((sum, { units }) => sum + units * 600, 0)).toBeLessThanOrEqual(18_000);
    expect(orders.every(({ cutBy }) => cutBy === 'budget' || cutBy === null)).toBe(true);
    // What earns more goes first.
    const [cheap, dear] = [0, 1].map((at) => orders.find((each) => each.at === at)?.units ?? 0);
    expect(dear).toBeGreaterThan(cheap!);
  });
});

describe('what came of an order', () => {
  it('is counted beside what would have come of the proposal', () => {
    const basis = { stock: 2, onTheWay: 3 } as Parameters<typeof outcomeOf>[0]['basis'];
    expect(outcomeOf({ basis, decided: 5, proposed: 12 }, 14)).toEqual({
      wanted: 14,
      missing: 4,
      left: 0,
      missingAsProposed: 0,
      leftAsProposed: 3,
    });
  });
});
