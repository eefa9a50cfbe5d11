import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { EVERYTHING } from '#platform/permission';
import { me } from '../me.ts';
import { deleteDraft, type PhotoId } from './photo-store.ts';
import type { ProjectId } from './project.ts';
import { lockProject } from './project-store.ts';

/** A technician takes a photo back that they have not submitted. Throws NotFound, also for one that was submitted. */
export async function removeMilestonePhoto(
  ctx: Context,
  input: { readonly projectId: ProjectId; readonly photoId: PhotoId },
): Promise<{ photoId: PhotoId }> {
  const touchpointId = me(ctx);
  return ctx.transaction(async (tx) => {
    const project = await lockProject(tx.db, ctx.scope, 'worker', input.projectId);
    const fileId = project && (await deleteDraft(tx.db, project, { photoId: input.photoId, touchpointId }));
    if (fileId === undefined) throw new NotFound('photo');
    await ctx.services.files.remove(tx, EVERYTHING, fileId);
    return { photoId: input.photoId };
  });
}
