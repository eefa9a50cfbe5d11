import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { defineRoute, type Route } from '#platform/http';
import {
  cancelledVisit,
  cancelVisitBody,
  ownVisitItem,
  ownVisitsAnswer,
  rescheduleBody,
  rescheduledVisit,
  slotsAnswer,
  slotsQuery,
  visitParams,
  type OwnVisitItem,
} from '../contract.ts';
import { cancelVisit } from './cancel-visit.ts';
import { describeOwnVisits } from './describe-visits.ts';
import { rescheduleVisit } from './reschedule-visit.ts';
import { cancelledShown, rescheduledShown } from './shown.ts';
import { ownVisits } from './visit-list-store.ts';
import { visitSlots } from './visit-slots.ts';
import { visitInScope } from './visit-store.ts';
import type { VisitId } from './visit.ts';

const read = { permission: 'own.read' } as const;
const act = { permission: 'own.act' } as const;

export const ownVisitRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/own/visits',
    summary: 'Visits at my home, by my phone: those to come, then those that are over',
    access: read,
    answer: ownVisitsAnswer,
    handle: async (ctx) => ({ items: await describeOwnVisits(ctx, await ownVisits(ctx.db, ctx.scope)) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/own/visits/:visitId',
    summary: 'One visit at my home',
    access: read,
    params: visitParams,
    answer: ownVisitItem,
    handle: (ctx, { params }) => oneOwn(ctx, params.visitId),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/own/visits/:visitId/slots',
    summary: 'Times to which I can move the visit',
    access: read,
    params: visitParams,
    query: slotsQuery,
    answer: slotsAnswer,
    handle: (ctx, { params, query }) =>
      visitSlots(ctx, { ...params, by: 'customer', from: query.from, days: query.days }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/own/visits/:visitId/reschedule',
    summary: 'Move the visit to another time, up to two hours before it begins',
    access: act,
    params: visitParams,
    body: rescheduleBody,
    answer: rescheduledVisit,
    handle: async (ctx, { params, body }) =>
      rescheduledShown(await rescheduleVisit(ctx, { ...params, startsAt: new Date(body.startsAt), by: 'customer' })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/own/visits/:visitId/cancel',
    summary: 'Call the visit off, up to two hours before it begins',
    access: act,
    params: visitParams,
    body: cancelVisitBody,
    answer: cancelledVisit,
    handle: async (ctx, { params, body }) =>
      cancelledShown(await cancelVisit(ctx, { ...params, ...body, by: 'customer' })),
  }),
];

async function oneOwn(ctx: Context, visitId: VisitId): Promise<OwnVisitItem> {
  const visit = await visitInScope(ctx.db, ctx.scope, 'customer', visitId);
  if (visit === undefined) throw new NotFound('visit');
  const [item] = await describeOwnVisits(ctx, [visit]);
  return item as OwnVisitItem;
}
