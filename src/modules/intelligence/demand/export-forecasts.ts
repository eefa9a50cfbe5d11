import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import { lastForecast } from './forecast-run-store.ts';
import { listForecasts, type ForecastFilter, type ForecastPosition, type ForecastSeries } from './forecast-store.ts';
import { namedSeries, type NamedSeries } from './read-forecasts.ts';

const METHODS = { model: '模型', naive: '近几周平均', similar: '参照同类' } as const;
const HEADER = [
  '预测起点',
  '日期',
  '城市',
  '地点编码',
  '地点',
  '商品编码',
  '商品',
  '单位',
  '预计',
  '最低',
  '最高',
  '方法',
];
const hundredth = (value: number): number => Math.round(value * 100) / 100;

/** The newest forecast as CSV, a line for each series and day. Recorded in the audit. */
export async function exportForecasts(ctx: Context, filter: ForecastFilter): Promise<string> {
  const run = await lastForecast(ctx.db);
  return exportList<ForecastSeries, ForecastPosition>(ctx, {
    action: 'export-forecasts',
    kind: 'forecast',
    id: run?.runId ?? '',
    header: HEADER,
    maxRows: 60_000,
    read: async (after, limit) =>
      run === undefined ? [] : listForecasts(ctx.db, ctx.scope, { origin: run.origin, filter }, { after, limit }),
    placeOf: (last) => last,
    linesOf: async (page) => (await namedSeries(ctx, page)).flatMap((each) => linesOfSeries(run?.origin ?? null, each)),
  });
}

const linesOfSeries = (origin: string | null, each: NamedSeries): Cells[] =>
  each.days.map((day, at) => {
    const figures = [each.means[at]!, each.lows[at]!, each.highs[at]!].map(hundredth);
    const place = [each.cityName, each.placeCode, each.placeName];
    return [origin, day, ...place, each.skuCode, each.skuName, each.unit, ...figures, METHODS[each.method]];
  });
