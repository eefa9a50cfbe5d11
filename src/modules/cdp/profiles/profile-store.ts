import { sql } from 'kysely';
import type { CityId, CommunityId, CustomerKey } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { IdentifierKind } from '../identity/identifier.ts';

type Db = Database | DatabaseTransaction;

export interface Home {
  readonly subjectId: string;
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  readonly householdId: string | null;
  readonly at: Date;
  /** The person lives there; otherwise they were only met there, which any firm place overrides. */
  readonly firm: boolean;
}

/** Sets where subjects live, each once. Their profiles are locked by the caller and refreshed afterwards. */
export async function placeSubjects(db: DatabaseTransaction, homes: readonly Home[]): Promise<void> {
  await sql`
    update cdp.subject s set
      community_id = u.community_id, city_id = u.city_id, household_id = coalesce(u.household_id, s.household_id),
      placed_at = case when u.firm then u.placed_at end
    from unnest(
      ${homes.map((each) => each.subjectId)}::uuid[], ${homes.map((each) => each.communityId)}::uuid[],
      ${homes.map((each) => each.cityId)}::uuid[], ${homes.map((each) => each.householdId)}::uuid[],
      ${homes.map((each) => each.at)}::timestamptz[], ${homes.map((each) => each.firm)}::boolean[]
    ) as u (subject_id, community_id, city_id, household_id, placed_at, firm)
    where s.subject_id = u.subject_id
      and (s.community_id is null or (u.firm and (s.placed_at is null or s.placed_at <= u.placed_at)))`.execute(db);
}

export interface PlaceChange {
  readonly profileId: string;
  readonly before: { readonly communityId: CommunityId; readonly cityId: CityId } | null;
  readonly after: { readonly communityId: CommunityId; readonly cityId: CityId } | null;
}

/** Copies to profiles the place of the subject that was placed last; answers those that changed. */
export async function refreshPlaces(db: DatabaseTransaction, profileIds: readonly string[]): Promise<PlaceChange[]> {
  const { rows } = await sql<{
    profile_id: string;
    old_community: CommunityId | null;
    old_city: CityId | null;
    new_community: CommunityId | null;
    new_city: CityId | null;
  }>`
    with chosen as (
      select distinct on (s.profile_id) s.profile_id, s.community_id, s.city_id, s.household_id
      from cdp.subject s where s.profile_id = any(${profileIds}::uuid[]) and s.community_id is not null
      order by s.profile_id, s.placed_at desc nulls last, s.subject_id
    ), seen as (
      select b.profile_id, b.community_id as old_community, b.city_id as old_city, b.household_id as old_household,
        c.community_id, c.city_id, c.household_id
      from cdp.profile b left join chosen c on c.profile_id = b.profile_id
      where b.profile_id = any(${profileIds}::uuid[])
    )
    update cdp.profile p
    set community_id = seen.community_id, city_id = seen.city_id, household_id = seen.household_id
    from seen
    where p.profile_id = seen.profile_id
      and (seen.old_community, seen.old_household) is distinct from (seen.community_id, seen.household_id)
    returning p.profile_id, seen.old_community, seen.old_city, p.community_id as new_community, p.city_id as new_city
  `.execute(db);
  const place = (communityId: CommunityId | null, cityId: CityId | null) =>
    communityId === null || cityId === null ? null : { communityId, cityId };
  return rows.map((row) => ({
    profileId: row.profile_id,
    before: place(row.old_community, row.old_city),
    after: place(row.new_community, row.new_city),
  }));
}

/** Ids of households by the keyed hash of community and code; makes those that are new. */
export async function ensureHouseholds(
  db: DatabaseTransaction,
  households: readonly { hash: string; householdId: string; communityId: string; cityId: string }[],
  now: Date,
): Promise<Map<string, string>> {
  await sql`
    insert into cdp.household (household_hash, household_id, community_id, city_id, created_at)
    select u.household_hash, u.household_id, u.community_id, u.city_id, ${now}::timestamptz
    from unnest(
      ${households.map(({ hash }) => `\\x${hash}`)}::bytea[], ${households.map((each) => each.householdId)}::uuid[],
      ${households.map((each) => each.communityId)}::uuid[], ${households.map((each) => each.cityId)}::uuid[]
    ) as u (household_hash, household_id, community_id, city_id)
    order by u.household_hash
    on conflict (household_hash) do nothing`.execute(db);
  const { rows } = await sql<{ hash: string; household_id: string }>`
    select encode(household_hash, 'hex') as hash, household_id from cdp.household
    where household_hash = any(${households.map(({ hash }) => `\\x${hash}`)}::bytea[])`.execute(db);
  return new Map(rows.map((row) => [row.hash, row.household_id]));
}

