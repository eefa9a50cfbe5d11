import { sql } from 'kysely';
import { firstUuidOf } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { Audience, AudienceId } from './audience.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  a.audience_id as id, a.name, a.rule_tree as rule, a.state, a.revision, a.owner_id as "ownerId",
  a.created_at as "createdAt", a.updated_at as "updatedAt", a.archived_at as "archivedAt"`;

/** Adds an audience; false if a live one has the name. */
export async function insertAudience(tx: DatabaseTransaction, audience: Audience): Promise<boolean> {
  const { id, name, rule, state, revision, ownerId, createdAt, updatedAt, archivedAt } = audience;
  const { rows } = await sql`
    insert into cdp.audience
      (audience_id, name, rule_tree, state, revision, owner_id, created_at, updated_at, archived_at)
    values (${id}, ${name}, ${JSON.stringify(rule)}::jsonb, ${state}, ${revision}, ${ownerId}, ${createdAt},
            ${updatedAt}, ${archivedAt})
    on conflict (name) where state = 'live' do nothing
    returning 1`.execute(tx);
  return rows.length === 1;
}

/** Saves an edit made from the revision before it; false if somebody was faster. */
export async function saveAudience(tx: DatabaseTransaction, audience: Audience): Promise<boolean> {
  const { id, name, rule, state, revision, updatedAt, archivedAt } = audience;
  const { rows } = await sql`
    update cdp.audience
    set name = ${name}, rule_tree = ${JSON.stringify(rule)}::jsonb, state = ${state}, revision = ${revision},
        updated_at = ${updatedAt}, archived_at = ${archivedAt}
    where audience_id = ${id} and revision = ${revision - 1}
    returning 1`.execute(tx);
  return rows.length === 1;
}

export async function nameTaken(db: Db, name: string, but: AudienceId): Promise<boolean> {
  const { rows } = await sql`
    select 1 from cdp.audience where name = ${name} and state = 'live' and audience_id <> ${but}`.execute(db);
  return rows.length > 0;
}

/** An audience; it is the same for every reader, its members are not. */
export async function findAudience(db: Db, id: AudienceId): Promise<Audience | undefined> {
  const { rows } = await sql<Audience>`select ${columns} from cdp.audience a where a.audience_id = ${id}`.execute(db);
  return rows[0];
}

export async function audiencesByIds(db: Db, ids: readonly AudienceId[]): Promise<Map<AudienceId, Audience>> {
  const { rows } = await sql<Audience>`
    select ${columns} from cdp.audience a where a.audience_id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((audience) => [audience.id, audience]));
}

/** All live audiences, the oldest first; their number is limited when they are made. */
export async function liveAudiences(db: Db): Promise<Audience[]> {
  const { rows } = await sql<Audience>`
    select ${columns} from cdp.audience a where a.state = 'live' order by a.audience_id limit 1000`.execute(db);
  return rows;
}

export async function countLiveAudiences(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from cdp.audience a where a.state = 'live'`.execute(db);
  return rows[0]?.count ?? 0;
}

export interface ListedAudience extends Audience {
  /** Members within the reader's scope. */
  readonly memberCount: number;
  /** When the newest of them entered. */
  readonly lastEnteredAt: Date | null;
  /** Who came and went since the asked time, within the reader's scope. */
  readonly weekEntered: number;
  readonly weekLeft: number;
}

/** A page of audiences, the newest first, with their members counted within the scope. */
export async function listAudiences(
  db: Db,
  scope: Scope,
  page: {
    readonly state: Audience['state'];
    readonly text: string | undefined;
    readonly before: string | undefined;
    readonly limit: number;
    /** From when entries and exits are counted. */
    readonly since: Date;
  },
): Promise<ListedAudience[]> {
  const { rows } = await sql<ListedAudience>`
    select ${columns}, counted.members as "memberCount", counted.entered as "lastEnteredAt",
           moved.entered as "weekEntered", moved.gone as "weekLeft"
    from cdp.audience a
    cross join lateral (
      select count(*)::integer as members, max(m.entered_at) as entered from cdp.audience_member m
      where m.audience_id = a.audience_id and ${within(scope, { city: 'm.city_id', community: 'm.community_id' })}
    ) counted
    cross join lateral (
      select count(*) filter (where t.kind = 'entered')::integer as entered,
             count(*) filter (where t.kind = 'left')::integer as gone
      from cdp.audience_transition t
      where t.audience_id = a.audience_id and t.transition_id >= ${firstUuidOf(page.since.getTime())}::uuid
        and t.occurred_at >= ${page.since} and ${within(scope, { city: 't.city_id', community: 't.community_id' })}
    ) moved
    where a.state = ${page.state}
      and (${page.text ?? null}::text is null or position(${page.text ?? ''} in a.name) > 0)
      and (${page.before ?? null}::uuid is null or a.audience_id < ${page.before ?? null}::uuid)
    order by a.audience_id desc
    limit ${page.limit}`.execute(db);
  return rows;
}
