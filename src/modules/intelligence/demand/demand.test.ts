import { dayAfter } from '#kernel/time';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import { accuracyOf, isDrifting, trackingSignal, type AccuracySum } from './accuracy.ts';
import { buildPanel } from './build-panel.ts';
import { calendarColumns, calendarOf } from './calendar.ts';
import { reasonsOf } from './forecast-reason.ts';

const daysFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => dayAfter(first, at));

describe('the calendar', () => {
  it('knows holidays, workdays in their place, and lunar festivals', () => {
    const [newYear, midAutumn, workday, sunday] = calendarOf(
      ['2026-02-17', '2026-09-25', '2026-02-14', '2026-03-01'],
      new Map(),
    );
    expect([newYear!.name, newYear!.isOff]).toEqual(['春节', true]);
    expect(midAutumn!.name).toBe('中秋节');
    // A Saturday that is worked on for the sake of the New Year.
    expect([workday!.isOff, sunday!.isOff]).toEqual([false, true]);
  });

  it('knows the days that are off by law where the notice of a year is not out yet', () => {
    const days = ['2031-01-01', '2031-01-22', '2031-01-23', '2031-01-25', '2031-04-05', '2031-10-03', '2031-10-06'];
    // The eve of the lunar New Year is the 22nd of January; the last one is an ordinary Monday.
    expect(calendarOf(days, new Map()).map(({ isOff }) => isOff)).toEqual([true, true, true, true, true, true, false]);
  });

  it('is overruled by what an operator says of a day', () => {
    const said = { day: '2026-07-08', name: '店庆', isOff: false, isFestival: true };
    expect(calendarOf([said.day], new Map([[said.day, said]]))).toEqual([said]);
  });

  it('tells how far a festival is, and how many days off lie in a row', () => {
    const reach = daysFrom('2026-09-01', 60);
    const calendar = new Map(calendarOf(reach, new Map()).map((each) => [each.day, each]));
    const days = daysFrom('2026-09-21', 6);
    const { toFestival, sinceFestival, daysOffInARow } = calendarColumns(days, calendar, dayAfter);
    expect([...toFestival]).toEqual([4, 3, 2, 1, 0, 5]);
    expect(sinceFestival[5]).toBe(1);
    // Mid-autumn is a Friday: with the weekend three days.
    expect([...daysOffInARow]).toEqual([0, 0, 0, 0, 3, 3]);
  });
});

describe('a panel', () => {
  const [city, place, item] = ['c' as CityId, 'p' as StockPlaceId, 'i' as SkuId];
  const days = daysFrom('2026-06-01', 8);
  const series = (own: readonly (readonly [number, number])[], skuId = item) => ({
    cityId: city,
    placeId: place,
    skuId,
    at: own.map(([at]) => at),
    sold: own.map(([, sold]) => sold),
    outOfStock: own.map(() => 0),
    discount: own.map(() => null),
    activity: own.map(() => false),
  });
  const none = new Float32Array(days.length);
  const ground = {
    days,
    first: 20,
    origin: 6,
    calendar: { dayOff: none, toFestival: none, sinceFestival: none, daysOffInARow: none },
    categoriesOf: () => ['fresh', 'leaves'],
    discountOf: (_: unknown, day: string) => (day === days[6] ? 0.8 : 1),
    activityOf: ({ skuId }: { skuId: SkuId }, day: string) => (skuId === item && day === days[7] ? 0.5 : 0),
    weatherOf: () => undefined,
  };

  it('takes a day on which others were sold for zero, and a day on which nothing was for closed', () => {
    const other = 'o' as SkuId;
    const panel = buildPanel(
      [
        series([[20, 5]]),
        series(
          [
            [21, 3],
            [23, 2],
            [27, 9],
          ],
          other,
        ),
      ],
      ground,
    );
    const row = (at: number): (number | null)[] =>
      [...panel.sales.subarray(at * 8, at * 8 + 8)].map((each) => (Number.isNaN(each) ? null : each));
    expect(row(0)).toEqual([5, 0, null, 0, null, null, null, null]);
    // It had not begun on the first day; what is beyond the origin is not looked at.
    expect(row(1)).toEqual([null, 3, null, 2, null, null, null, null]);
    // A lower price that is planned is known beforehand.
    const discount = panel.known.find(({ name }) => name === 'discount')!;
    expect(discount.values[6]).toBeCloseTo(0.8);
    // So is a group buy that is planned, in half of the communities.
    const activity = panel.known.find(({ name }) => name === 'activity')!;
    expect([...activity.values]).toEqual([0, 0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(panel.series.map(({ item: code, store }) => [code, store])).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });
});

describe('how far off forecasts were', () => {
  const sums = (count: number, of: (at: number) => Partial<AccuracySum>): AccuracySum[] =>
    Array.from({ length: count }, (_, at) => ({
      day: dayAfter('2026-05-01', at),
      actual: 100,
      expected: 100,
      absolute: 20,
      naiveAbsolute: 30,
      lost: 1,
      ...of(at),
    }));

  it('is summed over days, and nothing where nothing was sold', () => {
    const { wape, bias, naiveWape, lost } = accuracyOf(sums(10, () => ({ expected: 90 })));
    expect([wape, bias, naiveWape, lost]).toEqual([0.2, -0.1, 0.3, 10]);
    expect(accuracyOf([]).wape).toBeNull();
  });

  it('drifts when it stays on one side, not when it goes back and forth or is far off by chance once', () => {
    const high = sums(14, () => ({ expected: 125 }));
    expect([isDrifting(high), Math.sign(trackingSignal(high))]).toEqual([true, 1]);
    expect(isDrifting(sums(14, (at) => ({ expected: at % 2 === 0 ? 130 : 75 })))).toBe(false);
    expect(isDrifting(sums(14, (at) => ({ expected: at === 3 ? 300 : 100 })))).toBe(false);
    expect(isDrifting(sums(5, () => ({ expected: 160 })))).toBe(false);
  });
});

describe('reasons of a forecast', () => {
  it('are told by family, the strongest first, and add up no further than what is shown', () => {
    const features = ['discount', 'discount against what it was', 'weekday', 'mean of 7 days', 'item: trend'];
    expect(reasonsOf(features, [1, 0.5, -2, 0.01, 0.2])).toEqual([
      { family: 'weekday', units: -2 },
      { family: 'discount', units: 1.5 },
      { family: 'similar', units: 0.2 },
    ]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 5, maxLength: 5 }), (units) => {
        expect(reasonsOf(features, units).length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
