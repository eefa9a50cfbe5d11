import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { areaPriceInScope, endPrice } from './area-price-store.ts';
import { AreaPriceOver, endedAt, whyPrice, type AreaPrice, type AreaPriceId } from './price.ts';

/**
 * Ends an entry of a list within the actor's area: at once, or with a business day. What was quoted keeps its price.
 * @throws NotFound, AreaPriceOver, PriceFromPast, PriceEndsLater
 */
export async function endAreaPrice(
  ctx: Context,
  input: { readonly priceId: AreaPriceId; readonly lastDay: string | null },
): Promise<AreaPrice> {
  return ctx.transaction(async (tx) => {
    const before = await areaPriceInScope(tx.db, ctx.scope, input.priceId);
    if (before === undefined) throw new NotFound('area-price');
    const validUntil = endedAt(before, input.lastDay, tx.now);
    if (!(await endPrice(tx.db, before, validUntil))) throw new AreaPriceOver(whyPrice(before, tx.now));
    await tx.audit({
      action: 'end-area-price',
      subject: { kind: 'area-price', id: before.priceId },
      details: { validUntil: validUntil.toISOString() },
    });
    return { ...before, validUntil };
  });
}
