import { sql } from 'kysely';
import type { CityId, CommunityId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { HashedIdentifier, IdentifierKind } from './identifier.ts';
import { byteaOf } from './hash-identifiers.ts';

type Db = Database | DatabaseTransaction;

export interface SubjectRow {
  readonly subjectId: string;
  readonly profileId: string;
  readonly communityId: CommunityId | null;
  readonly cityId: CityId | null;
}

/** What is known of identifiers: whose each one is, and whether it may link. Unknown, unblocked ones are absent. */
export async function findIdentifiers(
  db: Db,
  identifiers: readonly HashedIdentifier[],
): Promise<{ key: string; subjectId: string | null; effect: 'blocked' | 'shared' | null }[]> {
  const { rows } = await sql<{ key: string; subjectId: string | null; effect: 'blocked' | 'shared' | null }>`
    select u.key, i.subject_id as "subjectId", b.effect
    from unnest(
      ${identifiers.map(({ key }) => key)}::text[], ${identifiers.map(({ key }) => byteaOf(key))}::bytea[],
      ${identifiers.map(({ kind }) => kind)}::text[]
    ) as u (key, keyed_hash, kind)
    left join cdp.identifier i on i.keyed_hash = u.keyed_hash and i.kind = u.kind
    left join cdp.blocked_identifier b on b.keyed_hash = u.keyed_hash and b.kind = u.kind
    where i.subject_id is not null or b.effect is not null`.execute(db);
  return rows;
}

export async function findSubjects(db: Db, subjectIds: readonly string[]): Promise<SubjectRow[]> {
  const { rows } = await sql<SubjectRow>`
    select subject_id as "subjectId", profile_id as "profileId", community_id as "communityId", city_id as "cityId"
    from cdp.subject where subject_id = any(${subjectIds}::uuid[])`.execute(db);
  return rows;
}

/** Locks profiles in the order of their ids; answers those that are live. */
export async function lockProfiles(db: DatabaseTransaction, profileIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ profileId: string }>`
    select profile_id as "profileId" from cdp.profile
    where profile_id = any(${profileIds}::uuid[]) and absorbed_into is null
    order by profile_id for update`.execute(db);
  return rows.map((row) => row.profileId);
}

export interface LoadedSubject {
  readonly subjectId: string;
  readonly profileId: string;
  readonly isPlaced: boolean;
  /** How many identifiers of each kind it has. */
  readonly counts: Partial<Record<IdentifierKind, number>> | null;
  /** Subjects that a person has told apart from it. */
  readonly apart: readonly string[] | null;
}

/** Every subject of profiles, with what decides about merges. */
export async function subjectsOfProfiles(db: Db, profileIds: readonly string[]): Promise<LoadedSubject[]> {
  const { rows } = await sql<LoadedSubject>`
    select s.subject_id as "subjectId", s.profile_id as "profileId", s.community_id is not null as "isPlaced", (
      select jsonb_object_agg(c.kind, c.found) from (
        select i.kind, count(*)::int as found from cdp.identifier i where i.subject_id = s.subject_id group by i.kind
      ) c
    ) as counts, (
      select array_agg(k.other_subject_id) from cdp.kept_apart k where k.subject_id = s.subject_id
    ) as apart
    from cdp.subject s where s.profile_id = any(${profileIds}::uuid[])`.execute(db);
  return rows;
}

/** Claims identifiers for subjects; answers how many were free. Fewer than asked: somebody was faster. */
export async function insertIdentifiers(
  db: DatabaseTransaction,
  identifiers: readonly (HashedIdentifier & { subjectId: string })[],
  sourceId: string,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ one: number }>`
    insert into cdp.identifier (keyed_hash, kind, subject_id, source_id, first_seen_at)
    select u.keyed_hash, u.kind, u.subject_id, ${sourceId}::uuid, ${now}::timestamptz
    from unnest(
      ${identifiers.map(({ key }) => byteaOf(key))}::bytea[], ${identifiers.map(({ kind }) => kind)}::text[],
      ${identifiers.map(({ subjectId }) => subjectId)}::uuid[]
    ) as u (keyed_hash, kind, subject_id)
    order by u.keyed_hash, u.kind
    on conflict (keyed_hash, kind) do nothing
    returning 1 as one`.execute(db);
  return rows.length;
}

