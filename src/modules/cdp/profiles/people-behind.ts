import type { CustomerKey, PersonId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { READ_LIMIT } from '#platform/privacy';
import { phoneKeysOf, profileIdsOf, subjectsOf } from './profile-store.ts';

/** Who stands behind a subject of the log: all that is known to be the same person. */
export interface PersonBehind {
  readonly profileId: string;
  /** As the vault knows them, at most what one read of it may take. */
  readonly personIds: readonly PersonId[];
  /** The keys of their phones: what is theirs is found by them. */
  readonly customerKeys: readonly CustomerKey[];
}

/** Door: the people behind subjects, by subject; without a reader's scope. */
export async function peopleBehind(
  db: Database | DatabaseTransaction,
  subjectIds: readonly string[],
): Promise<Map<string, PersonBehind>> {
  if (subjectIds.length === 0) return new Map();
  const profileOf = await profileIdsOf(db, subjectIds);
  const subjects = await subjectsOf(db, [...new Set(profileOf.values())]);
  const keys = await phoneKeysOf(db, [...subjects.values()].flat());
  return new Map(
    [...profileOf].map(([subjectId, profileId]) => {
      const own = subjects.get(profileId) ?? [subjectId];
      const customerKeys = own.flatMap((each) => keys.get(each) ?? []);
      return [subjectId, { profileId, personIds: own.slice(0, READ_LIMIT) as PersonId[], customerKeys }];
    }),
  );
}
