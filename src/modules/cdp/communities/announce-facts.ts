import type { Tx } from '#platform/context';
import { CommunityFactsChanged } from '../events.ts';
import type { CommunityKey } from './community-store.ts';

/**
 * What a counting part tells the world: `mentions` as they come, `facts` once per community and call, or `nothing`
 * because the caller announces the facts itself when a long import is done (`announceFactsChanged`).
 */
export type Announce = 'mentions' | 'facts' | 'nothing';

/** Part: says once per community that its facts changed. */
export async function announceFactsChanged(tx: Tx, communities: Iterable<CommunityKey>): Promise<void> {
  const cities = new Map([...communities].map(({ communityId, cityId }) => [communityId, cityId]));
  if (cities.size === 0) return;
  const sorted = [...cities].toSorted(([a], [b]) => (a < b ? -1 : 1));
  await tx.announce(sorted.map(([communityId, cityId]) => CommunityFactsChanged(communityId, { communityId, cityId })));
}
