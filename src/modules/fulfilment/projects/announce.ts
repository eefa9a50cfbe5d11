import type { Milestone, Project } from './project.ts';

/** What every event of a project says about where and whose it is. */
export const projectFacts = (project: Project) => ({
  projectId: project.projectId,
  orderId: project.orderId,
  cityId: project.cityId,
  communityId: project.communityId,
  storeId: project.storeId,
  customerKey: project.customerKey,
  personId: project.personId,
});

export const milestoneFacts = (project: Project, milestone: Milestone) => ({
  ...projectFacts(project),
  milestoneId: milestone.milestoneId,
  code: milestone.code,
  touchpointId: milestone.touchpointId,
});
