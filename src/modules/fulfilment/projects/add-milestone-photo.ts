import type { Context } from '#platform/context';
import { me } from '../me.ts';
import { draftsOf, insertPhoto, type MilestonePhoto } from './photo-store.ts';
import { milestoneAtHand } from './milestone-at-hand.ts';
import {
  MOST_PHOTOS,
  refuseUnlessActive,
  stateAfter,
  TooManyPhotos,
  type MilestoneId,
  type ProjectId,
} from './project.ts';

/**
 * A technician adds a photo to what they will submit next; time and position that the camera wrote are kept with it.
 * The same picture again is the same photo. Throws NotFound, ProjectNotActive, IllegalMove where nothing can be
 * submitted, TooManyPhotos, and what the file store refuses.
 */
export async function addMilestonePhoto(
  ctx: Context,
  input: {
    readonly projectId: ProjectId;
    readonly milestoneId: MilestoneId;
    readonly name: string;
    readonly bytes: Buffer;
  },
): Promise<MilestonePhoto> {
  const touchpointId = me(ctx);
  const prepared = await ctx.services.files.prepare({ bytes: input.bytes, name: input.name, purpose: 'evidence' });
  return ctx.transaction(async (tx) => {
    const { project, milestone } = await milestoneAtHand(ctx, tx, 'worker', input);
    refuseUnlessActive(project);
    stateAfter(milestone, 'submit');
    const drafts = await draftsOf(tx.db, milestone, touchpointId);
    const same = drafts.find((draft) => draft.sha256 === prepared.sha256);
    if (same !== undefined) return same;
    if (drafts.length >= MOST_PHOTOS) throw new TooManyPhotos();
    const file = await ctx.services.files.put(tx, prepared, {
      cityId: project.cityId,
      communityId: project.communityId,
      storeId: project.storeId ?? undefined,
      touchpointId,
    });
    const photo: MilestonePhoto = {
      photoId: tx.newId<'Photo'>(),
      milestoneId: milestone.milestoneId,
      touchpointId,
      round: null,
      fileId: file.fileId,
      sha256: file.sha256,
      takenAt: file.captured?.takenAt ?? null,
      hasPosition: file.captured?.position !== undefined,
      addedAt: tx.now,
    };
    await insertPhoto(tx.db, milestone, photo);
    return photo;
  });
}
