import { IllegalMove, NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { explained } from './bill.ts';
import { differenceInScope, saveExplained, type DifferenceKey, type ListedDifference } from './difference-store.ts';

/** A person says how a difference came, which closes it. Audited. Throws NotFound, IllegalMove when it is closed. */
export async function explainDifference(
  ctx: Context,
  input: DifferenceKey & { readonly reason: string },
): Promise<ListedDifference> {
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return ctx.transaction(async (tx) => {
    const found = await differenceInScope(tx.db, ctx.scope, input);
    if (found === undefined) throw new NotFound('bill-difference');
    const saved = { ...found, ...explained(found, { userId, reason: input.reason }, tx.now) };
    if (!(await saveExplained(tx.db, saved))) throw new IllegalMove('bill-difference', 'closed', 'explain');
    await tx.audit({
      action: 'explain-difference',
      subject: { kind: 'bill', id: input.billId },
      details: {
        differenceNo: input.differenceNo,
        kind: found.kind,
        theirsFen: found.theirsFen,
        oursFen: found.oursFen,
      },
    });
    return saved;
  });
}
