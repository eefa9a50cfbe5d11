import { NotFound } from '#kernel/errors';
import { csvReply } from '#platform/exports';
import {
  defineRoute,
  entityTag,
  fromCursor,
  ifMatch,
  pageOf,
  Reply,
  type RequestFacts,
  type Route,
} from '#platform/http';
import { covers } from '#platform/permission';
import {
  citiesAnswer,
  communitiesAnswer,
  communitiesQuery,
  communityAnswer,
  communityBody,
  communityDetailAnswer,
  communityExportQuery,
  communityParams,
  cursorQuery,
  mapAnswer,
  mapQuery,
  partnersAnswer,
  storeAnswer,
  storeBody,
  storeParams,
  storesAnswer,
  storesQuery,
} from '../contract.ts';
import { citiesInScope } from './city-store.ts';
import { communityInScope, communityPoints, countCommunities, listCommunities } from './community-store.ts';
import { exportCommunities } from './export-communities.ts';
import { listPartners } from './partner-store.ts';
import { VersionRequired, type Community, type Store } from './place.ts';
import { saveCommunity } from './save-community.ts';
import { saveStore } from './save-store.ts';
import { listStores, storeInScope, storePoints, storesServing } from './store-store.ts';

const read = { permission: 'territory.read' } as const;
const edit = { permission: 'territory.edit' } as const;

/** More points than this choke a map of a whole country; a city has fewer. */
const MAX_POINTS = 10_000;
const MAX_STORE_POINTS = 2_000;

/** Lists are sorted by the customer's own code. */
const codeOf = (cursor: string | undefined) => fromCursor(cursor, ['string'])?.[0] as string | undefined;

/** @throws VersionRequired */
function versionOf({ headers }: RequestFacts): number {
  const version = Number(ifMatch(headers));
  if (!Number.isInteger(version)) throw new VersionRequired();
  return version;
}

/** Over HTTP a time is ISO text. */
const timeAsText = <T extends { readonly updatedAt: Date }>(
  place: T,
): Omit<T, 'updatedAt'> & { updatedAt: string } => ({
  ...place,
  updatedAt: place.updatedAt.toISOString(),
});

const tagged = <T extends { version: number }>(body: T, status = 200): Reply<T> =>
  new Reply(body, { status, headers: { etag: entityTag(body.version) } });

const communityJson = (community: Community) => timeAsText(community);
const storeJson = (store: Store) => timeAsText(store);

const communityRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/territory/communities',
    summary: 'Communities by text, city, store and built year, within the area of the reader',
    access: read,
    query: communitiesQuery,
    answer: communitiesAnswer,
    handle: async ({ db, scope }, { query: { cursor, limit, ...filter } }) => {
      const rows = await listCommunities(db, scope, filter, { after: codeOf(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.externalCode]);
      return { items: items.map(communityJson), total: await countCommunities(db, scope, filter), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/communities/export',
    summary: 'The same communities as CSV',
    access: { permission: 'export.data' },
    query: communityExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) => csvReply('communities', await exportCommunities(ctx, query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/communities/:id',
    summary:
      'One community with the stores that serve it and that the reader may see; the ETag is what an edit sends back as If-Match',
    access: read,
    params: communityParams,
    answer: communityDetailAnswer,
    handle: async ({ db, scope }, { params: { id } }) => {
      const community = await communityInScope(db, scope, id);
      if (community === undefined) throw new NotFound('community');
      const serving = (await storesServing(db, [id])).get(id) ?? [];
      const stores = serving.filter((store) => covers(scope, { cityId: store.cityId, storeId: store.id }));
      return tagged({ ...communityJson(community), stores: stores.map(storeJson) });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/territory/communities',
    summary: 'Adds a community',
    access: edit,
    body: communityBody,
    answer: communityAnswer,
    handle: async (ctx, { body: { storeIds, ...facts } }) =>
      tagged(communityJson(await saveCommunity(ctx, { facts, storeIds })), 201),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/territory/communities/:id',
    summary: 'Edits a community that nobody changed since the version in If-Match',
    access: edit,
    params: communityParams,
    body: communityBody,
    answer: communityAnswer,
    handle: async (ctx, { params: { id }, body: { storeIds, ...facts }, request }) => {
      const expectedVersion = versionOf(request);
      return tagged(communityJson(await saveCommunity(ctx, { id, expectedVersion, facts, storeIds })));
    },
  }),
];

const storeRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/territory/stores',
    summary: 'Stores within the area of the reader',
    access: read,
    query: storesQuery,
    answer: storesAnswer,
    handle: async ({ db, scope }, { query: { cursor, limit, ...filter } }) => {
      const rows = await listStores(db, scope, filter, { after: codeOf(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.externalCode]);
      return { items: items.map(storeJson), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/stores/:id',
    summary: 'One store',
    access: read,
    params: storeParams,
    answer: storeAnswer,
    handle: async ({ db, scope }, { params: { id } }) => {
      const store = await storeInScope(db, scope, id);
      if (store === undefined) throw new NotFound('store');
      return tagged(storeJson(store));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/territory/stores',
    summary: 'Adds a store',
    access: edit,
    body: storeBody,
    answer: storeAnswer,
    handle: async (ctx, { body }) => tagged(storeJson(await saveStore(ctx, { facts: body })), 201),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/territory/stores/:id',
    summary: 'Edits a store that nobody changed since the version in If-Match',
    access: edit,
    params: storeParams,
    body: storeBody,
    answer: storeAnswer,
    handle: async (ctx, { params: { id }, body, request }) => {
      const expectedVersion = versionOf(request);
      return tagged(storeJson(await saveStore(ctx, { id, expectedVersion, facts: body })));
    },
  }),
];

export const placeRoutes: readonly Route[] = [
  ...communityRoutes,
  ...storeRoutes,
  defineRoute({
    method: 'GET',
    path: '/api/territory/map',
    summary: 'Communities and stores as points, within the area of the reader',
    access: read,
    query: mapQuery,
    answer: mapAnswer,
    handle: async ({ db, scope }, { query }) => {
      const points = await communityPoints(db, scope, query, MAX_POINTS + 1);
      const stores = await storePoints(db, scope, query, MAX_STORE_POINTS);
      return { communities: points.slice(0, MAX_POINTS), stores, truncated: points.length > MAX_POINTS };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/cities',
    summary: 'The cities in which the reader may see anything',
    access: read,
    answer: citiesAnswer,
    handle: async ({ db, scope }) => ({ items: await citiesInScope(db, scope) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/territory/partners',
    summary: 'Property companies and agencies of the communities that the reader may see',
    access: read,
    query: cursorQuery,
    answer: partnersAnswer,
    handle: async ({ db, scope }, { query: { cursor, limit } }) => {
      const rows = await listPartners(db, scope, { after: codeOf(cursor), limit: limit + 1 });
      return pageOf(rows, limit, (row) => [row.externalCode]);
    },
  }),
];
