import {
  addTotals,
  DEFAULT_FORECASTING,
  forecast,
  orderLevel,
  PanelFeatures,
  quantileOf,
  replay,
  trainForecaster,
  type Forecaster,
  type Panel,
  type ShelfTotals,
  type Target,
} from '#engines/forecasting';
import type { Tell } from '#platform/threads';
import { HORIZONS } from '../demand/demand-day.ts';

export interface BacktestAsked {
  readonly panel: Panel;
  /** The last day whose sales are known. */
  readonly last: number;
  /** Weeks to play over again, each by a model that knows nothing of it. */
  readonly weeks: number;
  /** By series. */
  readonly keepsDays: readonly (number | null)[];
  readonly missingShare: readonly number[];
  /** Whose totals a series counts into. */
  readonly groups: readonly number[];
  /** Units wanted by series and day, what was not there included; as sales lie in the panel. */
  readonly wanted: Float32Array;
}

export type Rule = 'ours' | 'sameWeekday120' | 'mean7x130';
export type BacktestTotals = Readonly<Record<Rule, readonly ShelfTotals[]>>;

const WEEK = 7;
/** What keeps longer is not wasted within the weeks that are played. */
const LASTING_DAYS = 60;
const LASTING_SHARE = 0.95;
/** Days before the ones that count, on which shelves fill. */
const FILLING_DAYS = 3;

/** In a worker: the last weeks played over again, day by day, with orders by our forecasts and by usual rules; by group. Tells of each tree. */
export function backtestPanel(asked: BacktestAsked, tell: Tell): BacktestTotals {
  const features = new PanelFeatures(asked.panel);
  const origins = Array.from({ length: asked.weeks }, (_, back) => asked.last - WEEK * (asked.weeks - back));
  const forecasters = origins.map((origin) =>
    trainForecaster(asked.panel, features, origin, DEFAULT_FORECASTING, {
      onTree: () => tell('tree'),
    }),
  );
  const from = origins[0]! + 1;
  const expected = new Expected(asked, features, forecasters);
  const wantedOn = (series: number, day: number): number => asked.wanted[series * asked.panel.days + day]!;
  const mean = (series: number, days: readonly number[]): number =>
    days.reduce((sum, day) => sum + wantedOn(series, day), 0) / days.length;
  const play = (level: (series: number, day: number) => number): ShelfTotals[] => {
    const totals: ShelfTotals[] = [];
    replay({
      series: asked.panel.series.length,
      from,
      measuredFrom: from + FILLING_DAYS,
      to: asked.last,
      shelfLifeDays: (series) => asked.keepsDays[series] ?? LASTING_DAYS,
      demand: wantedOn,
      level,
      onDay: (series, day) => {
        const group = asked.groups[series]!;
        totals[group] ??= { wanted: 0, sold: 0, received: 0, wasted: 0, stock: 0, looks: 0 };
        addTotals(totals[group], day);
      },
    });
    return totals;
  };
  return {
    ours: play((series, day) => expected.level(series, day)),
    sameWeekday120: play(
      (series, day) =>
        1.2 *
        mean(
          series,
          [7, 14, 21, 28].map((back) => day - back),
        ),
    ),
    mean7x130: play(
      (series, day) =>
        1.3 *
        mean(
          series,
          [1, 2, 3, 4, 5, 6, 7].map((back) => day - back),
        ),
    ),
  };
}

/** What is expected in the evening before each day: levels are asked for series by series, means come day by day. */
class Expected {
  readonly #asked: BacktestAsked;
  readonly #features: PanelFeatures;
  readonly #forecasters: readonly Forecaster[];
  #day = -1;
  /** By days ahead. */
  #means: readonly Float64Array[] = [];

  constructor(asked: BacktestAsked, features: PanelFeatures, forecasters: readonly Forecaster[]) {
    this.#asked = asked;
    this.#features = features;
    this.#forecasters = forecasters;
  }

  level(series: number, day: number): number {
    const { keepsDays, missingShare } = this.#asked;
    const forecaster = this.#forecasters.findLast(({ origin }) => origin < day)!;
    if (day !== this.#day) this.#look(forecaster, day);
    const { calibration, spans } = forecaster;
    const keeps = keepsDays[series] ?? LASTING_DAYS;
    const untilNext = { mean: this.#means[0]![series]!, leadTime: 1, calibration };
    const share = missingShare[series]!;
    if (keeps > HORIZONS) {
      return quantileOf(calibration, untilNext.mean, 1, Math.max(share, LASTING_SHARE));
    }
    const mean = this.#means.slice(0, keeps).reduce((sum, each) => sum + each[series]!, 0);
    const span = keeps < 2 ? calibration : spans[Math.min(keeps, spans.length + 1) - 2]!;
    return orderLevel(share, untilNext, { mean, leadTime: 1, calibration: span });
  }

  #look(forecaster: Forecaster, day: number): void {
    const { panel } = this.#asked;
    this.#day = day;
    this.#means = Array.from({ length: HORIZONS }, (_, ahead) => {
      const targets = panel.series.map((__, series): Target => ({
        series,
        day: Math.min(panel.days - 1, day + ahead),
        origin: day - 1,
      }));
      return forecast(forecaster, this.#features, targets).means;
    });
  }
}
