import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { dayAfter } from '#kernel/time';
import type { KnownColumn, Panel, SeriesFacts } from '#engines/forecasting';
import { calendarOf } from '#modules/intelligence';

const OPENING_HOURS = 16;

/** Columns of the file that are known before the day, and whether their level of late says something. */
const KNOWN = [
  { column: 'discount', isRelative: true },
  { column: 'activity', isRelative: true },
  { column: 'precipitation_mm', isRelative: false },
  { column: 'temperature_c', isRelative: false },
  { column: 'humidity_pct', isRelative: false },
  { column: 'wind_level', isRelative: false },
] as const;

/** Store × item × day of a retailer in the format of FreshRetailNet's daily sums, gzipped CSV, as a panel from its first day on. */
export function readRetailDays(file: string): Panel {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split(/\r?\n/);
  const header = (lines[0] ?? '').split(',');
  const place = (name: string): number => {
    const at = header.indexOf(name);
    if (at < 0) throw new Error(`${file} has no column ${name}`);
    return at;
  };
  const rows = lines.slice(1).map((line) => line.split(','));
  const dates = daysFrom(rows.map((row) => row[place('date')]!));
  const dayOf = new Map(dates.map((date, at) => [date, at]));
  const facts: SeriesFacts[] = [];
  const seriesOf = new Map<string, number>();
  for (const row of rows) {
    const key = `${row[place('store_id')]}/${row[place('product_id')]}`;
    if (seriesOf.has(key)) continue;
    seriesOf.set(key, facts.length);
    const code = (name: string): number => Number(row[place(name)]);
    const categories = ['category1_id', 'category2_id', 'category3_id'].map(code);
    facts.push({ item: code('product_id'), store: code('store_id'), city: code('city_id'), categories });
  }
  const cells = facts.length * dates.length;
  const column = (): Float32Array => new Float32Array(cells).fill(Number.NaN);
  const [sales, outOfStock] = [column(), column()];
  const known = KNOWN.map(({ column: name, isRelative }) => ({
    name,
    isRelative,
    values: column(),
    from: place(name),
  }));
  for (const row of rows) {
    const series = seriesOf.get(`${row[place('store_id')]}/${row[place('product_id')]}`)!;
    const at = series * dates.length + dayOf.get(row[place('date')]!)!;
    sales[at] = Number(row[place('sales')]);
    outOfStock[at] = Number(row[place('stockout_hours_6_22')]) / OPENING_HOURS;
    for (const { values, from } of known) values[at] = Number(row[from]);
  }
  const weekdays = Int32Array.from(dates, (date) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7);
  const columns: KnownColumn[] = known.map(({ name, isRelative, values }) => ({ name, isRelative, values }));
  return {
    days: dates.length,
    series: facts,
    weekdays,
    sales,
    outOfStock,
    known: [...columns, daysOff(dates)],
  };
}

/** Every day from the first one to the last. */
function daysFrom(dates: readonly string[]): string[] {
  const sorted = [...new Set(dates)].toSorted();
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const days = [first];
  while (days.at(-1)! < last) days.push(dayAfter(days.at(-1)!, 1));
  return days;
}

/** People are at home: by the official calendar, since the column of the file counts two working Sundays as holidays. */
function daysOff(dates: readonly string[]): KnownColumn {
  const isOff = calendarOf(dates, new Map()).map((day) => (day.isOff ? 1 : 0));
  return { name: 'day off', isRelative: false, values: Float32Array.from(isOff) };
}
