import { NotFound } from '#kernel/errors';
import type { CustomerKey } from '#kernel/ids';
import type { Context } from '#platform/context';
import { defineRoute, fromCursor, pageOf, Reply, timePlaceOf, type Route } from '#platform/http';
import { cancelOwnVoucher } from './cancel-voucher.ts';
import { describeCard, moveJson, publishedMembership } from './describe-member.ts';
import { mallReward, mallRewards, shopRewards } from './describe-rewards.ts';
import { describeOwnVoucher, describeOwnVouchers } from './describe-vouchers.ts';
import {
  mallAnswer,
  mallRewardAnswer,
  memberCard,
  ownVoucher,
  ownVouchersAnswer,
  ownVouchersQuery,
  pointMovesAnswer,
  pointMovesQuery,
  publishedMembershipAnswer,
  redeemBody,
  rewardParams,
  shopRewardQuery,
  shopRewardsAnswer,
  shopRewardsQuery,
  voucherParams,
} from './member-contract.ts';
import { movesOfMember } from './member-list-store.ts';
import { memberOf } from './member-store.ts';
import { redeemReward } from './redeem-reward.ts';
import { ownVoucherOf, ownVouchersOf } from './voucher-store.ts';

const read = { permission: 'own.read' } as const;
const act = { permission: 'own.act' } as const;

/** Whose membership it is: somebody who signed in with a phone. @throws NotFound */
function customerOf({ scope }: Context): CustomerKey {
  if (scope.customer === undefined) throw new NotFound('customer');
  return scope.customer;
}

/** A page of a statement, the newest first. */
export async function statementPage(
  ctx: Context,
  customerKey: CustomerKey,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
) {
  const [before] = fromCursor(cursor, ['number']) ?? [];
  const page = { before: before === undefined ? undefined : Number(before), limit: limit + 1 };
  const { items, nextCursor } = pageOf(await movesOfMember(ctx.db, customerKey, page), limit, (row) => [row.moveNo]);
  return { items: items.map(moveJson), nextCursor };
}

/** What customers read and do of their own, and what everybody may read. */
export const ownMembershipRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/membership',
    summary: 'How points, levels and badges are earned, and what levels give',
    access: { public: 'who gets what and for what is published, so that nobody is treated otherwise' },
    answer: publishedMembershipAnswer,
    handle: (ctx) => publishedMembership(ctx),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/shop/rewards',
    summary: 'What points can be redeemed for in a community, the cheapest first',
    access: { public: 'what can be redeemed and for how many points is published; nothing personal is in it' },
    query: shopRewardsQuery,
    answer: shopRewardsAnswer,
    handle: async (ctx, { query }) => ({ items: await shopRewards(ctx, query) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/membership',
    summary: 'My level and the way to the next, points with what runs out when, badges',
    access: read,
    answer: memberCard,
    handle: async (ctx) => {
      const customerKey = customerOf(ctx);
      return describeCard(ctx, customerKey, await memberOf(ctx.db, customerKey));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/points',
    summary: 'My points line by line, the newest first, each with why and the balance after it',
    access: read,
    query: pointMovesQuery,
    answer: pointMovesAnswer,
    handle: async (ctx, { query }) => statementPage(ctx, customerOf(ctx), query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/rewards',
    summary: 'The points mall for me in a community: what I may redeem, and why not the rest',
    access: read,
    query: shopRewardsQuery,
    answer: mallAnswer,
    handle: async (ctx, { query }) => mallRewards(ctx, customerOf(ctx), query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/rewards/:rewardId',
    summary: 'One reward for me, with where its voucher is handed in',
    access: read,
    params: rewardParams,
    query: shopRewardQuery,
    answer: mallRewardAnswer,
    handle: async (ctx, { params, query }) => {
      const found = await mallReward(ctx, customerOf(ctx), { ...params, ...query });
      if (found === undefined) throw new NotFound('reward');
      return found;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/own/rewards/:rewardId/redeem',
    summary: 'Redeems points for a voucher, at the price that was seen',
    access: act,
    params: rewardParams,
    body: redeemBody,
    answer: ownVoucher,
    handle: async (ctx, { params, body }) => {
      const voucher = await redeemReward(ctx, { ...params, ...body });
      return new Reply(await describeOwnVoucher(ctx, voucher), { status: 201 });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/vouchers',
    summary: 'My vouchers, the newest first, with their codes while they can be used',
    access: read,
    query: ownVouchersQuery,
    answer: ownVouchersAnswer,
    handle: async (ctx, { query: { state, cursor, limit } }) => {
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const found = await ownVouchersOf(ctx.db, ctx.scope, state, page);
      const { items, nextCursor } = pageOf(found, limit, (row) => [row.redeemedAt.getTime(), row.voucherId]);
      return { items: await describeOwnVouchers(ctx, items), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/vouchers/:voucherId',
    summary: 'One of my vouchers',
    access: read,
    params: voucherParams,
    answer: ownVoucher,
    handle: async (ctx, { params }) => {
      const found = await ownVoucherOf(ctx.db, ctx.scope, params.voucherId);
      if (found === undefined) throw new NotFound('voucher');
      return describeOwnVoucher(ctx, found);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/own/vouchers/:voucherId/cancel',
    summary: 'Gives a voucher back in its time; the points return',
    access: act,
    params: voucherParams,
    answer: ownVoucher,
    handle: async (ctx, { params }) => describeOwnVoucher(ctx, await cancelOwnVoucher(ctx, params)),
  }),
];
