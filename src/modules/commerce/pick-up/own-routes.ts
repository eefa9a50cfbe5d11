import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { defineRoute, Reply, type Route } from '#platform/http';
import { renderQrCodeSvg } from '#platform/posters';
import { cardsByIds, listCards } from './parcel-card-store.ts';
import { describeOwnParcels } from './describe-parcels.ts';
import type { ParcelCard } from './parcel-card.ts';
import { ownParcel, ownParcelsAnswer, ownParcelsQuery, parcelParams, type OwnParcel } from './pick-up-contract.ts';

const access = { permission: 'own.read' } as const;
/** More than one household has at a time. */
const MAX_OWN = 100;
const VIEWS = {
  open: ['waiting', 'on_the_way', 'arrived', 'part_collected'],
  over: ['collected', 'returned', 'cancelled'],
  all: undefined,
} as const;

async function mine(ctx: Context, parcelId: ParcelCard['parcelId']): Promise<OwnParcel> {
  const [card] = await cardsByIds(ctx.db, [parcelId]);
  if (card === undefined || card.customerKey === null || card.customerKey !== ctx.scope.customer) {
    throw new NotFound('parcel');
  }
  return (await describeOwnParcels(ctx, [card]))[0]!;
}

/** Customers: where their goods are, and the code that opens them. */
export const ownParcelRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/parcels',
    summary: 'My parcels: where and until when, with code and token for those that can be collected',
    access,
    query: ownParcelsQuery,
    answer: ownParcelsAnswer,
    handle: async (ctx, { query }) => {
      const reader = { kind: 'customer', scope: ctx.scope } as const;
      const page = { before: undefined, limit: MAX_OWN };
      return {
        items: await describeOwnParcels(ctx, await listCards(ctx.db, reader, { states: VIEWS[query.view] }, page)),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/parcels/:parcelId',
    summary: 'One of my parcels',
    access,
    params: parcelParams,
    answer: ownParcel,
    handle: (ctx, { params }) => mine(ctx, params.parcelId),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/own/parcels/:parcelId/qr.svg',
    summary: 'The QR code that opens it: a signed token, not the digits',
    access,
    params: parcelParams,
    produces: 'image/svg+xml',
    handle: async (ctx, { params }) => {
      const { token } = await mine(ctx, params.parcelId);
      if (token === null) throw new NotFound('pick-up-code');
      return new Reply(renderQrCodeSvg(token), {
        headers: { 'content-type': 'image/svg+xml', 'cache-control': 'private, no-store' },
      });
    },
  }),
];
