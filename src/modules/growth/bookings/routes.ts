import { NotFound } from '#kernel/errors';
import { defineRoute, type Route } from '#platform/http';
import { readCode } from '../codes/booking-code.ts';
import { recordScan } from '../codes/record-scan.ts';
import { headersSeen } from '../links/visitor.ts';
import { recordVisit } from '../links/record-visit.ts';
import { bookVisit } from './book-visit.ts';
import {
  bookedAnswer,
  bookingBody,
  bookingParams,
  bookingView,
  bookingViewQuery,
  holdAnswer,
  holdBody,
  scanAnswer,
  scanBody,
  slotsAnswer,
  slotsQuery,
} from './booking-contract.ts';
import { freeSlots } from './free-slots.ts';
import { holdTime } from './hold-time.ts';
import { offeringOtherTimes } from './other-times.ts';
import { bookingPage } from './view-booking.ts';

export const bookingRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/growth/bookings/:token',
    summary: 'The booking page behind a share link or a printed code',
    access: { public: 'made to be seen by whoever got the link or reads the paper; it holds no personal data' },
    params: bookingParams,
    query: bookingViewQuery,
    answer: bookingView,
    handle: async (ctx, { params, query }) => {
      const page = await bookingPage(ctx, params.token, query.communityId);
      if (page === undefined) throw new NotFound('booking_page');
      return page;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/growth/bookings/:token/scans',
    summary: 'A browser opened the page; counted once (a code: once a day)',
    access: { public: 'visitors are not signed in; nothing is told and nothing but a count kept' },
    params: bookingParams,
    body: scanBody,
    answer: scanAnswer,
    // A whole compound may share one address of a mobile operator.
    ratePerMinute: 600,
    bodyLimit: 4 * 1024,
    handle: (ctx, { params, body, request }) => {
      const seen = { visitorId: body.visitorId, headers: headersSeen(request.headers) };
      const code = readCode(params.token);
      return code === undefined
        ? recordVisit(ctx, { shareToken: params.token, ...seen })
        : recordScan(ctx, { code, ...seen });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/growth/bookings/:token/slots',
    summary: 'Times at which somebody able can come, by business day',
    access: { public: 'residents have no account; free times say nothing of who is booked' },
    params: bookingParams,
    query: slotsQuery,
    answer: slotsAnswer,
    ratePerMinute: 300,
    handle: (ctx, { params, query: { communityId, from, days } }) =>
      freeSlots(ctx, { ...params, communityId, from, days }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/growth/bookings/:token/holds',
    summary: 'Keep a time while the form is filled in; a new one lets go of the one before',
    access: { public: 'residents have no account; a browser holds one time, and the rate is limited' },
    params: bookingParams,
    body: holdBody,
    answer: holdAnswer,
    ratePerMinute: 60,
    bodyLimit: 4 * 1024,
    handle: (ctx, { params, body: { communityId, startsAt, visitorId } }) =>
      offeringOtherTimes(ctx, { ...params, communityId }, () =>
        holdTime(ctx, { ...params, communityId, visitorId, startsAt: new Date(startsAt) }),
      ),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/growth/bookings/:token',
    summary: 'Book the time that is held: a visit, and the lead that it belongs to',
    access: { public: 'residents have no account; consent, hold and rate limit guard it, and only numbers are told' },
    params: bookingParams,
    body: bookingBody,
    answer: bookedAnswer,
    ratePerMinute: 60,
    bodyLimit: 8 * 1024,
    handle: (ctx, { params, body: { communityId, packageId, ...form } }) =>
      offeringOtherTimes(ctx, { ...params, communityId }, () =>
        bookVisit(ctx, { ...params, ...form, communityId, packageId }),
      ),
  }),
];
