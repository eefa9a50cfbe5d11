import type { Context } from '#platform/context';
import { IllegalMove } from '#kernel/errors';
import { decisionsOf, overrideDecisionRow } from './claim-log-store.ts';
import type { Claim, ClaimId } from './claim.ts';
import { lockClaim, saveClaim } from './save-claim.ts';

/**
 * Staff say of what a rule granted that it should not have been, and why. The money stays where it went; the rules grant
 * nothing to that customer for ninety days. Throws NotFound, IllegalMove where no rule granted anything.
 */
export async function overrideDecision(
  ctx: Context,
  input: { readonly claimId: ClaimId; readonly reason: string },
): Promise<Claim> {
  return ctx.transaction(async (tx) => {
    const claim = await lockClaim(ctx, tx, 'staff', input.claimId);
    const granted = (await decisionsOf(tx.db, claim)).find((each) => each.automatic && each.decision === 'refund');
    if (granted === undefined) throw new IllegalMove('claim', claim.state, 'overridden');
    const by = tx.actor.kind === 'user' ? tx.actor.userId : null;
    const row = { decisionNo: granted.decisionNo, by, reason: input.reason, at: tx.now };
    if (!(await overrideDecisionRow(tx.db, claim, row))) throw new IllegalMove('claim', claim.state, 'overridden');
    await tx.audit({
      action: 'override-decision',
      subject: { kind: 'claim', id: claim.claimId },
      details: { decisionNo: granted.decisionNo, amountFen: claim.approvedFen },
    });
    const noted = { ...claim, revision: claim.revision + 1 };
    return saveClaim(tx, noted, { move: 'overridden', by: 'staff', reason: input.reason });
  });
}
