import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import type { TimePlace } from '#platform/http';
import { ownPlaces } from './own-places.ts';
import { listPromotions, type PromotionFilter } from './promotion-store.ts';
import { PROMOTION_STATES, type Promotion } from './promotion.ts';
import { publishedRule } from './published.ts';
import { couponCounts, promotionTotals } from './usage-store.ts';

const HEADER = ['名称', '规则', '区域', '状态', '开始', '结束', '优惠码', '已领', '已用', '订单数', '优惠金额（元）'];

/** The promotions that match, within the reader's area, as CSV. Recorded in the audit; at most 50,000, the newest. */
export async function exportPromotions(ctx: Context, filter: PromotionFilter): Promise<string> {
  const mine = await ownPlaces(ctx);
  return exportList(ctx, {
    action: 'export-promotions',
    kind: 'promotion',
    header: HEADER,
    read: (before: TimePlace | undefined, limit) => listPromotions(ctx.db, ctx.scope, mine, filter, { before, limit }),
    placeOf: (last) => ({ at: last.createdAt, id: last.promotionId }),
    linesOf: (page) => linesOf(ctx, page),
  });
}

async function linesOf(ctx: Context, page: readonly Promotion[]): Promise<Cells[]> {
  const ids = page.map((promotion) => promotion.promotionId);
  const counts = await couponCounts(ctx.db, ids);
  const totals = await promotionTotals(ctx.db, ids);
  return page.map((promotion) => {
    const { live, spent, expired } = counts.get(promotion.promotionId) ?? { live: 0, spent: 0, expired: 0 };
    const total = totals.get(promotion.promotionId) ?? { orders: 0, discountFen: 0 };
    return [
      promotion.title,
      publishedRule(promotion, ctx.clock.now()),
      promotion.areaName,
      PROMOTION_STATES[promotion.state],
      businessDay(promotion.validFrom),
      businessDay(new Date(promotion.validUntil.getTime() - 1)),
      promotion.code,
      live + spent + expired,
      spent,
      total.orders,
      total.discountFen / 100,
    ];
  });
}
