import type { Context } from '#platform/context';
import { fromCursor, pageOf } from '#platform/http';
import type { SkuId, StockPlaceId } from '#kernel/ids';
import type { StockItem } from '../contract.ts';
import { describeStock } from './describe-stock.ts';
import { skuDirectory } from './sku-directory.ts';
import { countStock, listStock, type StockCounts, type StockFilter } from './stock-store.ts';

/** What somebody looks for: by the code or name of items, at a place, in a view. */
export interface StockAsked extends Omit<StockFilter, 'skuIds'> {
  readonly text?: string | undefined;
  readonly skuId?: SkuId | undefined;
}

/** More items than this by one text are not a search. */
const MAX_FOUND = 500;

/** What was asked for, as the store understands it: the catalogue knows which items a text means. */
export async function stockFilterOf(ctx: Context, asked: StockAsked): Promise<StockFilter> {
  const { text = '', skuId, ...filter } = asked;
  const found = text.trim() === '' ? undefined : await skuDirectory().search(ctx.db, text.trim(), MAX_FOUND);
  if (skuId === undefined) return { ...filter, skuIds: found };
  return { ...filter, skuIds: found === undefined || found.includes(skuId) ? [skuId] : [] };
}

/** A page of stock within the reader's scope, with what items and places are called, and counts over all that match. */
export async function placeStock(
  ctx: Context,
  asked: StockAsked,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: StockItem[]; nextCursor: string | null; counts: StockCounts }> {
  const filter = await stockFilterOf(ctx, asked);
  const key = fromCursor(page.cursor, ['uuid', 'uuid']);
  const after = key && { placeId: key[0] as StockPlaceId, skuId: key[1] as SkuId };
  const found = await listStock(ctx.db, ctx.scope, filter, { after, limit: page.limit + 1 });
  const { items, nextCursor } = pageOf(found, page.limit, (row) => [row.placeId, row.skuId]);
  // The chosen view does not hide how many there are in the others.
  const counts = await countStock(ctx.db, ctx.scope, { ...filter, view: undefined });
  return { items: await describeStock(ctx.db, items), nextCursor, counts };
}
