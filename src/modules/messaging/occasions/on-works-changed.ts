import { MilestoneSubmitted, ProjectCompleted } from '#modules/fulfilment/events';
import { recipientOf, tell, telling } from './telling.ts';

/** The owner is asked to look at what was done, each round again, and hears when all of it is. */
export const onWorksChanged = tell('messaging.tell-of-works', [
  telling(MilestoneSubmitted, (payload) => ({
    ...recipientOf(payload),
    template: 'milestone_submitted',
    about: { kind: 'milestone', id: payload.milestoneId },
    occasion: String(payload.round),
    params: { projectId: payload.projectId, milestoneId: payload.milestoneId, round: payload.round },
  })),
  telling(ProjectCompleted, (payload) => ({
    ...recipientOf(payload),
    template: 'project_completed',
    about: { kind: 'project', id: payload.projectId },
    params: { projectId: payload.projectId },
  })),
]);
