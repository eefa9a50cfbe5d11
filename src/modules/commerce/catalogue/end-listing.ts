import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { endedAt, EntryOver } from '../prices/area-entry.ts';
import { endEntries, entryInScope } from '../prices/area-entry-store.ts';
import { whyListing, type AreaListing, type ListingId } from './listing.ts';
import { AREA_LISTINGS } from './listing-store.ts';

/**
 * Ends an entry of the assortment within the actor's area: at once, or with a business day.
 * @throws NotFound, EntryOver, PriceFromPast, PriceEndsLater
 */
export async function endListing(
  ctx: Context,
  input: { readonly listingId: ListingId; readonly lastDay: string | null },
): Promise<AreaListing> {
  return ctx.transaction(async (tx) => {
    const entry = await entryInScope(tx.db, AREA_LISTINGS, ctx.scope, input.listingId);
    if (entry === undefined) throw new NotFound('area-listing');
    const words = whyListing(entry, tx.now);
    const validUntil = endedAt(entry, words, input.lastDay, tx.now);
    if ((await endEntries(tx.db, AREA_LISTINGS, [{ entry, validUntil }])).size === 0) throw new EntryOver(words);
    await tx.audit({
      action: 'end-listing',
      subject: { kind: 'area-listing', id: entry.entryId },
      details: { validUntil: validUntil.toISOString() },
    });
    return { ...entry, validUntil };
  });
}
