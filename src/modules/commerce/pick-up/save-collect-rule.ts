import type { Context } from '#platform/context';
import { NotPermitted } from '#platform/http';
import { ParcelChangedMeanwhile } from './change-parcels.ts';
import { collectRules, insertCollectRule } from './collect-rule-store.ts';
import type { CollectRule, KeptCollectRule } from './collect-rule.ts';

/** Headquarters say how long goods lie at points, and what becomes of them; what arrived before keeps its time. Throws NotPermitted. */
export async function saveCollectRule(
  ctx: Context,
  input: CollectRule & { readonly reason: string },
): Promise<KeptCollectRule> {
  if (!ctx.scope.everything) throw new NotPermitted('pickup.act');
  return ctx.transaction(async (tx) => {
    const before = (await collectRules(tx.db))[input.storage];
    const next: KeptCollectRule = { ...input, revision: before.revision + 1, changedAt: tx.now };
    const changedBy = tx.actor.kind === 'user' ? tx.actor.userId : null;
    if (!(await insertCollectRule(tx.db, { ...next, changedBy }))) throw new ParcelChangedMeanwhile();
    await tx.audit({
      action: 'save-collect-rule',
      subject: { kind: 'collect_rule', id: input.storage },
      details: { revision: next.revision, keepDays: next.keepDays, refundPercent: next.refundPercent },
    });
    return next;
  });
}
