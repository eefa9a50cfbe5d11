import { defineRoute, type Route } from '#platform/http';
import { slotItems } from '../slots/slot.ts';
import { bookInstall, holdInstall, installSlots, type InstallBooker } from './book-install.ts';
import {
  projectHoldAnswer,
  projectHoldBody,
  projectParams,
  projectSlotsAnswer,
  projectSlotsQuery,
  projectVisitAnswer,
  projectVisitBody,
} from './project-contract.ts';
import { BASES } from './read-project.ts';

/** Booking install visits, for the owner and for those who steer: the same three steps under the address of each. */
const routesFor = (booker: InstallBooker, permissions: { readonly see: string; readonly book: string }): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${BASES[booker]}/:projectId/slots`,
    summary: 'When somebody able can come to install',
    access: { permission: permissions.see },
    params: projectParams,
    query: projectSlotsQuery,
    answer: projectSlotsAnswer,
    handle: async (ctx, { params, query: { from, days } }) => ({
      items: slotItems(await installSlots(ctx, booker, { ...params, from, days })),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: `${BASES[booker]}/:projectId/holds`,
    summary: 'Keep a time for ten minutes',
    access: { permission: permissions.book },
    params: projectParams,
    body: projectHoldBody,
    answer: projectHoldAnswer,
    handle: async (ctx, { params, body }) => {
      const held = await holdInstall(ctx, booker, { ...params, startsAt: new Date(body.startsAt) });
      return {
        holdId: held.holdId,
        startsAt: held.startsAt.toISOString(),
        endsAt: held.endsAt.toISOString(),
        expiresAt: held.expiresAt.toISOString(),
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${BASES[booker]}/:projectId/visits`,
    summary: 'Book the time that is kept',
    access: { permission: permissions.book },
    params: projectParams,
    body: projectVisitBody,
    answer: projectVisitAnswer,
    handle: async (ctx, { params, body }) => {
      const visit = await bookInstall(ctx, booker, { ...params, ...body });
      return {
        visitId: visit.visitId,
        startsAt: visit.startsAt.toISOString(),
        endsAt: visit.endsAt.toISOString(),
      };
    },
  }),
];

export const installRoutes: readonly Route[] = [
  ...routesFor('owner', { see: 'own.read', book: 'own.act' }),
  ...routesFor('staff', { see: 'visit.dispatch', book: 'visit.dispatch' }),
];
