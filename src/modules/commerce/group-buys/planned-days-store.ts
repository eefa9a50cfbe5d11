import { sql } from 'kysely';
import type { CityId, CommunityId, SkuId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';

/** Business days on which an item is in a group buy of a community. */
export interface PlannedDays {
  readonly communityId: CommunityId;
  readonly skuId: SkuId;
  /** `YYYY-MM-DD`, in order, each once. */
  readonly days: readonly string[];
}

/**
 * Days of group buys between two business days, both included, as far as each day's was planned before it began: what a
 * leader opens in the morning is not known the night before. Drafts and what was called off are left out.
 */
export async function plannedGroupBuys(
  db: Database | DatabaseTransaction,
  asked: { readonly cityIds: readonly CityId[]; readonly from: string; readonly to: string },
): Promise<PlannedDays[]> {
  const { cityIds, from, to } = asked;
  const { rows } = await sql<PlannedDays>`
    with spans as (
      select g.city_id, g.group_buy_id, g.community_id,
        greatest((g.opens_at at time zone 'Asia/Shanghai')::date, (g.created_at at time zone 'Asia/Shanghai')::date + 1,
          ${from}::date) as first,
        least((g.cut_off_at at time zone 'Asia/Shanghai')::date, ${to}::date) as last
      from commerce.group_buy g
      where g.city_id = any(${[...cityIds]}::uuid[]) and g.state not in ('draft', 'cancelled') and g.cancel_reason is null
        and g.cut_off_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'
        and g.opens_at < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'
    )
    select s.community_id as "communityId", i.sku_id as "skuId",
      array_agg(distinct to_char(day, 'YYYY-MM-DD') order by to_char(day, 'YYYY-MM-DD')) as days
    from spans s join commerce.group_buy_item i on i.city_id = s.city_id and i.group_buy_id = s.group_buy_id
      cross join generate_series(s.first::timestamp, s.last::timestamp, interval '1 day') as day
    where s.first <= s.last
    group by 1, 2`.execute(db);
  return rows;
}
