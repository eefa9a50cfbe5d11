import { NotFound } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import { csvReply } from '#platform/exports';
import { defineRoute, type Route } from '#platform/http';
import {
  bookedVisit,
  bookVisitBody,
  cancelledVisit,
  cancelVisitBody,
  placedVisit,
  placeVisitBody,
  rescheduleBody,
  rescheduledVisit,
  slotsAnswer,
  visitDetail,
  visitExportQuery,
  visitParams,
  visitsAnswer,
  visitSlotsQuery,
  visitsQuery,
} from '../contract.ts';
import { bookAgain } from './book-again.ts';
import { cancelVisit } from './cancel-visit.ts';
import { describeVisit } from './describe-visits.ts';
import { exportVisits } from './export-visits.ts';
import { placeVisit } from '../dispatch/place-visit.ts';
import { rescheduleVisit } from './reschedule-visit.ts';
import { bookedShown, cancelledShown, rescheduledShown } from './shown.ts';
import { filterOf, visitsPage } from './visit-query.ts';
import { visitSlots } from './visit-slots.ts';
import { visitInScope } from './visit-store.ts';

const read = { permission: 'visit.read' } as const;
const dispatch = { permission: 'visit.dispatch' } as const;

const readRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/visits',
    summary: 'Visits within the area of the reader by time, masked: a day, a state, a person, what is to be placed',
    access: read,
    query: visitsQuery,
    answer: visitsAnswer,
    handle: (ctx, { query: { cursor, limit, order, ...asked } }) =>
      visitsPage(ctx, filterOf(asked), { cursor, limit, order }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/visits/export',
    summary: 'The same visits as CSV, masked; audited',
    access: { permission: 'export.data' },
    query: visitExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(`visits-${businessDay(ctx.clock.now())}`, await exportVisits(ctx, filterOf(query))),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/visits/:visitId',
    summary: 'One visit: why this person goes there, and why not the others',
    access: read,
    params: visitParams,
    answer: visitDetail,
    handle: async (ctx, { params }) => {
      const visit = await visitInScope(ctx.db, ctx.scope, 'staff', params.visitId);
      if (visit === undefined) throw new NotFound('visit');
      return describeVisit(ctx, visit);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/visits/:visitId/slots',
    summary: 'Times to which the visit can be moved',
    access: read,
    params: visitParams,
    query: visitSlotsQuery,
    answer: slotsAnswer,
    handle: (ctx, { params, query: { from, days, service } }) =>
      visitSlots(ctx, { ...params, by: 'staff', from, days, service }),
  }),
];

const actRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/visits',
    summary: 'Book another visit to the home of an earlier one',
    access: dispatch,
    body: bookVisitBody,
    answer: bookedVisit,
    handle: async (ctx, { body }) =>
      bookedShown(await bookAgain(ctx, { ...body, startsAt: new Date(body.startsAt), by: 'staff' })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/visits/:visitId/place',
    summary: 'Decide who goes, whatever the system thinks: rules that this breaks are named',
    access: dispatch,
    params: visitParams,
    body: placeVisitBody,
    answer: placedVisit,
    handle: async (ctx, { params, body }) => {
      const startsAt = body.startsAt === undefined ? undefined : new Date(body.startsAt);
      const { visit, breaks } = await placeVisit(ctx, { ...params, ...body, startsAt });
      return { ...bookedShown(visit), touchpointId: body.touchpointId, breaks };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/visits/:visitId/reschedule',
    summary: 'Move the visit to another time, with the same person where they can',
    access: dispatch,
    params: visitParams,
    body: rescheduleBody,
    answer: rescheduledVisit,
    handle: async (ctx, { params, body }) =>
      rescheduledShown(await rescheduleVisit(ctx, { ...params, startsAt: new Date(body.startsAt), by: 'staff' })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/visits/:visitId/cancel',
    summary: 'Call the visit off, with a reason',
    access: dispatch,
    params: visitParams,
    body: cancelVisitBody,
    answer: cancelledVisit,
    handle: async (ctx, { params, body }) =>
      cancelledShown(await cancelVisit(ctx, { ...params, ...body, by: 'staff' })),
  }),
];

export const visitRoutes: readonly Route[] = [...readRoutes, ...actRoutes];
