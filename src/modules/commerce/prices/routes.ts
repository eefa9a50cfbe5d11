import { NotFound } from '#kernel/errors';
import type { CommunityId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { defineRoute, pageOf, Reply, timePlaceOf, type Route } from '#platform/http';
import { covers } from '#platform/permission';
import { communityInScope, storesServing, type Store } from '#modules/territory';
import {
  areaPriceAnswer,
  areaPriceBody,
  areaPriceParams,
  areaPricesAnswer,
  areaPricesQuery,
  endAreaPriceBody,
  packageParams,
  packagePricesAnswer,
  packagePricesQuery,
  type AreaPriceAnswer,
} from '../contract.ts';
import { addAreaPrice } from './add-area-price.ts';
import { lastDayOf, stateOf } from './area-entry.ts';
import { listAreaPrices, namedPrice, type NamedAreaPrice } from './area-price-store.ts';
import { effectivePrices } from './effective-prices.ts';
import { endAreaPrice } from './end-area-price.ts';
import { whyPrice, type AreaPrice, type ResolvedPrice } from './price.ts';
import { areaIdOf, placesOf } from './signing-area.ts';

const read = { permission: 'order.read' } as const;
const edit = { permission: 'price.edit' } as const;

export const priceRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/prices',
    summary: 'Entries of price lists that hold in the area of the reader, those that begin last first',
    access: read,
    query: areaPricesQuery,
    answer: areaPricesAnswer,
    handle: async (ctx, { query: { cursor, limit, over, ...asked } }) => {
      const now = ctx.clock.now();
      const mine = await placesOf(ctx);
      const filter = { ...asked, notOverAt: over ? undefined : now };
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const rows = await listAreaPrices(ctx.db, ctx.scope, mine, filter, page);
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.validFrom.getTime(), row.entryId]);
      return { items: items.map((row) => areaPriceJson(row, now)), nextCursor };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/prices',
    summary: 'Signs a price of a package, an option or a SKU for an area, from a day on',
    access: edit,
    body: areaPriceBody,
    answer: areaPriceAnswer,
    handle: async (ctx, { body }) =>
      new Reply(await named(ctx, await addAreaPrice(ctx, { ...body, priceFen: fen(body.priceFen) })), { status: 201 }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/prices/:priceId/end',
    summary: 'Ends an entry, at once or with a day',
    access: edit,
    params: areaPriceParams,
    body: endAreaPriceBody,
    answer: areaPriceAnswer,
    handle: async (ctx, { params, body }) => named(ctx, await endAreaPrice(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/packages/:packageId/prices',
    summary: 'What a package and its options cost in a community now, which list says so, and what it goes before',
    access: read,
    params: packageParams,
    query: packagePricesQuery,
    answer: packagePricesAnswer,
    handle: async (ctx, { params: { packageId }, query: { communityId } }) => {
      const community = await communityInScope(ctx.db, ctx.scope, communityId);
      if (community === undefined) throw new NotFound('community');
      const at = ctx.clock.now();
      const storeId = (await servingStore(ctx, communityId))?.id ?? null;
      const place = { cityId: community.cityId, storeId, communityId };
      const { scene: _, active: _active, options, ...prices } = await effectivePrices(ctx.db, { packageId, place, at });
      return {
        ...prices,
        ...explained(prices),
        options: options.map((option) => ({ ...option, ...explained(option) })),
        communityId,
        communityName: community.name,
        storeId,
        at: at.toISOString(),
      };
    },
  }),
];

/** The nearest store that serves the community; of the reader's own, if one does. */
async function servingStore(ctx: Context, communityId: CommunityId): Promise<Store | undefined> {
  const serving = (await storesServing(ctx.db, [communityId])).get(communityId) ?? [];
  return serving.find((store) => covers(ctx.scope, { cityId: store.cityId, storeId: store.id })) ?? serving[0];
}

const explained = ({ passedOver }: ResolvedPrice) => ({ passedOver: passedOver.map((price) => ({ ...price })) });

/** As it was just written, with the names that lists show. */
async function named(ctx: Context, price: AreaPrice): Promise<AreaPriceAnswer> {
  const found = await namedPrice(ctx.db, price.entryId);
  const unnamed = { packageName: null, optionName: null, skuName: null, listFen: null };
  return areaPriceJson(found ?? { ...price, ...unnamed }, ctx.clock.now());
}

const areaPriceJson = (price: NamedAreaPrice, now: Date): AreaPriceAnswer => ({
  priceId: price.entryId,
  name: price.skuName ?? price.optionName ?? price.packageName ?? '',
  packageId: price.thing.packageId ?? null,
  packageName: price.packageName,
  optionCode: price.thing.optionCode ?? null,
  optionName: price.optionName,
  skuId: price.thing.skuId ?? null,
  skuName: price.skuName,
  listFen: price.listFen,
  areaKind: price.area.kind,
  areaId: areaIdOf(price.area),
  areaName: price.areaName,
  priceFen: price.priceFen,
  from: businessDay(price.validFrom),
  to: lastDayOf(price),
  state: stateOf(price, now),
  why: whyPrice(price, now),
  signedBy: price.signedBy,
  signedAt: price.signedAt.toISOString(),
});
