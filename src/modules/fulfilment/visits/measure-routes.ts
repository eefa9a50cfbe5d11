import { NotFound } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Context } from '#platform/context';
import { defineRoute, Reply, type Route } from '#platform/http';
import { EVERYTHING } from '#platform/permission';
import {
  measureAnswer,
  measureBody,
  measureParams,
  measurePhoto,
  measurePhotoParams,
  savedMeasure,
} from './measure-contract.ts';
import { measurePhotoShown, readMeasure } from './measure-reading.ts';
import { visitPhotos } from './measure-store.ts';
import { addMeasurePhoto, measureVisit } from './measure-visit.ts';
import { visitFor } from './progress-routes.ts';
import type { Reader } from './visit-store.ts';
import type { VisitId } from './visit.ts';

const MOST_BYTES = 15 * 1024 * 1024;
const MINE = '/api/fulfilment/my/visits';

/** Whoever comes, who also sells; and those who steer. */
const READERS = [
  { reader: 'touchpoint', base: MINE, access: { permission: 'visit.act' } },
  { reader: 'staff', base: '/api/fulfilment/visits', access: { permission: 'visit.read' } },
] as const;

async function openPhoto(
  ctx: Context,
  reader: Reader,
  asked: { readonly visitId: VisitId; readonly photoId: Id<'Photo'> },
): Promise<Reply<Buffer>> {
  const visit = await visitFor(ctx, reader, asked.visitId);
  const photo = (await visitPhotos(ctx.db, visit)).find((each) => each.photoId === asked.photoId);
  if (photo === undefined) throw new NotFound('photo');
  const { file, bytes } = await ctx.services.files.open({ db: ctx.db, scope: EVERYTHING }, photo.fileId);
  return new Reply(bytes, { headers: { 'content-type': file.type, 'cache-control': 'private, max-age=300' } });
}

const readRoutes: readonly Route[] = READERS.flatMap(({ reader, base, access }) => [
  defineRoute({
    method: 'GET',
    path: `${base}/:visitId/measure`,
    summary: 'The measuring form as it was saved last; its notes are opened, which the audit keeps',
    access,
    params: measureParams,
    answer: measureAnswer,
    handle: async (ctx, { params }) => readMeasure(ctx, await visitFor(ctx, reader, params.visitId), base),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/:visitId/measure/photos/:photoId`,
    summary: 'A photo of it',
    access,
    params: measurePhotoParams,
    produces: 'image/*',
    handle: (ctx, { params }) => openPhoto(ctx, reader, params),
  }),
]);

export const measureRoutes: readonly Route[] = [
  ...readRoutes,
  defineRoute({
    method: 'PUT',
    path: `${MINE}/:visitId/measure`,
    summary: 'Save the measuring form; what was saved before stays as an earlier revision',
    access: { permission: 'visit.act' },
    params: measureParams,
    body: measureBody,
    answer: savedMeasure,
    handle: (ctx, { params, body: { basedOn, notes, ...form } }) =>
      measureVisit(ctx, { ...params, basedOn, notes, form }),
  }),
  defineRoute({
    method: 'POST',
    path: `${MINE}/:visitId/measure/photos`,
    summary: 'Add a photo to it; time and position of the camera are kept as evidence',
    access: { permission: 'visit.act' },
    params: measureParams,
    upload: true,
    bodyLimit: MOST_BYTES,
    ratePerMinute: 120,
    answer: measurePhoto,
    handle: async (ctx, { params, request }) => {
      const { file } = request;
      if (file === undefined) throw new NotFound('file');
      const photo = await addMeasurePhoto(ctx, { ...params, name: file.name, bytes: file.bytes });
      return measurePhotoShown(MINE, params.visitId, photo);
    },
  }),
];
