import { defineRoute, type Route } from '#platform/http';
import {
  candidatesAnswer,
  candidatesQuery,
  revealedCustomer,
  scheduleAnswer,
  scheduleQuery,
  visitParams,
} from '../contract.ts';
import { describeSchedule } from './describe-schedule.ts';
import { revealCustomer } from './reveal-customer.ts';
import { visitCandidates } from './visit-candidates.ts';

/** What a person needs who decides by hand. */
export const dispatchRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/schedule',
    summary: 'One day of a store: people, their hours, what is taken, and what waits for somebody',
    access: { permission: 'visit.read' },
    query: scheduleQuery,
    answer: scheduleAnswer,
    handle: (ctx, { query }) => describeSchedule(ctx, { storeId: query.storeId, day: query.day }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/visits/:visitId/candidates',
    summary: 'Who could go there as things stand now, scored; and who could not, and why',
    access: { permission: 'visit.dispatch' },
    params: visitParams,
    query: candidatesQuery,
    answer: candidatesAnswer,
    handle: (ctx, { params, query }) =>
      visitCandidates(ctx, {
        ...params,
        startsAt: query.startsAt === undefined ? undefined : new Date(query.startsAt),
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/visits/:visitId/reveal',
    summary: 'Name and phone of the customer in clear, to agree on a time; audited',
    access: { permission: 'lead.reveal' },
    keepsNoAnswer: true,
    params: visitParams,
    answer: revealedCustomer,
    handle: (ctx, { params }) => revealCustomer(ctx, params),
  }),
];
