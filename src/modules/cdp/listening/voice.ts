import type { Reading, Sentiment, Severity } from '#engines/text';
import type { CityId, CommunityId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Mention, Post } from '../communities/mention.ts';

/** What a post said, as it was read: never its words. Kept where somebody may want to look at it again. */
export interface Voice {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly eventId: string;
  readonly subjectId: string;
  readonly channel: string;
  readonly occurredAt: Date;
  readonly sentiment: Sentiment;
  /** The probability of that sentiment, 0 to 1. */
  readonly certainty: number;
  readonly severity: Severity;
  readonly topics: readonly string[];
  /** What a grave one is about, where a rule says so. */
  readonly graveKinds: readonly string[];
  /** What it names of what is sold, by the catalogue's ids. */
  readonly items: readonly string[];
}

/** How many posts a community wrote on a business day in a channel, and how many of them were glad or angry. */
export interface VoiceDay {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly day: string;
  readonly channel: string;
  readonly posts: number;
  readonly negative: number;
  readonly positive: number;
}

export function voicesOf(posts: readonly Post[], readings: readonly Reading[]): Voice[] {
  return posts.map(({ eventId, subjectId, cityId, communityId, channel, occurredAt }, at) => {
    const { sentiment, certainty, severity, topics, graveKinds } = readings[at]!;
    // What is denied is no mention: nobody needs a plumber there.
    const named = topics.filter(({ isDenied }) => !isDenied).map(({ topic }) => topic);
    const said = { sentiment, certainty, severity, topics: named.toSorted(), graveKinds, items: [] };
    return { cityId, communityId, eventId, subjectId, channel, occurredAt, ...said };
  });
}

/** Plain chatter is counted and not kept: most of a chat is. */
export const isWorthKeeping = ({ sentiment, severity, topics }: Voice): boolean =>
  sentiment !== 'neutral' || severity > 0 || topics.length > 0;

/** The topics that posts mention: one mention for each of them. */
export function mentionsOf(voices: readonly Voice[]): Mention[] {
  return voices.flatMap(({ topics, subjectId, eventId, cityId, communityId, channel, occurredAt, ...said }) =>
    topics.map((topic) => ({
      subjectId,
      eventId,
      topic,
      cityId,
      communityId,
      channel,
      signalKind: null,
      sentiment: said.sentiment,
      severity: said.severity,
      occurredAt,
    })),
  );
}

/** Sums voices into days, sorted by key. */
export function voiceDays(voices: readonly Voice[]): VoiceDay[] {
  const days = new Map<string, VoiceDay>();
  for (const { cityId, communityId, channel, occurredAt, sentiment } of voices) {
    const day = businessDay(occurredAt);
    const key = [cityId, communityId, day, channel].join('\u0000');
    const known = days.get(key) ?? { cityId, communityId, day, channel, posts: 0, negative: 0, positive: 0 };
    days.set(key, {
      ...known,
      posts: known.posts + 1,
      negative: known.negative + (sentiment === 'negative' ? 1 : 0),
      positive: known.positive + (sentiment === 'positive' ? 1 : 0),
    });
  }
  return [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
