import { NotFound } from '#kernel/errors';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import { defineRoute, type Route } from '#platform/http';
import {
  bookedVisit,
  bookVisitBody,
  myVisitItem,
  myVisitsAnswer,
  myVisitsQuery,
  revealedVisit,
  visitParams,
  type MyVisitItem,
} from '../contract.ts';
import { me } from '../me.ts';
import { bookAgain } from './book-again.ts';
import { describeMyVisits } from './describe-visits.ts';
import { revealVisit } from './reveal-visit.ts';
import { bookedShown } from './shown.ts';
import { visitsWithin } from './visit-list-store.ts';
import { visitInScope } from './visit-store.ts';

const act = { permission: 'visit.act' } as const;

export const myVisitRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/my/visits',
    summary: 'My visits by time, from a day on; customers are masked',
    access: act,
    query: myVisitsQuery,
    answer: myVisitsAnswer,
    handle: async (ctx, { query }) => {
      const from = startOfBusinessDay(query.from ?? businessDay(ctx.clock.now()));
      const visits = await visitsWithin(ctx.db, [me(ctx)], { from, to: addDays(from, query.days) });
      return { items: await describeMyVisits(ctx, visits) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/my/visits/:visitId',
    summary: 'One of my visits',
    access: act,
    params: visitParams,
    answer: myVisitItem,
    handle: async (ctx, { params }) => {
      const visit = await visitInScope(ctx.db, ctx.scope, 'touchpoint', params.visitId);
      if (visit === undefined || visit.touchpointId !== me(ctx)) throw new NotFound('visit');
      const [item] = await describeMyVisits(ctx, [visit]);
      return item as MyVisitItem;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/my/visits',
    summary: 'Book another visit to a home that I go to',
    access: act,
    body: bookVisitBody,
    answer: bookedVisit,
    handle: async (ctx, { body }) =>
      bookedShown(await bookAgain(ctx, { ...body, startsAt: new Date(body.startsAt), by: 'seller' })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/my/visits/:visitId/reveal',
    summary: 'Name, phone and address in clear, from a day before until it is done; audited',
    access: act,
    params: visitParams,
    answer: revealedVisit,
    keepsNoAnswer: true,
    handle: (ctx, { params }) => revealVisit(ctx, params),
  }),
];
