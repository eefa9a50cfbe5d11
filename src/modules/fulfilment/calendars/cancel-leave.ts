import { NotFound } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { endLeave } from './leave-store.ts';
import { workerInScope } from './worker-store.ts';
import type { LeaveId } from './worker.ts';

/** Takes a leave back. Visits that went to colleagues stay with them. Throws NotFound. */
export async function cancelLeave(
  ctx: Context,
  input: { readonly touchpointId: TouchpointId; readonly leaveId: LeaveId },
): Promise<{ leaveId: LeaveId }> {
  return ctx.transaction(async (tx) => {
    if ((await workerInScope(tx.db, ctx.scope, input.touchpointId)) === undefined) throw new NotFound('worker');
    if (!(await endLeave(tx.db, input, tx.now))) throw new NotFound('leave');
    await tx.audit({
      action: 'cancel-leave',
      subject: { kind: 'touchpoint', id: input.touchpointId },
      details: { leaveId: input.leaveId },
    });
    return { leaveId: input.leaveId };
  });
}
