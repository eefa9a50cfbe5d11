import type { Tx } from '#platform/context';
import { MentionsCounted } from '../events.ts';
import { loadTaxonomy } from '../topics/load-taxonomy.ts';
import { announceFactsChanged, type Announce } from './announce-facts.ts';
import { touchActivity } from './community-store.ts';
import { countsByCommunity, mentionDays, mentionsIn, personDayOf, type Mention, type Post } from './mention.ts';
import { addMentionDays, keepMentions, keepPersonDays } from './mention-store.ts';

export interface Counted {
  /** New mentions; a post that was counted before adds none. */
  readonly mentions: number;
  /** Communities in which something was counted. */
  readonly communities: number;
}

/**
 * Part: finds the topics of posts and counts them in the caller's transaction. One `MentionsCounted` per community;
 * with `announce: 'facts'` (history) one `CommunityFactsChanged` each, with `'nothing'` the caller owes one later.
 * At most a few thousand posts a call.
 */
export async function countMentions(
  tx: Tx,
  posts: readonly Post[],
  receivedAt: Date,
  options: { readonly announce?: Announce } = {},
): Promise<Counted> {
  if (posts.length === 0) return { mentions: 0, communities: 0 };
  const mentions = mentionsIn(posts, await loadTaxonomy(tx.db));
  return keepAndCount(tx, mentions, receivedAt, options.announce ?? 'mentions');
}

/** Part: counts mentions whose topic is already known. */
export async function keepAndCount(
  tx: Tx,
  mentions: readonly Mention[],
  receivedAt: Date,
  announce: Announce,
): Promise<Counted> {
  if (mentions.length === 0) return { mentions: 0, communities: 0 };
  const fresh = await keepMentions(tx.db, mentions);
  if (fresh.length === 0) return { mentions: 0, communities: 0 };
  const newPeople = await keepPersonDays(tx.db, fresh.map(personDayOf));
  await addMentionDays(tx.db, mentionDays(fresh, newPeople));
  await touchActivity(tx.db, fresh);
  const counted = countsByCommunity(fresh);
  if (announce === 'mentions') {
    await tx.announce(
      counted.map((each) => MentionsCounted(each.communityId, { ...each, receivedAt: receivedAt.toISOString() })),
    );
  }
  if (announce === 'facts') await announceFactsChanged(tx, counted);
  return { mentions: fresh.length, communities: counted.length };
}
