import {
  contributionsOf,
  DEFAULT_FORECASTING,
  forecast,
  gainsOf,
  naiveOf,
  PanelFeatures,
  putIntoBins,
  trainForecaster,
  type Calibration,
  type Checked,
  type Forecaster,
  type Method,
  type Panel,
  type Target,
} from '#engines/forecasting';
import { transferred, type Tell } from '#platform/threads';
import { BAND, HORIZONS } from './demand-day.ts';
import { familyOf, reasonsOf, type ForecastReason, type ReasonFamily } from './forecast-reason.ts';

export interface ForecastAsked {
  readonly panel: Panel;
  /** The last day whose sales are known, as a place among the panel's days. */
  readonly origin: number;
  readonly seed: number;
}

/** By series and day: at s × 7 + d what is expected on the day d + 1 after the origin. */
export interface ForecastAnswer {
  readonly means: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly naive: Float64Array;
  /** By series. */
  readonly methods: readonly Method[];
  /** By series, of the first day. */
  readonly reasons: readonly (readonly ForecastReason[])[];
  readonly calibration: Calibration;
  readonly spans: readonly Calibration[];
  readonly checked: Checked;
  /** What each family of features did for the fit, as a share. */
  readonly gains: readonly { readonly family: ReasonFamily; readonly share: number }[];
}

/** Trees of the model that is checked, and of the one that is used. */
export const TREES = 2 * (DEFAULT_FORECASTING.training.trees ?? 150);

/** In a worker: learns from a panel and forecasts the seven days after its origin. Tells of each tree that stands. */
export function forecastPanel(asked: ForecastAsked, tell: Tell): ForecastAnswer {
  const { panel, origin } = asked;
  const features = new PanelFeatures(panel);
  const forecaster = trainForecaster(
    panel,
    features,
    origin,
    { ...DEFAULT_FORECASTING, horizons: HORIZONS, seed: asked.seed },
    { onTree: () => tell('tree') },
  );
  const targets = panel.series.flatMap((_, series) =>
    Array.from({ length: HORIZONS }, (__, ahead): Target => ({ series, day: origin + 1 + ahead, origin })),
  );
  const { means, methods, quantiles } = forecast(forecaster, features, targets);
  const naive = Float64Array.from(targets, (target) => naiveOf(features, target));
  const [low, high] = [quantiles(BAND.low), quantiles(BAND.high)];
  const answer = {
    means,
    // A band holds its mean, also where days are so skewed that the quantile lies beyond it.
    low: low.map((each, at) => Math.min(each, means[at]!)),
    high: high.map((each, at) => Math.max(each, means[at]!)),
    naive,
    methods: panel.series.map((_, series) => methods[series * HORIZONS]!),
    reasons: reasonsOfFirstDay(forecaster, features, panel, origin),
    calibration: forecaster.calibration,
    spans: forecaster.spans,
    checked: forecaster.checked,
    gains: gainsByFamily(forecaster),
  };
  return transferred(answer, [
    answer.means.buffer,
    answer.low.buffer,
    answer.high.buffer,
    answer.naive.buffer,
  ] as ArrayBuffer[]);
}

function reasonsOfFirstDay(
  { model }: Forecaster,
  features: PanelFeatures,
  { series }: Panel,
  origin: number,
): ForecastReason[][] {
  const names = features.specs.map(({ name }) => name);
  const targets = series.map((_, at): Target => ({ series: at, day: origin + 1, origin }));
  const binned = putIntoBins(features.matrixOf(targets), model.bins);
  return series.map((_, row) => reasonsOf(names, contributionsOf(model, binned, row).byFeature));
}

function gainsByFamily({ model }: Forecaster): ForecastAnswer['gains'] {
  const gains = gainsOf(model);
  const all = gains.reduce((sum, each) => sum + each, 0);
  const sums = new Map<ReasonFamily, number>();
  for (const [at, { name }] of model.features.entries()) {
    const family = familyOf(name);
    sums.set(family, (sums.get(family) ?? 0) + gains[at]!);
  }
  return [...sums]
    .map(([family, gain]) => ({ family, share: all > 0 ? gain / all : 0 }))
    .toSorted((a, b) => b.share - a.share);
}
