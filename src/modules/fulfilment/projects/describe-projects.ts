import type { Context } from '#platform/context';
import { packagesByIds } from '#modules/commerce';
import { communitiesByIds } from '#modules/territory';
import type { MovedMilestone } from './milestone-at-hand.ts';
import { milestonesOf } from './milestone-store.ts';
import type { ProjectItem } from './project-contract.ts';
import { MILESTONE_STATE_NAMES, nextOf, PROJECT_STATE_NAMES, type Milestone, type Project } from './project.ts';

/** Projects as lists show them: masked, with the names of places and packages, in a few batched reads. */
export async function describeProjects(ctx: Context, projects: readonly Project[]): Promise<ProjectItem[]> {
  const milestones = await milestonesOf(ctx.db, projects);
  const places = await communitiesByIds(ctx.db, [...new Set(projects.map((project) => project.communityId))]);
  const packages = await packagesByIds(
    ctx.db,
    projects.map((project) => project.packageId),
  );
  const owners = await ctx.services.vault.masked(ctx.db, [...new Set(projects.map((each) => each.personId))], ['name']);
  return projects.map((project) => {
    const place = places.get(project.communityId);
    return {
      projectId: project.projectId,
      orderId: project.orderId,
      orderNumber: project.orderNumber,
      packageId: project.packageId,
      packageName: packages.get(project.packageId)?.name ?? '',
      cityId: project.cityId,
      cityName: place?.cityName ?? '',
      communityId: project.communityId,
      communityName: place?.name ?? '',
      storeId: project.storeId,
      customerName: owners.get(project.personId)?.name?.[0] ?? '',
      state: project.state,
      stateName: PROJECT_STATE_NAMES[project.state],
      milestones: project.milestones,
      confirmed: project.confirmed,
      next: project.state === 'active' ? nextShown(milestones.get(project.projectId) ?? []) : null,
      startedAt: project.startedAt.toISOString(),
      completedAt: project.completedAt?.toISOString() ?? null,
      stoppedAt: project.stoppedAt?.toISOString() ?? null,
    };
  });
}

function nextShown(all: readonly Milestone[]): ProjectItem['next'] {
  const next = nextOf(all);
  if (next === undefined) return null;
  const since = next.state === 'rejected' ? next.answeredAt : next.submittedAt;
  return {
    milestoneId: next.milestoneId,
    name: next.title,
    state: next.state,
    stateName: MILESTONE_STATE_NAMES[next.state],
    waitingSince: since?.toISOString() ?? null,
  };
}

/** What a move made of a milestone. */
export const movedShown = ({ projectId: _, ...moved }: MovedMilestone) => ({
  ...moved,
  stateName: MILESTONE_STATE_NAMES[moved.state],
});
