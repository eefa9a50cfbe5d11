import type { MilestoneItem, ProjectItem } from '#modules/fulfilment/contract';
import { act, outbox, type ActEnd } from '../outbox/use-outbox.ts';
import { milestonePath, photoPath } from './works-paths.ts';

type ProjectRef = Pick<ProjectItem, 'projectId' | 'communityName'>;
type MilestoneRef = Pick<MilestoneItem, 'milestoneId' | 'name'>;

/** As large as the server takes. */
const MOST_BYTES = 15 * 1024 * 1024;

export type AddedPhotos =
  | { readonly kind: 'ends'; readonly ends: readonly ActEnd[] }
  | { readonly kind: 'full' }
  | { readonly kind: 'large'; readonly name: string };

/**
 * Photos from the camera or the album, in their order: each waits on the phone as an act of its own until the server has
 * it. `full` when the phone has no room to keep them.
 */
export async function addWorksPhotos(
  project: ProjectRef,
  milestone: MilestoneRef,
  files: readonly File[],
): Promise<AddedPhotos> {
  const large = files.find((file) => file.size > MOST_BYTES);
  if (large !== undefined) return { kind: 'large', name: large.name };
  try {
    return { kind: 'ends', ends: await Promise.all(files.map((file) => addWorksPhoto(project, milestone, file))) };
  } catch {
    return { kind: 'full' };
  }
}

function addWorksPhoto(project: ProjectRef, milestone: MilestoneRef, file: File): Promise<ActEnd> {
  return act({
    method: 'POST',
    path: milestonePath(project.projectId, milestone.milestoneId, 'photos'),
    file: { name: file.name, blob: file },
    label: `施工照片 · ${project.communityName} ${milestone.name}`,
  });
}

export function removeWorksPhoto(project: ProjectRef, milestone: MilestoneRef, photoId: string): Promise<ActEnd> {
  const label = `删照片 · ${project.communityName} ${milestone.name}`;
  return act({ method: 'DELETE', path: photoPath(project.projectId, photoId), label });
}

/** `photoIds` are those to go with it, also such as are not sent yet (`neededFile`): the server wants all of them to be there. */
export function submitMilestone(
  project: ProjectRef,
  milestone: MilestoneRef,
  body: { readonly note: string; readonly photoIds: readonly string[] },
): Promise<ActEnd> {
  const label = `提交验收 · ${project.communityName} ${milestone.name}`;
  return act({ method: 'POST', path: milestonePath(project.projectId, milestone.milestoneId, 'submit'), body, label });
}

/** Takes back what has not been sent. */
export const takeBack = (opId: string): Promise<void> => outbox.discard(opId);
