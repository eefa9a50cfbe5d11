import { NotFound } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Context } from '#platform/context';
import { endRule, type SignedDeliveryRule } from './delivery-rule-store.ts';

/** Ends a rule at once: what the next wider area says holds. @throws NotFound */
export async function endDeliveryRule(
  ctx: Context,
  input: { readonly ruleId: Id<'DeliveryRule'> },
): Promise<SignedDeliveryRule> {
  return ctx.transaction(async (tx) => {
    const rule = await endRule(tx.db, ctx.scope, input.ruleId, tx.now);
    if (rule === undefined) throw new NotFound('delivery-rule');
    await tx.audit({ action: 'end-delivery-rule', subject: { kind: 'delivery-rule', id: rule.ruleId } });
    return rule;
  });
}
