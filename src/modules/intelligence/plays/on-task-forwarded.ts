import { subscribe } from '#platform/outbox';
import { TaskForwarded } from '#modules/touchpoints/events';
import { noteForward } from './note-forward.ts';

/** What is out in a community cannot be taken back. */
export const onTaskForwarded = subscribe('intelligence.note-forward', [TaskForwarded], async (ctx, { payload }) => {
  await noteForward(ctx, { cityId: payload.cityId, playId: payload.playId });
});
