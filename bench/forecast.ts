/**
 * How far forecasts of daily demand are off: rolling origins at day 61, 68, 75 and 82 (the first date is day 0), the next
 * seven days each, scored on item-days that never ran out of stock. Baselines in the same run: the mean of the last seven
 * days, that of the last four same weekdays, and the same day of the week before.
 */
import { parseArgs } from 'node:util';
import {
  DEFAULT_FORECASTING,
  forecast,
  inStockTargets,
  PanelFeatures,
  trainForecaster,
  type Panel,
  type Target,
} from '#engines/forecasting';
import { describeMachine, note, report, round } from './report.ts';
import { openTrainingTeam } from './training-team.ts';
import { readRetailDays } from './retail-days.ts';

const ORIGINS = [61, 68, 75, 82];
const HORIZONS = 7;
const SHARES = [0.5, 0.8, 0.9, 0.95] as const;
const BAR = { wape: 0.312, bias: 0.03, coverage: 0.02 };
/** Series of which fewer days can be scored are left out of what is reckoned series by series. */
const LEAST_SCORED = 3;
const LEAST_SCALE = { mase: 0.05, rmsse: 0.01 };

const { values } = parseArgs({ options: { data: { type: 'string' }, json: { type: 'boolean', default: false } } });
if (values.data === undefined) throw new Error('--data: the file is missing');

/** Sums over everything that was scored, and by series and origin. */
class Score {
  #absolute = 0;
  #signed = 0;
  #actual = 0;
  #mase = 0;
  #rmsse = 0;
  #series = 0;

  add(panel: Panel, origin: number, targets: readonly Target[], forecasts: ArrayLike<number>): void {
    const bySeries = Map.groupBy(targets.keys(), (at) => targets[at]!.series);
    for (const [series, own] of bySeries) {
      let [absolute, squares] = [0, 0];
      for (const at of own) {
        const actual = panel.sales[series * panel.days + targets[at]!.day]!;
        const off = forecasts[at]! - actual;
        absolute += Math.abs(off);
        squares += off * off;
        this.#signed += off;
        this.#actual += actual;
      }
      this.#absolute += absolute;
      if (own.length < LEAST_SCORED) continue;
      const scale = scaleOf(panel, series, origin);
      this.#mase += absolute / own.length / Math.max(LEAST_SCALE.mase, scale.seasonal);
      this.#rmsse += Math.sqrt(squares / own.length / Math.max(LEAST_SCALE.rmsse, scale.daily));
      this.#series += 1;
    }
  }

  get wape(): number {
    return this.#absolute / this.#actual;
  }
  get bias(): number {
    return this.#signed / this.#actual;
  }
  get mase(): number {
    return this.#mase / this.#series;
  }
  get rmsse(): number {
    return this.#rmsse / this.#series;
  }
}

/** Mean absolute difference to the week before, and mean squared difference to the day before, up to the origin. */
function scaleOf({ sales, days }: Panel, series: number, origin: number): { seasonal: number; daily: number } {
  let [seasonal, weeks, daily, count] = [0, 0, 0, 0];
  for (let day = 1; day <= origin; day += 1) {
    const at = series * days + day;
    daily += (sales[at]! - sales[at - 1]!) ** 2;
    count += 1;
    if (day < HORIZONS) continue;
    seasonal += Math.abs(sales[at]! - sales[at - HORIZONS]!);
    weeks += 1;
  }
  return { seasonal: seasonal / weeks, daily: daily / count };
}

/** Baselines, from what is known at the origin. */
const NAIVE = {
  ma7: ({ sales, days }: Panel, { series, origin }: Target): number => {
    let sum = 0;
    for (let day = origin - 6; day <= origin; day += 1) sum += sales[series * days + day]!;
    return sum / 7;
  },
  sameWeekday4: ({ sales, days }: Panel, { series, day }: Target): number => {
    let sum = 0;
    for (let week = 1; week <= 4; week += 1) sum += sales[series * days + day - 7 * week]!;
    return sum / 4;
  },
  seasonal: ({ sales, days }: Panel, { series, day }: Target): number => sales[series * days + day - 7]!,
};

const panel = readRetailDays(values.data);
note(`machine: ${describeMachine()}; ${panel.series.length} series, ${panel.days} days`);
const ours = new Score();
const naive = { ma7: new Score(), sameWeekday4: new Score(), seasonal: new Score() };
const covered = SHARES.map(() => 0);
let [scored, trainSeconds, predictSeconds] = [0, 0, 0];
const features = new PanelFeatures(panel);
const team = await openTrainingTeam();
for (const origin of ORIGINS) {
  const started = performance.now();
  const forecaster = trainForecaster(
    panel,
    features,
    origin,
    { ...DEFAULT_FORECASTING, horizons: HORIZONS },
    { onWorkspace: team.onWorkspace },
  );
  const trained = performance.now();
  const targets = inStockTargets(panel, origin, HORIZONS);
  const { means, quantiles } = forecast(forecaster, features, targets);
  trainSeconds += (trained - started) / 1_000;
  predictSeconds += (performance.now() - trained) / 1_000;
  ours.add(panel, origin, targets, means);
  for (const name of ['ma7', 'sameWeekday4', 'seasonal'] as const) {
    naive[name].add(
      panel,
      origin,
      targets,
      targets.map((target) => NAIVE[name](panel, target)),
    );
  }
  for (const [at, share] of SHARES.entries()) {
    const upTo = quantiles(share);
    for (const [index, { series, day }] of targets.entries()) {
      if (panel.sales[series * panel.days + day]! <= upTo[index]!) covered[at]! += 1;
    }
  }
  scored += targets.length;
  note(`day ${origin}: ${targets.length} item-days, wape so far ${round(ours.wape, 4)}, bias ${round(ours.bias, 4)}`);
}
await team.close();
note(`bar: wape ≤ ${BAR.wape}, |bias| ≤ ${BAR.bias}, coverage within ${BAR.coverage}`);
report({
  wape: round(ours.wape, 4),
  bias: round(ours.bias, 4),
  rmsse: round(ours.rmsse, 4),
  mase: round(ours.mase, 4),
  coverage: Object.fromEntries(SHARES.map((share, at) => [share, round(covered[at]! / scored, 4)])),
  trainSeconds: round(trainSeconds),
  predictSeconds: round(predictSeconds),
  naive: Object.fromEntries(Object.entries(naive).map(([name, score]) => [name, round(score.wape, 4)])),
});
