import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import type { StockItem } from '../contract.ts';
import { describeStock } from './describe-stock.ts';
import { stockFilterOf, type StockAsked } from './place-stock.ts';
import { stockPlacesByIds } from './stock-place.ts';
import type { Stock } from './stock.ts';
import { listStock, type StockPosition } from './stock-store.ts';

/** The first columns are those that the import of counted stock reads. */
const HEADER = ['仓库编码', '商品编码', '在库', '预警线', '商品', '占用', '在途', '可售', '仓库', '城市', '更新时间'];

/**
 * The stock that matches, within the reader's area, as CSV that can be counted, filled in and imported again. Recorded in
 * the audit with the number of rows. At most 100,000 rows.
 */
export async function exportStock(ctx: Context, asked: StockAsked): Promise<string> {
  const filter = await stockFilterOf(ctx, asked);
  return exportList<Stock, StockPosition>(ctx, {
    action: 'export-stock',
    kind: 'stock',
    header: HEADER,
    pageSize: 1_000,
    maxRows: 100_000,
    read: (after, limit) => listStock(ctx.db, ctx.scope, filter, { after, limit }),
    placeOf: (last) => last,
    linesOf: async (page) => {
      const places = await stockPlacesByIds(ctx.db, [...new Set(page.map((row) => row.placeId))]);
      const items = await describeStock(ctx.db, page);
      return items.map((item) => cellsOf(item, places.get(item.placeId)?.code ?? ''));
    },
  });
}

const cellsOf = (item: StockItem, placeCode: string): Cells => [
  placeCode,
  item.skuCode,
  item.onHand,
  item.lowBelow,
  item.skuName,
  item.reserved,
  item.incoming,
  item.available,
  item.placeName,
  item.cityName,
  localMinuteOf(item.changedAt),
];
