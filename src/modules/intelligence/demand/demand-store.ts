import { sql } from 'kysely';
import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { DemandDay, DemandPlaceId, Measure } from './demand-day.ts';

type Db = Database | DatabaseTransaction;

/** Counted here: what was told of the same day stays as it is. */
export async function saveCounted(db: DatabaseTransaction, days: readonly DemandDay[]): Promise<number> {
  return save(db, days, false);
}

/** Told by people and their systems: counts before anything counted here. */
export async function saveTold(db: DatabaseTransaction, days: readonly DemandDay[]): Promise<number> {
  return save(db, days, true);
}

async function save(db: DatabaseTransaction, days: readonly DemandDay[], told: boolean): Promise<number> {
  if (days.length === 0) return 0;
  const column = <K extends keyof DemandDay>(name: K): DemandDay[K][] => days.map((each) => each[name]);
  const { numAffectedRows } = await sql`
    insert into intelligence.demand_day
      (measure, city_id, place_id, sku_id, day, sold, out_of_stock, discount, activity, told)
    select *, ${told}::boolean from unnest(${column('measure')}::text[], ${column('cityId')}::uuid[], ${column('placeId')}::uuid[],
      ${column('skuId')}::uuid[], ${column('day')}::date[], ${column('sold')}::real[],
      ${column('outOfStock')}::real[], ${column('discount')}::real[], ${column('activity')}::boolean[])
      as d (measure, city_id, place_id, sku_id, day, sold, out_of_stock, discount, activity)
    order by place_id, sku_id, day
    on conflict (place_id, sku_id, day, city_id) do update
    set sold = coalesce(excluded.sold, demand_day.sold), out_of_stock = excluded.out_of_stock,
      discount = coalesce(excluded.discount, demand_day.discount), activity = excluded.activity or demand_day.activity,
      told = excluded.told
    where excluded.told or not demand_day.told or demand_day.sold is null
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** What days were recounted and are no more: nobody told of them, and nothing was counted this time. */
export async function forgetUncounted(
  db: DatabaseTransaction,
  days: readonly string[],
  counted: readonly DemandDay[],
): Promise<void> {
  await sql`
    delete from intelligence.demand_day d
    where d.day = any(${[...days]}::date[]) and not d.told
      and not exists (select 1 from unnest(${counted.map((each) => each.placeId)}::uuid[],
        ${counted.map((each) => each.skuId)}::uuid[], ${counted.map((each) => each.day)}::date[]) as c (place_id, sku_id, day)
        where c.place_id = d.place_id and c.sku_id = d.sku_id and c.day = d.day)
  `.execute(db);
}

/** A series as it lies in the table. */
export interface DemandSeries {
  readonly cityId: CityId;
  readonly placeId: DemandPlaceId;
  readonly skuId: SkuId;
  /** Days with a row, counted from the first one that was asked for; what follows is of the same days. */
  readonly at: readonly number[];
  readonly sold: readonly (number | null)[];
  readonly outOfStock: readonly number[];
  readonly discount: readonly (number | null)[];
  readonly activity: readonly boolean[];
}

/** The days of all series of a measure, in the order of place and item. One row a series. */
export async function demandSeries(
  db: Db,
  asked: { readonly from: string; readonly to: string; readonly measure: Measure },
): Promise<DemandSeries[]> {
  const { from, to, measure } = asked;
  const { rows } = await sql<DemandSeries>`
    select city_id as "cityId", place_id as "placeId", sku_id as "skuId",
      array_agg(day - ${from}::date order by day) as at, array_agg(sold order by day) as sold,
      array_agg(out_of_stock order by day) as "outOfStock", array_agg(discount order by day) as discount,
      array_agg(activity order by day) as activity
    from intelligence.demand_day
    where day between ${from}::date and ${to}::date and measure = ${measure}
    group by city_id, place_id, sku_id
    having sum(sold) > 0
    order by place_id, sku_id
  `.execute(db);
  return rows;
}

/** The last business day of which anything is known to have been sold; undefined when there is nothing. */
export async function lastSoldDay(db: Db, notAfter: string): Promise<string | undefined> {
  const { rows } = await sql<{ day: string }>`
    select to_char(day, 'YYYY-MM-DD') as day from intelligence.demand_day
    where day <= ${notAfter}::date and sold is not null order by intelligence.demand_day.day desc limit 1
  `.execute(db);
  return rows[0]?.day;
}

export async function countDemandDays(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from intelligence.demand_day limit 1) one
  `.execute(db);
  return rows[0]?.n ?? 0;
}

export async function deleteDemandBefore(db: DatabaseTransaction, day: string): Promise<void> {
  await sql`delete from intelligence.demand_day where day < ${day}::date`.execute(db);
}

/**
 * Units wanted over the days that orders were for: sold, and of hours without stock what the forecast of the day expected of
 * them. By line.
 */
export async function soldOver<Line extends { readonly lineId: string }>(
  db: Db,
  lines: readonly (Line & {
    readonly placeId: StockPlaceId;
    readonly skuId: SkuId;
    readonly day: string;
    readonly basis: { readonly days: number; readonly mean: number };
  })[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ lineId: string; wanted: number }>`
    select l.line_id as "lineId",
      coalesce(sum(coalesce(d.sold, 0) + coalesce(d.out_of_stock, 0) * l.mean / l.days), 0)::float8 as wanted
    from unnest(${lines.map((each) => each.lineId)}::uuid[], ${lines.map((each) => each.placeId)}::uuid[],
      ${lines.map((each) => each.skuId)}::uuid[], ${lines.map((each) => each.day)}::date[],
      ${lines.map((each) => each.basis.days)}::int[], ${lines.map((each) => each.basis.mean)}::float8[])
      as l (line_id, place_id, sku_id, day, days, mean)
    left join intelligence.demand_day d on d.place_id = l.place_id and d.sku_id = l.sku_id
      and d.day >= l.day and d.day < l.day + l.days
    group by l.line_id`.execute(db);
  return new Map(rows.map(({ lineId, wanted }) => [lineId, wanted]));
}
