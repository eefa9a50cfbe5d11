import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import type { PromotionId } from './benefit.ts';
import { promotionInScope, updatePromotion } from './promotion-store.ts';
import { movedTo, PromotionChangedMeanwhile, type Promotion, type PromotionMove } from './promotion.ts';

/**
 * Publishes, pauses, resumes or ends a promotion of the actor's own area.
 * @throws NotFound, IllegalMove, PromotionChangedMeanwhile
 */
export async function movePromotion(
  ctx: Context,
  input: { readonly promotionId: PromotionId; readonly move: PromotionMove },
): Promise<Promotion> {
  return ctx.transaction(async (tx) => {
    const before = await promotionInScope(tx.db, ctx.scope, input.promotionId);
    if (before === undefined) throw new NotFound('promotion');
    const after: Promotion = {
      ...before,
      state: movedTo(before.state, input.move),
      revision: before.revision + 1,
      updatedAt: tx.now,
    };
    if (!(await updatePromotion(tx.db, after))) throw new PromotionChangedMeanwhile(before.title);
    await tx.audit({
      action: 'move-promotion',
      subject: { kind: 'promotion', id: before.promotionId },
      details: { from: before.state, to: after.state },
    });
    return after;
  });
}
