import type { Context } from '#platform/context';
import { defineRoute, type Route } from '#platform/http';
import { addClaimPhoto } from './add-claim-photo.ts';
import { answerClaim, appealClaim, withdrawClaim } from './answer-claim.ts';
import {
  answerClaimBody,
  appealClaimBody,
  claimableAnswer,
  claimOrderParams,
  claimParams,
  claimPhotoAnswer,
  claimPhotoParams,
  openClaimBody,
  ownClaim,
  ownClaimsAnswer,
  ownClaimsQuery,
  type OwnClaim,
} from './claim-contract.ts';
import { listClaims } from './claim-store.ts';
import type { Claim } from './claim.ts';
import { describeOwnClaims } from './describe-claims.ts';
import { openClaim } from './open-claim.ts';
import { oneClaim, openClaimPhoto, readClaimable } from './read-claims.ts';

const read = { permission: 'own.read' } as const;
const act = { permission: 'own.act' } as const;
const OWN = '/api/commerce/own/claims';
const MOST_BYTES = 16 * 1024 * 1024;
const MAX_OWN = 100;

const shown = async (ctx: Context, claim: Claim): Promise<OwnClaim> => (await describeOwnClaims(ctx, [claim]))[0]!;

/** Customers: what was wrong with what they bought. */
export const ownClaimRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: `${OWN}/photos`,
    summary: 'A picture of what is wrong, to be named when it is claimed',
    access: act,
    upload: true,
    bodyLimit: MOST_BYTES,
    ratePerMinute: 60,
    answer: claimPhotoAnswer,
    handle: (ctx, { request }) => addClaimPhoto(ctx, request.file),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/orders/:orderId/claimable',
    summary: 'What of my order can be claimed, until when, and for what reasons',
    access: read,
    params: claimOrderParams,
    answer: claimableAnswer,
    handle: (ctx, { params }) => readClaimable(ctx, 'customer', params.orderId),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/own/orders/:orderId/claims',
    summary: 'Claim something of my order; a small one is granted at once',
    access: act,
    params: claimOrderParams,
    body: openClaimBody,
    answer: ownClaim,
    handle: async (ctx, { params, body }) => shown(ctx, await openClaim(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'GET',
    path: OWN,
    summary: 'My claims, the newest first; of one order with `orderId`',
    access: read,
    query: ownClaimsQuery,
    answer: ownClaimsAnswer,
    handle: async (ctx, { query }) => {
      const page = { before: undefined, limit: MAX_OWN };
      return { items: await describeOwnClaims(ctx, await listClaims(ctx.db, ctx.scope, 'customer', query, page)) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${OWN}/:claimId`,
    summary: 'One of my claims, and how it went',
    access: read,
    params: claimParams,
    answer: ownClaim,
    handle: async (ctx, { params }) => shown(ctx, await oneClaim(ctx, 'customer', params.claimId)),
  }),
  defineRoute({
    method: 'GET',
    path: `${OWN}/:claimId/photos/:fileId`,
    summary: 'A photo of my claim',
    access: read,
    params: claimPhotoParams,
    produces: 'image/*',
    handle: (ctx, { params }) => openClaimPhoto(ctx, 'customer', params),
  }),
  defineRoute({
    method: 'POST',
    path: `${OWN}/:claimId/answer`,
    summary: 'Add words or photos to my claim',
    access: act,
    params: claimParams,
    body: answerClaimBody,
    answer: ownClaim,
    handle: async (ctx, { params, body }) => shown(ctx, await answerClaim(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'POST',
    path: `${OWN}/:claimId/appeal`,
    summary: 'Disagree with a no, once, within three days',
    access: act,
    params: claimParams,
    body: appealClaimBody,
    answer: ownClaim,
    handle: async (ctx, { params, body }) => shown(ctx, await appealClaim(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'POST',
    path: `${OWN}/:claimId/withdraw`,
    summary: 'Take my claim back',
    access: act,
    params: claimParams,
    answer: ownClaim,
    handle: async (ctx, { params }) => shown(ctx, await withdrawClaim(ctx, params)),
  }),
];
