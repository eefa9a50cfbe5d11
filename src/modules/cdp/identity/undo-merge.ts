import { IllegalMove, NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { countMembers } from '../communities/count-members.ts';
import { MergeUndone } from '../events.ts';
import { memberChanges } from '../profiles/member-changes.ts';
import { findProfile, refreshPlaces, subjectsOf } from '../profiles/profile-store.ts';
import { lockProfiles, markAbsorbed, moveSubjects } from './identity-store.ts';
import { findMerge, insertKeptApart, markUndone, standingMerges } from './merge-store.ts';
import { IdentityRaced } from './resolve-identities.ts';
import { split } from './split.ts';

export interface UndoneMerge {
  readonly mergeId: string;
  /** Where the merged person is now. */
  readonly profileId: string;
  /** The profile that lives again. */
  readonly restoredProfileId: string;
}

/**
 * Takes a merge back: the profile falls apart where the merge joined it, and each part keeps its identifiers, events, traits
 * and consents. The two are remembered as two people and are not merged again.
 * @throws NotFound, also outside the reader's scope; IllegalMove when it was undone before
 */
export async function undoMerge(ctx: Context, input: { mergeId: string; reason: string }): Promise<UndoneMerge> {
  return ctx.transaction(async (tx) => {
    const merge = await findMerge(tx.db, input.mergeId);
    if (merge === undefined) throw new NotFound('merge');
    const profile = await findProfile(tx.db, ctx.scope, merge.keptSubjectId);
    if (profile === undefined) throw new NotFound('merge');
    const { profileId } = profile;
    // The profile that will live again is absorbed now, so nobody else holds it.
    if ((await lockProfiles(tx.db, [profileId])).length === 0) throw new IdentityRaced();
    const by = ctx.actor.kind === 'user' ? ctx.actor.userId : ctx.actor.kind;
    if (!(await markUndone(tx.db, { mergeId: merge.mergeId, by, reason: input.reason, now: tx.now }))) {
      throw new IllegalMove('merge', 'undone', 'undo');
    }
    const subjects = (await subjectsOf(tx.db, [profileId])).get(profileId) ?? [];
    // Merged into another one between our look and our lock.
    if (!subjects.includes(merge.keptSubjectId) || !subjects.includes(merge.joinedSubjectId)) throw new IdentityRaced();
    const { leaving, restoredProfileId } = split(profileId, subjects, await standingMerges(tx.db, subjects), merge);
    await moveSubjects(
      tx.db,
      leaving.map((subjectId) => ({ subjectId, profileId: restoredProfileId })),
    );
    await markAbsorbed(tx.db, [{ profileId: restoredProfileId, absorbedInto: null }]);
    const pair = { subjectId: merge.keptSubjectId, otherSubjectId: merge.joinedSubjectId, mergeId: merge.mergeId };
    await insertKeptApart(tx.db, pair, tx.now);
    await countMembers(tx, memberChanges(await refreshPlaces(tx.db, [profileId, restoredProfileId])));
    await tx.audit({
      action: 'undo-merge',
      subject: { kind: 'merge', id: merge.mergeId },
      details: { profileId, restoredProfileId, reason: input.reason, subjects: leaving.length },
    });
    const undone = { mergeId: merge.mergeId, profileId, restoredProfileId };
    await tx.announce([MergeUndone(profileId, undone as Parameters<typeof MergeUndone>[1])]);
    return undone;
  });
}
