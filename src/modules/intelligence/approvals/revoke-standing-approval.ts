import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { userOf } from '../actor.ts';
import { StandingApprovalChanged } from '../events.ts';
import type { ApprovalId } from '../plays/play.ts';
import { approvalInScope, moveApproval } from './approval-store.ts';
import { ApprovalAlreadyEnded, approvalAfter, type StandingApproval } from './standing-approval.ts';

/**
 * Revokes a standing approval at once: what is being issued at this moment either took effect before or does not.
 * @throws NotFound, ApprovalAlreadyEnded
 */
export async function revokeStandingApproval(
  ctx: Context,
  input: { readonly approvalId: ApprovalId; readonly reason: string },
): Promise<StandingApproval> {
  const { approvalId, reason } = input;
  return ctx.transaction(async (tx) => {
    const approval = await approvalInScope(tx.db, ctx.scope, approvalId);
    if (approval === undefined) throw new NotFound('standing-approval');
    if (approval.state === 'revoked' || approval.state === 'expired') throw new ApprovalAlreadyEnded();
    const state = approvalAfter(approval.state, 'revoke');
    const end = { by: userOf(tx.actor), at: tx.now, reason };
    if (!(await moveApproval(tx.db, approvalId, approval.state, state, end))) throw new ApprovalAlreadyEnded();
    await tx.announce([StandingApprovalChanged(approvalId, { standingApprovalId: approvalId, state })]);
    await tx.audit({
      action: 'revoke-standing-approval',
      subject: { kind: 'standing_approval', id: approvalId },
      details: { spentFen: approval.spentFen },
    });
    return { ...approval, state, endedBy: end.by, endedAt: end.at, endReason: reason };
  });
}
