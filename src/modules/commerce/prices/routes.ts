import { NotFound } from '#kernel/errors';
import type { CommunityId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { defineRoute, pageOf, Reply, timePlaceOf, type Route } from '#platform/http';
import { covers } from '#platform/permission';
import { citiesInScope, communityInScope, storesServing, type Store } from '#modules/territory';
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
import { packagesByIds } from '../packages/package-store.ts';
import { addAreaPrice } from './add-area-price.ts';
import { listAreaPrices, type NamedAreaPrice } from './area-price-store.ts';
import { effectivePrices } from './effective-prices.ts';
import { endAreaPrice } from './end-area-price.ts';
import { optionByCode } from './option-store.ts';
import { lastDayOf, stateOf, whyPrice, type AreaPrice, type ResolvedPrice } from './price.ts';

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
      const cityIds = (await citiesInScope(ctx.db, ctx.scope)).map((city) => city.id);
      const filter = { ...asked, notOverAt: over ? undefined : now };
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const rows = await listAreaPrices(ctx.db, ctx.scope, cityIds, filter, page);
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.validFrom.getTime(), row.priceId]);
      return { items: items.map((row) => areaPriceJson(row, now)), nextCursor };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/prices',
    summary: 'Signs a price of a package or an option for an area, from a day on',
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
  const { packageId, optionCode } = price;
  const offered = (await packagesByIds(ctx.db, [packageId])).get(packageId);
  const option = optionCode === null ? undefined : await optionByCode(ctx.db, packageId, optionCode);
  const named = { ...price, packageName: offered?.name ?? '', optionName: option?.name ?? null };
  return areaPriceJson(named, ctx.clock.now());
}

const areaPriceJson = (price: NamedAreaPrice, now: Date): AreaPriceAnswer => ({
  priceId: price.priceId,
  packageId: price.packageId,
  packageName: price.packageName,
  optionCode: price.optionCode,
  optionName: price.optionName,
  areaKind: price.area.kind,
  areaId: areaIdOf(price),
  areaName: price.areaName,
  priceFen: price.priceFen,
  from: businessDay(price.validFrom),
  to: lastDayOf(price),
  state: stateOf(price, now),
  why: whyPrice(price, now),
  signedBy: price.signedBy,
  signedAt: price.signedAt.toISOString(),
});

function areaIdOf({ area }: AreaPrice): string | null {
  switch (area.kind) {
    case 'all':
      return null;
    case 'city':
      return area.cityId;
    case 'store':
      return area.storeId;
    case 'community':
      return area.communityId;
  }
}
