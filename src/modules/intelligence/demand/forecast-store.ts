import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, SkuId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { Method } from '#engines/forecasting';
import type { ForecastReason } from './forecast-reason.ts';
import type { DemandPlaceId, Measure } from './demand-day.ts';

type Db = Database | DatabaseTransaction;

/** What is expected of a day of a series, as seen from the end of its origin. */
export interface Forecast {
  readonly measure: Measure;
  readonly cityId: CityId;
  readonly placeId: DemandPlaceId;
  readonly skuId: SkuId;
  readonly origin: string;
  readonly day: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly naive: number;
  readonly method: Method;
  /** Of the first day alone. */
  readonly reasons: readonly ForecastReason[];
}

/** Writes the forecasts of an origin; those that were written before for the same days are replaced. */
export async function saveForecasts(db: DatabaseTransaction, all: readonly Forecast[]): Promise<void> {
  if (all.length === 0) return;
  const column = <K extends keyof Forecast>(name: K): Forecast[K][] => all.map((each) => each[name]);
  await sql`
    insert into intelligence.forecast
      (measure, city_id, place_id, sku_id, origin, day, mean, low, high, naive, method, reasons)
    select * from unnest(${column('measure')}::text[], ${column('cityId')}::uuid[], ${column('placeId')}::uuid[], ${column('skuId')}::uuid[],
      ${column('origin')}::date[], ${column('day')}::date[], ${column('mean')}::real[], ${column('low')}::real[],
      ${column('high')}::real[], ${column('naive')}::real[], ${column('method')}::text[],
      ${all.map(({ reasons }) => JSON.stringify(reasons))}::jsonb[])
      as f (measure, city_id, place_id, sku_id, origin, day, mean, low, high, naive, method, reasons)
    order by origin, place_id, sku_id, day
    on conflict (origin, place_id, sku_id, day, city_id) do update
    set mean = excluded.mean, low = excluded.low, high = excluded.high, naive = excluded.naive,
      method = excluded.method, reasons = excluded.reasons
  `.execute(db);
}

export async function deleteForecastsBefore(db: DatabaseTransaction, origin: string): Promise<void> {
  await sql`delete from intelligence.forecast where origin < ${origin}::date`.execute(db);
}

/** Whether a reader may see a place; the id of a place that is a store is the store's, of a community the community's. */
export const visibleDemand = (scope: Scope, alias: string): RawBuilder<SqlBool> =>
  within(scope, { city: `${alias}.city_id`, store: `${alias}.place_id`, community: `${alias}.place_id` });

export interface ForecastFilter {
  readonly placeId?: DemandPlaceId | undefined;
  readonly cityId?: CityId | undefined;
  /** Any of them. */
  readonly skuIds?: readonly SkuId[] | undefined;
  readonly measure: Measure;
}

/** A series with its days of an origin, in their order. */
export interface ForecastSeries {
  readonly cityId: CityId;
  readonly placeId: DemandPlaceId;
  readonly skuId: SkuId;
  readonly method: Method;
  readonly reasons: readonly ForecastReason[];
  readonly days: readonly string[];
  readonly means: readonly number[];
  readonly lows: readonly number[];
  readonly highs: readonly number[];
  readonly total: number;
}

/** The place of a series in the list: what most is expected of comes first. */
export interface ForecastPosition {
  readonly total: number;
  readonly placeId: DemandPlaceId;
  readonly skuId: SkuId;
}

const filtered = (scope: Scope, origin: string, filter: ForecastFilter): RawBuilder<SqlBool> => sql<SqlBool>`
  f.origin = ${origin}::date and ${visibleDemand(scope, 'f')} and f.measure = ${filter.measure}
  and ${filter.placeId === undefined ? sql`true` : sql`f.place_id = ${filter.placeId}`}
  and ${filter.cityId === undefined ? sql`true` : sql`f.city_id = ${filter.cityId}`}
  and ${filter.skuIds === undefined ? sql`true` : sql`f.sku_id = any(${[...filter.skuIds]}::uuid[])`}`;

/** A page of series of an origin, as far as the reader may see them. */
export async function listForecasts(
  db: Db,
  scope: Scope,
  asked: { readonly origin: string; readonly filter: ForecastFilter },
  page: { readonly after: ForecastPosition | undefined; readonly limit: number },
): Promise<ForecastSeries[]> {
  const { after } = page;
  const from =
    after === undefined
      ? sql`true`
      : sql`(s.total, s.place_id, s.sku_id) < (${after.total}::float8, ${after.placeId}::uuid, ${after.skuId}::uuid)`;
  const { rows } = await sql<ForecastSeries>`
    with s as (
      select f.city_id, f.place_id, f.sku_id, round(sum(f.mean)::numeric, 3)::float8 as total
      from intelligence.forecast f where ${filtered(scope, asked.origin, asked.filter)}
      group by f.city_id, f.place_id, f.sku_id
    ),
    page as materialized (
      select s.* from s where ${from} order by s.total desc, s.place_id desc, s.sku_id desc limit ${page.limit}
    )
    select p.city_id as "cityId", p.place_id as "placeId", p.sku_id as "skuId", p.total, d.*
    from page p cross join lateral (
      select min(f.method) as method, array_agg(to_char(f.day, 'YYYY-MM-DD') order by f.day) as days,
        array_agg(f.mean::float8 order by f.day) as means, array_agg(f.low::float8 order by f.day) as lows,
        array_agg(f.high::float8 order by f.day) as highs, (array_agg(f.reasons order by f.day))[1] as reasons
      from intelligence.forecast f
      where f.origin = ${asked.origin}::date and f.place_id = p.place_id and f.sku_id = p.sku_id and f.city_id = p.city_id
    ) d
    order by p.total desc, p.place_id desc, p.sku_id desc
  `.execute(db);
  return rows;
}

/**
 * A day of a series' past: what was sold, and what was expected of it the evening before. None was sold on a day that nobody
 * told of while its place sold other things; null where the place was closed, or the series had not begun.
 */
export interface SeriesDay {
  readonly day: string;
  readonly sold: number | null;
  readonly outOfStock: number;
  readonly expected: number | null;
}

export async function pastOf(
  db: Db,
  at: { readonly placeId: DemandPlaceId; readonly skuId: SkuId },
  span: { readonly from: string; readonly to: string },
): Promise<SeriesDay[]> {
  const { rows } = await sql<SeriesDay>`
    select to_char(each.day, 'YYYY-MM-DD') as day,
      case
        when d.day is not null then d.sold::float8
        when each.day > (select min(b.day) from intelligence.demand_day b
            where b.place_id = ${at.placeId} and b.sku_id = ${at.skuId} and b.sold is not null)
          and exists (select 1 from intelligence.demand_day o
            where o.day = each.day::date and o.place_id = ${at.placeId} and o.sold > 0) then 0
      end as sold, coalesce(d.out_of_stock, 0)::float8 as "outOfStock",
      f.mean::float8 as expected
    from generate_series(${span.from}::date, ${span.to}::date, interval '1 day') as each (day)
    left join intelligence.demand_day d
      on d.place_id = ${at.placeId} and d.sku_id = ${at.skuId} and d.day = each.day::date
    left join intelligence.forecast f
      on f.place_id = ${at.placeId} and f.sku_id = ${at.skuId} and f.day = each.day::date and f.origin = each.day::date - 1
    order by each.day
  `.execute(db);
  return rows;
}
