import { sql } from 'kysely';
import type { CityId, SkuId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { CategoryId } from '#modules/commerce';
import type { AccuracySum } from './accuracy.ts';

type Db = Database | DatabaseTransaction;

export interface AccuracyDay extends AccuracySum {
  readonly cityId: CityId;
  readonly categoryId: CategoryId;
  readonly series: number;
}

/**
 * By city, item and day, over days in stock: what was expected the evening before and what came. What was lost is counted on
 * the other days.
 */
export async function accuracySums(
  db: Db,
  from: string,
  to: string,
): Promise<(Omit<AccuracyDay, 'categoryId'> & { readonly skuId: SkuId })[]> {
  const { rows } = await sql<Omit<AccuracyDay, 'categoryId'> & { skuId: SkuId }>`
    select f.city_id as "cityId", f.sku_id as "skuId", to_char(f.day, 'YYYY-MM-DD') as day,
      count(*) filter (where coalesce(d.out_of_stock, 0) = 0)::int as series,
      coalesce(sum(coalesce(d.sold, 0)) filter (where coalesce(d.out_of_stock, 0) = 0), 0)::float8 as actual,
      coalesce(sum(f.mean) filter (where coalesce(d.out_of_stock, 0) = 0), 0)::float8 as expected,
      coalesce(sum(abs(f.mean - coalesce(d.sold, 0))) filter (where coalesce(d.out_of_stock, 0) = 0), 0)::float8 as absolute,
      coalesce(sum(abs(f.naive - coalesce(d.sold, 0))) filter (where coalesce(d.out_of_stock, 0) = 0), 0)::float8
        as "naiveAbsolute",
      coalesce(sum(greatest(0, least(f.mean * d.out_of_stock, f.mean - coalesce(d.sold, 0))))
        filter (where d.out_of_stock > 0), 0)::float8 as lost
    from intelligence.forecast f
    left join intelligence.demand_day d on d.place_id = f.place_id and d.sku_id = f.sku_id and d.day = f.day
    where f.day between ${from}::date and ${to}::date and f.origin = f.day - 1 and f.measure = 'units'
    group by f.city_id, f.sku_id, f.day`.execute(db);
  return rows;
}

export async function saveAccuracy(db: DatabaseTransaction, days: readonly AccuracyDay[]): Promise<void> {
  if (days.length === 0) return;
  const column = <K extends keyof AccuracyDay>(name: K): AccuracyDay[K][] => days.map((each) => each[name]);
  await sql`
    insert into intelligence.accuracy_day
      (city_id, category_id, day, series, actual, expected, absolute, naive_absolute, lost)
    select * from unnest(${column('cityId')}::uuid[], ${column('categoryId')}::uuid[], ${column('day')}::date[],
      ${column('series')}::int[], ${column('actual')}::float8[], ${column('expected')}::float8[],
      ${column('absolute')}::float8[], ${column('naiveAbsolute')}::float8[], ${column('lost')}::float8[])
    on conflict (city_id, category_id, day) do update
    set series = excluded.series, actual = excluded.actual, expected = excluded.expected, absolute = excluded.absolute,
      naive_absolute = excluded.naive_absolute, lost = excluded.lost`.execute(db);
}

/** By category and day, over the cities that the reader may see. */
export async function accuracyByCategory(
  db: Db,
  scope: Scope,
  asked: { readonly from: string; readonly cityId?: CityId | undefined },
): Promise<(AccuracySum & { readonly categoryId: CategoryId })[]> {
  const { rows } = await sql<AccuracySum & { categoryId: CategoryId }>`
    select a.category_id as "categoryId", to_char(a.day, 'YYYY-MM-DD') as day, sum(a.actual) as actual,
      sum(a.expected) as expected, sum(a.absolute) as absolute, sum(a.naive_absolute) as "naiveAbsolute", sum(a.lost) as lost
    from intelligence.accuracy_day a
    where a.day >= ${asked.from}::date and ${within(scope, { city: 'a.city_id' })}
      and ${asked.cityId === undefined ? sql`true` : sql`a.city_id = ${asked.cityId}`}
    group by a.category_id, a.day order by a.category_id, a.day`.execute(db);
  return rows;
}
