import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import type { Context } from '#platform/context';
import { lastForecast } from './forecast-run-store.ts';
import { listForecasts, type ForecastFilter, type ForecastPosition } from './forecast-store.ts';
import { namedSeries } from './read-forecasts.ts';

const PAGE = 500;
const MAX_SERIES = 60_000;
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
  const lines = [csvLine(HEADER)];
  let after: ForecastPosition | undefined;
  for (let count = 0; run !== undefined && count < MAX_SERIES; count += PAGE) {
    const page = await listForecasts(ctx.db, ctx.scope, { origin: run.origin, filter }, { after, limit: PAGE });
    for (const each of await namedSeries(ctx, page)) {
      for (const [at, day] of each.days.entries()) {
        const figures = [each.means[at]!, each.lows[at]!, each.highs[at]!].map(hundredth);
        const place = [each.cityName, each.placeCode, each.placeName];
        lines.push(
          csvLine([run.origin, day, ...place, each.skuCode, each.skuName, each.unit, ...figures, METHODS[each.method]]),
        );
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = { total: last.total, placeId: last.placeId, skuId: last.skuId };
  }
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-forecasts',
      subject: { kind: 'forecast', id: run?.runId ?? '' },
      details: { rows: lines.length - 1 },
    }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}
