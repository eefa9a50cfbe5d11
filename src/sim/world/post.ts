import { integerBetween, pickWeighted, type Random } from '#kernel/random';
import { MINUTE } from '#kernel/time';
import type { WorldDay } from './calendar.ts';
import { happens, poisson } from './chance.ts';
import { CHATTER } from './chatter-grammar.ts';
import { COMPLAINTS } from './complaint-grammar.ts';
import { say } from './grammar.ts';
import type { Streams, WorldOptions } from './options.ts';
import type { CommunityPlan } from './plan.ts';
import { openIdOf } from './resident.ts';
import { TOPICS, type Topic } from './topic.ts';
import type { DailyWeather } from './weather.ts';

export interface CommunityPost {
  readonly code: string;
  readonly channel: 'chat' | 'forum';
  readonly communityCode: string;
  /** The WeChat account that wrote it: a resident's, or a neighbour's who is in no file. */
  readonly authorOpenId: string;
  readonly at: Date;
  readonly text: string;
  /** Hidden from the product: what it is about; null for chatter. */
  readonly topic: Topic | null;
}

/** Three of four posts are about nothing. */
const CHATTER_SHARE = 0.75;

/** How much of what is not chatter an average community gives each topic. Sums to 1. */
const TOPIC_SHARE: Readonly<Record<Topic, number>> = {
  leak: 0.14,
  damp: 0.09,
  crack: 0.05,
  wiring: 0.06,
  noise: 0.11,
  storage: 0.08,
  kids_room: 0.08,
  elderly: 0.08,
  kitchen: 0.08,
  bathroom: 0.09,
  freshness: 0.08,
  delivery_delay: 0.06,
};

/** The mean of `needs` over communities is about this, being log-normal and grown with age. */
const MEAN_NEED = 1.75;

/** The weather of a community's last days, today last. */
export interface RecentWeather {
  readonly rainToday: number;
  readonly rainThreeDays: number;
  readonly humidity: number;
  readonly highest: number;
  readonly lowest: number;
}

/** How often a topic comes up on a day, relative to an average one. */
export function topicFactor(topic: Topic, day: WorldDay, weather: RecentWeather): number {
  switch (topic) {
    case 'leak':
      return 0.35 + weather.rainThreeDays / 14;
    case 'damp':
      return 0.15 + Math.max(0, weather.humidity - 0.68) * 9 * (weather.highest > 15 ? 1 : 0.5);
    case 'crack':
      return weather.lowest < 3 ? 1.8 : 0.9;
    case 'wiring':
      return weather.highest > 34 || weather.lowest < 1 ? 2.6 : 0.8;
    case 'noise':
      return (day.off ? 1.3 : 0.9) * (weather.highest > 25 ? 1.2 : 0.9);
    case 'kids_room':
      return day.month >= 6 && day.month <= 8 ? 1.9 : 0.75;
    case 'elderly':
      return day.month === 10 || day.springFestival ? 1.5 : 0.95;
    case 'storage':
      return [3, 4, 9, 10].includes(day.month) ? 1.3 : 0.9;
    case 'kitchen':
    case 'bathroom':
      return day.home;
    case 'freshness':
      return weather.highest > 30 ? 2.2 : 0.8;
    case 'delivery_delay':
      return (weather.rainToday > 15 ? 3 : 0.8) * (day.springFestival ? 2 : 1);
  }
}

/** How many posts a community writes about a topic on a day, on average; `null` for chatter. */
export interface Talk {
  readonly topic: Topic | null;
  readonly mean: number;
}

/** What a community talks about on a day: by the needs of its houses and people, by season and weather. */
export function* talkOf(
  community: CommunityPlan,
  day: WorldDay,
  weather: RecentWeather,
  options: WorldOptions,
): Generator<Talk> {
  const rate = options.postsPerCommunityDay * community.talkative * (day.springFestival ? 1.5 : 1);
  yield { topic: null, mean: rate * CHATTER_SHARE };
  for (const topic of TOPICS) {
    const need = community.needs[topic] / MEAN_NEED;
    const factor = topicFactor(topic, day, weather);
    yield { topic, mean: rate * (1 - CHATTER_SHARE) * TOPIC_SHARE[topic] * need * factor };
  }
}

/** The posts of one community on one day, in order of time. Any day can be made on its own. */
export function postsOf(
  community: CommunityPlan,
  day: WorldDay,
  weather: RecentWeather,
  options: WorldOptions,
  streams: Streams,
): CommunityPost[] {
  const random = streams(`posts/${community.code}/${day.day}`);
  const about: (Topic | null)[] = [];
  for (const { topic, mean } of talkOf(community, day, weather, options)) {
    for (let left = poisson(random, mean); left > 0; left--) about.push(topic);
  }
  const posts = about.map((topic) => ({ topic, minute: minuteOf(random), ...written(random, community, topic) }));
  return posts
    .toSorted((a, b) => a.minute - b.minute)
    .map(({ topic, minute, channel, authorOpenId, text }, at) => ({
      code: `${community.code}-${day.day.replaceAll('-', '')}-${at + 1}`,
      channel,
      communityCode: community.code,
      authorOpenId,
      at: new Date(day.start.getTime() + minute * MINUTE),
      text,
      topic,
    }));
}

/** One post as somebody of the community would write it now. The live world uses it too. */
export function written(
  random: Random,
  community: CommunityPlan,
  topic: Topic | null,
): Pick<CommunityPost, 'channel' | 'authorOpenId' | 'text'> {
  const author = community.firstResident + Math.floor(random.next() * community.residents);
  return {
    channel: happens(random, topic === null ? 0.03 : 0.2) ? 'forum' : 'chat',
    authorOpenId: openIdOf(author),
    // A question left out leaves its comma behind.
    text: say(random, topic === null ? CHATTER : COMPLAINTS[topic]).replace(/[，\s]+$/, ''),
  };
}

/** Groups wake at seven, talk at noon, and talk most after supper: weights of the hours of a day. */
export const TALKING_HOURS: readonly (readonly [hour: number, weight: number])[] = [
  [7, 3],
  [8, 4],
  [9, 3],
  [10, 3],
  [11, 3],
  [12, 4],
  [13, 2],
  [14, 2],
  [15, 2],
  [16, 2],
  [17, 3],
  [18, 4],
  [19, 6],
  [20, 7],
  [21, 6],
  [22, 3],
  [23, 1],
];

function minuteOf(random: Random): number {
  const hour = pickWeighted(random, TALKING_HOURS);
  return hour * 60 + integerBetween(random, 0, 59);
}

/** What the weather of the days before and at index `at` means for talking. */
export function recentWeather(days: readonly DailyWeather[], at: number): RecentWeather {
  const today = days[at]!;
  const rainThreeDays = days.slice(Math.max(0, at - 2), at + 1).reduce((sum, day) => sum + day.rain, 0);
  const { humidity, highest, lowest, rain } = today;
  return { rainToday: rain, rainThreeDays, humidity, highest, lowest };
}
