import type { CityId, StoreId } from '#kernel/ids';
import { defineRoute, type Route } from '#platform/http';
import {
  adoptDayBody,
  adoptedDay,
  candidatesAnswer,
  candidatesQuery,
  dayPreviewAnswer,
  dayPreviewBody,
  revealedCustomer,
  scheduleAnswer,
  scheduleQuery,
  visitParams,
} from '../contract.ts';
import { adoptDay } from './adopt-day.ts';
import type { BoardPlace } from './day-ground.ts';
import { describePreview } from './describe-preview.ts';
import { describeSchedule } from './describe-schedule.ts';
import { previewDay } from './preview-day.ts';
import { revealCustomer } from '../visits/reveal-customer.ts';
import { visitCandidates } from './visit-candidates.ts';

/** The contract has seen to it that it is one of the two. */
const placeOf = ({ storeId, cityId }: { storeId?: StoreId | undefined; cityId?: CityId | undefined }): BoardPlace =>
  storeId === undefined ? { cityId: cityId! } : { storeId };

/** What a person needs who decides by hand. */
export const dispatchRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/schedule',
    summary: 'One day of a store or of a city: people, their hours, what is taken, and what waits for somebody',
    access: { permission: 'visit.read' },
    query: scheduleQuery,
    answer: scheduleAnswer,
    handle: (ctx, { query }) => describeSchedule(ctx, { place: placeOf(query), day: query.day }),
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
    path: '/api/fulfilment/day/preview',
    summary: 'How a day could go at less cost, or go on without somebody: nothing is changed by asking',
    access: { permission: 'visit.dispatch' },
    keepsNoAnswer: true,
    body: dayPreviewBody,
    answer: dayPreviewAnswer,
    handle: async (ctx, { body: { day, away, late, ...place } }) => {
      const whatIf = { away, late: late && { ...late, until: new Date(late.until) } };
      return describePreview(ctx, await previewDay(ctx, placeOf(place), day, whatIf));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/day/adopt',
    summary: 'Give visits to other people as previewed: all of them, or none where one is not possible any more',
    access: { permission: 'visit.dispatch' },
    body: adoptDayBody,
    answer: adoptedDay,
    handle: (ctx, { body }) => adoptDay(ctx, body),
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
