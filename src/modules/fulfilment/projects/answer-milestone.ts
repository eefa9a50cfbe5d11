import { IllegalMove } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { hear } from '#modules/cdp';
import { MilestoneConfirmed, MilestoneRejected, ProjectCompleted } from '../events.ts';
import { milestoneFacts, projectFacts } from './announce.ts';
import { milestoneAtHand, movedTo, type MovedMilestone } from './milestone-at-hand.ts';
import { saveMilestone } from './milestone-store.ts';
import { answer, type Milestone, type MilestoneId, type Project, type ProjectId } from './project.ts';
import { saveProject } from './project-store.ts';
import { answerRound } from './round-store.ts';

interface Seen {
  readonly projectId: ProjectId;
  readonly milestoneId: MilestoneId;
  /** The round that the owner looked at. */
  readonly round: number;
}

/**
 * The owner says yes to the round that they looked at; with the last milestone the works are completed. Throws NotFound,
 * ProjectNotActive, IllegalMove, MilestoneMovedOn.
 */
export async function confirmMilestone(ctx: Context, input: Seen): Promise<MovedMilestone> {
  return ctx.transaction(async (tx) => {
    const { project, milestone } = await milestoneAtHand(ctx, tx, 'owner', input);
    const decided = answer(project, milestone, 'confirm', { round: input.round, at: tx.now });
    await save(tx, milestone, decided, null);
    await tx.announce([
      MilestoneConfirmed(project.projectId, milestoneFacts(project, decided.milestone)),
      ...(decided.completed ? [ProjectCompleted(project.projectId, projectFacts(project))] : []),
    ]);
    return movedTo(decided.project, decided.milestone);
  });
}

/** The owner says no, and what is wrong: it is to be redone and submitted again. Throws as `confirmMilestone`. */
export async function rejectMilestone(
  ctx: Context,
  input: Seen & { readonly comment: string },
): Promise<MovedMilestone> {
  return ctx.transaction(async (tx) => {
    const { project, milestone } = await milestoneAtHand(ctx, tx, 'owner', input);
    const decided = answer(project, milestone, 'reject', { round: input.round, at: tx.now });
    const commentSealed = await ctx.services.vault.seal(tx, project.personId, input.comment);
    await save(tx, milestone, decided, commentSealed);
    const { personId, cityId, communityId } = project;
    const said = { personId, cityId, communityId, channel: 'review', text: input.comment, occurredAt: tx.now };
    await hear(tx, { id: tx.newId<'Event'>(), ...said });
    const facts = milestoneFacts(project, decided.milestone);
    await tx.announce([MilestoneRejected(project.projectId, { ...facts, round: decided.milestone.round })]);
    return movedTo(decided.project, decided.milestone);
  });
}

async function save(
  tx: Tx,
  before: Milestone,
  decided: { readonly project: Project; readonly milestone: Milestone },
  commentSealed: Buffer | null,
): Promise<void> {
  const { milestone, project } = decided;
  if (!(await saveMilestone(tx.db, before, milestone))) throw new IllegalMove('milestone', before.state, 'answer');
  const given = milestone.state === 'confirmed' ? 'confirmed' : 'rejected';
  await answerRound(tx.db, milestone, { answer: given, at: tx.now, commentSealed });
  await saveProject(tx.db, project);
}
