import type { SkuId, StockPlaceId } from '#kernel/ids';
import { businessDay, dayAfter } from '#kernel/time';
import type { Context } from '#platform/context';
import { skusByCodes } from '#modules/commerce';
import { coversPlace, stockPlacesByIds } from '#modules/inventory';
import {
  column,
  readRows,
  storesByCodes,
  warehousesByCodes,
  type Column,
  type ImportRow,
  type RowFault,
} from '#modules/territory';
import { FOOTFALL, KEPT_DAYS, type DemandDay } from './demand-day.ts';
import { saveTold } from './demand-store.ts';

/** A year of a few stores, or some weeks of many. */
export const MOST_HISTORY = { bytes: 32 * 1024 * 1024, rows: 300_000 } as const;
const SHOWN_FAULTS = 200;
const SAVED_AT_ONCE = 5_000;
const MOST_UNITS = 10_000_000;
/** Discounts that are planned may be told so far ahead. */
const AHEAD_DAYS = 60;
const OPENING_HOURS = 16;

export const HISTORY_COLUMNS: readonly Column[] = [
  column('place', ['门店编码', '仓库编码', '地点编码', 'place', 'place_code', 'store_code']),
  column('sku', ['商品编码', 'sku', 'sku_code'], false),
  column('day', ['日期', 'day', 'date']),
  column('sold', ['销量', '数量', 'sold', 'sales', 'quantity']),
  column('outOfStock', ['缺货小时', 'stockout_hours'], false),
  column('discount', ['折扣', 'discount'], false),
  column('activity', ['活动', 'activity'], false),
];

export interface ImportedHistory {
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly series: number;
  /** The first ones, each naming its line, field and what is wrong with it. */
  readonly faults: readonly (RowFault & { readonly lineNumber: number })[];
  readonly isSaved: boolean;
}

/**
 * Reads a file of daily sales (CSV or .xlsx): a line for each place, item and day; without an item, receipts of a store. Lines
 * of days to come tell of discounts and activities that are planned. With `save` the good lines are taken over, and count
 * before anything counted here; telling the same day again replaces it. Otherwise nothing is changed.
 * @throws the refusals of reading a file
 */
export async function importHistory(
  ctx: Context,
  file: { readonly bytes: Uint8Array; readonly save: boolean },
): Promise<ImportedHistory> {
  const rows = await readRows(HISTORY_COLUMNS, file.bytes, MOST_HISTORY);
  const known = await knownOf(ctx, rows);
  const today = businessDay(ctx.clock.now());
  const span = { from: dayAfter(today, -KEPT_DAYS), today, to: dayAfter(today, AHEAD_DAYS) };
  const days = new Map<string, DemandDay>();
  const faults: (RowFault & { lineNumber: number })[] = [];
  let bad = 0;
  for (const { lineNumber, cells } of rows) {
    const judged = judge(cells, known, span);
    if ('faults' in judged) {
      bad += 1;
      for (const fault of judged.faults) if (faults.length < SHOWN_FAULTS) faults.push({ ...fault, lineNumber });
    } else days.set(`${judged.day.placeId}/${judged.day.skuId}/${judged.day.day}`, judged.day);
  }
  const good = [...days.values()];
  if (file.save) await save(ctx, good);
  const dates = good.map(({ day }) => day).toSorted();
  return {
    rows: rows.length,
    good: rows.length - bad,
    bad,
    from: dates[0] ?? null,
    to: dates.at(-1) ?? null,
    series: new Set(good.map(({ placeId, skuId }) => `${placeId}/${skuId}`)).size,
    faults,
    isSaved: file.save,
  };
}

async function save(ctx: Context, days: readonly DemandDay[]): Promise<void> {
  await ctx.transaction(async (tx) => {
    for (let at = 0; at < days.length; at += SAVED_AT_ONCE) await saveTold(tx.db, days.slice(at, at + SAVED_AT_ONCE));
    await tx.audit({
      action: 'import-demand',
      subject: { kind: 'demand', id: 'history' },
      details: { rows: days.length },
    });
  });
}

interface Known {
  readonly places: ReadonlyMap<string, Pick<DemandDay, 'placeId' | 'cityId'> & { readonly isStore: boolean }>;
  readonly skus: ReadonlyMap<string, SkuId>;
}

async function knownOf(ctx: Context, rows: readonly ImportRow[]): Promise<Known> {
  const distinct = (field: string): string[] => [...new Set(rows.map(({ cells }) => cells[field] ?? ''))];
  const codes = distinct('place');
  const stores = await storesByCodes(ctx.db, codes);
  const warehouses = await warehousesByCodes(ctx.db, codes);
  const ids: StockPlaceId[] = [...stores.values(), ...warehouses.values()].map(({ id }) => id);
  const places = [...(await stockPlacesByIds(ctx.db, ids)).values()].filter((place) => coversPlace(ctx.scope, place));
  const skus = await skusByCodes(ctx.db, distinct('sku'));
  return {
    places: new Map(
      places.map(({ code, placeId, cityId, kind }) => [code, { placeId, cityId, isStore: kind === 'store' }]),
    ),
    skus: new Map([...skus].map(([code, { skuId }]) => [code, skuId])),
  };
}

type Judged = { readonly day: DemandDay } | { readonly faults: readonly RowFault[] };

function judge(
  cells: ImportRow['cells'],
  known: Known,
  span: { readonly from: string; readonly today: string; readonly to: string },
): Judged {
  const faults: RowFault[] = [];
  const fault = (field: string, code: string, params: RowFault['params'] = {}): null => {
    faults.push({ field, code: `demand-row-${code}`, params });
    return null;
  };
  const cell = (field: string): string => cells[field] ?? '';
  const number = (field: string, most: number): number | null => {
    if (cell(field) === '') return null;
    const value = Number(cell(field));
    return value >= 0 && value <= most ? value : fault(field, 'not-number', { value: cell(field), most });
  };
  const place = known.places.get(cell('place')) ?? fault('place', 'unknown-place', { value: cell('place') });
  const skuId = cell('sku') === '' ? FOOTFALL : (known.skus.get(cell('sku')) ?? null);
  if (skuId === null) fault('sku', 'unknown-sku', { value: cell('sku') });
  if (skuId === FOOTFALL && place !== null && !place.isStore) fault('sku', 'receipts-of-stores', {});
  const day = dayOf(cell('day'));
  if (day === null) fault('day', 'not-day', { value: cell('day') });
  else if (day < span.from || day > span.to) fault('day', 'far-day', { value: day, from: span.from, to: span.to });
  const isAhead = day !== null && day >= span.today;
  const sold = isAhead ? null : number('sold', MOST_UNITS);
  if (sold === null && !isAhead && cell('sold') === '') fault('sold', 'empty', {});
  const hours = number('outOfStock', OPENING_HOURS) ?? 0;
  const discount = number('discount', 1);
  if (faults.length > 0 || place === null || skuId === null || day === null) return { faults };
  const activity = ['1', '是', 'true', 'yes'].includes(cell('activity').toLowerCase());
  const { placeId, cityId } = place;
  const measure = skuId === FOOTFALL ? 'receipts' : 'units';
  return { day: { measure, placeId, cityId, skuId, day, sold, outOfStock: hours / OPENING_HOURS, discount, activity } };
}

/** `2026-11-02`, `2026/11/2` or `20261102` as a business day; null for what is none. */
function dayOf(text: string): string | null {
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text);
  if (parts === null) return null;
  const [, year, month = parts[4], date = parts[5]] = parts;
  const day = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`;
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(day) ? null : day;
}
