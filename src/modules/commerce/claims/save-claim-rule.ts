import type { Context } from '#platform/context';
import { NotPermitted } from '#platform/http';
import { claimRules, insertClaimRule } from './claim-log-store.ts';
import type { ClaimRule, KeptClaimRule } from './claim-rule.ts';
import { ClaimChangedMeanwhile } from './claim.ts';

/** Headquarters say when a kind of claim is granted by itself, and why; what held before is kept. Throws NotPermitted. */
export async function saveClaimRule(
  ctx: Context,
  input: ClaimRule & { readonly reason: string },
): Promise<KeptClaimRule> {
  if (!ctx.scope.everything) throw new NotPermitted('claim.act');
  return ctx.transaction(async (tx) => {
    const before = (await claimRules(tx.db))[input.kind];
    const next: KeptClaimRule = { ...input, revision: before.revision + 1, changedAt: tx.now };
    const changedBy = tx.actor.kind === 'user' ? tx.actor.userId : null;
    if (!(await insertClaimRule(tx.db, { ...next, changedBy }))) throw new ClaimChangedMeanwhile();
    await tx.audit({
      action: 'save-claim-rule',
      subject: { kind: 'claim_rule', id: input.kind },
      details: { revision: next.revision, automaticUpToFen: next.automaticUpToFen },
    });
    return next;
  });
}
