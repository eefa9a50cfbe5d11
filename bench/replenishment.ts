/**
 * What better forecasts are worth on the shelf: the same days played over again, day by day, with orders by usual rules and
 * by our forecasts. Demand is what was sold; delivered overnight; sold first in, first out; measured from day 65 on.
 * Baselines: the rules, each beside our curves at its own fill rate, and ours with one quantile chosen beforehand. Then the
 * same with a delivery every three days and goods that keep for five, with transfers within the city.
 */
import { parseArgs } from 'node:util';
import {
  forecast,
  givesOf,
  greedyTransfer,
  orderLevel,
  PanelFeatures,
  quantileOf,
  replay,
  stepsOf,
  takesOf,
  trainForecaster,
  type Demand,
  type Forecaster,
  type ReplayAsked,
  type ShelfTotals,
  type Target,
} from '#engines/forecasting';
import { describeMachine, note, report, round } from './report.ts';
import { openTrainingTeam } from './training-team.ts';
import { readRetailDays } from './retail-days.ts';

const ORIGINS = [61, 68, 75, 82];
const MEASURED_FROM = 65;
/** Where the quantile is chosen: no day that is measured is seen. */
const BEFORE = { origin: 54, measuredFrom: 57, to: 61 };
const SHARES = [0.5, 0.6, 0.7, 0.75, 0.8, 0.84, 0.88, 0.91, 0.93, 0.95, 0.97, 0.98, 0.99];
/** What a missing unit costs of what a missing and a wasted one cost together. */
const WEIGHTS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];
const SHELF_LIVES = [2, 3];
/** Delivered every so many days, good for so many. */
const SELDOM = { every: 3, life: 5 };
/** Of moving a unit from one shop to another, as part of what a unit more that is sold is worth. */
const COST_OF_MOVING = 0.1;
const BAR = { waste: -15, turnover: 12, seldomTurnover: 20 };

type Level = (series: number, day: number) => number;

const { values } = parseArgs({ options: { data: { type: 'string' }, json: { type: 'boolean', default: false } } });
if (values.data === undefined) throw new Error('--data: the file is missing');
const recorded = readRetailDays(values.data);
// What was sold is what is wanted in these days, whether or not something ran out when they were recorded: nothing is cut short.
const panel = { ...recorded, outOfStock: new Float32Array(recorded.outOfStock.length) };
const LAST = panel.days - 1;
const soldOn = (series: number, day: number): number => panel.sales[series * panel.days + day]!;
const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
const weekBefore = (series: number, day: number): number[] =>
  Array.from({ length: 7 }, (_, back) => soldOn(series, day - 1 - back));
const sameWeekdays = (series: number, day: number): number =>
  meanOf([7, 14, 21, 28].map((back) => soldOn(series, day - back)));

/** What buyers do without a system. Each knows everything up to the evening before. */
const RULES: Readonly<Record<string, Level>> = {
  sameWeekday120: (series, day) => 1.2 * sameWeekdays(series, day),
  sameWeekday150: (series, day) => 1.5 * sameWeekdays(series, day),
  max7: (series, day) => Math.max(...weekBefore(series, day)),
  mean7x130: (series, day) => 1.3 * meanOf(weekBefore(series, day)),
};

/** By day, what is expected of each series on it and up to as many days after it as goods may keep. */
type Expected = ReadonlyMap<number, { readonly forecaster: Forecaster; readonly means: readonly Float64Array[] }>;

function expectedOf(
  features: PanelFeatures,
  forecasters: readonly Forecaster[],
  { from, to }: { from: number; to: number },
): Expected {
  const expected = new Map<number, { forecaster: Forecaster; means: Float64Array[] }>();
  for (let day = from; day <= to; day += 1) {
    const forecaster = forecasters.findLast(({ origin }) => origin < day)!;
    const means = Array.from({ length: Math.max(...SHELF_LIVES) }, (_, ahead) => {
      // Of days that the file does not tell of, the last one is taken.
      const target = Math.min(LAST, day + ahead);
      const targets = panel.series.map((__, series): Target => ({ series, day: target, origin: day - 1 }));
      return forecast(forecaster, features, targets).means;
    });
    expected.set(day, { forecaster, means });
  }
  return expected;
}

