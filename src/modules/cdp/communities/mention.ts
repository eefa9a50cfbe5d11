import type { Sentiment, Severity } from '#engines/text';
import type { CityId, CommunityId } from '#kernel/ids';
import { businessDay } from '#kernel/time';

/** Something said in a community, as the ingest knows it. The text is read and not kept here. */
export interface Post {
  readonly eventId: string;
  /** The immutable subject of the CDP's log who said it. */
  readonly subjectId: string;
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  /** Where it was said: `chat`, `forum`, `review`, `ticket`, … */
  readonly channel: string;
  readonly text: string;
  readonly occurredAt: Date;
}

export type SignalKind = 'demand' | 'complaint' | 'competitor';

/** A topic mentioned by somebody in a community. */
export interface Mention {
  readonly subjectId: string;
  readonly eventId: string;
  readonly topic: string;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly channel: string;
  readonly signalKind: SignalKind | null;
  readonly sentiment: Sentiment;
  readonly severity: Severity;
  readonly occurredAt: Date;
}

/** How often a topic came up in a community on a day in a channel, and how many people were new to it that day. */
export interface MentionDay {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly topic: string;
  readonly day: string;
  readonly channel: string;
  readonly mentions: number;
  readonly people: number;
  readonly negative: number;
  readonly positive: number;
}

/** Who mentions a topic in a community on a business day. */
export interface PersonDay {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly topic: string;
  readonly day: string;
  readonly subjectId: string;
}

export function personDayOf(mention: Mention): PersonDay {
  const { cityId, communityId, topic, subjectId } = mention;
  return { cityId, communityId, topic, day: businessDay(mention.occurredAt), subjectId };
}

const keyOf = (parts: readonly string[]): string => parts.join('\u0000');

export function personDayKey(row: PersonDay): string {
  return keyOf([row.cityId, row.communityId, row.topic, row.day, row.subjectId]);
}

/**
 * Sums mentions into days. `newPersonDays` are the keys of the person days that were not known before; each counts one
 * person, in the channel of the first mention that shows it. The result is sorted by key.
 */
export function mentionDays(mentions: readonly Mention[], newPersonDays: ReadonlySet<string>): MentionDay[] {
  const left = new Set(newPersonDays);
  const days = new Map<string, MentionDay>();
  for (const mention of mentions) {
    const person = personDayOf(mention);
    const { cityId, communityId, topic, day } = person;
    const { channel, sentiment } = mention;
    const key = keyOf([cityId, communityId, topic, day, channel]);
    const none = { mentions: 0, people: 0, negative: 0, positive: 0 };
    const known = days.get(key) ?? { cityId, communityId, topic, day, channel, ...none };
    const people = known.people + (left.delete(personDayKey(person)) ? 1 : 0);
    days.set(key, {
      ...known,
      mentions: known.mentions + 1,
      people,
      negative: known.negative + (sentiment === 'negative' ? 1 : 0),
      positive: known.positive + (sentiment === 'positive' ? 1 : 0),
    });
  }
  return [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** New mentions per topic of each community, communities and topics sorted. */
export function countsByCommunity(
  mentions: readonly Mention[],
): { communityId: CommunityId; cityId: CityId; counts: { topic: string; mentions: number }[] }[] {
  const cities = new Map(mentions.map(({ communityId, cityId }) => [communityId, cityId]));
  return [...cities]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([communityId, cityId]) => {
      const topics = new Map<string, number>();
      for (const each of mentions) {
        if (each.communityId === communityId) topics.set(each.topic, (topics.get(each.topic) ?? 0) + 1);
      }
      const counts = [...topics].map(([topic, count]) => ({ topic, mentions: count }));
      return { communityId, cityId, counts: counts.toSorted((a, b) => (a.topic < b.topic ? -1 : 1)) };
    });
}
