import { sql } from 'kysely';
import type { CityId, CommunityId, Id, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { Signal, SignalKind } from './signal.ts';

export async function insertSignal(db: DatabaseTransaction, signal: Signal): Promise<void> {
  await sql`
    insert into touchpoints.signal (city_id, signal_id, community_id, touchpoint_id, kind, topic, reported_at)
    values (${signal.cityId}, ${signal.signalId}, ${signal.communityId}, ${signal.touchpointId}, ${signal.kind},
      ${signal.topic}, ${signal.reportedAt})`.execute(db);
}

/** The city of a community that the touchpoint covers; undefined where they do not. */
export async function coveredCity(
  db: Database,
  touchpointId: TouchpointId,
  communityId: CommunityId,
): Promise<CityId | undefined> {
  const found = await sql<{ city_id: CityId }>`
    select city_id from touchpoints.coverage
    where touchpoint_id = ${touchpointId} and community_id = ${communityId}`.execute(db);
  return found.rows[0]?.city_id;
}

/** The newest signals that the scope has. */
export async function listSignals(
  db: Database,
  scope: Scope,
  filter: { communityId?: CommunityId | undefined },
  page: { before: { reportedAt: Date; signalId: string } | undefined; limit: number },
): Promise<Signal[]> {
  const found = await sql<{
    signal_id: Id<'Signal'>;
    city_id: CityId;
    community_id: CommunityId;
    touchpoint_id: TouchpointId;
    kind: SignalKind;
    topic: string;
    reported_at: Date;
  }>`
    select s.* from touchpoints.signal s
    where ${within(scope, { city: 's.city_id', community: 's.community_id', touchpoint: 's.touchpoint_id' })}
      and ${filter.communityId === undefined ? sql`true` : sql`s.community_id = ${filter.communityId}`}
      and ${
        page.before === undefined
          ? sql`true`
          : sql`(s.reported_at, s.signal_id) < (${page.before.reportedAt}, ${page.before.signalId}::uuid)`
      }
    order by s.reported_at desc, s.signal_id desc limit ${page.limit}`.execute(db);
  return found.rows.map((row) => ({
    signalId: row.signal_id,
    cityId: row.city_id,
    communityId: row.community_id,
    touchpointId: row.touchpoint_id,
    kind: row.kind,
    topic: row.topic,
    reportedAt: row.reported_at,
  }));
}
