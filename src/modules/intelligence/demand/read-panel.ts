import type { Panel } from '#engines/forecasting';
import type { SkuId, StoreId } from '#kernel/ids';
import { dayAfter } from '#kernel/time';
import type { Database } from '#platform/context';
import { categoriesOf, chainOf, dailyPrices, skusByIds, type CategoryId } from '#modules/commerce';
import { cities } from '#modules/territory';
import { weatherOfCities } from '../weather/weather-of-cities.ts';
import { buildPanel } from './build-panel.ts';
import { calendarColumns, calendarOf, CALENDAR_REACH } from './calendar.ts';
import { overridesBetween } from './calendar-store.ts';
import { HORIZONS, LEARNT_DAYS, type Measure } from './demand-day.ts';
import { demandSeries, lastSoldDay, type DemandSeries } from './demand-store.ts';
import { HistoryTooShort, LEAST_DAYS, MOST_SERIES, TooManySeries } from './forecast-run.ts';
import { readActivity } from './read-activity.ts';

/** A panel with the series that its rows are, in the same order. */
export interface ReadPanel {
  readonly panel: Panel;
  readonly series: readonly DemandSeries[];
  /** Business days by place in the panel. */
  readonly days: readonly string[];
  /** The last day whose sales are known, as a place among the days. */
  readonly origin: number;
}

/**
 * All that is known of sales up to yesterday, and of the week to come, as a panel: of units, receipts, or what communities ordered.
 * @throws HistoryTooShort, TooManySeries
 */
export async function readPanel(
  db: Database,
  asked: { readonly today: string; readonly measure: Measure },
): Promise<ReadPanel> {
  const last = await lastSoldDay(db, dayAfter(asked.today, -1));
  if (last === undefined) throw new HistoryTooShort(0);
  const from = dayAfter(last, 1 - LEARNT_DAYS);
  const to = dayAfter(last, HORIZONS);
  const series = await demandSeries(db, { from, to, measure: asked.measure });
  if (series.length === 0) throw new HistoryTooShort(0);
  if (series.length > MOST_SERIES) throw new TooManySeries(series.length);
  const first = series.reduce((least, each) => Math.min(least, each.at[0]!), LEARNT_DAYS);
  const days: string[] = [];
  for (let day = dayAfter(from, first); day <= to; day = dayAfter(day, 1)) days.push(day);
  const origin = days.indexOf(last);
  if (origin + 1 < LEAST_DAYS) throw new HistoryTooShort(origin + 1);
  const skus = await skusByIds(db, [...new Set(series.map(({ skuId }) => skuId))]);
  const categories = new Map((await categoriesOf(db)).map((each) => [each.categoryId, each]));
  const chain = (skuId: SkuId): CategoryId[] =>
    (chainOf(categories, skus.get(skuId)?.categoryId ?? null) ?? []).map((each) => each.categoryId).toReversed();
  const weather = await weatherOfCities(db, {
    cityIds: [...new Set(series.map(({ cityId }) => cityId))],
    days,
    knownOn: asked.today,
    // As it was known the day before: forecasts know no more of the days to come.
    leadDays: 1,
  });
  const panel = buildPanel(series, {
    days,
    first,
    origin: origin + 1,
    calendar: await calendarAround(db, days),
    categoriesOf: chain,
    discountOf: await discountsOf(db, { series, skus, from: days[0]!, to }),
    activityOf: await readActivity(db, { series, from: days[0]!, to }),
    weatherOf: (cityId, day) => weather.get(cityId)?.get(day),
  });
  return { panel, series, days, origin };
}

/** What lists ask of what an item usually costs, past days and planned ones. */
async function discountsOf(
  db: Database,
  asked: {
    readonly series: readonly DemandSeries[];
    readonly skus: ReadonlyMap<SkuId, { readonly listFen: number }>;
    readonly from: string;
    readonly to: string;
  },
) {
  const prices = await dailyPrices(db, asked);
  const regions = new Map((await cities(db)).map(({ id, regionId }) => [id, regionId]));
  return ({ cityId, placeId, skuId }: Pick<DemandSeries, 'cityId' | 'placeId' | 'skuId'>, day: string): number => {
    // The id of a place that is a store is the store's; no list names a warehouse.
    const place = { regionId: regions.get(cityId) ?? null, cityId, storeId: placeId as StoreId, communityId: null };
    const listFen = asked.skus.get(skuId)?.listFen ?? 0;
    const priceFen = listFen > 0 ? prices(place, skuId, day) : undefined;
    return priceFen === undefined ? 1 : Math.min(1, priceFen / listFen);
  };
}

async function calendarAround(db: Database, days: readonly string[]) {
  const reach: string[] = [];
  for (let away = -CALENDAR_REACH; away < days.length + CALENDAR_REACH; away += 1) reach.push(dayAfter(days[0]!, away));
  const overrides = await overridesBetween(db, reach[0]!, reach.at(-1)!);
  const calendar = new Map(calendarOf(reach, overrides).map((each) => [each.day, each]));
  return calendarColumns(days, calendar, dayAfter);
}
