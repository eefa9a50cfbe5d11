import { NotFound } from '#kernel/errors';
import { defineRoute, idFromCursor, pageOf, type Route } from '#platform/http';
import { partnersByIds, storesByIds } from '#modules/territory';
import type { Context } from '#platform/context';
import {
  addedTouchpoint,
  coverageAnswer,
  coverageBody,
  moveBody,
  movedTouchpoint,
  newTouchpointBody,
  touchpointDetail,
  touchpointParams,
  touchpointsAnswer,
  touchpointsQuery,
} from '../contract.ts';
import { placeNames, touchpointNames } from '../names.ts';
import { addTouchpoints } from './add-touchpoints.ts';
import { moveTouchpointTo } from './move-touchpoint.ts';
import { setCoverage } from './set-coverage.ts';
import { coverageOf, listTouchpoints, touchpointInScope } from './touchpoint-store.ts';
import { ROLES, type Touchpoint } from './touchpoint.ts';

const read = { permission: 'touchpoint.read' } as const;
const edit = { permission: 'touchpoint.edit' } as const;

/** Names of people, stores and partners for a page of touchpoints. */
async function describe(ctx: Context, people: readonly Touchpoint[]) {
  const names = await touchpointNames(
    ctx.db,
    ctx.services.vault,
    people.map((t) => t.touchpointId),
  );
  const stores = await storesByIds(ctx.db, [...new Set(people.flatMap((t) => t.storeId ?? []))]);
  const partners = await partnersByIds(ctx.db, [...new Set(people.flatMap((t) => t.partnerId ?? []))]);
  return (t: Touchpoint) => ({
    ...names(t.touchpointId),
    touchpointId: t.touchpointId,
    externalCode: t.externalCode,
    role: t.role,
    roleName: ROLES[t.role],
    state: t.state,
    cityId: t.cityId,
    storeId: t.storeId,
    storeName: t.storeId === null ? null : (stores.get(t.storeId)?.name ?? null),
    partnerName: t.partnerId === null ? null : (partners.get(t.partnerId)?.name ?? null),
  });
}

export const peopleRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints',
    summary: 'People at the front, with what they carry, within the area of the reader',
    access: read,
    query: touchpointsQuery,
    answer: touchpointsAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const after = idFromCursor(cursor);
      const rows = await listTouchpoints(ctx.db, ctx.scope, filter, { after, limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.touchpointId]);
      const described = await describe(ctx, items);
      return {
        items: items.map((row) => ({
          ...described(row),
          communities: row.communities,
          openTasks: row.openTasks,
          doneTasks: row.doneTasks,
          declinedTasks: row.declinedTasks,
        })),
        nextCursor,
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/touchpoints',
    summary: 'Add somebody at the front; they sign in by phone',
    access: edit,
    body: newTouchpointBody,
    answer: addedTouchpoint,
    handle: async (ctx, { body }) => {
      const { touchpointIds } = await addTouchpoints(ctx, [body]);
      const [touchpointId] = touchpointIds;
      if (touchpointId === undefined) throw new Error('nobody was added');
      return { touchpointId };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/people/:touchpointId',
    summary: 'One person at the front and the communities they serve',
    access: read,
    params: touchpointParams,
    answer: touchpointDetail,
    handle: async (ctx, { params }) => {
      const found = await touchpointInScope(ctx.db, ctx.scope, params.touchpointId);
      if (found === undefined) throw new NotFound('touchpoint');
      const described = await describe(ctx, [found]);
      const coverage = await coverageOf(ctx.db, found.touchpointId);
      const place = await placeNames(
        ctx.db,
        coverage.map((c) => c.communityId),
      );
      return {
        ...described(found),
        version: found.version,
        communities: coverage.length,
        coverage: coverage.map((c) => ({ ...place(c.communityId), rank: c.rank })),
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/touchpoints/people/:touchpointId/state',
    summary: 'Pause, resume or end the service of a touchpoint',
    access: edit,
    params: touchpointParams,
    body: moveBody,
    answer: movedTouchpoint,
    handle: (ctx, { params, body }) => moveTouchpointTo(ctx, { ...params, ...body }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/touchpoints/people/:touchpointId/coverage',
    summary: 'Which communities a touchpoint serves, the most important first',
    access: edit,
    params: touchpointParams,
    body: coverageBody,
    answer: coverageAnswer,
    handle: (ctx, { params, body }) => setCoverage(ctx, { ...params, ...body }),
  }),
];
