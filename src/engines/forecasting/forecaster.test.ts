import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import {
  calibrate,
  DEFAULT_FORECASTING,
  forecast,
  inStockTargets,
  orderLevel,
  PanelFeatures,
  quantileOf,
  shareUpTo,
  trainForecaster,
  type Panel,
  type Target,
} from './index.ts';

const DAYS = 84;

/** Shops and items with levels, weekdays and discounts of their own; now and then something runs out at noon. */
function market(seed: number, series = 60): Panel {
  const random = seededRandom(seed);
  const sales = new Float32Array(series * DAYS);
  const outOfStock = new Float32Array(series * DAYS);
  const discount = new Float32Array(series * DAYS);
  const facts = Array.from({ length: series }, (_, at) => ({
    item: at % 12,
    store: Math.floor(at / 12),
    city: 0,
    categories: [at % 3],
  }));
  for (let row = 0; row < series; row += 1) {
    const level = 2 + 10 * random.next();
    for (let day = 0; day < DAYS; day += 1) {
      const at = row * DAYS + day;
      discount[at] = random.next() < 0.2 ? 0.7 : 1;
      const wanted = level * (day % 7 >= 5 ? 1.6 : 1) * (discount[at] < 1 ? 1.5 : 1) * (0.7 + 0.6 * random.next());
      outOfStock[at] = random.next() < 0.15 ? 0.5 : 0;
      sales[at] = wanted * (1 - outOfStock[at]);
    }
  }
  const weekdays = Array.from({ length: DAYS }, (_, day) => day % 7);
  return {
    days: DAYS,
    series: facts,
    weekdays,
    sales,
    outOfStock,
    known: [{ name: 'discount', values: discount, isRelative: true }],
  };
}

const small = { ...DEFAULT_FORECASTING, training: { trees: 60, leaves: 12 } };

describe('what a forecast looks at', () => {
  const panel = market(1, 24);
  const targets = fc.record({
    series: fc.nat(23),
    origin: fc.integer({ min: 10, max: 70 }),
    ahead: fc.integer({ min: 1, max: 7 }),
  });

  it('is nothing that was sold after its origin', () => {
    fc.assert(
      fc.property(targets, fc.integer({ min: 0, max: 1_000 }), ({ series, origin, ahead }, seed) => {
        const random = seededRandom(seed);
        const [sales, outOfStock] = [panel.sales.slice(), panel.outOfStock.slice()];
        for (let at = 0; at < sales.length; at += 1) {
          if (at % DAYS <= origin) continue;
          sales[at] = 100 * random.next();
          outOfStock[at] = random.next() < 0.5 ? 0 : 1;
        }
        const target: Target = { series, day: origin + ahead, origin };
        const seen = (of: Panel): number[] =>
          new PanelFeatures(of).matrixOf([target]).columns.map((column) => column[0]!);
        expect(seen({ ...panel, sales, outOfStock })).toEqual(seen(panel));
      }),
      { numRuns: 40 },
    );
  });

  it('is found by the same names in the same order for every panel', () => {
    expect(new PanelFeatures(market(2, 24)).specs).toEqual(new PanelFeatures(panel).specs);
  });
});

describe('a forecaster', () => {
  const panel = market(3);
  const features = new PanelFeatures(panel);
  const origin = DAYS - 8;
  const forecaster = trainForecaster(panel, features, origin, small);
  const targets = inStockTargets(panel, origin, 7);
  const actual = targets.map(({ series, day }) => panel.sales[series * DAYS + day]!);
  const { means, quantiles } = forecast(forecaster, features, targets);
  const errorOf = (of: ArrayLike<number>): number =>
    actual.reduce((sum, each, at) => sum + Math.abs(of[at]! - each), 0) / actual.reduce((sum, each) => sum + each, 0);

  it('is nearer than the mean of the last week, and forecasts what was wanted, not what was left of it', () => {
    const weekly = targets.map(({ series }) => {
      const week = panel.sales.subarray(series * DAYS + origin - 6, series * DAYS + origin + 1);
      return week.reduce((sum, each) => sum + each, 0) / 7;
    });
    expect(errorOf(means)).toBeLessThan(0.6 * errorOf(weekly));
    const sums = [means, actual].map((of) => [...of].reduce((sum, each) => sum + each, 0));
    expect(sums[0]! / sums[1]!).toBeCloseTo(1, 1);
  });

  it('says how much would be enough on so many days of a hundred', () => {
    for (const share of [0.5, 0.8, 0.95]) {
      const enough = quantiles(share);
      const covered = actual.filter((each, at) => each <= enough[at]!).length / actual.length;
      expect(Math.abs(covered - share)).toBeLessThan(0.1);
    }
    const [half, most] = [quantiles(0.5), quantiles(0.95)];
    expect(half.every((each, at) => each <= most[at]!)).toBe(true);
  });

  it('is the same for the same panel and seed', () => {
    const again = trainForecaster(panel, features, origin, small);
    expect(forecast(again, features, targets).means).toEqual(means);
  });
});

