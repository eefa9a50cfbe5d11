import { IllegalMove } from '#kernel/errors';
import type { Context } from '#platform/context';
import { MilestoneSubmitted } from '../events.ts';
import { me } from '../me.ts';
import { milestoneFacts } from './announce.ts';
import { milestoneAtHand, movedTo, type MovedMilestone } from './milestone-at-hand.ts';
import { saveMilestone } from './milestone-store.ts';
import { draftsOf, submitDrafts, type PhotoId } from './photo-store.ts';
import { submit, type MilestoneId, type ProjectId } from './project.ts';
import { insertRound } from './round-store.ts';

/**
 * A technician puts a milestone before the owner: the photos that they added, and a note, sealed under the owner's key.
 * Throws NotFound, ProjectNotActive, IllegalMove, MilestoneTooEarly, MilestoneWithoutPhoto, PhotosOnTheirWay,
 * PersonErased.
 */
export async function submitMilestone(
  ctx: Context,
  input: {
    readonly projectId: ProjectId;
    readonly milestoneId: MilestoneId;
    readonly note: string;
    /** The photos that the device has sent. */
    readonly photoIds?: readonly PhotoId[] | undefined;
  },
): Promise<MovedMilestone> {
  const touchpointId = me(ctx);
  return ctx.transaction(async (tx) => {
    const { project, milestone, all } = await milestoneAtHand(ctx, tx, 'worker', input);
    const drafts = await draftsOf(tx.db, milestone, touchpointId);
    const photoIds = drafts.map((draft) => draft.photoId);
    const made = { touchpointId, photoIds, sentIds: input.photoIds ?? [], at: tx.now };
    const next = submit(project, milestone, all, made);
    if (!(await saveMilestone(tx.db, milestone, next))) throw new IllegalMove('milestone', milestone.state, 'submit');
    await insertRound(tx.db, next, {
      round: next.round,
      touchpointId,
      noteSealed: await ctx.services.vault.seal(tx, project.personId, input.note),
      submittedAt: tx.now,
    });
    await submitDrafts(tx.db, milestone, touchpointId, next.round);
    const facts = milestoneFacts(project, next);
    await tx.announce([MilestoneSubmitted(project.projectId, { ...facts, touchpointId, round: next.round })]);
    return movedTo(project, next);
  });
}
