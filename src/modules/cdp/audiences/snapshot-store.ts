import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { Audience, AudienceId, SnapshotId } from './audience.ts';
import type { ListedMember } from './member-store.ts';
import type { Rule } from './rule.ts';

type Db = Database | DatabaseTransaction;

/** Who was in an audience at a moment, and by which rule. */
export interface Snapshot {
  readonly id: SnapshotId;
  readonly audienceId: AudienceId;
  readonly rule: Rule;
  /** Members that the reader may see; all for who took it. */
  readonly memberCount: number;
  readonly takenBy: UserId | null;
  readonly takenAt: Date;
}

/** Keeps the members of an audience as they are now. */
export async function insertSnapshot(
  tx: DatabaseTransaction,
  audience: Audience,
  taken: { readonly id: SnapshotId; readonly takenBy: UserId | null; readonly takenAt: Date },
): Promise<Snapshot> {
  const { id, takenBy, takenAt } = taken;
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from cdp.audience_member m where m.audience_id = ${audience.id}`.execute(tx);
  const memberCount = rows[0]?.count ?? 0;
  await sql`
    insert into cdp.audience_snapshot (snapshot_id, audience_id, rule_tree, member_count, taken_by, taken_at)
    values (${id}, ${audience.id}, ${JSON.stringify(audience.rule)}::jsonb, ${memberCount}, ${takenBy}, ${takenAt})`.execute(
    tx,
  );
  await sql`
    insert into cdp.audience_snapshot_member (city_id, snapshot_id, community_id, entered_at, facts)
    select m.city_id, ${id}::uuid, m.community_id, m.entered_at, m.facts
    from cdp.audience_member m where m.audience_id = ${audience.id}`.execute(tx);
  return { id, audienceId: audience.id, rule: audience.rule, memberCount, takenBy, takenAt };
}

const mine = (scope: Scope) => within(scope, { city: 'm.city_id', community: 'm.community_id' });

/** The snapshots of an audience, the newest first, with their members counted within the scope. */
export async function listSnapshots(
  db: Db,
  scope: Scope,
  audienceId: AudienceId,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<Snapshot[]> {
  const { rows } = await sql<Snapshot>`
    select s.snapshot_id as id, s.audience_id as "audienceId", s.rule_tree as rule, s.taken_by as "takenBy",
           s.taken_at as "takenAt", (
             select count(*)::integer from cdp.audience_snapshot_member m
             where m.snapshot_id = s.snapshot_id and ${mine(scope)}) as "memberCount"
    from cdp.audience_snapshot s
    where s.audience_id = ${audienceId}
      and (${page.before ?? null}::uuid is null or s.snapshot_id < ${page.before ?? null}::uuid)
    order by s.snapshot_id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** The rule by which a snapshot was taken; undefined if it is not one of the audience. */
export async function ruleOfSnapshot(db: Db, audienceId: AudienceId, id: SnapshotId): Promise<Rule | undefined> {
  const { rows } = await sql<{ rule: Rule }>`
    select s.rule_tree as rule from cdp.audience_snapshot s
    where s.snapshot_id = ${id} and s.audience_id = ${audienceId}`.execute(db);
  return rows[0]?.rule;
}

/** A page of who was in, by id, within the scope; names and households are today's. */
export async function listSnapshotMembers(
  db: Db,
  scope: Scope,
  id: SnapshotId,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<ListedMember[]> {
  const { rows } = await sql<ListedMember>`
    select m.community_id as "communityId", m.city_id as "cityId", coalesce(p.name, '') as name, p.district,
           p.households, coalesce(p.members, 0) as members, m.entered_at as "enteredAt", m.facts
    from cdp.audience_snapshot_member m
    left join cdp.community_profile p on p.city_id = m.city_id and p.community_id = m.community_id
    where m.snapshot_id = ${id} and ${mine(scope)}
      and (${page.after ?? null}::uuid is null or m.community_id > ${page.after ?? null}::uuid)
    order by m.community_id limit ${page.limit}`.execute(db);
  return rows;
}
