import { NotFound } from '#kernel/errors';
import { defineRoute, fromCursor, Reply, toCursor, type Route } from '#platform/http';
import {
  pictureParams,
  pictureQuery,
  productParams,
  shopCategoriesAnswer,
  shopCategoriesQuery,
  shopProductAnswer,
  shopProductQuery,
  shopProductsAnswer,
  shopProductsQuery,
} from '../contract.ts';
import { findPicture } from './picture-store.ts';
import { shopCategories, shopPage, shopProduct } from './read-shop.ts';
import { shopItemJson, shopProductJson } from './shop-json.ts';
import type { ShopPlace } from './shop-store.ts';

const access = {
  public: 'what is sold in a community and at what price is everybody’s to see; it holds no personal data',
};
const YEAR_SECONDS = 31_536_000;

export const shopRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/categories',
    summary: 'The categories in which something is sold in a community',
    access,
    query: shopCategoriesQuery,
    answer: shopCategoriesAnswer,
    handle: async (ctx, { query: { communityId } }) => {
      const found = await shopCategories(ctx, communityId);
      return { items: found.map(({ categoryId, parentId, level, name }) => ({ categoryId, parentId, level, name })) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/products',
    summary: 'What is sold in a community, by category or by what is typed',
    access,
    query: shopProductsQuery,
    answer: shopProductsAnswer,
    handle: async (ctx, { query: { cursor, limit, ...asked } }) => {
      const { products, next } = await shopPage(ctx, asked, { after: placeIn(cursor), limit });
      return {
        items: products.map(shopItemJson),
        nextCursor: next === null ? null : toCursor([next.categoryAt, next.code]),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/products/:spuId',
    summary: 'One product as it is sold in a community',
    access,
    params: productParams,
    query: shopProductQuery,
    answer: shopProductAnswer,
    handle: async (ctx, { params: { spuId }, query: { communityId } }) =>
      shopProductJson(await shopProduct(ctx, { spuId, communityId })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/pictures/:fileId',
    summary: 'A picture of a product, for good under its address',
    access,
    params: pictureParams,
    query: pictureQuery,
    produces: 'image/*',
    handle: async (ctx, { params: { fileId }, query: { size } }) => {
      const picture = await findPicture(ctx.db, fileId);
      if (picture === undefined) throw new NotFound('file');
      const wanted = size === 'small' ? picture.smallFileId : picture.fileId;
      const { file, bytes } = await ctx.services.files.openPublic(ctx.db, wanted);
      const headers = {
        'content-type': file.type,
        'cache-control': `public, max-age=${YEAR_SECONDS}, immutable`,
        etag: `"${file.sha256}"`,
      };
      return new Reply(bytes, { headers });
    },
  }),
];

function placeIn(cursor: string | undefined): ShopPlace | undefined {
  const key = fromCursor(cursor, ['number', 'string']);
  return key && { categoryAt: Number(key[0]), code: String(key[1]) };
}
