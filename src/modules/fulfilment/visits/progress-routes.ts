import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { defineRoute, type Route } from '#platform/http';
import { progressAnswer, progressBody, progressParams } from './progress-contract.ts';
import { describeProgress } from './progress-description.ts';
import { progressVisit } from './progress-visit.ts';
import { ratedVisit, rateVisitBody, visitRatingAnswer } from './rate-contract.ts';
import { rateVisit } from './rate-visit.ts';
import { openRating } from './rate-reading.ts';
import { visitInScope, type Reader } from './visit-store.ts';
import type { Visit, VisitId } from './visit.ts';

export async function visitFor(ctx: Context, reader: Reader, visitId: VisitId): Promise<Visit> {
  const visit = await visitInScope(ctx.db, ctx.scope, reader, visitId);
  if (visit === undefined) throw new NotFound('visit');
  return visit;
}

/** Each reader by their own address and permission. */
const READERS = [
  { reader: 'customer', base: '/api/fulfilment/own/visits', permission: 'own.read', who: 'My visit on its way' },
  { reader: 'touchpoint', base: '/api/fulfilment/my/visits', permission: 'visit.act', who: 'How far my visit is' },
  { reader: 'staff', base: '/api/fulfilment/visits', permission: 'visit.read', who: 'How far a visit is' },
] as const;

export const progressRoutes: readonly Route[] = [
  ...READERS.map(({ reader, base, permission, who }) =>
    defineRoute({
      method: 'GET',
      path: `${base}/:visitId/progress`,
      summary: `${who}: state, times, who comes (masked), when to expect them`,
      access: { permission },
      params: progressParams,
      answer: progressAnswer,
      handle: async (ctx, { params }) => describeProgress(ctx, await visitFor(ctx, reader, params.visitId)),
    }),
  ),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/my/visits/:visitId/progress',
    summary: 'My next step: accepted, departed, arrived, done; may be sent late',
    access: { permission: 'visit.act' },
    params: progressParams,
    body: progressBody,
    answer: progressAnswer,
    handle: async (ctx, { params, body }) => {
      const happenedAt = body.happenedAt === undefined ? undefined : new Date(body.happenedAt);
      return describeProgress(ctx, await progressVisit(ctx, { ...params, ...body, happenedAt }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/fulfilment/own/visits/:visitId/rating',
    summary: 'Rate a visit that was done, once, within 14 days',
    access: { permission: 'own.act' },
    params: progressParams,
    body: rateVisitBody,
    answer: ratedVisit,
    handle: async (ctx, { params, body }) => {
      const { visitId, stars, ratedAt } = await rateVisit(ctx, { ...params, ...body });
      return { visitId, stars, ratedAt: ratedAt.toISOString() };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/visits/:visitId/rating',
    summary: 'What the customer said of it; the comment is opened, which the audit keeps',
    access: { permission: 'visit.read' },
    params: progressParams,
    answer: visitRatingAnswer,
    handle: async (ctx, { params }) => openRating(ctx, await visitFor(ctx, 'staff', params.visitId)),
  }),
];
