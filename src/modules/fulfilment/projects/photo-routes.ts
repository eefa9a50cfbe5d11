import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { defineRoute, Reply, type Access, type Route } from '#platform/http';
import { EVERYTHING } from '#platform/permission';
import { makeDeliveryFile } from './make-delivery-file.ts';
import { photosOf, type PhotoId } from './photo-store.ts';
import { projectParams, projectPhotoParams } from './project-contract.ts';
import { DeliveryNotReady, type ProjectId } from './project.ts';
import type { ProjectReader } from './project-store.ts';
import { BASES, projectFor } from './read-project.ts';

/** A photo of a project that the reader may see: submitted, or not yet and their own. */
async function openPhoto(
  ctx: Context,
  reader: ProjectReader,
  asked: { readonly projectId: ProjectId; readonly photoId: PhotoId },
): Promise<Reply<Buffer>> {
  const project = await projectFor(ctx, reader, asked.projectId);
  const drafter = reader === 'worker' ? ctx.scope.touchpoint : undefined;
  const photo = (await photosOf(ctx.db, project, drafter)).find((each) => each.photoId === asked.photoId);
  if (photo === undefined) throw new NotFound('photo');
  // The project was checked: a photo is seen by whoever sees it, the owner included, who has no area.
  const { file, bytes } = await ctx.services.files.open({ db: ctx.db, scope: EVERYTHING }, photo.fileId);
  return new Reply(bytes, { headers: { 'content-type': file.type, 'cache-control': 'private, max-age=300' } });
}

async function openDelivery(ctx: Context, reader: ProjectReader, projectId: ProjectId): Promise<Reply<Buffer>> {
  const project = await projectFor(ctx, reader, projectId);
  const delivery = await makeDeliveryFile(ctx, project.projectId);
  if (delivery === undefined) throw new DeliveryNotReady();
  const { bytes } = await ctx.services.files.open({ db: ctx.db, scope: EVERYTHING }, delivery.fileId);
  return new Reply(bytes, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="delivery-${project.orderNumber.replaceAll(/[^\w-]/g, '')}.pdf"`,
      etag: `"${delivery.sha256}"`,
      'cache-control': 'private, max-age=300',
    },
  });
}

/** The files of a project, under the address of who reads. */
export function projectFileRoutes(reader: ProjectReader, access: Access): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: `${BASES[reader]}/:projectId/photos/:photoId`,
      summary: 'A photo of a milestone, without what the camera wrote into it',
      access,
      params: projectPhotoParams,
      produces: 'image/*',
      handle: (ctx, { params }) => openPhoto(ctx, reader, params),
    }),
    defineRoute({
      method: 'GET',
      path: `${BASES[reader]}/:projectId/delivery.pdf`,
      summary: 'The delivery file of finished works; its SHA-256 is the ETag',
      access,
      params: projectParams,
      produces: 'application/pdf',
      handle: (ctx, { params }) => openDelivery(ctx, reader, params.projectId),
    }),
  ];
}
