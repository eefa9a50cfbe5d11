import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { endedAt, EntryOver } from './area-entry.ts';
import { endEntries, entryInScope } from './area-entry-store.ts';
import { AREA_PRICES } from './area-price-store.ts';
import { whyPrice, type AreaPrice, type AreaPriceId } from './price.ts';

/**
 * Ends an entry of a list within the actor's area: at once, or with a business day. What was quoted keeps its price.
 * @throws NotFound, EntryOver, PriceFromPast, PriceEndsLater
 */
export async function endAreaPrice(
  ctx: Context,
  input: { readonly priceId: AreaPriceId; readonly lastDay: string | null },
): Promise<AreaPrice> {
  return ctx.transaction(async (tx) => {
    const entry = await entryInScope(tx.db, AREA_PRICES, ctx.scope, input.priceId);
    if (entry === undefined) throw new NotFound('area-price');
    const words = whyPrice(entry, tx.now);
    const validUntil = endedAt(entry, words, input.lastDay, tx.now);
    if ((await endEntries(tx.db, AREA_PRICES, [{ entry, validUntil }])).size === 0) throw new EntryOver(words);
    await tx.audit({
      action: 'end-area-price',
      subject: { kind: 'area-price', id: entry.entryId },
      details: { validUntil: validUntil.toISOString() },
    });
    return { ...entry, validUntil };
  });
}
