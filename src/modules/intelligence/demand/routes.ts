import { NotFound, Refusal } from '#kernel/errors';
import { businessDay, dayAfter } from '#kernel/time';
import type { Context } from '#platform/context';
import { csvReply } from '#platform/exports';
import { Catalogue, defineRoute, fromCursor, idFromCursor, pageOf, Reply, type Route } from '#platform/http';
import type { SkuId } from '#kernel/ids';
import type { DemandPlaceId } from './demand-day.ts';
import { messages } from '../messages.ts';
import { skusCalled } from '../supply/read-supply.ts';
import { askForecastRun } from './ask-forecast-run.ts';
import { calendarOf } from './calendar.ts';
import { overridesBetween } from './calendar-store.ts';
import {
  accuracyAnswer,
  accuracyQuery,
  calendarAnswer,
  calendarBody,
  calendarParams,
  calendarQuery,
  forecastExportQuery,
  forecastsAnswer,
  forecastsQuery,
  historyAnswer,
  historyQuery,
  runAnswer,
  runAsked,
  runBody,
  runParams,
  runsAnswer,
  runsQuery,
  seriesAnswer,
  seriesParams,
} from './demand-contract.ts';
import { describeRuns } from './describe-runs.ts';
import { exportForecasts } from './export-forecasts.ts';
import { findForecastRun, listForecastRuns } from './forecast-run-store.ts';
import { REASONS } from './forecast-reason.ts';
import { importHistory, MOST_HISTORY } from './import-history.ts';
import { readAccuracy, readForecasts, readSeries, type NamedSeries } from './read-forecasts.ts';
import { saveCalendarDay } from './save-calendar-day.ts';

const read = { permission: 'stock.read' } as const;
const edit = { permission: 'stock.edit' } as const;
const sentences = new Catalogue([messages]);

const hundredth = (value: number): number => Math.round(value * 100) / 100;

const itemJson = ({ means, lows, highs, days, reasons, ...series }: NamedSeries) => ({
  ...series,
  total: hundredth(series.total),
  reasons: reasons.map((each) => ({ ...each, name: REASONS[each.family] })),
  days: days.map((day, at) => ({
    day,
    mean: hundredth(means[at]!),
    low: hundredth(lows[at]!),
    high: hundredth(highs[at]!),
  })),
});

/** Runs are of everything: whoever sees a part of it may look, whoever sees all may ask for one. */
function demandEverything(ctx: Context): void {
  if (!ctx.scope.everything) throw new Refusal('forecast-headquarters-only', 'forbidden');
}

const runRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/forecast-runs',
    summary: 'Forecasts and backtests that ran, run or wait, the newest first',
    access: read,
    query: runsQuery,
    answer: runsAnswer,
    handle: async (ctx, { query: { cursor, limit, kind } }) => {
      const found = await listForecastRuns(ctx.db, { kind }, { before: idFromCursor(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(found, limit, (run) => [run.runId]);
      return { items: await describeRuns(ctx.db, items), nextCursor };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/forecast-runs',
    summary:
      'Ask for a forecast of everything, or for the past weeks to be played over again; takes seconds to minutes',
    access: edit,
    body: runBody,
    answer: runAsked,
    handle: async (ctx, { body: { kind } }) => {
      demandEverything(ctx);
      return new Reply(await askForecastRun(ctx, kind), { status: 202 });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/forecast-runs/:runId',
    summary: 'How far a run is, and what came of it',
    access: read,
    params: runParams,
    answer: runAnswer,
    handle: async (ctx, { params: { runId } }) => {
      const run = await findForecastRun(ctx.db, runId);
      if (run === undefined) throw new NotFound('forecast-run');
      return (await describeRuns(ctx.db, [run]))[0]!;
    },
  }),
];

const forecastRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/forecasts',
    summary:
      'The newest forecast of units, of receipts, or of what communities order, by place and item within the area of the reader, most first',
    access: read,
    query: forecastsQuery,
    answer: forecastsAnswer,
    handle: async (ctx, { query: { cursor, limit, text, ...filter } }) => {
      const key = fromCursor(cursor, ['number', 'uuid', 'uuid']);
      const after = key && { total: Number(key[0]), placeId: key[1] as DemandPlaceId, skuId: key[2] as SkuId };
      const skuIds = text === undefined || text === '' ? undefined : await skusCalled(ctx, text);
      const { origin, series } = await readForecasts(ctx, { ...filter, skuIds }, { after, limit: limit + 1 });
      const { items, nextCursor } = pageOf(series, limit, (row) => [row.total, row.placeId, row.skuId]);
      return { origin, items: items.map(itemJson), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/forecasts/export',
    summary: 'The same forecast as CSV, a line for each series and day; audited',
    access: { permission: 'export.data' },
    query: forecastExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query: { text, ...filter } }) => {
      const skuIds = text === undefined || text === '' ? undefined : await skusCalled(ctx, text);
      return csvReply(`forecast-${businessDay(ctx.clock.now())}`, await exportForecasts(ctx, { ...filter, skuIds }));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/forecasts/:placeId/:skuId',
    summary: 'One series: six weeks of what was sold and what was expected of it, and the week to come',
    access: read,
    params: seriesParams,
    answer: seriesAnswer,
    handle: async (ctx, { params }) => {
      const { origin, series, past } = await readSeries(ctx, params);
      return { ...itemJson(series), origin, past };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/forecast-accuracy',
    summary: 'How far off forecasts of the last weeks were, by category, and which of them drift',
    access: read,
    query: accuracyQuery,
    answer: accuracyAnswer,
    handle: (ctx, { query }) => readAccuracy(ctx, query),
  }),
];

const groundRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/demand/imports',
    summary: 'Reads a CSV or Excel file of daily sales and says what is wrong with it; with save=true takes it over',
    access: edit,
    upload: true,
    bodyLimit: MOST_HISTORY.bytes,
    ratePerMinute: 10,
    query: historyQuery,
    answer: historyAnswer,
    handle: async (ctx, { query: { save }, request: { file } }) => {
      if (file === undefined) throw new Refusal('demand-file-missing', 'invalid');
      const found = await importHistory(ctx, { bytes: file.bytes, save });
      const faults = found.faults.map(({ lineNumber, field, code, params }) => {
        return { lineNumber, field, code, message: sentences.say(code, params) };
      });
      return { ...found, faults };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/calendar',
    summary: 'The coming days as forecasts know them: holidays, 调休 workdays, festivals, and what operators said',
    access: read,
    query: calendarQuery,
    answer: calendarAnswer,
    handle: async (ctx, { query: { days: count } }) => {
      const today = businessDay(ctx.clock.now());
      const days = Array.from({ length: count }, (_, at) => dayAfter(today, at));
      const overrides = await overridesBetween(ctx.db, days[0]!, days.at(-1)!);
      return {
        days: calendarOf(days, overrides).map(({ day, name, isOff, isFestival }) => {
          const said = overrides.get(day);
          return { day, name, isOff, isFestival, isOverridden: said !== undefined, revision: said?.revision ?? 0 };
        }),
      };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/intelligence/calendar/:day',
    summary: 'Say of a day what the official calendar does not, or take that back',
    access: edit,
    params: calendarParams,
    body: calendarBody,
    handle: async (ctx, { params: { day }, body }) => {
      await saveCalendarDay(ctx, { day, ...body });
      return new Reply(undefined, { status: 204 });
    },
  }),
];

export const demandRoutes: readonly Route[] = [...runRoutes, ...forecastRoutes, ...groundRoutes];
