import { csvReply } from '#platform/exports';
import { businessDay } from '#kernel/time';
import { defineRoute, type Route } from '#platform/http';
import { addArrivalPhoto } from './add-arrival-photo.ts';
import { confirmArrival } from './confirm-arrival.ts';
import { describeHandOvers, readHandOverSheet } from './describe-hand-overs.ts';
import { handOversAt } from './hand-over-store.ts';
import { myPoint } from './my-points.ts';
import {
  arrivalAnswer,
  arrivalBody,
  handOverBody,
  handOverItem,
  handOverParams,
  handOversAnswer,
  handOverSheet,
  handOversQuery,
  lookUpBody,
  myParcelsAnswer,
  myParcelsQuery,
  myPickUpAnswer,
  photoAnswer,
  pointDayQuery,
  pointTotalsAnswer,
  undoBody,
} from './pick-up-contract.ts';
import { exportPointTotals, readMyParcels, readMyPickUp, readPointTotals } from './read-point.ts';
import { redeemParcels } from './redeem-parcels.ts';
import { undoHandOver } from './undo-hand-over.ts';

const access = { permission: 'pickup.act' } as const;
const MINE = '/api/commerce/my/pick-up';
const MOST_BYTES = 16 * 1024 * 1024;

/** People at the front: at the points that they keep. */
export const myPickUpRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: MINE,
    summary: 'The points that I keep, and what is to do there by day',
    access,
    answer: myPickUpAnswer,
    handle: readMyPickUp,
  }),
  defineRoute({
    method: 'GET',
    path: `${MINE}/totals`,
    summary:
      'Per item at my point: ordered, short, arrived, damaged, collected, left; of a day, or of all that is not over',
    access,
    query: pointDayQuery,
    answer: pointTotalsAnswer,
    handle: (ctx, { query }) => readPointTotals(ctx, query),
  }),
  defineRoute({
    method: 'GET',
    path: `${MINE}/totals/export`,
    summary: 'The same as CSV; audited',
    access,
    query: pointDayQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(`pick-up-${query.pickupOn ?? businessDay(ctx.clock.now())}`, await exportPointTotals(ctx, query)),
  }),
  defineRoute({
    method: 'GET',
    path: `${MINE}/parcels`,
    summary: 'Parcels at my point, customers masked; `text` finds the end of a phone or an order number, or a name',
    access,
    query: myParcelsQuery,
    answer: myParcelsAnswer,
    handle: (ctx, { query }) => readMyParcels(ctx, query),
  }),
  defineRoute({
    method: 'POST',
    path: `${MINE}/photos`,
    summary: 'A picture of what is broken, to be named when the arrival is confirmed',
    access,
    upload: true,
    bodyLimit: MOST_BYTES,
    ratePerMinute: 120,
    answer: photoAnswer,
    handle: (ctx, { request }) => addArrivalPhoto(ctx, request.file),
  }),
  defineRoute({
    method: 'POST',
    path: `${MINE}/arrivals`,
    summary: 'The goods of a day are at my point; what is missing or broken is named, the rest came whole',
    access,
    body: arrivalBody,
    answer: arrivalAnswer,
    handle: (ctx, { body }) => confirmArrival(ctx, body),
  }),
  defineRoute({
    method: 'POST',
    path: `${MINE}/look-up`,
    summary: 'What lies at my point for whoever shows a code; nothing is handed over',
    access,
    body: lookUpBody,
    answer: handOverSheet,
    keepsNoAnswer: true,
    handle: (ctx, { body }) => readHandOverSheet(ctx, body),
  }),
  defineRoute({
    method: 'GET',
    path: `${MINE}/hand-overs`,
    summary: 'What I handed over at my point, the newest first',
    access,
    query: handOversQuery,
    answer: handOversAnswer,
    handle: async (ctx, { query }) => {
      const point = await myPoint(ctx, query.pickupPointId);
      return { items: await describeHandOvers(ctx, await handOversAt(ctx.db, point.id, query.limit)) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${MINE}/hand-overs`,
    summary:
      'Hand over all that lies here for a customer, or a part; offline acts send their id as the idempotency key',
    access,
    body: handOverBody,
    answer: handOverItem,
    handle: async (ctx, { body }) => {
      const [made] = await describeHandOvers(ctx, [await redeemParcels(ctx, body)]);
      return made!;
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${MINE}/hand-overs/:handOverId/undo`,
    summary: 'Take a hand-over back within five minutes, with the reason',
    access,
    params: handOverParams,
    body: undoBody,
    answer: handOverItem,
    handle: async (ctx, { params, body }) => {
      const [undone] = await describeHandOvers(ctx, [await undoHandOver(ctx, { ...params, ...body })]);
      return undone!;
    },
  }),
];
