import type { SkuId, StockPlaceId } from '#kernel/ids';
import type { Context } from '#platform/context';
import type { StockDocument } from './change-stock.ts';
import { planStock } from './plan-stock.ts';
import { stockPlace } from './stock-place.ts';

/**
 * Says what is to come to a place, up or down, never below what is reserved.
 * @throws NotFound for a place that is not the actor's; StockPromised
 */
export async function planIncoming(
  ctx: Context,
  asked: {
    readonly placeId: StockPlaceId;
    readonly lines: readonly { readonly skuId: SkuId; readonly change: number }[];
  },
): Promise<StockDocument> {
  return ctx.transaction(async (tx) => {
    const { placeId } = asked;
    const { cityId } = await stockPlace(ctx, tx.db, placeId);
    const documentId = tx.newId<'StockDocument'>();
    const planned = asked.lines.map((line) => ({ placeId, ...line }));
    const lines = await planStock(tx, { cityId, reference: { kind: 'plan', id: documentId }, lines: planned });
    await tx.audit({
      action: 'plan-incoming',
      subject: { kind: 'stock_place', id: placeId },
      details: { documentId, lines: lines.length },
    });
    return { documentId, lines };
  });
}
