import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { lockRule, saveEnd } from './rule-store.ts';
import { endRule, RuleNeedsPerson, RulesAreHeadquarters, type CommissionRule, type CommissionRuleId } from './rule.ts';

/**
 * Ends a rule, now or later; what was earned under it stays. Audited.
 * Throws RulesAreHeadquarters, RuleNeedsPerson, NotFound, RuleEndedAlready, RuleInThePast.
 */
export async function endCommissionRule(
  ctx: Context,
  input: { readonly ruleId: CommissionRuleId; readonly validUntil: Date | undefined; readonly reason: string },
): Promise<CommissionRule> {
  if (!ctx.scope.everything) throw new RulesAreHeadquarters();
  return ctx.transaction(async (tx) => {
    if (tx.actor.kind !== 'user') throw new RuleNeedsPerson();
    const rule = await lockRule(tx.db, input.ruleId);
    if (rule === undefined) throw new NotFound('commission-rule');
    const end = { validUntil: input.validUntil ?? tx.now, endedBy: tx.actor.userId, reason: input.reason };
    const next = endRule(rule, end, tx.now);
    await saveEnd(tx.db, next);
    await tx.audit({
      action: 'end-commission-rule',
      subject: { kind: 'commission_rule', id: rule.ruleId },
      details: { validUntil: end.validUntil.toISOString() },
    });
    return next;
  });
}
