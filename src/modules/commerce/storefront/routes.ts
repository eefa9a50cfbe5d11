import { defineRoute, type Route } from '#platform/http';
import {
  shopCommunitiesAnswer,
  shopCommunitiesQuery,
  shopHomeAnswer,
  shopHomeQuery,
  shopItemAnswer,
  shopItemQuery,
  shopShelfAnswer,
  shopShelfQuery,
} from '../contract.ts';
import { shopCommunities } from './describe-communities.ts';
import { shopHome, shopShelf } from './read-home.ts';
import { shopItem } from './read-item.ts';

const access = {
  public: 'what is sold in a community is everybody’s to see; neighbours are shown masked, and nobody’s own is in it',
};

export const storefrontRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/communities',
    summary: 'Communities to shop in, by a part of their name; without one, where something is sold together today',
    access,
    query: shopCommunitiesQuery,
    answer: shopCommunitiesAnswer,
    handle: (ctx, { query: { text } }) => shopCommunities(ctx, text),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/home',
    summary: 'The first view of a community’s shop: group buys, pick-up points, goods with what is there, coupons',
    access,
    query: shopHomeQuery,
    answer: shopHomeAnswer,
    handle: (ctx, { query }) => shopHome(ctx, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/shelf',
    summary: 'The next goods of a community’s shop, with what is there of them',
    access,
    query: shopShelfQuery,
    answer: shopShelfAnswer,
    handle: (ctx, { query: { cursor, ...asked } }) => shopShelf(ctx, asked, cursor),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/item',
    summary: 'A product by its code as it is sold in a community, with what is there, and the group buys that have it',
    access,
    query: shopItemQuery,
    answer: shopItemAnswer,
    handle: (ctx, { query }) => shopItem(ctx, query),
  }),
];
