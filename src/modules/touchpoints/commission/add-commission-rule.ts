import type { Context } from '#platform/context';
import { insertRule } from './rule-store.ts';
import { checkRule, RuleNeedsPerson, RulesAreHeadquarters, type CommissionRule, type NewRule } from './rule.ts';

/**
 * Signs a rule: from its beginning on it goes before the one that held for the party so far. Audited.
 * Throws RulesAreHeadquarters, RuleNeedsPerson, DownlineRefused, UnknownParty, RuleInThePast, RuleEndsBeforeItBegins.
 */
export async function addCommissionRule(
  ctx: Context,
  input: Omit<NewRule, 'validFrom'> & { readonly validFrom: Date | undefined },
): Promise<CommissionRule> {
  if (!ctx.scope.everything) throw new RulesAreHeadquarters();
  return ctx.transaction(async (tx) => {
    if (tx.actor.kind !== 'user') throw new RuleNeedsPerson();
    const asked: NewRule = { ...input, validFrom: input.validFrom ?? tx.now };
    checkRule(asked, tx.now);
    const { level: _, ...terms } = asked;
    const rule: CommissionRule = {
      ...terms,
      ruleId: tx.newId<'CommissionRule'>(),
      signedBy: tx.actor.userId,
      signedAt: tx.now,
      endedBy: null,
      endReason: null,
    };
    await insertRule(tx.db, rule);
    await tx.audit({
      action: 'add-commission-rule',
      subject: { kind: 'commission_rule', id: rule.ruleId },
      details: { party: rule.party, packageId: rule.packageId, rateBps: rule.rateBps, holdDays: rule.holdDays },
    });
    return rule;
  });
}
