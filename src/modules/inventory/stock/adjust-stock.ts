import type { SkuId, StockPlaceId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { changeStock, type StockDocument } from './change-stock.ts';
import { eachOnce } from './each-once.ts';
import { stockPlace } from './stock-place.ts';
import type { AdjustReason } from './stock.ts';

/**
 * Stock-taking: what was counted lies there from now on, whatever the counter said.
 * @throws NotFound for a place that is not the actor's; ItemTwice; StockPromised where orders hold more than was counted
 */
export async function adjustStock(
  ctx: Context,
  asked: {
    readonly placeId: StockPlaceId;
    readonly reason: AdjustReason;
    readonly lines: readonly { readonly skuId: SkuId; readonly counted: number }[];
  },
): Promise<StockDocument> {
  eachOnce(asked.lines);
  return ctx.transaction(async (tx) => {
    const { placeId, reason } = asked;
    const { cityId } = await stockPlace(ctx, tx.db, placeId);
    const documentId = tx.newId<'StockDocument'>();
    const changes = asked.lines.map(({ skuId, counted }) => ({
      cityId,
      placeId,
      skuId,
      kind: 'counted' as const,
      onHand: 0,
      incoming: 0,
      counted,
    }));
    const lines = await changeStock(tx, changes, { reference: { kind: 'count', id: documentId }, reason });
    await tx.audit({
      action: 'adjust-stock',
      subject: { kind: 'stock_place', id: placeId },
      details: {
        documentId,
        reason,
        lines: lines.map(({ skuId, onHand, onHandDelta }) => ({ skuId, before: onHand - onHandDelta, after: onHand })),
      },
    });
    return { documentId, lines };
  });
}
