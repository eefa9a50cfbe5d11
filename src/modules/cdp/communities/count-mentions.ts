import type { Id } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { GraveVoicesHeard, MentionsCounted } from '../events.ts';
import { goodsIn } from '../listening/goods-directory.ts';
import { loadReader } from '../listening/load-reader.ts';
import { isWorthKeeping, mentionsOf, voiceDays, voicesOf, type Voice } from '../listening/voice.ts';
import { addVoiceDays, keepVoices } from '../listening/voice-store.ts';
import { announceFactsChanged, type Announce } from './announce-facts.ts';
import { touchActivity } from './community-store.ts';
import { countsByCommunity, mentionDays, personDayOf, type Mention, type Post } from './mention.ts';
import { addMentionDays, keepMentions, keepPersonDays } from './mention-store.ts';

export interface Counted {
  /** New mentions; a post that was counted before adds none. */
  readonly mentions: number;
  /** Communities in which something was counted. */
  readonly communities: number;
}

/**
 * Part: reads posts, keeps what they say and counts it in the caller's transaction. One `MentionsCounted` per community;
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
  const reader = await loadReader(tx.db);
  const voices = voicesOf(posts, reader.read(posts.map(({ text }) => text)));
  await keepVoices(tx.db, await withGoods(tx, voices, posts));
  await addVoiceDays(tx.db, voiceDays(voices));
  if ((options.announce ?? 'mentions') === 'mentions') await announceGrave(tx, voices, receivedAt);
  return keepAndCount(tx, mentionsOf(voices), receivedAt, options.announce ?? 'mentions');
}

/** What is kept, with what it names of what is sold: most of a chat is neither. */
async function withGoods(tx: Tx, voices: readonly Voice[], posts: readonly Post[]): Promise<Voice[]> {
  const kept = voices.flatMap((voice, at) => (isWorthKeeping(voice) ? [{ voice, text: posts[at]!.text }] : []));
  const items = await goodsIn(
    tx.db,
    kept.map(({ text }) => text),
  );
  return kept.map(({ voice }, at) => ({ ...voice, items: items[at]! }));
}

/** Part: says once per community what of it somebody has to act on today. */
export async function announceGrave(tx: Tx, voices: readonly Voice[], receivedAt: Date): Promise<void> {
  const grave = Map.groupBy(
    voices.filter(({ severity }) => severity === 3),
    ({ communityId }) => communityId,
  );
  await tx.announce(
    [...grave].map(([communityId, own]) =>
      GraveVoicesHeard(communityId, {
        communityId,
        cityId: own[0]!.cityId,
        eventIds: own.map(({ eventId }) => eventId as Id<'Event'>),
        receivedAt: receivedAt.toISOString(),
      }),
    ),
  );
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