export interface TraitSet {
  readonly subjectId: string;
  readonly trait: string;
  /** JSON text. */
  readonly content: string;
  readonly at: Date;
  readonly eventId: string;
}

/** Sets traits, each of a subject once; one that was set later in time stays. */
export async function setTraits(db: DatabaseTransaction, traits: readonly TraitSet[]): Promise<void> {
  await sql`
    insert into cdp.subject_trait as t (subject_id, trait, content, set_at, event_id)
    select u.subject_id, u.trait, u.content, u.set_at, u.event_id
    from unnest(
      ${traits.map((each) => each.subjectId)}::uuid[], ${traits.map((each) => each.trait)}::text[],
      ${traits.map((each) => each.content)}::jsonb[], ${traits.map((each) => each.at)}::timestamptz[],
      ${traits.map((each) => each.eventId)}::uuid[]
    ) as u (subject_id, trait, content, set_at, event_id)
    order by u.subject_id, u.trait
    on conflict (subject_id, trait) do update
    set content = excluded.content, set_at = excluded.set_at, event_id = excluded.event_id
    where t.set_at <= excluded.set_at`.execute(db);
}

export interface ConsentRecord {
  readonly subjectId: string;
  readonly consentId: string;
  readonly purpose: string;
  readonly noticeVersion: string;
  readonly granted: boolean;
  readonly at: Date;
}

export async function addConsents(
  db: DatabaseTransaction,
  consents: readonly ConsentRecord[],
  sourceId: string,
): Promise<void> {
  await sql`
    insert into cdp.consent (subject_id, purpose, recorded_at, consent_id, notice_version, granted, source_id)
    select u.subject_id, u.purpose, u.recorded_at, u.consent_id, u.notice_version, u.granted, ${sourceId}::uuid
    from unnest(
      ${consents.map((each) => each.subjectId)}::uuid[], ${consents.map((each) => each.purpose)}::text[],
      ${consents.map((each) => each.at)}::timestamptz[], ${consents.map((each) => each.consentId)}::uuid[],
      ${consents.map((each) => each.noticeVersion)}::text[], ${consents.map((each) => each.granted)}::boolean[]
    ) as u (subject_id, purpose, recorded_at, consent_id, notice_version, granted)
    order by u.subject_id, u.purpose, u.recorded_at, u.consent_id
    on conflict do nothing`.execute(db);
}

export interface ProfileRow {
  readonly profileId: string;
  readonly communityId: CommunityId | null;
  readonly cityId: CityId | null;
  readonly householdId: string | null;
  readonly createdAt: Date;
}

const profileColumns = sql`p.profile_id as "profileId", p.community_id as "communityId", p.city_id as "cityId",
  p.household_id as "householdId", p.created_at as "createdAt"`;
const inScope = (scope: Scope) => within(scope, { city: 'p.city_id', community: 'p.community_id' });

/** The live profile that answers to an id: its own, that of one it absorbed, or of a subject. Undefined outside the scope. */
export async function findProfile(db: Db, scope: Scope, profileId: string): Promise<ProfileRow | undefined> {
  // A profile carries the id of its first subject, which moves along with every merge.
  const current = await sql<{ profile_id: string }>`
    select profile_id from cdp.subject where subject_id = ${profileId}`.execute(db);
  const id = current.rows[0]?.profile_id;
  if (id === undefined) return undefined;
  const { rows } = await sql<ProfileRow>`
    select ${profileColumns} from cdp.profile p
    where p.profile_id = ${id} and p.absorbed_into is null and ${inScope(scope)}`.execute(db);
  return rows[0];
}

/** The live profiles of subjects, within the scope, at most `limit`, the newest first. */
export async function profilesOfSubjects(
  db: Db,
  scope: Scope,
  subjectIds: readonly string[],
  limit: number,
): Promise<ProfileRow[]> {
  const { rows } = await sql<ProfileRow>`
    select ${profileColumns} from cdp.profile p
    where p.profile_id in (select s.profile_id from cdp.subject s where s.subject_id = any(${subjectIds}::uuid[]))
      and p.absorbed_into is null and ${inScope(scope)}
    order by p.profile_id desc limit ${limit}`.execute(db);
  return rows;
}

