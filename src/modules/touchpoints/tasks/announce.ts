import type { StoreId, TouchpointId } from '#kernel/ids';
import type { Announcement } from '#platform/outbox';
import { TaskOffered, TaskUnplaced } from '../events.ts';
import type { Task } from './task.ts';

/** What every event of a task says about where and whose it is. */
export const factsOf = (
  task: Task,
): Pick<Task, 'taskId' | 'playId' | 'packageId' | 'cityId' | 'communityId'> & { storeId: StoreId | null } => ({
  taskId: task.taskId,
  playId: task.playId,
  packageId: task.packageId,
  cityId: task.cityId,
  communityId: task.communityId,
  storeId: task.storeId,
});

/** The touchpoint of a task that has one: a task that is neither unplaced nor new always does. */
export function holderOf(task: Task): TouchpointId {
  if (task.touchpointId === null) throw new Error(`task ${task.taskId} has no touchpoint`);
  return task.touchpointId;
}

/** That the task was put before somebody, or that nobody is left to ask. */
export function placementOf(task: Task): Announcement {
  if (task.touchpointId === null) return TaskUnplaced(task.taskId, factsOf(task));
  return TaskOffered(task.taskId, {
    ...factsOf(task),
    touchpointId: task.touchpointId,
    shareToken: task.shareToken,
    attempt: task.attempt,
  });
}
