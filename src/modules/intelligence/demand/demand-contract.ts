import { z } from 'zod';
import { cityId, idOf, skuId } from '#platform/fields';
import type { DemandPlaceId } from './demand-day.ts';

const time = z.iso.datetime();
const day = z.iso.date();
const nextCursor = z.string().nullable();
const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
/** A store, a warehouse, or a community. */
const demandPlaceId = z.uuid() as unknown as z.ZodType<DemandPlaceId, DemandPlaceId>;
const categoryId = idOf<'Category'>();
export const forecastRunId = idOf<'ForecastRun'>();

export const runKind = z.enum(['forecast', 'backtest']);
export const runState = z.enum(['asked', 'running', 'done', 'failed']);

const figures = z.object({
  /** 满足率: sold of what was wanted. */
  fill: z.number().nullable(),
  /** 损耗率: thrown away of what came. */
  waste: z.number().nullable(),
  /** 日周转: sold a day by the mean stock. */
  turnover: z.number().nullable(),
  sold: z.number(),
});

export const backtestResult = z.object({
  from: day,
  to: day,
  series: z.number().int(),
  /** Series whose past deliveries are on record. */
  ledgerSeries: z.number().int(),
  categories: z.array(
    z.object({
      categoryId: z.string(),
      name: z.string(),
      rules: z.object({ ours: figures, sameWeekday120: figures, mean7x130: figures }),
      past: figures.nullable(),
      oursBesidePast: figures.nullable(),
    }),
  ),
});

export const forecastResult = z.object({
  checked: z.object({
    days: z.number().int(),
    /** Σ|forecast − actual| / Σ actual on the weeks held out; null where nothing could be checked. */
    wape: z.number().nullable(),
    bias: z.number().nullable(),
    naiveWape: z.number().nullable(),
  }),
  gains: z.array(z.object({ family: z.string(), name: z.string(), share: z.number() })),
  proposed: z.object({ order: z.number().int(), transfer: z.number().int(), discount: z.number().int() }),
});

export const runAnswer = z.object({
  runId: forecastRunId,
  kind: runKind,
  state: runState,
  askedAt: time,
  byHand: z.boolean(),
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  stepName: z.string(),
  /** 0 to 1. */
  progress: z.number(),
  origin: day.nullable(),
  series: z.number().int().nullable(),
  forecast: forecastResult.nullable(),
  backtest: backtestResult.nullable(),
  /** Why it came to nothing, as a sentence. */
  error: z.string().nullable(),
});
export const runsQuery = z.object({ ...page, kind: runKind.optional() });
export const runsAnswer = z.object({ items: z.array(runAnswer), nextCursor });
export const runParams = z.object({ runId: forecastRunId });
export const runBody = z.object({ kind: runKind });
export const runAsked = z.object({ runId: forecastRunId });

export const reason = z.object({ family: z.string(), name: z.string(), units: z.number() });
export const method = z.enum(['model', 'naive', 'similar']);
const forecastDay = z.object({ day, mean: z.number(), low: z.number(), high: z.number() });

export const forecastItem = z.object({
  cityId,
  placeId: demandPlaceId,
  skuId,
  placeName: z.string(),
  cityName: z.string(),
  skuCode: z.string(),
  skuName: z.string(),
  unit: z.string(),
  method,
  /** Of the first day. */
  reasons: z.array(reason),
  days: z.array(forecastDay),
  /** Over all days. */
  total: z.number(),
});
const forecastFilter = {
  placeId: demandPlaceId.optional(),
  cityId: cityId.optional(),
  /** Part of an item's code or name. */
  text: z.string().max(100).optional(),
  /** Units at stores and warehouses, receipts of stores, or units that communities order. */
  measure: z.enum(['units', 'receipts', 'community']).default('units'),
};
export const forecastsQuery = z.object({ ...page, ...forecastFilter });
export const forecastExportQuery = z.object(forecastFilter);
export const forecastsAnswer = z.object({
  /** The last day that was known; null while there is no forecast. */
  origin: day.nullable(),
  items: z.array(forecastItem),
  nextCursor,
});
export const seriesParams = z.object({ placeId: demandPlaceId, skuId });
export const seriesAnswer = forecastItem.extend({
  origin: day,
  past: z.array(
    z.object({
      day,
      sold: z.number().nullable(),
      outOfStock: z.number(),
      /** The evening before. */
      expected: z.number().nullable(),
    }),
  ),
});

export const accuracyQuery = z.object({
  weeks: z.coerce.number().int().min(1).max(26).default(8),
  cityId: cityId.optional(),
});
const accuracyRow = z.object({
  categoryId: z.string(),
  name: z.string(),
  wape: z.number().nullable(),
  bias: z.number().nullable(),
  naiveWape: z.number().nullable(),
  /** Units that were wanted while there was nothing, an estimate. */
  lost: z.number(),
  sold: z.number(),
  signal: z.number(),
  isDrifting: z.boolean(),
  weeks: z.array(z.object({ from: day, wape: z.number().nullable(), bias: z.number().nullable() })),
});
export const accuracyAnswer = z.object({ from: day, all: accuracyRow, categories: z.array(accuracyRow) });

export const historyQuery = z.object({ save: z.stringbool().default(false) });
export const historyAnswer = z.object({
  rows: z.number().int(),
  good: z.number().int(),
  bad: z.number().int(),
  from: day.nullable(),
  to: day.nullable(),
  series: z.number().int(),
  faults: z.array(z.object({ lineNumber: z.number().int(), field: z.string(), code: z.string(), message: z.string() })),
  isSaved: z.boolean(),
});

export const calendarQuery = z.object({ days: z.coerce.number().int().min(1).max(366).default(92) });
export const calendarDay = z.object({
  day,
  name: z.string(),
  isOff: z.boolean(),
  isFestival: z.boolean(),
  /** An operator said so; else the official calendar. */
  isOverridden: z.boolean(),
  /** 0 where nobody said anything; also the ETag. */
  revision: z.number().int(),
});
export const calendarAnswer = z.object({ days: z.array(calendarDay) });
export const calendarParams = z.object({ day });
/** Null: the official calendar counts again. */
export const calendarBody = z.object({
  expectedRevision: z.number().int().min(0),
  said: z.object({ name: z.string().trim().max(40), isOff: z.boolean(), isFestival: z.boolean() }).nullable(),
});

export { categoryId };
export type ForecastRunAnswer = z.output<typeof runAnswer>;
export type ForecastRunsAnswer = z.output<typeof runsAnswer>;
export type ForecastItem = z.output<typeof forecastItem>;
export type ForecastsAnswer = z.output<typeof forecastsAnswer>;
export type SeriesAnswer = z.output<typeof seriesAnswer>;
export type AccuracyAnswer = z.output<typeof accuracyAnswer>;
export type AccuracyRow = z.output<typeof accuracyRow>;
export type BacktestAnswer = z.output<typeof backtestResult>;
export type HistoryAnswer = z.output<typeof historyAnswer>;
export type CalendarAnswer = z.output<typeof calendarAnswer>;
export type CalendarDayAnswer = z.output<typeof calendarDay>;
