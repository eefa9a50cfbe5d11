import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { spanOf } from '../prices/area-entry.ts';
import { insertEntries, lockThings, overlappingEntries } from '../prices/area-entry-store.ts';
import { signingArea, type AreaAsked } from '../prices/signing-area.ts';
import { ListingOverlaps, type AreaListing, type ListedThing } from './listing.ts';
import { AREA_LISTINGS } from './listing-store.ts';

export interface AddListingInput extends AreaAsked {
  readonly thing: ListedThing;
  readonly listed: boolean;
  /** First business day, today or later. */
  readonly from: string;
  /** Last business day; null for no end. */
  readonly to: string | null;
}

/**
 * Says that something is sold, or not, in an area within the actor's own. Nearer areas may say otherwise.
 * @throws NotFound, PriceAreaUnknown, PriceFromPast, PriceEndsBeforeItBegins, ListingOverlaps
 */
export async function addListing(ctx: Context, input: AddListingInput): Promise<AreaListing> {
  const { thing, listed } = input;
  return ctx.transaction(async (tx) => {
    if (!(await lockThings(tx.db, thing.kind, [thing.id])).has(thing.id)) throw new NotFound(thing.kind);
    const listing: AreaListing = {
      entryId: tx.newId<'AreaListing'>(),
      thing,
      listed,
      ...(await signingArea(ctx, tx.db, input)),
      ...spanOf(input.from, input.to, tx.now),
      signedBy: tx.actor.kind === 'user' ? tx.actor.userId : null,
      signedAt: tx.now,
    };
    const [other] = await overlappingEntries(tx.db, AREA_LISTINGS, [listing]);
    if (other !== undefined) throw new ListingOverlaps(other, tx.now);
    await insertEntries(tx.db, AREA_LISTINGS, [listing]);
    await tx.audit({
      action: 'add-listing',
      subject: { kind: 'area-listing', id: listing.entryId },
      details: { thing, listed, area: listing.area, from: input.from, to: input.to },
    });
    return listing;
  });
}
