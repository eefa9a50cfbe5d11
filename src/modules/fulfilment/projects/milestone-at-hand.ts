import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { milestonesOf } from './milestone-store.ts';
import type { Milestone, MilestoneId, Project, ProjectId } from './project.ts';
import { lockProject, type ProjectReader } from './project-store.ts';

/** A milestone to be moved, with its project (locked) and its siblings in order. */
export interface MilestoneAtHand {
  readonly project: Project;
  readonly milestone: Milestone;
  readonly all: readonly Milestone[];
}

/** Part of the verbs that move milestones: one at a time in a project. Throws NotFound for what is not the reader's. */
export async function milestoneAtHand(
  ctx: Context,
  tx: Tx,
  reader: ProjectReader,
  asked: { readonly projectId: ProjectId; readonly milestoneId: MilestoneId },
): Promise<MilestoneAtHand> {
  const project = await lockProject(tx.db, ctx.scope, reader, asked.projectId);
  const all = project && (await milestonesOf(tx.db, [project])).get(project.projectId);
  const milestone = all?.find((each) => each.milestoneId === asked.milestoneId);
  if (project === undefined || all === undefined || milestone === undefined) throw new NotFound('milestone');
  return { project, milestone, all };
}

/** What a move made of it, without texts: answers are kept. */
export interface MovedMilestone {
  readonly projectId: ProjectId;
  readonly milestoneId: MilestoneId;
  readonly state: Milestone['state'];
  readonly round: number;
  readonly projectState: Project['state'];
  readonly confirmed: number;
  readonly milestones: number;
}

export const movedTo = (project: Project, milestone: Milestone): MovedMilestone => ({
  projectId: project.projectId,
  milestoneId: milestone.milestoneId,
  state: milestone.state,
  round: milestone.round,
  projectState: project.state,
  confirmed: project.confirmed,
  milestones: project.milestones,
});
