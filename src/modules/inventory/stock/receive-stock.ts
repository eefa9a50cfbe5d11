import type { SkuId, StockPlaceId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { changeStock, type StockDocument } from './change-stock.ts';
import { stockPlace } from './stock-place.ts';
import { eachOnce } from './each-once.ts';

/** What came of an item, and what of it will not come any more. */
export interface ReceivedLine {
  readonly skuId: SkuId;
  readonly received: number;
  readonly missing: number;
}

/** A receipt; `uncovered` units of a line are promised to orders and have neither come nor can they come. */
export interface Receipt extends StockDocument {
  readonly uncovered: readonly { readonly skuId: SkuId; readonly units: number }[];
}

/**
 * Goods arrive: they lie there and are to come no more. What is missing is taken off what is to come, as far as nobody
 * reserved it: the rest is answered as `uncovered` and stays to come until its orders are settled
 * (`releaseStock` with reason `shortage`). More may arrive than was planned.
 * @throws NotFound for a place that is not the actor's; ItemTwice
 */
export async function receiveStock(
  ctx: Context,
  asked: { readonly placeId: StockPlaceId; readonly lines: readonly ReceivedLine[] },
): Promise<Receipt> {
  eachOnce(asked.lines);
  return ctx.transaction(async (tx) => {
    const { placeId } = asked;
    const { cityId } = await stockPlace(ctx, tx.db, placeId);
    const documentId = tx.newId<'StockDocument'>();
    const changes = asked.lines.map(({ skuId, received, missing }) => ({
      cityId,
      placeId,
      skuId,
      kind: 'received' as const,
      onHand: received,
      incoming: -(received + missing),
    }));
    const reference = { kind: 'receipt', id: documentId };
    const lines = await changeStock(tx, changes, { reference }, { asFarAsPossible: true });
    const units = (of: 'received' | 'missing') => asked.lines.reduce((sum, line) => sum + line[of], 0);
    await tx.audit({
      action: 'receive-stock',
      subject: { kind: 'stock_place', id: placeId },
      details: { documentId, lines: lines.length, received: units('received'), missing: units('missing') },
    });
    const missing = new Map(asked.lines.map((line) => [line.skuId, line.missing]));
    const uncovered = lines
      .map(({ skuId, reserved, onHand }) => ({
        skuId,
        units: Math.min(missing.get(skuId) ?? 0, Math.max(0, reserved - onHand)),
      }))
      .filter((line) => line.units > 0);
    return { documentId, lines, uncovered };
  });
}
