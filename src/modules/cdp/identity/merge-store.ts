import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { IdentifierKind } from './identifier.ts';
import type { Merge, MergeRule } from './resolution.ts';

type Db = Database | DatabaseTransaction;

export interface KeptMerge extends Merge {
  readonly mergeId: string;
  readonly sourceId: string;
  readonly mergedAt: Date;
  readonly undoneAt: Date | null;
}

interface MergeRow {
  merge_id: string;
  profile_id: string;
  absorbed_profile_id: string;
  rule: MergeRule;
  linking_kind: IdentifierKind;
  joined_kind: IdentifierKind;
  event_id: string;
  source_id: string;
  kept_subject_id: string;
  joined_subject_id: string;
  absorbed_subject_ids: string[];
  merged_at: Date;
  undone_at: Date | null;
}

const toMerge = (row: MergeRow): KeptMerge => ({
  mergeId: row.merge_id,
  profileId: row.profile_id,
  absorbedProfileId: row.absorbed_profile_id,
  rule: row.rule,
  linkingKind: row.linking_kind,
  joinedKind: row.joined_kind,
  eventId: row.event_id,
  sourceId: row.source_id,
  keptSubjectId: row.kept_subject_id,
  joinedSubjectId: row.joined_subject_id,
  absorbedSubjectIds: row.absorbed_subject_ids,
  mergedAt: row.merged_at,
  undoneAt: row.undone_at,
});

const columns = sql`merge_id, profile_id, absorbed_profile_id, rule, linking_kind, joined_kind, event_id, source_id,
  kept_subject_id, joined_subject_id, absorbed_subject_ids, merged_at, undone_at`;

export async function insertMerges(
  db: DatabaseTransaction,
  merges: readonly (Merge & { mergeId: string })[],
  sourceId: string,
  now: Date,
): Promise<void> {
  await sql`
    insert into cdp.profile_merge (merge_id, profile_id, absorbed_profile_id, rule, linking_kind, joined_kind, event_id,
      source_id, kept_subject_id, joined_subject_id, absorbed_subject_ids, merged_at)
    select u.merge_id, u.profile_id, u.absorbed_profile_id, u.rule, u.linking_kind, u.joined_kind, u.event_id,
      ${sourceId}::uuid, u.kept_subject_id, u.joined_subject_id, u.absorbed_subject_ids::uuid[], ${now}::timestamptz
    from unnest(
      ${merges.map((each) => each.mergeId)}::uuid[], ${merges.map((each) => each.profileId)}::uuid[],
      ${merges.map((each) => each.absorbedProfileId)}::uuid[], ${merges.map((each) => each.rule)}::text[],
      ${merges.map((each) => each.linkingKind)}::text[], ${merges.map((each) => each.joinedKind)}::text[],
      ${merges.map((each) => each.eventId)}::uuid[], ${merges.map((each) => each.keptSubjectId)}::uuid[],
      ${merges.map((each) => each.joinedSubjectId)}::uuid[],
      ${merges.map((each) => `{${each.absorbedSubjectIds.join(',')}}`)}::text[]
    ) as u (merge_id, profile_id, absorbed_profile_id, rule, linking_kind, joined_kind, event_id, kept_subject_id,
      joined_subject_id, absorbed_subject_ids)`.execute(db);
}

export async function findMerge(db: Db, mergeId: string): Promise<KeptMerge | undefined> {
  const { rows } = await sql<MergeRow>`select ${columns} from cdp.profile_merge where merge_id = ${mergeId}`.execute(
    db,
  );
  return rows.map(toMerge)[0];
}

/** Undoes the row if nobody did: compare and swap. */
export async function markUndone(
  db: DatabaseTransaction,
  undo: { mergeId: string; by: string; reason: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`
    update cdp.profile_merge set undone_at = ${undo.now}, undone_by = ${undo.by}, undo_reason = ${undo.reason}
    where merge_id = ${undo.mergeId} and undone_at is null returning 1 as one`.execute(db);
  return rows.length > 0;
}

/** Remembers that two subjects are two people, in both directions. */
export async function insertKeptApart(
  db: DatabaseTransaction,
  pair: { subjectId: string; otherSubjectId: string; mergeId: string },
  now: Date,
): Promise<void> {
  const { subjectId, otherSubjectId, mergeId } = pair;
  await sql`
    insert into cdp.kept_apart (subject_id, other_subject_id, merge_id, decided_at)
    values (${subjectId}, ${otherSubjectId}, ${mergeId}, ${now}), (${otherSubjectId}, ${subjectId}, ${mergeId}, ${now})
    on conflict (subject_id, other_subject_id) do nothing`.execute(db);
}

/** Merges that made or fed these profiles, the newest first, at most 200; undone ones included. */
export async function mergesOf(db: Db, profileIds: readonly string[]): Promise<KeptMerge[]> {
  const { rows } = await sql<MergeRow>`
    select ${columns} from cdp.profile_merge
    where profile_id = any(${profileIds}::uuid[]) or absorbed_profile_id = any(${profileIds}::uuid[])
    order by merged_at desc, merge_id desc limit 200`.execute(db);
  return rows.map(toMerge);
}

/** The merges that hold subjects together: those between two of them that nobody took back. */
export async function standingMerges(db: Db, subjectIds: readonly string[]): Promise<KeptMerge[]> {
  const { rows } = await sql<MergeRow>`
    select ${columns} from cdp.profile_merge
    where profile_id = any(${subjectIds}::uuid[]) and undone_at is null
      and kept_subject_id = any(${subjectIds}::uuid[]) and joined_subject_id = any(${subjectIds}::uuid[])`.execute(db);
  return rows.map(toMerge);
}
