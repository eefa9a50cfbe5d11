import { defineRoute, pageOf, timePlaceOf, type Route } from '#platform/http';
import {
  claimParams,
  claimPhotoParams,
  confirmClaimBody,
  myClaim,
  myClaimsAnswer,
  myClaimsQuery,
} from './claim-contract.ts';
import { listClaims } from './claim-store.ts';
import { confirmClaim } from './confirm-claim.ts';
import { describeMyClaims } from './describe-claims.ts';
import { oneClaim, openClaimPhoto, statesOf } from './read-claims.ts';

const access = { permission: 'pickup.act' } as const;
const MINE = '/api/commerce/my/claims';

/** People at the front: claims of what was collected at their points. They speak for them and do not decide. */
export const myClaimRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: MINE,
    summary: 'Claims of what was collected at my points, masked, the newest first',
    access,
    query: myClaimsQuery,
    answer: myClaimsAnswer,
    handle: async (ctx, { query: { view, cursor, limit } }) => {
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const found = await listClaims(ctx.db, ctx.scope, 'keeper', { states: statesOf(view) }, page);
      const { items, nextCursor } = pageOf(found, limit, (claim) => [claim.openedAt.getTime(), claim.claimId]);
      return { items: await describeMyClaims(ctx, items), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${MINE}/:claimId`,
    summary: 'One of them',
    access,
    params: claimParams,
    answer: myClaim,
    handle: async (ctx, { params }) =>
      (await describeMyClaims(ctx, [await oneClaim(ctx, 'keeper', params.claimId)]))[0]!,
  }),
  defineRoute({
    method: 'GET',
    path: `${MINE}/:claimId/photos/:fileId`,
    summary: 'A photo of one of them',
    access,
    params: claimPhotoParams,
    produces: 'image/*',
    handle: (ctx, { params }) => openClaimPhoto(ctx, 'keeper', params),
  }),
  defineRoute({
    method: 'POST',
    path: `${MINE}/:claimId/confirm`,
    summary: 'Say what I saw of it, and whether the goods lie with me',
    access,
    params: claimParams,
    body: confirmClaimBody,
    answer: myClaim,
    handle: async (ctx, { params, body }) =>
      (await describeMyClaims(ctx, [await confirmClaim(ctx, { ...params, ...body })]))[0]!,
  }),
];
