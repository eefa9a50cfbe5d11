import { NotFound } from '#kernel/errors';
import { addDays, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { defineRoute, entityTag, pageOf, Reply, revisionIn, timePlaceOf, type Route } from '#platform/http';
import { ownPlaces } from '../promotions/own-places.ts';
import { describeReward, describeRewards } from './describe-rewards.ts';
import {
  moveRewardBody,
  newRewardBody,
  rewardBody,
  rewardItem,
  rewardParams,
  rewardsAnswer,
  rewardsQuery,
  rewardStockBody,
  type RewardBody,
} from './member-contract.ts';
import { changeRewardStock, moveReward } from './move-reward.ts';
import { countRewards, listRewards, visibleReward } from './reward-store.ts';
import type { RewardFacts, StockedReward } from './reward.ts';
import { saveReward } from './save-reward.ts';

const read = { permission: 'member.read' } as const;
const edit = { permission: 'member.edit' } as const;

const factsOf = (body: RewardBody): RewardFacts => {
  const { from, to, areaKind: _kind, areaId: _id, takesPlaceAt, ...facts } = body;
  return {
    ...facts,
    imageId: facts.imageId,
    validFrom: startOfBusinessDay(from),
    validUntil: addDays(startOfBusinessDay(to), 1),
    takesPlaceAt: takesPlaceAt === null ? null : new Date(takesPlaceAt),
  };
};

const tagged = async (ctx: Context, reward: StockedReward, status = 200) =>
  new Reply(await describeReward(ctx, reward), { status, headers: { etag: entityTag(reward.revision) } });

/** What points are redeemed for, as staff keep it. */
export const rewardRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/rewards',
    summary: 'Rewards that hold in the area of the reader, the newest first, with counts by state',
    access: read,
    query: rewardsQuery,
    answer: rewardsAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const mine = await ownPlaces(ctx);
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const found = await listRewards(ctx.db, ctx.scope, mine, filter, page);
      const { items, nextCursor } = pageOf(found, limit, (row) => [row.createdAt.getTime(), row.rewardId]);
      // The chosen state does not hide how many there are in the others.
      const byState = await countRewards(ctx.db, ctx.scope, mine, { ...filter, state: undefined });
      return { items: await describeRewards(ctx, items), nextCursor, counts: { byState } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/rewards/:rewardId',
    summary: 'One reward; the ETag is what an edit sends back as If-Match',
    access: read,
    params: rewardParams,
    answer: rewardItem,
    handle: async (ctx, { params }) => {
      const found = await visibleReward(ctx.db, ctx.scope, await ownPlaces(ctx), params.rewardId);
      if (found === undefined) throw new NotFound('reward');
      return tagged(ctx, found);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/rewards',
    summary: 'Adds a reward as a draft, for an area of one’s own',
    access: edit,
    body: newRewardBody,
    answer: rewardItem,
    handle: async (ctx, { body: { stock, ...body } }) =>
      tagged(ctx, await saveReward(ctx, { facts: factsOf(body), area: body, stock }), 201),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/rewards/:rewardId',
    summary: 'Edits a reward from the revision in If-Match; once published, to the better only',
    access: edit,
    params: rewardParams,
    body: rewardBody,
    answer: rewardItem,
    handle: async (ctx, { params, body, request }) => {
      const edited = { ...params, expectedRevision: revisionIn(request.headers), facts: factsOf(body), area: body };
      return tagged(ctx, await saveReward(ctx, edited));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/rewards/:rewardId/move',
    summary: 'Publishes, pauses, resumes or ends a reward',
    access: edit,
    params: rewardParams,
    body: moveRewardBody,
    answer: rewardItem,
    handle: async (ctx, { params, body }) => tagged(ctx, await moveReward(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/rewards/:rewardId/stock',
    summary: 'Adds to the stock of a reward or takes from it; never fewer than are taken',
    access: edit,
    params: rewardParams,
    body: rewardStockBody,
    answer: rewardItem,
    handle: async (ctx, { params, body }) => tagged(ctx, await changeRewardStock(ctx, { ...params, ...body })),
  }),
];
