import { subscribe } from '#platform/outbox';
import { PlayWithdrawn } from '#modules/intelligence/events';
import { withdrawTask } from './withdraw-task.ts';

/** A play that was taken back takes its task with it. */
export const onPlayWithdrawn = subscribe('touchpoints.withdraw-task', [PlayWithdrawn], async (ctx, { payload }) => {
  await withdrawTask(ctx, payload);
});
