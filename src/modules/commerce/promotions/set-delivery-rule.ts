import type { Fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { signingArea, type AreaAsked } from '../prices/signing-area.ts';
import { replaceRule, type SignedDeliveryRule } from './delivery-rule-store.ts';

/** Sets what delivery costs in an area of the actor's own, from now on. @throws PriceAreaUnknown */
export async function setDeliveryRule(
  ctx: Context,
  input: AreaAsked & { readonly feeFen: Fen; readonly freeFromFen: Fen | null },
): Promise<SignedDeliveryRule> {
  return ctx.transaction(async (tx) => {
    const { area, areaName } = await signingArea(ctx, tx.db, input);
    const rule: SignedDeliveryRule = {
      ruleId: tx.newId<'DeliveryRule'>(),
      areaKind: input.areaKind,
      areaId: input.areaId,
      areaName,
      feeFen: input.feeFen,
      freeFromFen: input.freeFromFen,
      signedAt: tx.now,
    };
    await replaceRule(tx.db, { ...rule, area, signedBy: tx.actor.kind === 'user' ? tx.actor.userId : null });
    await tx.audit({
      action: 'set-delivery-rule',
      subject: { kind: 'delivery-rule', id: rule.ruleId },
      details: { area, feeFen: rule.feeFen, freeFromFen: rule.freeFromFen },
    });
    return rule;
  });
}
