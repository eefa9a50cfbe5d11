import { NotFound } from '#kernel/errors';
import { fen } from '#kernel/money';
import { defineRoute, entityTag, Reply, revisionIn, type Route } from '#platform/http';
import {
  newOptionBody,
  optionAnswer,
  optionBody,
  optionParams,
  optionsAnswer,
  packageParams,
  type OptionBody,
} from '../contract.ts';
import type { OptionFacts, PackageOption } from './option.ts';
import { optionByCode, optionsOf } from './option-store.ts';
import { saveOption } from './save-option.ts';

const read = { permission: 'order.read' } as const;
const edit = { permission: 'price.edit' } as const;

const factsOf = ({ priceFen, name, kind, unit, active, position }: OptionBody): OptionFacts => ({
  name,
  kind,
  unit,
  active,
  position,
  priceFen: fen(priceFen),
});

const optionJson = ({ createdAt: _, updatedAt, ...it }: PackageOption) => ({
  ...it,
  updatedAt: updatedAt.toISOString(),
});

const tagged = (it: PackageOption, status = 200) =>
  new Reply(optionJson(it), { status, headers: { etag: entityTag(it.revision) } });

export const optionRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/packages/:packageId/options',
    summary: 'Options of a package, whether still offered or not, in their order',
    access: read,
    params: packageParams,
    answer: optionsAnswer,
    handle: async ({ db }, { params }) => ({ items: (await optionsOf(db, params.packageId)).map(optionJson) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/packages/:packageId/options/:code',
    summary: 'One option; the ETag is what an edit sends back as If-Match',
    access: read,
    params: optionParams,
    answer: optionAnswer,
    handle: async ({ db }, { params }) => {
      const found = await optionByCode(db, params.packageId, params.code);
      if (found === undefined) throw new NotFound('option');
      return tagged(found);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/packages/:packageId/options',
    summary: 'Adds an option to a package',
    access: edit,
    params: packageParams,
    body: newOptionBody,
    answer: optionAnswer,
    handle: async (ctx, { params: { packageId }, body: { code, ...body } }) =>
      tagged(await saveOption(ctx, { packageId, code, expected: 'new', facts: factsOf(body) }), 201),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/packages/:packageId/options/:code',
    summary: 'Edits an option that nobody changed since the revision in If-Match; it is taken off with `active`',
    access: edit,
    params: optionParams,
    body: optionBody,
    answer: optionAnswer,
    handle: async (ctx, { params, body, request }) =>
      tagged(await saveOption(ctx, { ...params, expected: revisionIn(request.headers), facts: factsOf(body) })),
  }),
];
