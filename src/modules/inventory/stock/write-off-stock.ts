import type { SkuId, StockPlaceId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { changeStock, type StockDocument } from './change-stock.ts';
import { eachOnce } from './each-once.ts';
import { stockPlace } from './stock-place.ts';
import { checkUnits, type WriteOffReason } from './stock.ts';

/**
 * Goods are gone: broken, over their date, used up. Only what is not promised can be written off.
 * @throws NotFound for a place that is not the actor's; ItemTwice; StockNotOnHand, StockPromised
 */
export async function writeOffStock(
  ctx: Context,
  asked: {
    readonly placeId: StockPlaceId;
    readonly reason: WriteOffReason;
    readonly lines: readonly { readonly skuId: SkuId; readonly quantity: number }[];
  },
): Promise<StockDocument> {
  eachOnce(asked.lines);
  return ctx.transaction(async (tx) => {
    const { placeId, reason } = asked;
    const { cityId } = await stockPlace(ctx, tx.db, placeId);
    const documentId = tx.newId<'StockDocument'>();
    const changes = asked.lines.map(({ skuId, quantity }) => {
      checkUnits(quantity);
      return { cityId, placeId, skuId, kind: 'written_off' as const, onHand: -quantity, incoming: 0 };
    });
    const lines = await changeStock(tx, changes, { reference: { kind: 'write_off', id: documentId }, reason });
    await tx.audit({
      action: 'write-off-stock',
      subject: { kind: 'stock_place', id: placeId },
      details: { documentId, reason, lines: asked.lines.map(({ skuId, quantity }) => ({ skuId, quantity })) },
    });
    return { documentId, lines };
  });
}
