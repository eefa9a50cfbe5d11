import { NotFound } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { csvReply } from '#platform/exports';
import { defineRoute, fromCursor, pageOf, Reply, timePlaceOf, toCursor, type Route } from '#platform/http';
import { cancelGroupBuy } from './cancel-group-buy.ts';
import { closeGroupBuy } from './close-group-buy.ts';
import { copyGroupBuy } from './copy-group-buy.ts';
import { describeChoice } from './describe-choice.ts';
import { describeForLeader, describeMine, showGroupBuys } from './describe-group-buys.ts';
import { drawGroupBuyPoster } from './draw-group-buy-poster.ts';
import { extendGroupBuy } from './extend-group-buy.ts';
import {
  cancelGroupBuyBody,
  chatListAnswer,
  copyGroupBuyAnswer,
  copyGroupBuyBody,
  extendGroupBuyBody,
  groupBuyParams,
  leaderChoiceAnswer,
  leaderChoiceQuery,
  myGroupBuyAnswer,
  myGroupBuysAnswer,
  myGroupBuysQuery,
  openedGroupBuyAnswer,
  openGroupBuyBody,
  participantsAnswer,
  participantsQuery,
} from './group-buy-contract.ts';
import { numberInGroups, OVER_STATES, RUNNING_STATES, type GroupBuy, type GroupBuyId } from './group-buy.ts';
import { groupBuyInScope, listGroupBuys, type GroupBuyReader } from './group-buy-store.ts';
import { openGroupBuy } from './open-group-buy.ts';
import { chatList, describeParticipants, exportParticipants } from './participants.ts';
import type { ParticipantPlace } from './participant-store.ts';
import { publishGroupBuy } from './publish-group-buy.ts';

const access = { permission: 'group_buy.act' } as const;
const reader = 'leader' as const;

export async function foundGroupBuy(ctx: Context, by: GroupBuyReader, groupBuyId: GroupBuyId): Promise<GroupBuy> {
  const it = await groupBuyInScope(ctx.db, ctx.scope, by, groupBuyId);
  if (it === undefined) throw new NotFound('group-buy');
  return it;
}

const mine = async (ctx: Context, groupBuyId: GroupBuyId) =>
  describeMine(ctx, await foundGroupBuy(ctx, reader, groupBuyId));

export function participantPlaceOf(cursor: string | undefined): ParticipantPlace | undefined {
  const key = fromCursor(cursor, ['number', 'uuid', 'number']);
  return key && { paidAt: new Date(Number(key[0])), orderId: String(key[1]), place: Number(key[2]) };
}

export async function participantsAnswerOf(ctx: Context, it: GroupBuy, cursor: string | undefined, limit: number) {
  const { items, last } = await describeParticipants(ctx, it, { after: participantPlaceOf(cursor), limit });
  const next =
    items.length < limit || last === undefined ? null : toCursor([last.paidAt.getTime(), last.orderId, last.place]);
  return { items, nextCursor: next };
}

export const participantsFile = async (ctx: Context, it: GroupBuy) =>
  csvReply(`group-buy-${it.groupBuyNumber}-${businessDay(ctx.clock.now())}`, await exportParticipants(ctx, it));

const readRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/group-buys',
    summary: 'Group buys that I lead, the latest cut-off first',
    access,
    query: myGroupBuysQuery,
    answer: myGroupBuysAnswer,
    handle: async (ctx, { query: { view, cursor, limit } }) => {
      const states = view === 'running' ? RUNNING_STATES : OVER_STATES;
      const page = { before: timePlaceOf(cursor), limit };
      const rows = await listGroupBuys(ctx.db, ctx.scope, reader, { states }, page);
      const { items, nextCursor } = pageOf(rows, limit, (it) => [it.cutOffAt.getTime(), it.groupBuyId]);
      const described = await describeForLeader(ctx, await showGroupBuys(ctx, items));
      return { now: ctx.clock.now().toISOString(), items: described, nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/group-buy-items',
    summary: 'What I may sell in one of my communities now, at which price, and when it would close',
    access,
    query: leaderChoiceQuery,
    answer: leaderChoiceAnswer,
    handle: (ctx, { query: { communityId } }) => describeChoice(ctx, communityId),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/group-buys/:groupBuyId',
    summary: 'One that I lead: items, totals per item, teams, progress',
    access,
    params: groupBuyParams,
    answer: myGroupBuyAnswer,
    handle: (ctx, { params }) => mine(ctx, params.groupBuyId),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/group-buys/:groupBuyId/participants',
    summary: 'Who ordered and what, in the order in which they came, masked',
    access,
    params: groupBuyParams,
    query: participantsQuery,
    answer: participantsAnswer,
    handle: async (ctx, { params, query: { cursor, limit } }) =>
      participantsAnswerOf(ctx, await foundGroupBuy(ctx, reader, params.groupBuyId), cursor, limit),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/group-buys/:groupBuyId/chat-list',
    summary: 'The same as a text for the chat, names masked',
    access,
    params: groupBuyParams,
    answer: chatListAnswer,
    handle: async (ctx, { params }) => ({
      text: await chatList(ctx, await foundGroupBuy(ctx, reader, params.groupBuyId)),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/group-buys/:groupBuyId/export',
    summary: 'The same as CSV, masked; audited',
    access,
    params: groupBuyParams,
    produces: 'text/csv',
    handle: async (ctx, { params }) => participantsFile(ctx, await foundGroupBuy(ctx, reader, params.groupBuyId)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/my/group-buys/:groupBuyId/poster.png',
    summary: 'A poster for the chat: goods, price, when it closes, and the code that opens it',
    access,
    params: groupBuyParams,
    produces: 'image/png',
    handle: async (ctx, { params }) =>
      new Reply(await drawGroupBuyPoster(ctx, await foundGroupBuy(ctx, reader, params.groupBuyId)), {
        headers: { 'content-type': 'image/png' },
      }),
  }),
];

const actRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/commerce/my/group-buys',
    summary: 'Opens a group buy in one of my communities, or keeps it as a draft',
    access,
    body: openGroupBuyBody,
    answer: openedGroupBuyAnswer,
    handle: async (ctx, { body: { opensAt, ...asked } }) => {
      const it = await openGroupBuy(ctx, { ...asked, opensAt: opensAt === undefined ? undefined : new Date(opensAt) });
      const { groupBuyId, state } = it;
      return new Reply({ groupBuyId, groupBuyNumber: numberInGroups(it.groupBuyNumber), state }, { status: 201 });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/my/group-buys/copy',
    summary: 'Opens my last one of a community again, at today’s prices',
    access,
    body: copyGroupBuyBody,
    answer: copyGroupBuyAnswer,
    handle: async (ctx, { body }) => {
      const { groupBuy, leftOut } = await copyGroupBuy(ctx, body);
      return new Reply({ groupBuyId: groupBuy.groupBuyId, leftOut: [...leftOut] }, { status: 201 });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/my/group-buys/:groupBuyId/publish',
    summary: 'Opens a draft of mine',
    access,
    params: groupBuyParams,
    answer: myGroupBuyAnswer,
    handle: async (ctx, { params }) => {
      await publishGroupBuy(ctx, { ...params, reader });
      return mine(ctx, params.groupBuyId);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/my/group-buys/:groupBuyId/extend',
    summary: 'Keeps it open for longer, before it closes',
    access,
    params: groupBuyParams,
    body: extendGroupBuyBody,
    answer: myGroupBuyAnswer,
    handle: async (ctx, { params, body }) => {
      await extendGroupBuy(ctx, { ...params, reader, cutOffAt: new Date(body.cutOffAt) });
      return mine(ctx, params.groupBuyId);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/my/group-buys/:groupBuyId/close',
    summary: 'Closes it before its cut-off',
    access,
    params: groupBuyParams,
    answer: myGroupBuyAnswer,
    handle: async (ctx, { params }) => {
      await closeGroupBuy(ctx, { ...params, reader });
      return mine(ctx, params.groupBuyId);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/my/group-buys/:groupBuyId/cancel',
    summary: 'Calls it off; everything that was paid goes back',
    access,
    params: groupBuyParams,
    body: cancelGroupBuyBody,
    answer: myGroupBuyAnswer,
    handle: async (ctx, { params, body }) => {
      await cancelGroupBuy(ctx, { ...params, reader, ...body });
      return mine(ctx, params.groupBuyId);
    },
  }),
];

export const myGroupBuyRoutes: readonly Route[] = [...readRoutes, ...actRoutes];
