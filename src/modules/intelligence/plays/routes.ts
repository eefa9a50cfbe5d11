import { csvReply } from '#platform/exports';
import { defineRoute, entityTag, idFromCursor, pageOf, Reply, revisionIn, type Route } from '#platform/http';
import {
  bulkAnswer,
  playAnswer,
  playCountsAnswer,
  playCountsQuery,
  playEditAnswer,
  playEditBody,
  playExportQuery,
  playParams,
  playsAnswer,
  playsApproveBody,
  playsProposeBody,
  playsQuery,
  playsRejectBody,
  playRunAnswer,
  playWithdrawBody,
  posterQuery,
  wordingCheckAnswer,
  wordingCheckBody,
} from '../contract.ts';
import { playJson, playRowJson, runJson } from './answers.ts';
import { approvePlays } from './approve-plays.ts';
import { checkWording } from './check-wording.ts';
import { drawPoster } from './draw-poster.ts';
import { editPlay } from './edit-play.ts';
import { exportPlays } from './export-plays.ts';
import { countPlays } from './play-list-store.ts';
import { proposePlays } from './propose-plays.ts';
import { browsePlays, readPlay, type PlayPage } from './read-plays.ts';
import { rejectPlays } from './reject-plays.ts';
import { withdrawPlay } from './withdraw-play.ts';

const read = { permission: 'play.read' } as const;
const decide = { permission: 'play.decide' } as const;

const tagged = (play: PlayPage) => new Reply(playJson(play), { headers: { etag: entityTag(play.revision) } });

const readRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/plays',
    summary: 'Plays within the area of the reader, the newest first',
    access: read,
    query: playsQuery,
    answer: playsAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const rows = await browsePlays(ctx, filter, { before: idFromCursor(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.id]);
      return { items: items.map(playRowJson), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/plays/counts',
    summary: 'How many plays there are in each state',
    access: read,
    query: playCountsQuery,
    answer: playCountsAnswer,
    handle: ({ db, scope }, { query }) => countPlays(db, scope, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/plays/export',
    summary: 'The same plays as CSV',
    access: { permission: 'export.data' },
    query: playExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) => csvReply('plays', await exportPlays(ctx, query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/plays/:playId',
    summary: 'One play with what the proposal rests on and what was decided; the ETag is what an edit sends back',
    access: read,
    params: playParams,
    answer: playAnswer,
    handle: async (ctx, { params: { playId } }) => tagged(await readPlay(ctx, playId)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/plays/:playId/poster.png',
    summary: 'The poster of a play; with a task’s token for the touchpoint that has it',
    // Readers of plays, and the touchpoint that has the task: decided by the door.
    access: { signedIn: true },
    params: playParams,
    query: posterQuery,
    produces: 'image/png',
    ratePerMinute: 120,
    handle: async (ctx, { params: { playId }, query: { token } }) =>
      new Reply(await drawPoster(ctx, { playId, token }), {
        headers: { 'content-type': 'image/png', 'cache-control': 'private, max-age=300' },
      }),
  }),
];

const decideRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/plays/propose',
    summary: 'Proposes plays for an audience or for chosen communities; many go on in steps',
    access: decide,
    body: playsProposeBody,
    answer: playRunAnswer,
    handle: async (ctx, { body }) => new Reply(runJson(await proposePlays(ctx, body)), { status: 201 }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/plays/approve',
    summary: 'Approves plays; each is decided for itself',
    access: decide,
    body: playsApproveBody,
    answer: bulkAnswer,
    handle: (ctx, { body }) => approvePlays(ctx, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/plays/reject',
    summary: 'Rejects plays with a reason; each is decided for itself',
    access: decide,
    body: playsRejectBody,
    answer: bulkAnswer,
    handle: (ctx, { body }) => rejectPlays(ctx, body),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/intelligence/plays/:playId',
    summary: 'Edits a proposed play that nobody changed since the revision in If-Match, with a reason',
    access: decide,
    params: playParams,
    body: playEditBody,
    answer: playEditAnswer,
    handle: async (ctx, { params: { playId }, body: { reason, dueAt, ...texts }, request }) => {
      const changes = { ...texts, dueAt: dueAt === undefined ? undefined : new Date(dueAt) };
      const expectedRevision = revisionIn(request.headers);
      await editPlay(ctx, { playId, expectedRevision, changes, reason });
      return tagged(await readPlay(ctx, playId));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/plays/:playId/withdraw',
    summary: 'Takes an approved play back before anybody forwarded it',
    access: decide,
    params: playParams,
    body: playWithdrawBody,
    answer: playAnswer,
    handle: async (ctx, { params: { playId }, body: { reason } }) => {
      await withdrawPlay(ctx, { playId, reason });
      return tagged(await readPlay(ctx, playId));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/wording-check',
    summary: 'What texts may not say in advertising, or not without proof, with the rule and what to write instead',
    access: decide,
    body: wordingCheckBody,
    answer: wordingCheckAnswer,
    handle: async (_ctx, { body: { texts } }) => ({ hits: checkWording(texts) }),
  }),
];

export const playRoutes: readonly Route[] = [...readRoutes, ...decideRoutes];
