import type { KnownColumn, Panel, SeriesFacts } from '#engines/forecasting';
import type { CityId, SkuId } from '#kernel/ids';
import type { CalendarColumns } from './calendar.ts';
import type { DemandSeries } from './demand-store.ts';
import type { ActivityOf } from './read-activity.ts';

/** Weather of a day as far as forecasts look at it. */
export interface WeatherFigures {
  readonly rainMm: number;
  readonly lowestC: number;
  readonly highestC: number;
  readonly humidityPct: number;
}

/** What a panel is made of, besides the series. */
export interface PanelGround {
  /** Business days that follow each other: those learnt from, then those to be forecast. */
  readonly days: readonly string[];
  /** What series call the first of them. */
  readonly first: number;
  /** The first of them that is not over. */
  readonly origin: number;
  readonly calendar: CalendarColumns;
  /** Categories of an item from coarse to fine, by id. */
  readonly categoriesOf: (skuId: SkuId) => readonly string[];
  /** What price lists make of what an item usually costs, where nobody told of the day; 1 where they say nothing. */
  readonly discountOf: (at: Pick<DemandSeries, 'cityId' | 'placeId' | 'skuId'>, day: string) => number;
  /** The share of a place's communities in which the item has a group buy that was planned beforehand. */
  readonly activityOf: ActivityOf;
  /** Undefined where nothing is known of a day. */
  readonly weatherOf: (cityId: CityId, day: string) => WeatherFigures | undefined;
}

/**
 * Series as a panel, in their order. A day without a row is a day on which none was sold, once the series has begun and
 * where its place sold anything at all: a shop that is closed does not sell zero.
 */
export function buildPanel(series: readonly DemandSeries[], ground: PanelGround): Panel {
  const { days, first, calendar } = ground;
  const cells = series.length * days.length;
  const column = (value: number): Float32Array => new Float32Array(cells).fill(value);
  const [sales, outOfStock] = [column(Number.NaN), column(0)];
  const [discount, activity] = [column(1), column(0)];
  const isOpen = openDays(series, first, days.length);
  for (const [row, each] of series.entries()) {
    const base = row * days.length;
    const open = isOpen.get(each.placeId)!;
    for (const [day, name] of days.entries()) {
      discount[base + day] = ground.discountOf(each, name);
      activity[base + day] = ground.activityOf(each, name);
    }
    const begins = (each.at.find((_, index) => each.sold[index] !== null) ?? first + days.length) - first;
    for (let day = begins; day < ground.origin; day += 1) if (open[day] === 1) sales[base + day] = 0;
    for (const [index, at] of each.at.entries()) {
      const day = at - first;
      if (day < ground.origin) sales[base + day] = each.sold[index] ?? Number.NaN;
      outOfStock[base + day] = each.outOfStock[index]!;
      discount[base + day] = each.discount[index] ?? discount[base + day]!;
      if (each.activity[index]) activity[base + day] = 1;
    }
  }
  return {
    days: days.length,
    series: factsOf(series, ground.categoriesOf),
    weekdays: Int32Array.from(days, (day) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7),
    sales,
    outOfStock,
    known: [
      { name: 'discount', values: discount, isRelative: true },
      { name: 'activity', values: activity, isRelative: true },
      { name: 'day off', values: calendar.dayOff, isRelative: false },
      { name: 'days to festival', values: calendar.toFestival, isRelative: false },
      { name: 'days since festival', values: calendar.sinceFestival, isRelative: false },
      { name: 'days off in a row', values: calendar.daysOffInARow, isRelative: false },
      ...weatherColumns(series, ground),
    ],
  };
}

/** By place, the days on which it sold anything. */
function openDays(series: readonly DemandSeries[], first: number, days: number): Map<string, Uint8Array> {
  const open = new Map<string, Uint8Array>();
  for (const { placeId, at, sold } of series) {
    const of = open.get(placeId) ?? new Uint8Array(days);
    open.set(placeId, of);
    for (const [index, day] of at.entries()) if ((sold[index] ?? 0) > 0) of[day - first] = 1;
  }
  return open;
}

/** Codes in the order in which things first come. */
function factsOf(series: readonly DemandSeries[], categoriesOf: PanelGround['categoriesOf']): SeriesFacts[] {
  const numbered = (): ((key: string) => number) => {
    const codes = new Map<string, number>();
    return (key) => {
      const code = codes.get(key) ?? codes.size;
      codes.set(key, code);
      return code;
    };
  };
  const [item, store, city, category] = [numbered(), numbered(), numbered(), numbered()];
  return series.map(({ skuId, placeId, cityId }) => ({
    item: item(skuId),
    store: store(placeId),
    city: city(cityId),
    categories: categoriesOf(skuId).map(category),
  }));
}

const WEATHER = ['rainMm', 'lowestC', 'highestC', 'humidityPct'] as const;
const WEATHER_NAMES = { rainMm: 'rain', lowestC: 'lowest', highestC: 'highest', humidityPct: 'humidity' } as const;

function weatherColumns(series: readonly DemandSeries[], { days, weatherOf }: PanelGround): KnownColumn[] {
  const byCity = new Map<CityId, readonly (WeatherFigures | undefined)[]>();
  for (const { cityId } of series) {
    if (!byCity.has(cityId))
      byCity.set(
        cityId,
        days.map((day) => weatherOf(cityId, day)),
      );
  }
  return WEATHER.map((figure) => {
    const values = new Float32Array(series.length * days.length);
    for (const [row, { cityId }] of series.entries()) {
      const own = byCity.get(cityId)!;
      for (const [day, weather] of own.entries()) values[row * days.length + day] = weather?.[figure] ?? Number.NaN;
    }
    return { name: WEATHER_NAMES[figure], values, isRelative: false };
  });
}
