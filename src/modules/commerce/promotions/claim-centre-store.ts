import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { SellingPlace } from '../prices/area-entry.ts';
import { holdingAt } from '../prices/area-entry-store.ts';
import { toPromotion, type PromotionRow } from './promotion-store.ts';
import type { Promotion } from './promotion.ts';

const MAX_CLAIMABLE = 100;

/** Promotions whose coupons can be claimed at a place, those that end first first; `left` is null without a limit. */
export async function claimablePromotions(
  db: Database | DatabaseTransaction,
  place: SellingPlace,
  at: Date,
): Promise<{ readonly promotion: Promotion; readonly left: number | null }[]> {
  const { rows } = await sql<PromotionRow & { left_over: number | null }>`
    select p.*, k.claim_limit - k.claimed as left_over
    from commerce.promotion p left join commerce.promotion_count k on k.promotion_id = p.promotion_id
    where p.way = 'claim' and p.state = 'live' and ${holdingAt('p', place, at)}
    order by p.valid_until, p.promotion_id limit ${MAX_CLAIMABLE}`.execute(db);
  return rows.map((row) => ({ promotion: toPromotion(row), left: row.left_over }));
}