/** The quantile of the day that is ordered for. */
const quantileLevel =
  (expected: Expected, share: number): Level =>
  (series, day) => {
    const { forecaster, means } = expected.get(day)!;
    return quantileOf(forecaster.calibration, means[0]![series]!, 1, share);
  };

/** Where a missing unit weighs as much as a wasted one, as long as it keeps. */
const weighedLevel =
  (expected: Expected, share: number, life: number): Level =>
  (series, day) => {
    const { forecaster, means } = expected.get(day)!;
    const sum = means.slice(0, life).reduce((total, each) => total + each[series]!, 0);
    const untilNext = { mean: means[0]![series]!, leadTime: 1, calibration: forecaster.calibration };
    return orderLevel(share, untilNext, { mean: sum, leadTime: 1, calibration: forecaster.spans[life - 2]! });
  };

interface Figures {
  /** Sold of what was wanted; wasted of what was received; sold by the mean stock of a day. */
  readonly fill: number;
  readonly waste: number;
  readonly turnover: number;
}

const figuresOf = ({ wanted, sold, received, wasted, stock, looks }: ShelfTotals, days: number): Figures => ({
  fill: sold / wanted,
  waste: wasted / received,
  turnover: sold / days / (stock / looks),
});

/** Between two points of a curve that goes up in fill, what lies between them. */
function readAt(curve: readonly Figures[], fill: number): Figures | undefined {
  const above = curve.findIndex((point) => point.fill >= fill);
  const [low, high] = [curve[above - 1], curve[above]];
  if (low === undefined || high === undefined) return undefined;
  const way = (fill - low.fill) / (high.fill - low.fill);
  const between = (of: 'waste' | 'turnover'): number => low[of] + way * (high[of] - low[of]);
  return { fill, waste: between('waste'), turnover: between('turnover') };
}

const team = await openTrainingTeam();
note(`machine: ${describeMachine()}; ${panel.series.length} series`);
const features = new PanelFeatures(panel);
const train = (origin: number): Forecaster =>
  trainForecaster(panel, features, origin, undefined, { onWorkspace: team.onWorkspace });
const earlier = expectedOf(features, [train(BEFORE.origin)], { from: BEFORE.origin + 1, to: BEFORE.to });
const expected = expectedOf(features, ORIGINS.map(train), { from: ORIGINS[0]! + 1, to: LAST });
await team.close();

const common = { series: panel.series.length, demand: soldOn };
const measured = { ...common, from: ORIGINS[0]! + 1, measuredFrom: MEASURED_FROM, to: LAST };
const before = { ...common, from: BEFORE.origin + 1, measuredFrom: BEFORE.measuredFrom, to: BEFORE.to };
type Days = Omit<ReplayAsked, 'level' | 'shelfLifeDays'>;
const play = (days: Days, shelfLifeDays: number, level: Level): Figures => {
  const count = days.series * (days.to - days.measuredFrom + 1);
  return figuresOf(replay({ ...days, shelfLifeDays, level }), count);
};
const rounded = ({ fill, waste, turnover }: Figures) => ({
  fill: round(fill, 4),
  waste: round(waste, 4),
  turnover: round(turnover, 3),
});
const percent = (ours: number, theirs: number): number => round((ours / theirs - 1) * 100, 1);

const compare = (ours: Figures | undefined, theirs: Figures) =>
  ours === undefined
    ? null
    : {
        ...rounded(ours),
        wastePct: percent(ours.waste, theirs.waste),
        turnoverPct: percent(ours.turnover, theirs.turnover),
      };

/** The quantile with which so much was filled before. */
function shareThatFills(wanted: number, fillOf: (share: number) => number): number {
  let [low, high] = [SHARES[0]!, SHARES.at(-1)!];
  for (let step = 0; step < 8; step += 1) {
    const middle = (low + high) / 2;
    if (fillOf(middle) >= wanted) high = middle;
    else low = middle;
  }
  return high;
}

