import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import type { StockItem } from '../contract.ts';
import { describeStock } from './describe-stock.ts';
import { stockFilterOf, type StockAsked } from './place-stock.ts';
import { stockPlacesByIds } from './stock-place.ts';
import { listStock, type StockPosition } from './stock-store.ts';

const PAGE = 1_000;
const MAX_ROWS = 100_000;

/** The first columns are those that the import of counted stock reads. */
const HEADER = ['仓库编码', '商品编码', '在库', '预警线', '商品', '占用', '在途', '可售', '仓库', '城市', '更新时间'];

/**
 * The stock that matches, within the reader's area, as CSV that can be counted, filled in and imported again. Recorded in
 * the audit with the number of rows. At most 100,000 rows.
 */
export async function exportStock(ctx: Context, asked: StockAsked): Promise<string> {
  const filter = await stockFilterOf(ctx, asked);
  const lines = [csvLine(HEADER)];
  let after: StockPosition | undefined;
  while (lines.length <= MAX_ROWS) {
    const page = await listStock(ctx.db, ctx.scope, filter, { after, limit: PAGE });
    const places = await stockPlacesByIds(ctx.db, [...new Set(page.map((row) => row.placeId))]);
    for (const item of await describeStock(ctx.db, page)) {
      lines.push(csvLine(cellsOf(item, places.get(item.placeId)?.code ?? '')));
    }
    after = page.at(-1);
    if (after === undefined || page.length < PAGE) break;
  }
  await ctx.transaction((tx) =>
    tx.audit({ action: 'export-stock', subject: { kind: 'stock', id: 'list' }, details: { rows: lines.length - 1 } }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}

const cellsOf = (item: StockItem, placeCode: string): (string | number | null)[] => [
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
  localMinute(new Date(item.changedAt)),
];
