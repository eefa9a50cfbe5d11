import type { Tx } from '#platform/context';
import { announceFactsChanged, type Announce } from './announce-facts.ts';
import { addMembers, type CommunityKey } from './community-store.ts';

/** How the number of known members of a community moved: +1 when a person is first placed there, −1 when they move or merge. */
export interface MemberChange extends CommunityKey {
  readonly members: number;
}

/** Part: moves the members of communities in the caller's transaction. */
export async function countMembers(
  tx: Tx,
  changes: readonly MemberChange[],
  options: { readonly announce?: Exclude<Announce, 'mentions'> } = {},
): Promise<void> {
  const sums = new Map<string, MemberChange>();
  for (const change of changes) {
    const known = sums.get(change.communityId)?.members ?? 0;
    sums.set(change.communityId, { ...change, members: known + change.members });
  }
  const moved = [...sums.values()].filter((change) => change.members !== 0);
  if (moved.length === 0) return;
  await addMembers(tx.db, moved);
  if (options.announce !== 'nothing') await announceFactsChanged(tx, moved);
}
