import type { MemberChange } from '../communities/count-members.ts';
import type { PlaceChange } from './profile-store.ts';

/** A profile with a place is a member of its community. */
export function memberChanges(changes: readonly PlaceChange[]): MemberChange[] {
  return changes.flatMap(({ before, after }) => {
    if (before?.communityId === after?.communityId) return [];
    return [
      ...(before === null ? [] : [{ ...before, members: -1 }]),
      ...(after === null ? [] : [{ ...after, members: 1 }]),
    ];
  });
}
