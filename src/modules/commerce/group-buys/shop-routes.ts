import { defineRoute, entityTag, ifMatch, Reply, type Route } from '#platform/http';
import {
  ownTeamsAnswer,
  shopGroupBuyAnswer,
  shopGroupBuyParams,
  shopGroupBuysAnswer,
  shopGroupBuysQuery,
  shopTeamAnswer,
  shopTeamParams,
  type ShopGroupBuy,
} from './group-buy-contract.ts';
import {
  describeForShop,
  describeOwnTeams,
  shopGroupBuyByKey,
  shopGroupBuys,
  shopTeamOf,
  shopVersion,
} from './shop-group-buys.ts';

const access = {
  public: 'a group buy is passed around in chats before anybody signs in; names in it are masked and faces are hashes',
};

export const shopGroupBuyRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/group-buys',
    summary: 'Group buys of a community that can be joined, are planned or closed since yesterday',
    access,
    query: shopGroupBuysQuery,
    answer: shopGroupBuysAnswer,
    handle: (ctx, { query: { communityId } }) => shopGroupBuys(ctx, communityId),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/group-buys/:key',
    summary:
      'One group buy by its id or number: items, progress, teams, who joined. Live topics need a sign-in: poll it with ' +
      'If-None-Match, which costs little while nothing moves',
    access,
    params: shopGroupBuyParams,
    answer: shopGroupBuyAnswer,
    handle: async (ctx, { params: { key }, request }) => {
      const groupBuy = await shopGroupBuyByKey(ctx, key);
      const version = await shopVersion(ctx, groupBuy);
      const headers = { etag: entityTag(version), 'cache-control': 'no-cache' };
      const asked = request.headers['if-none-match'];
      if (ifMatch({ 'if-match': asked }) === version) {
        return new Reply(undefined as unknown as ShopGroupBuy, { status: 304, headers });
      }
      return new Reply(await describeForShop(ctx, groupBuy), { headers });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/teams/:teamId',
    summary: 'One team, for whoever was sent its link',
    access,
    params: shopTeamParams,
    answer: shopTeamAnswer,
    handle: (ctx, { params: { teamId } }) => shopTeamOf(ctx, teamId),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/teams',
    summary: 'Teams in which I have a place, the newest first',
    access: { permission: 'own.read' },
    answer: ownTeamsAnswer,
    handle: (ctx) => describeOwnTeams(ctx),
  }),
];
