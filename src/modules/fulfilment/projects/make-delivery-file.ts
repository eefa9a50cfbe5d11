import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import { renderDocument, type DocumentPicture } from '#platform/documents';
import { EVERYTHING } from '#platform/permission';
import { touchpointNames } from '#modules/touchpoints';
import { deliveryDocument, PRINTED_PHOTOS, type Delivered } from './delivery-document.ts';
import { describeProjects } from './describe-projects.ts';
import { milestonesOf } from './milestone-store.ts';
import { photosOf, type MilestonePhoto } from './photo-store.ts';
import type { Milestone, Project, ProjectId } from './project.ts';
import { lockProject, projectsByIds, saveDelivery } from './project-store.ts';
import { roundsOf } from './round-store.ts';

/**
 * Makes the delivery file of finished works and keeps it, once: later calls answer what is kept. Undefined for works that
 * are not finished. Reading and setting it take their time outside the transaction.
 */
export async function makeDeliveryFile(
  ctx: Context,
  projectId: ProjectId,
): Promise<NonNullable<Project['delivery']> | undefined> {
  const [project] = await projectsByIds(ctx.db, [projectId]);
  if (project?.state !== 'completed') return undefined;
  if (project.delivery !== null) return project.delivery;
  const pdf = await renderDocument(ctx.services.threads, deliveryDocument(await collect(ctx, project)));
  const prepared = await ctx.services.files.prepare({ bytes: pdf, purpose: 'evidence' });
  return ctx.transaction(async (tx) => {
    // Somebody else may have made it meanwhile: the first one counts.
    const now = await lockProject(tx.db, EVERYTHING, 'staff', projectId);
    if (now?.delivery != null) return now.delivery;
    const file = await ctx.services.files.put(tx, prepared, {
      cityId: project.cityId,
      communityId: project.communityId,
      storeId: project.storeId ?? undefined,
    });
    const made = { fileId: file.fileId, sha256: file.sha256, madeAt: tx.now };
    await saveDelivery(tx.db, project, made);
    return made;
  });
}

async function collect(ctx: Context, project: Project): Promise<Delivered> {
  const [item] = await describeProjects(ctx, [project]);
  const all = (await milestonesOf(ctx.db, [project])).get(project.projectId) ?? [];
  const rounds = await roundsOf(ctx.db, project);
  const photos = await photosOf(ctx.db, project, undefined);
  const name = await touchpointNames(
    ctx.db,
    ctx.services.vault,
    rounds.map((round) => round.touchpointId),
  );
  const milestones = [];
  for (const milestone of all) {
    const last = photos.filter(
      (photo) => photo.milestoneId === milestone.milestoneId && photo.round === milestone.round,
    );
    milestones.push({
      milestone,
      rounds: rounds.filter((round) => round.milestoneId === milestone.milestoneId),
      pictures: await printed(ctx, milestone, last),
      photos: last.length,
    });
  }
  return {
    project,
    cityName: item?.cityName ?? '',
    communityName: item?.communityName ?? '',
    packageName: item?.packageName ?? '',
    customerName: item?.customerName ?? '',
    milestones,
    nameOf: (round) => `${name(round.touchpointId).roleName} ${name(round.touchpointId).name}`,
  };
}

/** The first photos of a round, as far as they are pictures. */
async function printed(
  ctx: Context,
  milestone: Milestone,
  photos: readonly MilestonePhoto[],
): Promise<DocumentPicture[]> {
  const pictures: DocumentPicture[] = [];
  for (const photo of photos.slice(0, PRINTED_PHOTOS)) {
    const { bytes } = await ctx.services.files.open({ db: ctx.db, scope: EVERYTHING }, photo.fileId);
    const at = localMinute(photo.takenAt ?? photo.addedAt);
    pictures.push({ bytes, caption: `${milestone.title} ${at}${photo.hasPosition ? '（带定位）' : ''}` });
  }
  return pictures;
}
