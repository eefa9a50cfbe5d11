import { fen } from '#kernel/money';
import { addDays, startOfBusinessDay, businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import type { AreaAsked } from '../prices/signing-area.ts';
import type { Promotion, PromotionFacts } from './promotion.ts';
import { movePromotion } from './move-promotion.ts';
import { savePromotion } from './save-promotion.ts';

/** For tests: ¥5 off everything, for everybody, everywhere, for thirty days, unless said otherwise. */
export function promotionFacts(now: Date, facts: Partial<PromotionFacts> = {}): PromotionFacts {
  const today = startOfBusinessDay(businessDay(now));
  const way = facts.way ?? 'claim';
  return {
    title: '立减五元',
    rule: { kind: 'fixed', offFen: fen(500), fromFen: fen(0) },
    scope: { kind: 'all' },
    way,
    code: null,
    touchpointId: null,
    grantedFor: way === 'grant' ? '推荐好友完成首单' : null,
    eligibility: { kind: 'everybody' },
    channels: ['group_buy', 'instant', 'store'],
    validFrom: today,
    validUntil: addDays(today, 30),
    validDays: null,
    claimLimit: null,
    perPersonLimit: way === 'claim' || way === 'code' ? 1 : null,
    stackable: false,
    ...facts,
  };
}

/** For tests: the same, published. */
export async function makePromotion(
  makeContext: () => Context,
  facts: Partial<PromotionFacts> = {},
  area: AreaAsked = { areaKind: 'all', areaId: null },
): Promise<Promotion> {
  const ctx = makeContext();
  const draft = await savePromotion(ctx, { facts: promotionFacts(ctx.clock.now(), facts), area });
  return movePromotion(makeContext(), { promotionId: draft.promotionId, move: 'publish' });
}