describe('a series of which little is known', () => {
  const origin = 69;
  const panel = market(3);
  const day = (series: number, at: number): number => series * DAYS + at;

  it('is taken for what its item sells elsewhere, the less the longer it is known', () => {
    // The first one opened three days ago, and sold ten times what its item sells anywhere else.
    const sales = panel.sales.slice();
    for (let at = 0; at < DAYS; at += 1) sales[day(0, at)] = at < origin - 2 ? Number.NaN : 200;
    const young = { ...panel, sales };
    const features = new PanelFeatures(young);
    const forecaster = trainForecaster(young, features, origin, small);
    const { means, methods } = forecast(forecaster, features, [
      { series: 0, day: origin + 1, origin },
      { series: 1, day: origin + 1, origin },
    ]);
    expect(methods).toEqual(['similar', 'model']);
    const elsewhere = [12, 24, 36, 48].map((series) => panel.sales[day(series, origin)]!);
    expect(means[0]).toBeLessThan(100);
    expect(means[0]).toBeGreaterThan(Math.min(...elsewhere) / 2);
  });

  it('says nothing of how far off the others are', () => {
    // Half of them opened four days ago, and have sold next to nothing.
    const sales = panel.sales.slice();
    for (let series = 30; series < 60; series += 1) {
      for (let at = 0; at < DAYS; at += 1) sales[day(series, at)] = at < origin - 3 ? Number.NaN : 0.01;
    }
    const young = { ...panel, sales };
    const features = new PanelFeatures(young);
    const forecaster = trainForecaster(young, features, origin, small);
    const targets = Array.from({ length: 7 }, (_, ahead) => ({ series: 0, day: origin + 1 + ahead, origin }));
    const { means, quantiles } = forecast(forecaster, features, targets);
    for (const [at, low] of quantiles(0.1).entries()) expect(low).toBeGreaterThan(0.4 * means[at]!);
  });

  it('goes by its own last weeks where the model was surely farther off', () => {
    // Sold every day the same, whatever the others do: nothing that trees know of the others helps.
    const sales = panel.sales.slice();
    const outOfStock = panel.outOfStock.slice();
    for (let at = 0; at < DAYS; at += 1) [sales[day(0, at)], outOfStock[day(0, at)]] = [60, 0];
    const odd = { ...panel, sales, outOfStock };
    const features = new PanelFeatures(odd);
    const forecaster = trainForecaster(odd, features, origin, small);
    const { means, methods } = forecast(forecaster, features, [{ series: 0, day: origin + 3, origin }]);
    expect([methods[0], means[0]]).toEqual(['naive', 60]);
  });
});

describe('the level to order up to', () => {
  const random = seededRandom(9);
  const outcomes = (days: number) =>
    Array.from({ length: 4_000 }, () => {
      const mean = days * (1 + 5 * random.next());
      const each = Array.from({ length: days }, () => (2 * random.next() * mean) / days);
      return { mean, leadTime: 1, actual: each.reduce((sum, own) => sum + own, 0) };
    });
  const [one, three] = [calibrate(outcomes(1)), calibrate(outcomes(3))];
  const untilNext = { mean: 3, leadTime: 1, calibration: one };

  it('is the quantile of the newsvendor for goods of one day', () => {
    for (const share of [0.3, 0.5, 0.9]) {
      expect(orderLevel(share, untilNext, untilNext)).toBeCloseTo(quantileOf(one, 3, 1, share), 1);
    }
  });

  it('rises with what a missing unit costs, and with how long goods keep', () => {
    const whileGood = { mean: 9, leadTime: 1, calibration: three };
    const levels = [0.1, 0.5, 0.9].map((share) => orderLevel(share, untilNext, whileGood));
    expect(levels).toEqual(levels.toSorted((a, b) => a - b));
    expect(levels[1]).toBeGreaterThan(orderLevel(0.5, untilNext, untilNext));
  });
});

describe('how far forecasts are off', () => {
  it('grows with the share, and is nothing that is known where little was checked', () => {
    const random = seededRandom(5);
    const outcomes = Array.from({ length: 3_000 }, () => {
      const mean = 0.5 + 20 * random.next();
      return { mean, leadTime: 1 + Math.floor(7 * random.next()), actual: mean * 2 * random.next() };
    });
    const calibration = calibrate(outcomes);
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.integer({ min: 1, max: 14 }),
        (mean, leadTime) => {
          const found = [0.1, 0.5, 0.8, 0.99].map((share) => quantileOf(calibration, mean, leadTime, share));
          expect(found).toEqual(found.toSorted((a, b) => a - b));
          expect(found[0]).toBeGreaterThanOrEqual(0);
        },
      ),
    );
    expect(quantileOf(calibrate(outcomes.slice(0, 20)), 7, 1, 0.9)).toBe(7);
    for (const share of [0.2, 0.5, 0.9]) {
      expect(shareUpTo(calibration, 8, 3, quantileOf(calibration, 8, 3, share))).toBeCloseTo(share, 1);
    }
  });
});
