import type { SkuId, StockPlaceId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { addEmptyRows, setLowBelow } from './counter-store.ts';
import { stockPlace } from './stock-place.ts';

/**
 * From which amount an item at a place counts as low; null: never. @throws NotFound for a place that is not the actor's
 */
export async function setThreshold(
  ctx: Context,
  asked: { readonly placeId: StockPlaceId; readonly skuId: SkuId; readonly lowBelow: number | null },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const { cityId } = await stockPlace(ctx, tx.db, asked.placeId);
    const row = { cityId, ...asked };
    if (!(await setLowBelow(tx.db, row))) {
      await addEmptyRows(tx.db, [row], tx.now);
      await setLowBelow(tx.db, row);
    }
    await tx.audit({
      action: 'set-threshold',
      subject: { kind: 'stock_place', id: asked.placeId },
      details: { skuId: asked.skuId, lowBelow: asked.lowBelow },
    });
  });
}
