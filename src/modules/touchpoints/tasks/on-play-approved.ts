import { subscribe } from '#platform/outbox';
import { PlayApproved } from '#modules/intelligence/events';
import { issueTask } from './issue-task.ts';

/** An approved play becomes a task at a touchpoint. */
export const onPlayApproved = subscribe('touchpoints.issue-task', [PlayApproved], async (ctx, { payload }) => {
  const { dueAt, ...kit } = payload.kit;
  await issueTask(ctx, {
    playId: payload.playId,
    packageId: payload.packageId,
    cityId: payload.cityId,
    communityId: payload.communityId,
    kit,
    dueAt: new Date(dueAt),
  });
});
