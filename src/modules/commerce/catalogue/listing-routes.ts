import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { defineRoute, pageOf, Reply, timePlaceOf, type Route } from '#platform/http';
import {
  endListingBody,
  listingAnswer,
  listingBody,
  listingParams,
  listingsAnswer,
  listingsQuery,
  type ListingAnswer,
} from '../contract.ts';
import { lastDayOf, stateOf } from '../prices/area-entry.ts';
import { areaIdOf, placesOf } from '../prices/signing-area.ts';
import { addListing } from './add-listing.ts';
import { endListing } from './end-listing.ts';
import { whyListing, type AreaListing, type ListedThing } from './listing.ts';
import { listListings, namedListing, type NamedListing } from './listing-store.ts';

const edit = { permission: 'product.edit' } as const;

export const listingRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/listings',
    summary: 'Entries of the assortment that hold in the area of the reader, those that begin last first',
    access: { permission: 'product.read' },
    query: listingsQuery,
    answer: listingsAnswer,
    handle: async (ctx, { query: { cursor, limit, over, ...asked } }) => {
      const now = ctx.clock.now();
      const filter = { ...asked, notOverAt: over ? undefined : now };
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const rows = await listListings(ctx.db, ctx.scope, await placesOf(ctx), filter, page);
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.validFrom.getTime(), row.entryId]);
      return { items: items.map((row) => listingJson(row, now)), nextCursor };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/listings',
    summary: 'Says that a SKU, a product or a category is sold, or not, in an area from a day on',
    access: edit,
    body: listingBody,
    answer: listingAnswer,
    handle: async (ctx, { body: { skuId, spuId, categoryId, ...asked } }) => {
      const listing = await addListing(ctx, { ...asked, thing: thingOf({ skuId, spuId, categoryId }) });
      return new Reply(await named(ctx, listing), { status: 201 });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/listings/:listingId/end',
    summary: 'Ends an entry, at once or with a day',
    access: edit,
    params: listingParams,
    body: endListingBody,
    answer: listingAnswer,
    handle: async (ctx, { params, body }) => named(ctx, await endListing(ctx, { ...params, ...body })),
  }),
];

type Ids = { [K in ListedThing as `${K['kind']}Id`]: K['id'] | null };

/** The contract checks that there is exactly one of them. */
function thingOf({ skuId, spuId, categoryId }: Ids): ListedThing {
  if (skuId !== null) return { kind: 'sku', id: skuId };
  return spuId === null
    ? { kind: 'category', id: categoryId as NonNullable<typeof categoryId> }
    : { kind: 'spu', id: spuId };
}

async function named(ctx: Context, listing: AreaListing): Promise<ListingAnswer> {
  const found = await namedListing(ctx.db, listing.entryId);
  return listingJson(found ?? { ...listing, name: '' }, ctx.clock.now());
}

const listingJson = (listing: NamedListing, now: Date): ListingAnswer => ({
  listingId: listing.entryId,
  skuId: listing.thing.kind === 'sku' ? listing.thing.id : null,
  spuId: listing.thing.kind === 'spu' ? listing.thing.id : null,
  categoryId: listing.thing.kind === 'category' ? listing.thing.id : null,
  name: listing.name,
  listed: listing.listed,
  areaKind: listing.area.kind,
  areaId: areaIdOf(listing.area),
  areaName: listing.areaName,
  from: businessDay(listing.validFrom),
  to: lastDayOf(listing),
  state: stateOf(listing, now),
  why: whyListing(listing, now),
  signedBy: listing.signedBy,
  signedAt: listing.signedAt.toISOString(),
});
