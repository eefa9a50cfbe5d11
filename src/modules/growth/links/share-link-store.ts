import { sql } from 'kysely';
import type { CityId, CommunityId, Id, StoreId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { ShareLink } from './share-link.ts';

type Db = Database | DatabaseTransaction;

interface Row {
  share_token: string;
  city_id: CityId;
  community_id: CommunityId;
  store_id: StoreId | null;
  play_id: Id<'Play'>;
  task_id: Id<'Task'>;
  package_id: Id<'Package'>;
  touchpoint_id: TouchpointId;
  attempt: number;
}

const toLink = (row: Row): ShareLink => ({
  shareToken: row.share_token,
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  playId: row.play_id,
  taskId: row.task_id,
  packageId: row.package_id,
  touchpointId: row.touchpoint_id,
  attempt: row.attempt,
});

/** Makes the link, or moves it to the touchpoint of a later offer. */
export async function putLink(db: DatabaseTransaction, link: ShareLink, now: Date): Promise<void> {
  await sql`
    insert into growth.share_link (share_token, city_id, community_id, store_id, play_id, task_id, package_id,
      touchpoint_id, attempt, made_at, moved_at)
    values (${link.shareToken}, ${link.cityId}, ${link.communityId}, ${link.storeId}, ${link.playId}, ${link.taskId},
      ${link.packageId}, ${link.touchpointId}, ${link.attempt}, ${now}, ${now})
    on conflict (share_token) do update
      set touchpoint_id = excluded.touchpoint_id, store_id = excluded.store_id, attempt = excluded.attempt,
          moved_at = excluded.moved_at
      where share_link.attempt < excluded.attempt`.execute(db);
}

/** The link of a token; a token is the right to see the offer, so there is no scope. */
export async function linkByToken(db: Db, shareToken: string): Promise<ShareLink | undefined> {
  const found = await sql<Row>`select * from growth.share_link where share_token = ${shareToken}`.execute(db);
  return found.rows.map(toLink)[0];
}

/** Notes a visitor of a link; false when they were there before. */
export async function insertVisitor(
  db: DatabaseTransaction,
  link: ShareLink,
  visitorHash: string,
  now: Date,
): Promise<boolean> {
  const added = await sql`
    insert into growth.visitor (share_token, visitor_hash, touchpoint_id, first_visited_at)
    values (${link.shareToken}, ${visitorHash}, ${link.touchpointId}, ${now})
    on conflict (share_token, visitor_hash) do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}

/** Who held the task when a visitor opened the link; undefined for a visitor who never did. */
export async function holderAtVisit(
  db: Db,
  shareToken: string,
  visitorHash: string,
): Promise<TouchpointId | undefined> {
  const found = await sql<{ touchpoint_id: TouchpointId }>`
    select touchpoint_id from growth.visitor
    where share_token = ${shareToken} and visitor_hash = ${visitorHash}`.execute(db);
  return found.rows[0]?.touchpoint_id;
}

/** Visitors of a link since a moment. */
export async function countVisitors(db: Db, shareToken: string, since: Date): Promise<number> {
  const counted = await sql<{ visitors: number }>`
    select count(*) as visitors from growth.visitor
    where share_token = ${shareToken} and first_visited_at >= ${since}`.execute(db);
  return counted.rows[0]?.visitors ?? 0;
}
