import { NotFound } from '#kernel/errors';
import { defineRoute, type Route } from '#platform/http';
import { leadBody, leadLeftAnswer, offerAnswer, offerParams, visitAnswer, visitBody } from '../contract.ts';
import { recordLead } from '../leads/record-lead.ts';
import { recordVisit } from '../links/record-visit.ts';
import { headersSeen } from '../links/visitor.ts';
import { offerView } from './view-offer.ts';

export const offerRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/growth/offers/:token',
    summary: 'The offer behind a share link',
    access: { public: 'an offer is made to be seen by whoever got the link; it holds no personal data' },
    params: offerParams,
    answer: offerAnswer,
    handle: async (ctx, { params }) => {
      const offer = await offerView(ctx, params.token);
      if (offer === undefined) throw new NotFound('offer');
      return offer;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/growth/offers/:token/visits',
    summary: 'A browser opened the offer; counted once',
    access: { public: 'visitors of an offer are not signed in; nothing is told and nothing but a count kept' },
    params: offerParams,
    body: visitBody,
    answer: visitAnswer,
    // A whole compound may share one address of a mobile operator.
    ratePerMinute: 600,
    bodyLimit: 4 * 1024,
    handle: (ctx, { params, body, request }) =>
      recordVisit(ctx, {
        shareToken: params.token,
        visitorId: body.visitorId,
        headers: headersSeen(request.headers),
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/growth/offers/:token/leads',
    summary: 'A resident asks to be called about the offer',
    access: { public: 'residents have no account; consent and rate limit guard it, and only a number is told' },
    params: offerParams,
    body: leadBody,
    answer: leadLeftAnswer,
    ratePerMinute: 60,
    bodyLimit: 8 * 1024,
    handle: (ctx, { params, body }) => recordLead(ctx, { shareToken: params.token, ...body }),
  }),
];
