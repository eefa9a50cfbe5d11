import { IllegalMove, NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { countMembers } from '../communities/count-members.ts';
import { MergeUndone } from '../events.ts';
import { memberChanges } from '../profiles/member-changes.ts';
import { findProfile, refreshPlaces } from '../profiles/profile-store.ts';
import { findSubjects, lockProfiles, markAbsorbed, moveSubjects } from './identity-store.ts';
import { findMerge, insertKeptApart, markUndone } from './merge-store.ts';
import { IdentityRaced } from './resolve-identities.ts';

export interface UndoneMerge {
  readonly mergeId: string;
  /** Where the merged person is now. */
  readonly profileId: string;
  /** The profile that lives again. */
  readonly restoredProfileId: string;
}

/**
 * Takes a merge back: exactly the subjects that came with the absorbed profile return to it, with their identifiers,
 * events, traits and consents; what was learned since stays where it was learned. The two are remembered as two people
 * and are not merged again. @throws NotFound, also outside the reader's scope; IllegalMove when it was undone before
 */
export async function undoMerge(ctx: Context, input: { mergeId: string; reason: string }): Promise<UndoneMerge> {
  return ctx.transaction(async (tx) => {
    const merge = await findMerge(tx.db, input.mergeId);
    if (merge === undefined) throw new NotFound('merge');
    if ((await findProfile(tx.db, ctx.scope, merge.profileId)) === undefined) throw new NotFound('merge');
    const [root] = await findSubjects(tx.db, [merge.absorbedProfileId]);
    if (root === undefined) throw new NotFound('merge');
    const holder = root.profileId;
    const restored = merge.absorbedProfileId;
    // The restored profile is absorbed now, hence nobody's to lock: its merge row stands for it.
    if ((await lockProfiles(tx.db, [holder])).length === 0) throw new IdentityRaced();
    const by = ctx.actor.kind === 'user' ? ctx.actor.userId : ctx.actor.kind;
    if (!(await markUndone(tx.db, { mergeId: merge.mergeId, by, reason: input.reason, now: tx.now }))) {
      throw new IllegalMove('merge', 'undone', 'undo');
    }
    const subjects = await findSubjects(tx.db, merge.absorbedSubjectIds);
    if (subjects.find((each) => each.subjectId === root.subjectId)?.profileId !== holder) throw new IdentityRaced();
    const returning = subjects.filter((each) => each.profileId === holder);
    await moveSubjects(tx.db, returning.map(({ subjectId }) => ({ subjectId, profileId: restored })));
    await markAbsorbed(tx.db, [{ profileId: restored, absorbedInto: null }]);
    const pair = { subjectId: merge.keptSubjectId, otherSubjectId: merge.joinedSubjectId, mergeId: merge.mergeId };
    await insertKeptApart(tx.db, pair, tx.now);
    await countMembers(tx, memberChanges(await refreshPlaces(tx.db, [holder, restored])));
    await tx.audit({
      action: 'undo-merge',
      subject: { kind: 'merge', id: merge.mergeId },
      details: { profileId: holder, restoredProfileId: restored, reason: input.reason, subjects: returning.length },
    });
    const undone = { mergeId: merge.mergeId, profileId: holder, restoredProfileId: restored };
    await tx.announce([MergeUndone(holder, undone as Parameters<typeof MergeUndone>[1])]);
    return undone;
  });
}