/** New subjects, each with the profile that it began; `profileId` is where it ended. */
export async function insertSubjects(
  db: DatabaseTransaction,
  subjects: readonly { subjectId: string; profileId: string; absorbedInto: string | null }[],
  now: Date,
): Promise<void> {
  await sql`
    with made as (
      select * from unnest(
        ${subjects.map((each) => each.subjectId)}::uuid[], ${subjects.map((each) => each.profileId)}::uuid[],
        ${subjects.map((each) => each.absorbedInto)}::uuid[]
      ) as u (subject_id, profile_id, absorbed_into)
    ), begun as (
      insert into cdp.profile (profile_id, absorbed_into, created_at)
      select subject_id, absorbed_into, ${now}::timestamptz from made
    )
    insert into cdp.subject (subject_id, profile_id, created_at)
    select subject_id, profile_id, ${now}::timestamptz from made`.execute(db);
}

/** Points subjects to profiles. Their old and new profiles are locked by the caller. */
export async function moveSubjects(
  db: DatabaseTransaction,
  moves: readonly { subjectId: string; profileId: string }[],
): Promise<void> {
  await sql`
    update cdp.subject s set profile_id = u.profile_id
    from unnest(
      ${moves.map((each) => each.subjectId)}::uuid[], ${moves.map((each) => each.profileId)}::uuid[]
    ) as u (subject_id, profile_id)
    where s.subject_id = u.subject_id`.execute(db);
}

/** Says of profiles which other one absorbed them; null makes them live again. */
export async function markAbsorbed(
  db: DatabaseTransaction,
  marks: readonly { profileId: string; absorbedInto: string | null }[],
): Promise<void> {
  await sql`
    update cdp.profile p set absorbed_into = u.absorbed_into
    from unnest(
      ${marks.map((each) => each.profileId)}::uuid[], ${marks.map((each) => each.absorbedInto)}::uuid[]
    ) as u (profile_id, absorbed_into)
    where p.profile_id = u.profile_id`.execute(db);
}

/** Keeps values from identifying anybody (`blocked`), or from linking people (`shared`). Repeatable. */
export async function insertBlocked(
  db: DatabaseTransaction,
  blocked: readonly (HashedIdentifier & { effect: 'blocked' | 'shared'; reason: string })[],
  now: Date,
): Promise<void> {
  await sql`
    insert into cdp.blocked_identifier (keyed_hash, kind, effect, reason, blocked_at)
    select u.keyed_hash, u.kind, u.effect, u.reason, ${now}::timestamptz
    from unnest(
      ${blocked.map(({ key }) => byteaOf(key))}::bytea[], ${blocked.map(({ kind }) => kind)}::text[],
      ${blocked.map(({ effect }) => effect)}::text[], ${blocked.map(({ reason }) => reason)}::text[]
    ) as u (keyed_hash, kind, effect, reason)
    order by u.keyed_hash, u.kind
    on conflict (keyed_hash, kind) do update set effect = excluded.effect, reason = excluded.reason`.execute(db);
}

/** Lets values identify again; answers how many were blocked. */
export async function deleteBlocked(
  db: DatabaseTransaction,
  identifiers: readonly HashedIdentifier[],
): Promise<number> {
  const { rows } = await sql<{ one: number }>`
    delete from cdp.blocked_identifier b
    using unnest(
      ${identifiers.map(({ key }) => byteaOf(key))}::bytea[], ${identifiers.map(({ kind }) => kind)}::text[]
    ) as u (keyed_hash, kind)
    where b.keyed_hash = u.keyed_hash and b.kind = u.kind returning 1 as one`.execute(db);
  return rows.length;
}

/**
 * Batches that resolve identities go side by side (`together`); one that lost a race goes alone (`alone`): it waits for
 * those under way, and those that come wait for it, so that it cannot lose again. Whoever waits here holds nothing yet.
 */
export async function enterLane(db: DatabaseTransaction, lane: 'together' | 'alone'): Promise<void> {
  const lock = lane === 'together' ? sql`pg_advisory_xact_lock_shared` : sql`pg_advisory_xact_lock`;
  await sql`select ${lock}(hashtextextended('cdp.identity', 0))`.execute(db);
}
