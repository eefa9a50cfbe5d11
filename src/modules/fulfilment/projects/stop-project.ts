import type { CityId, Id } from '#kernel/ids';
import type { Context } from '#platform/context';
import { EVERYTHING } from '#platform/permission';
import { ProjectStopped } from '../events.ts';
import { projectFacts } from './announce.ts';
import { lockOrder, lockProject, saveOrder, saveProject } from './project-store.ts';

/**
 * The order was cancelled: its works stop where they are. One whose deposit is heard of later never begins. Works that
 * are finished stay finished.
 */
export async function stopProject(
  ctx: Context,
  order: { readonly cityId: CityId; readonly orderId: Id<'Order'> },
): Promise<{ stopped: boolean }> {
  return ctx.transaction(async (tx) => {
    const heard = await lockOrder(tx.db, order);
    if (heard.cancelledAt !== null) return { stopped: false };
    await saveOrder(tx.db, order, { ...heard, cancelledAt: tx.now });
    const project =
      heard.projectId === null ? undefined : await lockProject(tx.db, EVERYTHING, 'staff', heard.projectId);
    if (project?.state !== 'active') return { stopped: false };
    await saveProject(tx.db, { ...project, state: 'stopped', stoppedAt: tx.now });
    await tx.announce([ProjectStopped(project.projectId, projectFacts(project))]);
    return { stopped: true };
  });
}
