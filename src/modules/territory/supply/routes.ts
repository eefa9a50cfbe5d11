import { NotFound } from '#kernel/errors';
import {
  defineRoute,
  entityTag,
  fromCursor,
  NotPermitted,
  pageOf,
  Reply,
  revisionIn,
  type Route,
} from '#platform/http';
import type { Context } from '#platform/context';
import { csvReply } from '#platform/exports';
import type { TouchpointId } from '#kernel/ids';
import {
  myPickupPointsAnswer,
  pickupPointAnswer,
  pickupPointBody,
  pickupPointExportQuery,
  pickupPointParams,
  pickupPointsAnswer,
  pickupPointsQuery,
  restDaysBody,
  suppliedAnswer,
  suppliedQuery,
  supplyAnswer,
  supplyBody,
  warehouseAnswer,
  warehouseBody,
  warehouseExportQuery,
  warehouseParams,
  warehousesAnswer,
  warehousesQuery,
} from '../contract.ts';
import { VersionRequired } from '../places/place.ts';
import { exportPickupPoints, exportWarehouses } from './export-supply-places.ts';
import type { PickupPoint } from './pickup-point.ts';
import { countPickupPoints, listPickupPoints, pickupPointInScope, pickupPointsOf } from './pickup-point-store.ts';
import { savePickupPoint } from './save-pickup-point.ts';
import { saveWarehouse } from './save-warehouse.ts';
import { setRestDays } from './set-rest-days.ts';
import { setSupply } from './set-supply.ts';
import { countWarehouses, listSupplied, listWarehouses, warehouseInScope } from './warehouse-store.ts';
import { WAREHOUSE_KIND_NAMES, type Warehouse } from './warehouse.ts';

const read = { permission: 'territory.read' } as const;
const edit = { permission: 'territory.edit' } as const;
const own = { permission: 'pickup.act' } as const;

/** Lists are sorted by the customer's own code. */
const codeOf = (cursor: string | undefined) => fromCursor(cursor, ['string'])?.[0] as string | undefined;

/** @throws VersionRequired */
function versionIn(headers: Parameters<typeof revisionIn>[0]): number {
  const version = revisionIn(headers);
  if (version === undefined) throw new VersionRequired();
  return version;
}

const warehouseJson = (warehouse: Warehouse) => ({
  ...warehouse,
  kindName: WAREHOUSE_KIND_NAMES[warehouse.kind],
  updatedAt: warehouse.updatedAt.toISOString(),
});
const pointJson = (point: PickupPoint) => ({
  ...point,
  restDays: [...point.restDays],
  updatedAt: point.updatedAt.toISOString(),
});

const tagged = <T extends { version: number }>(body: T, status = 200): Reply<T> =>
  new Reply(body, { status, headers: { etag: entityTag(body.version) } });

const warehouseRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/territory/warehouses',
    summary: 'Warehouses of the cities of the reader, and those that supply a community of theirs',
    access: read,
    query: warehousesQuery,
    answer: warehousesAnswer,
    handle: async ({ db, scope }, { query: { cursor, limit, ...filter } }) => {
      const rows = await listWarehouses(db, scope, filter, { after: codeOf(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.externalCode]);
      return { items: items.map(warehouseJson), total: await countWarehouses(db, scope, filter), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/warehouses/export',
    summary: 'The same warehouses as CSV, with the columns that the import reads; audited',
    access: { permission: 'export.data' },
    query: warehouseExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) => csvReply('warehouses', await exportWarehouses(ctx, query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/warehouses/:id',
    summary: 'One warehouse; the ETag is what an edit sends back as If-Match',
    access: read,
    params: warehouseParams,
    answer: warehouseAnswer,
    handle: async ({ db, scope }, { params: { id } }) => {
      const warehouse = await warehouseInScope(db, scope, id);
      if (warehouse === undefined) throw new NotFound('warehouse');
      return tagged(warehouseJson(warehouse));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/warehouses/:id/communities',
    summary: 'The communities that a warehouse supplies, as far as the reader may see them',
    access: read,
    params: warehouseParams,
    query: suppliedQuery,
    answer: suppliedAnswer,
    handle: async ({ db, scope }, { params: { id }, query: { cursor, limit } }) => {
      if ((await warehouseInScope(db, scope, id)) === undefined) throw new NotFound('warehouse');
      const rows = await listSupplied(db, scope, id, { after: codeOf(cursor), limit: limit + 1 });
      return pageOf(rows, limit, (row) => [row.externalCode]);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/territory/warehouses',
    summary: 'Adds a warehouse',
    access: edit,
    body: warehouseBody,
    answer: warehouseAnswer,
    handle: async (ctx, { body }) => tagged(warehouseJson(await saveWarehouse(ctx, { facts: body })), 201),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/territory/warehouses/:id',
    summary: 'Edits a warehouse that nobody changed since the version in If-Match',
    access: edit,
    params: warehouseParams,
    body: warehouseBody,
    answer: warehouseAnswer,
    handle: async (ctx, { params: { id }, body, request }) => {
      const expectedVersion = versionIn(request.headers);
      return tagged(warehouseJson(await saveWarehouse(ctx, { id, expectedVersion, facts: body })));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/territory/supply',
    summary: 'Lets a grid or flash warehouse supply communities, instead of the one that did',
    access: edit,
    body: supplyBody,
    answer: supplyAnswer,
    handle: (ctx, { body }) => setSupply(ctx, body),
  }),
];

const pointRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/territory/pickup-points',
    summary: 'Pick-up points within the area of the reader',
    access: read,
    query: pickupPointsQuery,
    answer: pickupPointsAnswer,
    handle: async ({ db, scope }, { query: { cursor, limit, ...filter } }) => {
      const rows = await listPickupPoints(db, scope, filter, { after: codeOf(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.externalCode]);
      return { items: items.map(pointJson), total: await countPickupPoints(db, scope, filter), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/pickup-points/export',
    summary: 'The same points as CSV, with the columns that the import reads; audited',
    access: { permission: 'export.data' },
    query: pickupPointExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) => csvReply('pickup-points', await exportPickupPoints(ctx, query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/pickup-points/:id',
    summary: 'One pick-up point; the ETag is what an edit sends back as If-Match',
    access: read,
    params: pickupPointParams,
    answer: pickupPointAnswer,
    handle: async ({ db, scope }, { params: { id } }) => {
      const point = await pickupPointInScope(db, scope, id);
      if (point === undefined) throw new NotFound('pickup-point');
      return tagged(pointJson(point));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/territory/pickup-points',
    summary: 'Adds a pick-up point',
    access: edit,
    body: pickupPointBody,
    answer: pickupPointAnswer,
    handle: async (ctx, { body }) => tagged(pointJson(await savePickupPoint(ctx, { facts: body })), 201),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/territory/pickup-points/:id',
    summary: 'Edits a pick-up point that nobody changed since the version in If-Match',
    access: edit,
    params: pickupPointParams,
    body: pickupPointBody,
    answer: pickupPointAnswer,
    handle: async (ctx, { params: { id }, body, request }) => {
      const expectedVersion = versionIn(request.headers);
      return tagged(pointJson(await savePickupPoint(ctx, { id, expectedVersion, facts: body })));
    },
  }),
];

/** @throws NotPermitted for whoever keeps no points, because they are nobody at the front. */
function keeper({ scope }: Context): TouchpointId {
  if (scope.touchpoint === undefined) throw new NotPermitted('pickup.act');
  return scope.touchpoint;
}

const myPointRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/territory/my/pickup-points',
    summary: 'The pick-up points that I keep',
    access: own,
    answer: myPickupPointsAnswer,
    handle: async (ctx) => ({ items: (await pickupPointsOf(ctx.db, keeper(ctx))).map(pointJson) }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/territory/my/pickup-points/:id/rest-days',
    summary: 'On which weekdays nothing is handed over at a point of mine; If-Match says which version I saw',
    access: own,
    params: pickupPointParams,
    body: restDaysBody,
    answer: pickupPointAnswer,
    handle: async (ctx, { params: { id }, body, request }) => {
      keeper(ctx);
      const expectedVersion = versionIn(request.headers);
      return tagged(pointJson(await setRestDays(ctx, { id, expectedVersion, ...body })));
    },
  }),
];

export const supplyRoutes: readonly Route[] = [...warehouseRoutes, ...pointRoutes, ...myPointRoutes];
