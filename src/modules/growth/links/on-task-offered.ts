import { subscribe } from '#platform/outbox';
import { TaskOffered } from '#modules/touchpoints/events';
import { putShareLink } from './put-share-link.ts';

/** A task that is put before a touchpoint gets its link; the link follows the task. */
export const onTaskOffered = subscribe('growth.put-share-link', [TaskOffered], async (ctx, { payload }) => {
  await putShareLink(ctx, {
    shareToken: payload.shareToken,
    cityId: payload.cityId,
    communityId: payload.communityId,
    storeId: payload.storeId,
    playId: payload.playId,
    taskId: payload.taskId,
    packageId: payload.packageId,
    touchpointId: payload.touchpointId,
    attempt: payload.attempt,
  });
});
