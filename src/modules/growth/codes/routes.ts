import { NotFound } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { defineRoute, fromCursor, NotPermitted, pageOf, Reply, type Route } from '#platform/http';
import { renderQrCodePng, renderQrCodeSvg } from '#platform/posters';
import { NOTHING } from '#platform/permission';
import { addCode } from './add-code.ts';
import { codeUrl, type BookingCode } from './booking-code.ts';
import { codeBody, codeItem, codeParams, codesAnswer, codesQuery, myCodesAnswer } from './code-contract.ts';
import { codeInScope, listCodes, sumCodes } from './code-store.ts';
import { describeCode, describeCodes } from './describe-codes.ts';
import { drawCodePoster } from './draw-code-poster.ts';
import { revokeCode } from './revoke-code.ts';

const edit = { permission: 'code.edit' } as const;
const mine = { permission: 'lead.act' } as const;
/** Newest first; a person at the front has a handful. */
const MOST_OF_MINE = 200;

type Find = (ctx: Context, code: string) => Promise<BookingCode>;

const inArea: Find = async (ctx, code) => {
  const found = await codeInScope(ctx.db, ctx.scope, code);
  if (found === undefined) throw new NotFound('booking_code');
  return found;
};

const ofMyOwn: Find = async (ctx, code) => {
  const found = await codeInScope(ctx.db, { ...NOTHING, touchpoint: me(ctx) }, code);
  if (found === undefined) throw new NotFound('booking_code');
  return found;
};

function me(ctx: Context): TouchpointId {
  if (ctx.scope.touchpoint === undefined) throw new NotPermitted('lead.act');
  return ctx.scope.touchpoint;
}

export const codeRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/growth/codes',
    summary: 'Printed codes within the area of the reader, the newest first, with how often they were used',
    access: edit,
    query: codesQuery,
    answer: codesAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const key = fromCursor(cursor, ['number', 'string']);
      const before = key && { madeAt: new Date(Number(key[0])), code: String(key[1]) };
      const rows = await listCodes(ctx.db, ctx.scope, filter, { before, limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (code) => [code.madeAt.getTime(), code.code]);
      // The chosen state does not hide how many there are in the other.
      const counts = await sumCodes(ctx.db, ctx.scope, { ...filter, state: undefined });
      return { items: await describeCodes(ctx, items), nextCursor, counts };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/growth/codes',
    summary: 'A new code to be printed, for a community or a touchpoint',
    access: edit,
    body: codeBody,
    answer: codeItem,
    handle: async (ctx, { body }) => describeCode(ctx, await addCode(ctx, body)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/growth/codes/:code/revoke',
    summary: 'Take a printed code out of use',
    access: edit,
    params: codeParams,
    answer: codeItem,
    handle: async (ctx, { params }) => describeCode(ctx, await revokeCode(ctx, params)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/growth/my/codes',
    summary: 'Printed codes that bring leads to me',
    access: mine,
    answer: myCodesAnswer,
    handle: async (ctx) => {
      const scope = { ...NOTHING, touchpoint: me(ctx) };
      const codes = await listCodes(ctx.db, scope, {}, { before: undefined, limit: MOST_OF_MINE });
      return { items: await describeCodes(ctx, codes) };
    },
  }),
  ...pictures('/api/growth/codes', edit, inArea),
  ...pictures('/api/growth/my/codes', mine, ofMyOwn),
];

/** The code as pictures, under the address of who prints it. */
function pictures(base: string, access: Route['access'], find: Find): Route[] {
  const url = (ctx: Context, { code }: BookingCode): string => codeUrl(ctx.services.settings.publicUrl, code);
  return [
    defineRoute({
      method: 'GET',
      path: `${base}/:code/qr.png`,
      summary: 'The QR code for print',
      access,
      params: codeParams,
      produces: 'image/png',
      handle: async (ctx, { params }) => asPng(await renderQrCodePng(url(ctx, await find(ctx, params.code)))),
    }),
    defineRoute({
      method: 'GET',
      path: `${base}/:code/qr.svg`,
      summary: 'The QR code as a drawing of any size',
      access,
      params: codeParams,
      produces: 'image/svg+xml',
      handle: async (ctx, { params }) =>
        new Reply(renderQrCodeSvg(url(ctx, await find(ctx, params.code))), {
          headers: { 'content-type': 'image/svg+xml; charset=utf-8' },
        }),
    }),
    defineRoute({
      method: 'GET',
      path: `${base}/:code/poster.png`,
      summary: 'A sheet with the code to hang up',
      access,
      params: codeParams,
      produces: 'image/png',
      handle: async (ctx, { params }) => asPng(await drawCodePoster(ctx, await find(ctx, params.code))),
    }),
  ];
}

const asPng = (bytes: Buffer): Reply<Buffer> => new Reply(bytes, { headers: { 'content-type': 'image/png' } });
