import { NotFound } from '#kernel/errors';
import { fen } from '#kernel/money';
import { defineRoute, entityTag, fromCursor, pageOf, Reply, revisionIn, type Route } from '#platform/http';
import {
  packageAnswer,
  packageBody,
  packageParams,
  packagesAnswer,
  packagesQuery,
  type PackageBody,
} from '../contract.ts';
import type { Package, PackageFacts } from './package.ts';
import { listPackages, packagesByIds } from './package-store.ts';
import { savePackage } from './save-package.ts';

const read = { permission: 'play.read' } as const;
const edit = { permission: 'package.edit' } as const;

const factsOf = (body: PackageBody): PackageFacts => ({
  ...body,
  priceFen: fen(body.priceFen),
  originalPriceFen: body.originalPriceFen === null ? null : fen(body.originalPriceFen),
  costFen: fen(body.costFen),
});

const packageJson = ({ createdAt: _, updatedAt, ...it }: Package) => ({
  ...it,
  points: [...it.points],
  topics: [...it.topics],
  suits: [...it.suits],
  roles: [...it.roles],
  updatedAt: updatedAt.toISOString(),
});

const tagged = (it: Package, status = 200) =>
  new Reply(packageJson(it), { status, headers: { etag: entityTag(it.revision) } });

export const packageRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/packages',
    summary: 'Packages by code',
    access: read,
    query: packagesQuery,
    answer: packagesAnswer,
    handle: async ({ db }, { query: { cursor, limit, ...filter } }) => {
      const after = fromCursor(cursor, ['string'])?.[0] as string | undefined;
      const { items, nextCursor } = pageOf(
        await listPackages(db, filter, { after, limit: limit + 1 }),
        limit,
        (row) => [row.code],
      );
      return { items: items.map(packageJson), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/packages/:packageId',
    summary: 'One package; the ETag is what an edit sends back as If-Match',
    access: read,
    params: packageParams,
    answer: packageAnswer,
    handle: async ({ db }, { params: { packageId } }) => {
      const found = (await packagesByIds(db, [packageId])).get(packageId);
      if (found === undefined) throw new NotFound('package');
      return tagged(found);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/packages',
    summary: 'Adds a package',
    access: edit,
    body: packageBody,
    answer: packageAnswer,
    handle: async (ctx, { body }) => tagged(await savePackage(ctx, { facts: factsOf(body) }), 201),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/packages/:packageId',
    summary: 'Edits a package that nobody changed since the revision in If-Match',
    access: edit,
    params: packageParams,
    body: packageBody,
    answer: packageAnswer,
    handle: async (ctx, { params: { packageId }, body, request }) =>
      tagged(
        await savePackage(ctx, { id: packageId, expectedRevision: revisionIn(request.headers), facts: factsOf(body) }),
      ),
  }),
];
