import type { z } from 'zod';
import { NotFound, Refusal } from '#kernel/errors';
import { fen } from '#kernel/money';
import { businessDay, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { FILE_POLICIES } from '#platform/files';
import { defineRoute, entityTag, fromCursor, pageOf, Reply, revisionIn, type Route } from '#platform/http';
import { communityInScope } from '#modules/territory';
import {
  bundleBody,
  effectiveSkuAnswer,
  pictureAnswer,
  productAnswer,
  productBody,
  productParams,
  productsAnswer,
  productsQuery,
  skuAnswer,
  skuParams,
  skuPricesQuery,
  skusAnswer,
  skusQuery,
  type EffectiveSkuAnswer,
  type ProductAnswer,
  type ProductBody,
} from '../contract.ts';
import type { EntryPlace } from '../prices/area-entry.ts';
import { addPicture } from './add-picture.ts';
import { categoriesOf } from './category-store.ts';
import {
  describeItems,
  filterOf,
  pathsOf,
  productJson,
  shownPlace,
  skuItemJson,
  skuJson,
} from './describe-products.ts';
import type { EffectiveSku } from './effective-sku.ts';
import { effectiveSkusInArea } from './effective-sku-store.ts';
import { retireSpu } from './retire-spu.ts';
import { saveSpu, type SaveSpuInput } from './save-spu.ts';
import { setBundle } from './set-bundle.ts';
import type { SpuId } from './spu.ts';
import { countSpus, listSpus, searchSkus, skusOfSpus, spusByIds } from './spu-store.ts';

const read = { permission: 'product.read' } as const;
const edit = { permission: 'product.edit' } as const;

export const productRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/products',
    summary: 'Products by code, with the prices and the assortment of an area',
    access: read,
    query: productsQuery,
    answer: productsAnswer,
    handle: async (ctx, { query: { cursor, limit, areaKind, areaId = null, ...asked } }) => {
      const place = await shownPlace(ctx, { areaKind, areaId });
      const after = fromCursor(cursor, ['string'])?.[0] as string | undefined;
      const filter = await filterOf(ctx.db, asked);
      const rows = await listSpus(ctx.db, filter, { after, limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (spu) => [spu.code]);
      // The chosen state does not hide how many there are in the other.
      const counts = await countSpus(ctx.db, { ...filter, active: undefined });
      return { items: await describeItems(ctx.db, items, place, ctx.clock.now()), nextCursor, counts };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/products/:spuId',
    summary: 'One product with its SKUs; the ETag is what an edit sends back as If-Match',
    access: read,
    params: productParams,
    answer: productAnswer,
    handle: (ctx, { params: { spuId } }) => described(ctx, spuId),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/products',
    summary: 'Adds a product with its SKUs',
    access: edit,
    body: productBody,
    answer: productAnswer,
    handle: async (ctx, { body }) => described(ctx, (await saveSpu(ctx, inputOf(body))).spu.spuId, 201),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/products/:spuId',
    summary: 'Edits a product with its SKUs that nobody changed since the revision in If-Match',
    access: edit,
    params: productParams,
    body: productBody,
    answer: productAnswer,
    handle: async (ctx, { params: { spuId }, body, request }) => {
      await saveSpu(ctx, { ...inputOf(body), id: spuId, expectedRevision: revisionIn(request.headers) });
      return described(ctx, spuId);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/products/:spuId/retire',
    summary: 'Takes a product out of sale everywhere, from the revision in If-Match',
    access: edit,
    params: productParams,
    answer: productAnswer,
    handle: async (ctx, { params: { spuId }, request }) => {
      await retireSpu(ctx, { id: spuId, expectedRevision: revisionIn(request.headers) });
      return described(ctx, spuId);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/skus',
    summary: 'SKUs for pickers: by text, by code, by barcode',
    access: read,
    query: skusQuery,
    answer: skusAnswer,
    handle: async ({ db }, { query: { limit, ...filter } }) => {
      const found = await searchSkus(db, filter, limit);
      const path = pathsOf(await categoriesOf(db));
      return { items: found.map((sku) => skuItemJson(sku, path)) };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/skus/:skuId/parts',
    summary: 'Makes a SKU a bundle of these parts; none make it an ordinary one again',
    access: edit,
    params: skuParams,
    body: bundleBody,
    answer: skuAnswer,
    handle: async (ctx, { params: { skuId }, body: { parts } }) => skuJson(await setBundle(ctx, { skuId, parts })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/skus/:skuId/prices',
    summary:
      'What a SKU costs at a place and a time, which list says so, what it goes before, and whether it is sold there',
    access: read,
    params: skuParams,
    query: skuPricesQuery,
    answer: effectiveSkuAnswer,
    handle: async (ctx, { params: { skuId }, query }) => {
      const place = await askedPlace(ctx, query);
      const at = query.on === undefined ? ctx.clock.now() : momentOf(query.on, ctx.clock.now());
      const sku = (await effectiveSkusInArea(ctx.db, { skuIds: [skuId], place, at })).get(skuId);
      if (sku === undefined) throw new NotFound('sku');
      return effectiveJson(sku);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/pictures',
    summary: 'Keeps a picture for products; everybody may see it',
    access: edit,
    upload: true,
    bodyLimit: FILE_POLICIES.product.maxBytes,
    ratePerMinute: 60,
    answer: pictureAnswer,
    handle: async (ctx, { request: { file } }) => {
      if (file === undefined) throw new Refusal('picture-missing', 'invalid');
      const { fileId, width, height } = await addPicture(ctx, { bytes: file.bytes });
      return new Reply({ fileId, width, height }, { status: 201 });
    },
  }),
];

/** @throws NotFound, PriceAreaUnknown */
async function askedPlace(
  ctx: Context,
  { communityId, areaKind, areaId }: z.output<typeof skuPricesQuery>,
): Promise<EntryPlace> {
  if (communityId === undefined) return shownPlace(ctx, { areaKind, areaId: areaId ?? null });
  if ((await communityInScope(ctx.db, ctx.scope, communityId)) === undefined) throw new NotFound('community');
  return shownPlace(ctx, { areaKind: 'community', areaId: communityId });
}

/** Now for today; any other day as it begins. */
const momentOf = (day: string, now: Date): Date => (day === businessDay(now) ? now : startOfBusinessDay(day));

const inputOf = ({ skus, ...facts }: ProductBody): SaveSpuInput => ({
  facts,
  skus: skus.map((sku) => ({
    ...sku,
    listFen: fen(sku.listFen),
    originalFen: sku.originalFen === null ? null : fen(sku.originalFen),
    costFen: fen(sku.costFen),
  })),
});

/** @throws NotFound */
async function described({ db }: Context, spuId: SpuId, status = 200): Promise<Reply<ProductAnswer>> {
  const spu = (await spusByIds(db, [spuId])).get(spuId);
  if (spu === undefined) throw new NotFound('spu');
  const body = productJson(spu, await skusOfSpus(db, [spuId]), await categoriesOf(db));
  return new Reply(body, { status, headers: { etag: entityTag(spu.revision) } });
}

const effectiveJson = (sku: EffectiveSku): EffectiveSkuAnswer => ({
  skuId: sku.skuId,
  spuId: sku.spuId,
  code: sku.code,
  name: sku.name,
  spec: sku.spec,
  unit: sku.unit,
  kind: sku.kind,
  categoryId: sku.categoryId,
  categoryPath: sku.categoryPath,
  originalFen: sku.originalFen,
  priceFen: sku.priceFen,
  why: sku.why,
  priceId: sku.priceId,
  listed: sku.listed,
  notListedWhy: sku.notListedWhy,
  passedOver: sku.passedOver.map((price) => ({ ...price })),
});