/** The profile of each of some subjects. */
export async function profileIdsOf(db: Db, subjectIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ subjectId: string; profileId: string }>`
    select subject_id as "subjectId", profile_id as "profileId" from cdp.subject
    where subject_id = any(${[...subjectIds]}::uuid[])`.execute(db);
  return new Map(rows.map(({ subjectId, profileId }) => [subjectId, profileId]));
}

/** The keys of the phones by which subjects are known. */
export async function phoneKeysOf(db: Db, subjectIds: readonly string[]): Promise<Map<string, CustomerKey[]>> {
  const { rows } = await sql<{ subjectId: string; key: CustomerKey }>`
    select subject_id as "subjectId", encode(keyed_hash, 'hex') as key from cdp.identifier
    where subject_id = any(${[...subjectIds]}::uuid[]) and kind = 'phone' order by first_seen_at`.execute(db);
  const grouped = Map.groupBy(rows, ({ subjectId }) => subjectId);
  return new Map([...grouped].map(([subjectId, own]) => [subjectId, own.map(({ key }) => key)]));
}

export async function subjectsOf(db: Db, profileIds: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ profile_id: string; subject_id: string }>`
    select profile_id, subject_id from cdp.subject where profile_id = any(${profileIds}::uuid[])
    order by profile_id, subject_id`.execute(db);
  const grouped = Map.groupBy(rows, (row) => row.profile_id);
  return new Map([...grouped].map(([profileId, each]) => [profileId, each.map((row) => row.subject_id)]));
}

/** Traits of subjects, of each name the one that was set last. */
export async function traitsOf(
  db: Db,
  subjectIds: readonly string[],
): Promise<{ trait: string; content: unknown; setAt: Date }[]> {
  const { rows } = await sql<{ trait: string; content: unknown; setAt: Date }>`
    select distinct on (trait) trait, content, set_at as "setAt" from cdp.subject_trait
    where subject_id = any(${subjectIds}::uuid[]) order by trait, set_at desc limit 200`.execute(db);
  return rows;
}

/** The standing answer of each purpose: the one that was recorded last. */
export async function consentsOf(
  db: Db,
  subjectIds: readonly string[],
): Promise<{ purpose: string; noticeVersion: string; granted: boolean; recordedAt: Date }[]> {
  const { rows } = await sql<{ purpose: string; noticeVersion: string; granted: boolean; recordedAt: Date }>`
    select distinct on (purpose) purpose, notice_version as "noticeVersion", granted, recorded_at as "recordedAt"
    from cdp.consent where subject_id = any(${subjectIds}::uuid[])
    order by purpose, recorded_at desc, consent_id desc limit 200`.execute(db);
  return rows;
}

export async function identifierCounts(
  db: Db,
  subjectIds: readonly string[],
): Promise<{ kind: IdentifierKind; found: number; firstSeenAt: Date }[]> {
  const { rows } = await sql<{ kind: IdentifierKind; found: number; firstSeenAt: Date }>`
    select kind, count(*)::int as found, min(first_seen_at) as "firstSeenAt" from cdp.identifier
    where subject_id = any(${subjectIds}::uuid[]) group by kind order by kind`.execute(db);
  return rows;
}

export interface TimelineRow {
  readonly eventId: string;
  readonly subjectId: string;
  readonly sourceId: string;
  readonly kind: string;
  readonly name: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly communityId: CommunityId | null;
  readonly properties: Record<string, unknown>;
  readonly personal: Buffer | null;
}

/** Events of subjects, the newest first, before `before`. The caller has checked that the profile may be seen. */
export async function timelineOf(
  db: Db,
  subjectIds: readonly string[],
  page: { before: { at: string; eventId: string } | undefined; limit: number },
): Promise<(TimelineRow & { at: string })[]> {
  const before =
    page.before === undefined
      ? sql`true`
      : sql`(e.occurred_at, e.event_id) < (${page.before.at}::timestamptz, ${page.before.eventId}::uuid)`;
  const { rows } = await sql<TimelineRow & { at: string }>`
    select e.event_id as "eventId", e.subject_id as "subjectId", e.source_id as "sourceId", e.kind, e.name,
      e.occurred_at as "occurredAt", e.received_at as "receivedAt", e.community_id as "communityId", e.properties,
      e.personal, e.occurred_at::text as at
    from unnest(${subjectIds}::uuid[]) as u (subject_id)
    cross join lateral (
      select * from cdp.event e where e.subject_id = u.subject_id and ${before}
      order by e.occurred_at desc, e.event_id desc limit ${page.limit}
    ) e
    order by e.occurred_at desc, e.event_id desc limit ${page.limit}`.execute(db);
  return rows;
}
