import { sql } from 'kysely';
import type { CommunityId } from '#kernel/ids';
import type { Database } from '#platform/context';

/** How many group buys are open in each of the communities; those without one are absent. */
export async function openGroupBuysIn(
  db: Database,
  communityIds: readonly CommunityId[],
  now: Date,
): Promise<Map<CommunityId, number>> {
  const found = await sql<{ community_id: CommunityId; open: number }>`
    select g.community_id, count(*)::int as open from commerce.group_buy g
    where g.community_id = any(${[...communityIds]}::uuid[]) and g.state = 'open' and g.cut_off_at > ${now}
    group by g.community_id`.execute(db);
  return new Map(found.rows.map((row) => [row.community_id, row.open]));
}

/** Communities in which something is open now, those with most first. */
export async function communitiesWithGroupBuys(db: Database, now: Date, limit: number): Promise<CommunityId[]> {
  const found = await sql<{ community_id: CommunityId }>`
    select g.community_id from commerce.group_buy g
    where g.state = 'open' and g.cut_off_at > ${now}
    group by g.community_id order by count(*) desc, g.community_id limit ${limit}`.execute(db);
  return found.rows.map((row) => row.community_id);
}