const result = Object.fromEntries(
  SHELF_LIVES.map((life) => {
    const quantiles = SHARES.map((share) => play(measured, life, quantileLevel(expected, share)));
    const weighed = WEIGHTS.map((share) => play(measured, life, weighedLevel(expected, share, life)));
    const rules = Object.entries(RULES).map(([name, rule]) => {
      const theirs = play(measured, life, rule);
      const wanted = play(before, life, rule).fill;
      const chosen = shareThatFills(wanted, (share) => play(before, life, quantileLevel(earlier, share)).fill);
      return [
        name,
        {
          rule: rounded(theirs),
          quantileCurve: compare(readAt(quantiles, theirs.fill), theirs),
          weighedCurve: compare(readAt(weighed, theirs.fill), theirs),
          chosen: {
            share: round(chosen, 3),
            ...compare(play(measured, life, quantileLevel(expected, chosen)), theirs),
          },
        },
      ];
    });
    return [`shelfLife${life}`, Object.fromEntries(rules)];
  }),
);

/** What is expected of a series from a day on, on so many days together. */
function demandOf(series: number, day: number, days: number): Demand {
  const { forecaster, means } = expected.get(day)!;
  const mean = means.slice(0, days).reduce((sum, each) => sum + each[series]!, 0);
  return { mean, leadTime: 1, calibration: days === 1 ? forecaster.calibration : forecaster.spans[days - 2]! };
}

const upToShare =
  (share: number): Level =>
  (series, day) => {
    const { mean, leadTime, calibration } = demandOf(series, day, SELDOM.every);
    return quantileOf(calibration, mean, leadTime, share);
  };

const together = [
  ...Map.groupBy(panel.series.keys(), (at) => `${panel.series[at]!.city}/${panel.series[at]!.item}`).values(),
].filter(({ length }) => length > 1);

/** Before an order only what is above its level is given, to where less would have to be ordered; else by worth. */
function transferBy(level: Level, moved: { units: number }): NonNullable<ReplayAsked['transfer']> {
  return (shelves, day, isDelivered) => {
    const untilNext = SELDOM.every - ((day - measured.from) % SELDOM.every);
    for (const group of together) {
      const stocks = group.map((at) => shelves[at]!.stock);
      const steps = group.map((at) =>
        isDelivered ? [{ units: level(at, day), worth: 1 }] : stepsOf(demandOf(at, day, untilNext)),
      );
      const gives = steps.map((own, at) => givesOf(own, stocks[at]!));
      const takes = steps.map((own, at) => takesOf(own, stocks[at]!));
      for (const { from, to, units } of greedyTransfer({
        gives,
        takes,
        costs: group.map(() => group.map(() => COST_OF_MOVING)),
      })) {
        shelves[group[from]!]!.give(units, shelves[group[to]!]!);
        moved.units += units;
      }
    }
  };
}

const seldomDays = { ...measured, every: SELDOM.every };
const seldomRule = play(seldomDays, SELDOM.life, (series, day) => {
  const days = Array.from({ length: SELDOM.every }, (_, ahead) => day + ahead);
  return 1.2 * days.reduce((sum, each) => sum + sameWeekdays(series, each), 0);
});
const [alone, moving, movedUnits] = [[] as Figures[], [] as Figures[], [] as number[]];
for (const share of SHARES) {
  const level = upToShare(share);
  alone.push(play(seldomDays, SELDOM.life, level));
  const moved = { units: 0 };
  moving.push(play({ ...seldomDays, transfer: transferBy(level, moved) }, SELDOM.life, level));
  movedUnits.push(moved.units);
}
const sold = replay({ ...seldomDays, shelfLifeDays: SELDOM.life, level: upToShare(0.9) }).sold;
const at = moving.findIndex(({ fill }) => fill >= seldomRule.fill);
const everyThreeDays = {
  sameWeekday120: {
    rule: rounded(seldomRule),
    quantileCurve: compare(readAt(alone, seldomRule.fill), seldomRule),
    withTransfers: compare(readAt(moving, seldomRule.fill), seldomRule),
    movedOfSold: round(movedUnits[Math.max(0, at)]! / sold, 3),
  },
};
note(
  `bars on the curve of quantiles: waste ≤ ${BAR.waste} % against every rule, turnover ≥ +${BAR.turnover} % against sameWeekday120, every three days with transfers ≥ +${BAR.seldomTurnover} %`,
);
report({ ...result, everyThreeDays });
