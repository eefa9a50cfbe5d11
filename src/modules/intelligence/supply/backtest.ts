import { addDays, dayAfter, startOfBusinessDay } from '#kernel/time';
import { addTotals, type Panel, type ShelfTotals } from '#engines/forecasting';
import type { Context } from '#platform/context';
import type { Threads } from '#platform/threads';
import { categoriesOf, chainOf, skusByIds, spusByIds, type CategoryId } from '#modules/commerce';
import { pastStock } from '#modules/inventory';
import { HistoryTooShort, type RunStep } from '../demand/forecast-run.ts';
import { TREES } from '../demand/forecast-task.ts';
import { type ReadPanel } from '../demand/read-panel.ts';
import { missingShare, termsOf } from './supply-rule.ts';
import { supplyRules } from './supply-rule-store.ts';
import type { BacktestAsked, BacktestTotals, Rule } from './backtest-task.ts';

const TASK = new URL('./backtest-task.ts', import.meta.url);
const LONGEST_MS = 3_600_000;
const BEAT_MS = 2_000;
const WEEK = 7;
const MOST_WEEKS = 4;
/** Days of history that a model needs before the first week that is played. */
const LEARNT_BEFORE = 42;

export interface BacktestFigures {
  /** Sold of what was wanted; thrown away of what came; sold a day by what lay there on average. */
  readonly fill: number | null;
  readonly waste: number | null;
  readonly turnover: number | null;
  readonly sold: number;
}

export interface BacktestResult {
  readonly from: string;
  readonly to: string;
  readonly series: number;
  /** Series whose past deliveries are in the ledger of stock: only they are compared with the past. */
  readonly ledgerSeries: number;
  readonly categories: readonly {
    readonly categoryId: CategoryId;
    readonly rules: Readonly<Record<Rule, BacktestFigures>>;
    /** How it was really ordered; null where no delivery is on record. What was missing then is an estimate. */
    readonly past: BacktestFigures | null;
    readonly oursBesidePast: BacktestFigures | null;
  }[];
}

/**
 * Plays the last weeks over again with orders by our forecasts, by usual rules, and beside them how it was really ordered, by
 * top category. Demand is what was sold and, on days on which something ran out, what the same weekdays sold besides.
 * @throws HistoryTooShort
 */
export async function backtest(
  ctx: Context,
  asked: {
    readonly read: ReadPanel;
    readonly threads: Threads;
    readonly signal?: AbortSignal | undefined;
    readonly beat: (step: RunStep, done: number) => Promise<void>;
  },
): Promise<BacktestResult> {
  const { read, threads, signal, beat } = asked;
  const weeks = Math.min(MOST_WEEKS, Math.floor((read.origin - LEARNT_BEFORE) / WEEK));
  if (weeks < 1) throw new HistoryTooShort(read.origin + 1);
  const wanted = wantedOf(read);
  const goods = await goodsOf(ctx, read);
  const span = { from: read.days[read.origin - WEEK * weeks + 1]!, to: dayAfter(read.days[read.origin]!, 1) };
  const past = await pastOf(ctx, { ...span, days: WEEK * weeks });
  const isInLedger = read.series.map(({ placeId, skuId }) => past.has(`${placeId}/${skuId}`));
  const ids = [...new Set(goods.map(({ top }) => top))];
  let trees = 0;
  const input: BacktestAsked = {
    // What was wanted stands for what was sold: in these days nothing runs out but by the rule that is tried.
    panel: { ...read.panel, sales: wanted, outOfStock: new Float32Array(wanted.length) },
    last: read.origin,
    weeks,
    keepsDays: goods.map(({ keepsDays }) => keepsDays),
    missingShare: goods.map((each) => each.missingShare),
    groups: goods.map(({ top }, at) => 2 * ids.indexOf(top) + (isInLedger[at] ? 1 : 0)),
    wanted,
  };
  const watch = setInterval(() => void beat('train', trees / (TREES * weeks)).catch(() => {}), BEAT_MS);
  const totals = await threads
    .run<BacktestAsked, BacktestTotals>(TASK, 'backtestPanel', input, {
      timeoutMs: LONGEST_MS,
      signal,
      onTold: () => (trees += 1),
    })
    .finally(() => clearInterval(watch));
  await beat('replay', 0.9);
  return {
    from: span.from,
    to: read.days[read.origin]!,
    series: read.series.length,
    ledgerSeries: isInLedger.filter(Boolean).length,
    categories: ids.map((categoryId, at) => {
      const both = (of: readonly ShelfTotals[]): BacktestFigures => figuresOf(sumOf([of[2 * at], of[2 * at + 1]]));
      const inLedger = totals.ours[2 * at + 1];
      return {
        categoryId,
        rules: {
          ours: both(totals.ours),
          sameWeekday120: both(totals.sameWeekday120),
          mean7x130: both(totals.mean7x130),
        },
        past:
          inLedger === undefined
            ? null
            : realOf(read, { past, wanted, weeks, isOf: (row) => goods[row]!.top === categoryId }),
        oursBesidePast: inLedger === undefined ? null : figuresOf(inLedger),
      };
    }),
  };
}

