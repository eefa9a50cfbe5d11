import type { Context } from '#platform/context';
import { AlertRuleChangedMeanwhile, type AlertRule } from './alert.ts';
import { saveAlertRule } from './alert-store.ts';

/** Says when complaints become alerts, and whether grave ones become tickets by themselves. @throws AlertRuleChangedMeanwhile */
export async function setAlertRule(
  ctx: Context,
  { revision, ...rule }: AlertRule & { readonly revision: number },
): Promise<AlertRule & { readonly revision: number }> {
  return ctx.transaction(async (tx) => {
    if (!(await saveAlertRule(tx.db, rule, revision))) throw new AlertRuleChangedMeanwhile();
    await tx.audit({ action: 'set-alert-rule', subject: { kind: 'listening_rule', id: 'all' }, details: { ...rule } });
    return { ...rule, revision: revision + 1 };
  });
}
