import { sql, type RawBuilder } from 'kysely';
import type { CityId, CommunityId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { CommunityKey } from '../communities/community-store.ts';
import type { AudienceId, Cause, Member } from './audience.ts';
import type { MatchedFact } from './facts.ts';
import type { Rule } from './rule.ts';

type Db = Database | DatabaseTransaction;

/** The members of audiences among communities. */
export async function membersAmong(
  db: Db,
  audienceIds: readonly AudienceId[],
  communities: readonly CommunityKey[],
): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select m.audience_id as "audienceId", m.community_id as "communityId", m.city_id as "cityId", m.facts
    from cdp.audience_member m
    where m.city_id = any(${[...new Set(communities.map((each) => each.cityId))]}::uuid[])
      and m.audience_id = any(${audienceIds}::uuid[])
      and m.community_id = any(${communities.map((each) => each.communityId)}::uuid[])
    order by m.audience_id, m.community_id`.execute(db);
  return rows;
}

/** Members as the rows `v` of a statement. */
function rowsOf(members: readonly Member[]): RawBuilder<unknown> {
  return sql`unnest(
    ${members.map((each) => each.cityId)}::uuid[], ${members.map((each) => each.audienceId)}::uuid[],
    ${members.map((each) => each.communityId)}::uuid[], ${members.map((each) => JSON.stringify(each.facts))}::jsonb[]
  ) as v (city_id, audience_id, community_id, facts)`;
}

const key = sql`m.city_id = v.city_id and m.audience_id = v.audience_id and m.community_id = v.community_id`;
const returned = sql`
  m.city_id as "cityId", m.audience_id as "audienceId", m.community_id as "communityId", m.facts`;

/** Lets communities in; answers those that were not in already. */
export async function addMembers(tx: DatabaseTransaction, members: readonly Member[], now: Date): Promise<Member[]> {
  if (members.length === 0) return [];
  const { rows } = await sql<Member>`
    insert into cdp.audience_member as m (city_id, audience_id, community_id, entered_at, facts)
    select v.city_id, v.audience_id, v.community_id, ${now}::timestamptz, v.facts from ${rowsOf(members)}
    order by 1, 2, 3
    on conflict do nothing
    returning ${returned}`.execute(tx);
  return rows;
}

/** Takes communities out; answers those that were in. */
export async function removeMembers(tx: DatabaseTransaction, members: readonly Member[]): Promise<Member[]> {
  if (members.length === 0) return [];
  const { rows } = await sql<Member>`
    delete from cdp.audience_member m using ${rowsOf(members)} where ${key} returning ${returned}`.execute(tx);
  return rows;
}

/** Takes communities out of an audience that ends; answers those that were in. */
export async function removeMembersAmong(
  tx: DatabaseTransaction,
  audienceId: AudienceId,
  communities: readonly CommunityKey[],
): Promise<Member[]> {
  return removeMembers(
    tx,
    communities.map((community) => ({ ...community, audienceId, facts: [] })),
  );
}

/** Renews the figures of those who stay. */
export async function restateMembers(tx: DatabaseTransaction, members: readonly Member[]): Promise<void> {
  if (members.length === 0) return;
  await sql`update cdp.audience_member m set facts = v.facts from ${rowsOf(members)} where ${key}`.execute(tx);
}

/** A member that came or went, with the figures that it had. */
export interface Transition extends Member {
  readonly id: string;
  readonly kind: 'entered' | 'left';
}

export async function keepTransitions(
  tx: DatabaseTransaction,
  transitions: readonly Transition[],
  cause: Cause,
  now: Date,
): Promise<void> {
  await sql`
    insert into cdp.audience_transition
      (city_id, transition_id, audience_id, community_id, kind, cause, facts, occurred_at)
    select v.city_id, v.transition_id, v.audience_id, v.community_id, v.kind, ${cause}, v.facts, ${now}::timestamptz
    from unnest(
      ${transitions.map((each) => each.cityId)}::uuid[], ${transitions.map((each) => each.id)}::uuid[],
      ${transitions.map((each) => each.audienceId)}::uuid[], ${transitions.map((each) => each.communityId)}::uuid[],
      ${transitions.map((each) => each.kind)}::text[], ${transitions.map((each) => JSON.stringify(each.facts))}::jsonb[]
    ) as v (city_id, transition_id, audience_id, community_id, kind, facts)`.execute(tx);
}

export interface ListedMember {
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  readonly name: string;
  readonly district: string | null;
  readonly households: number | null;
  readonly members: number;
  readonly enteredAt: Date;
  readonly facts: readonly MatchedFact[];
}

const listed = sql`
  m.community_id as "communityId", m.city_id as "cityId", coalesce(p.name, '') as name, p.district, p.households,
  coalesce(p.members, 0) as members, m.entered_at as "enteredAt", m.facts`;
const mine = (scope: Scope) => within(scope, { city: 'm.city_id', community: 'm.community_id' });

interface Page {
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page of an audience's members within the scope, by id. */
export async function listMembers(db: Db, scope: Scope, audienceId: AudienceId, page: Page): Promise<ListedMember[]> {
  const { rows } = await sql<ListedMember>`
    select ${listed} from cdp.audience_member m
    left join cdp.community_profile p on p.city_id = m.city_id and p.community_id = m.community_id
    where m.audience_id = ${audienceId} and ${mine(scope)}
      and (${page.after ?? null}::uuid is null or m.community_id > ${page.after ?? null}::uuid)
    order by m.community_id limit ${page.limit}`.execute(db);
  return rows;
}

export async function countMembersOf(db: Db, scope: Scope, audienceId: AudienceId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from cdp.audience_member m
    where m.audience_id = ${audienceId} and ${mine(scope)}`.execute(db);
  return rows[0]?.count ?? 0;
}

export interface ListedTransition {
  readonly id: string;
  readonly audienceId: AudienceId;
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  readonly name: string;
  readonly kind: 'entered' | 'left';
  readonly cause: Cause;
  readonly facts: readonly MatchedFact[];
  readonly occurredAt: Date;
}

/** Who came and went, the newest first, within the scope. */
export async function listTransitions(
  db: Db,
  scope: Scope,
  audienceId: AudienceId,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<ListedTransition[]> {
  const { rows } = await sql<ListedTransition>`
    select m.transition_id as id, m.audience_id as "audienceId", m.community_id as "communityId",
           m.city_id as "cityId", coalesce(p.name, '') as name, m.kind, m.cause, m.facts, m.occurred_at as "occurredAt"
    from cdp.audience_transition m
    left join cdp.community_profile p on p.city_id = m.city_id and p.community_id = m.community_id
    where m.audience_id = ${audienceId} and ${mine(scope)}
      and (${page.before ?? null}::uuid is null or m.transition_id < ${page.before ?? null}::uuid)
    order by m.transition_id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** The live audiences a community is in, the newest entry first, if it lies within the scope. */
export async function listMemberships(
  db: Db,
  scope: Scope,
  communityId: CommunityId,
): Promise<{ audienceId: AudienceId; name: string; rule: Rule; enteredAt: Date; facts: MatchedFact[] }[]> {
  const { rows } = await sql<{
    audienceId: AudienceId;
    name: string;
    rule: Rule;
    enteredAt: Date;
    facts: MatchedFact[];
  }>`
    select m.audience_id as "audienceId", a.name, a.rule_tree as rule, m.entered_at as "enteredAt", m.facts
    from cdp.audience_member m
    join cdp.audience a on a.audience_id = m.audience_id
    where m.community_id = ${communityId} and ${mine(scope)}
    order by m.entered_at desc, m.audience_id
    limit 200`.execute(db);
  return rows;
}
