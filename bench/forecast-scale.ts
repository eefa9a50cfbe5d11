/**
 * Whether a chain's night is long enough: 50,000 generated series of 90 days, trained and forecast seven days ahead with
 * quantiles, on this machine's cores. Baseline: the quarter of an hour and the memory that we claim.
 */
import { seededRandom } from '#kernel/random';
import {
  DEFAULT_FORECASTING,
  forecast,
  PanelFeatures,
  trainForecaster,
  type Panel,
  type Target,
} from '#engines/forecasting';
import { describeMachine, note, report, round } from './report.ts';
import { openTrainingTeam } from './training-team.ts';

const SERIES = 50_000;
const DAYS = 90;
const HORIZONS = 7;
const ITEMS = 800;
const SHARES = [0.5, 0.9] as const;
/** Targets are forecast in pieces: what is looked at of all of them at once would be as large as the history. */
const PIECE = 50_000;
const BAR = { minutes: 15, gigabytes: 4 };

/** Items that sell in stores by weekday and discount; a tenth of the days something runs out. */
function generate(): Panel {
  const random = seededRandom('forecast-scale');
  const days = DAYS + HORIZONS;
  const column = (): Float32Array => new Float32Array(SERIES * days);
  const [sales, outOfStock, discount] = [column(), column(), column()];
  const series = Array.from({ length: SERIES }, (_, at) => {
    const item = at % ITEMS;
    const store = Math.floor(at / ITEMS);
    return { item, store, city: store % 10, categories: [item % 8, item % 60] };
  });
  for (let row = 0; row < SERIES; row += 1) {
    const level = Math.exp(3 * random.next() - 1);
    for (let day = 0; day < days; day += 1) {
      const at = row * days + day;
      discount[at] = random.next() < 0.15 ? 0.8 : 1;
      const lift = (day % 7 >= 5 ? 1.4 : 1) * (discount[at] < 1 ? 1.6 : 1);
      outOfStock[at] = random.next() < 0.1 ? 0.4 : 0;
      sales[at] = day < DAYS ? Math.round(level * lift * 2 * random.next() * (1 - outOfStock[at])) : Number.NaN;
    }
  }
  const known = [{ name: 'discount', values: discount, isRelative: true }];
  return { days, series, weekdays: Int32Array.from({ length: days }, (_, day) => day % 7), sales, outOfStock, known };
}

note(`machine: ${describeMachine()}`);
const panel = generate();
const started = performance.now();
const team = await openTrainingTeam();
const features = new PanelFeatures(panel);
const origin = DAYS - 1;
const options = { ...DEFAULT_FORECASTING, horizons: HORIZONS };
const forecaster = trainForecaster(panel, features, origin, options, { onWorkspace: team.onWorkspace });
const trained = performance.now();
const targets = Array.from({ length: SERIES * HORIZONS }, (_, at): Target => {
  return { series: Math.floor(at / HORIZONS), day: origin + 1 + (at % HORIZONS), origin };
});
let [units, forecasts] = [0, 0];
for (let from = 0; from < targets.length; from += PIECE) {
  const { means, quantiles } = forecast(forecaster, features, targets.slice(from, from + PIECE));
  for (const share of SHARES) if (quantiles(share).some(Number.isNaN)) throw new Error('a quantile is no number');
  units += means.reduce((sum, mean) => sum + mean, 0);
  forecasts += means.length;
}
const ended = performance.now();
await team.close();
if (!(units > 0)) throw new Error('nothing was forecast');
note(`bar: ${BAR.minutes} minutes, ${BAR.gigabytes} GB`);
report({
  series: SERIES,
  forecasts,
  trainSeconds: round((trained - started) / 1_000),
  forecastSeconds: round((ended - trained) / 1_000),
  totalSeconds: round((ended - started) / 1_000),
  peakMemoryGB: round(process.resourceUsage().maxRSS / 1024 ** 2, 2),
});