async function goodsOf(ctx: Context, { series }: ReadPanel) {
  const skus = await skusByIds(ctx.db, [...new Set(series.map(({ skuId }) => skuId))]);
  const spus = await spusByIds(ctx.db, [...new Set([...skus.values()].map(({ spuId }) => spuId))]);
  const categories = new Map((await categoriesOf(ctx.db)).map((each) => [each.categoryId, each]));
  const rules = await supplyRules(ctx.db);
  return series.map(({ skuId }) => {
    const sku = skus.get(skuId);
    const chain = (chainOf(categories, sku?.categoryId ?? null) ?? []).map((each) => each.categoryId);
    const terms = termsOf(rules, skuId, chain);
    return {
      top: chain.at(-1) ?? ('' as CategoryId),
      keepsDays: terms.keepsDays ?? (sku === undefined ? null : (spus.get(sku.spuId)?.shelfLifeDays ?? null)),
      missingShare: missingShare({ priceFen: sku?.listFen ?? 0, costFen: sku?.costFen ?? 0 }, terms),
    };
  });
}

/** What was sold, and on days without stock the part that the last in-stock same weekdays sold in those hours. */
function wantedOf({ panel }: ReadPanel): Float32Array {
  const wanted = panel.sales.slice();
  for (let row = 0; row < panel.series.length; row += 1) {
    for (let day = 0; day < panel.days; day += 1) {
      const at = row * panel.days + day;
      if (Number.isNaN(wanted[at]!)) wanted[at] = 0;
      if (panel.outOfStock[at]! <= 0) continue;
      wanted[at]! += panel.outOfStock[at]! * usualOf(panel, row, day);
    }
  }
  return wanted;
}

function usualOf(panel: Panel, row: number, day: number): number {
  let [sum, count] = [0, 0];
  for (let back = day - WEEK; back >= Math.max(0, day - MOST_WEEKS * WEEK); back -= WEEK) {
    const at = row * panel.days + back;
    if (panel.outOfStock[at]! > 0 || Number.isNaN(panel.sales[at]!)) continue;
    sum += panel.sales[at]!;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

type Past = ReadonlyMap<string, { readonly received: number; readonly wasted: number; readonly meanStock: number }>;

async function pastOf(ctx: Context, { from, to, days }: { from: string; to: string; days: number }): Promise<Past> {
  const begins = startOfBusinessDay(from);
  const found = await pastStock(ctx.db, { from: begins, to: addDays(begins, days), days });
  if (startOfBusinessDay(to).getTime() !== addDays(begins, days).getTime()) throw new Error('days do not follow');
  return new Map(found.map((each) => [`${each.placeId}/${each.skuId}`, each]));
}

function realOf(
  { series, panel, origin }: ReadPanel,
  asked: {
    readonly past: Past;
    readonly wanted: Float32Array;
    readonly weeks: number;
    readonly isOf: (row: number) => boolean;
  },
): BacktestFigures {
  const totals = { wanted: 0, sold: 0, received: 0, wasted: 0, stock: 0, looks: 0 };
  const days = WEEK * asked.weeks;
  for (const [row, { placeId, skuId }] of series.entries()) {
    const own = asked.past.get(`${placeId}/${skuId}`);
    if (own === undefined || !asked.isOf(row)) continue;
    for (let day = origin - days + 1; day <= origin; day += 1) {
      const at = row * panel.days + day;
      totals.wanted += asked.wanted[at]!;
      totals.sold += Number.isNaN(panel.sales[at]!) ? 0 : panel.sales[at]!;
    }
    totals.received += own.received;
    totals.wasted += own.wasted;
    totals.stock += own.meanStock * days;
    totals.looks += days;
  }
  return figuresOf(totals, 1);
}

function sumOf(all: readonly (ShelfTotals | undefined)[]): ShelfTotals {
  const sum = { wanted: 0, sold: 0, received: 0, wasted: 0, stock: 0, looks: 0 };
  for (const each of all) if (each !== undefined) addTotals(sum, each);
  return sum;
}

/** Replays look at the stock of a day twice, ledgers once, in the evening. */
const figuresOf = ({ wanted, sold, received, wasted, stock }: ShelfTotals, looksADay = 2): BacktestFigures => ({
  fill: wanted > 0 ? sold / wanted : null,
  waste: received > 0 ? wasted / received : null,
  turnover: stock > 0 ? (sold * looksADay) / stock : null,
  sold,
});
