import type { CommunityId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { cities } from '#modules/territory';
import { listTopics } from '../topics/topic-store.ts';
import {
  cityMedians,
  communityPoints,
  countCommunities,
  listCommunities,
  medianKey,
  topTopics,
  weeklyTotals,
  windowFigures,
  type CommunityFilter,
  type CommunitySort,
  type Counting,
  type ListedCommunity,
  type WindowFigures,
} from './community-list-store.ts';
import { timesCity } from './standing.ts';
import { lastWeeks, PAGE_WEEKS } from './weeks.ts';

const TOP_TOPICS = 3;
/** More points than this choke a map of a whole country; a city has fewer. */
const MAX_POINTS = 10_000;

/** What a reader asks for: communities, and what is counted in them. */
export interface CommunityQuestion extends CommunityFilter {
  /** The topic whose mentions count; all topics without it. */
  readonly topic?: string | undefined;
  readonly days: number;
}

export interface BrowsedCommunity extends ListedCommunity, WindowFigures {
  readonly cityName: string;
  readonly ageYears: number | null;
  readonly cityMedian: number;
  readonly timesCity: number;
  /** Mentions in each of the last weeks, the oldest first. */
  readonly weekly: number[];
  readonly topTopics: readonly { readonly topic: string; readonly name: string; readonly mentions: number }[];
}

const SILENT: WindowFigures = { mentions: 0, people: 0, orders: 0 };

/** Door: a page of communities within the reader's scope, with what they talk about against their city. */
export async function browseCommunities(
  ctx: Context,
  { topic, days, ...filter }: CommunityQuestion,
  page: { sort: CommunitySort; after: readonly (string | number)[] | undefined; limit: number },
): Promise<{ total: number; items: BrowsedCommunity[] }> {
  const { db, scope } = ctx;
  const topics = new Map((await listTopics(db)).map((each) => [each.topic, each.name]));
  const all: Counting = { topics: [...topics.keys()], today: businessDay(ctx.clock.now()), days };
  const counting = topic === undefined ? all : { ...all, topics: [topic] };
  const listed = await listCommunities(db, scope, filter, counting, page);
  const total = await countCommunities(db, scope, filter, all.today);
  const ids = listed.map((each) => each.id);
  const cityIds = [...new Set(listed.map((each) => each.cityId))];
  const figures = await windowFigures(db, scope, ids, counting);
  const medians = await cityMedians(db, cityIds, counting.topics, counting, 'together');
  const weeks = lastWeeks(ctx.clock.now(), PAGE_WEEKS);
  const totals = await weeklyTotals(db, scope, ids, weeks[0] ?? all.today, counting);
  const weekly = new Map(totals.map(({ id, week, mentions }) => [`${id} ${week}`, mentions]));
  const tops = await topTopics(db, scope, ids, all, TOP_TOPICS);
  const cityNames = new Map((await cities(db)).map(({ id, name }) => [id, name]));
  const items = listed.map((each) => {
    const counted = figures.get(each.id) ?? SILENT;
    const cityMedian = medians.get(medianKey(each.cityId, '')) ?? 0;
    return {
      ...each,
      ...counted,
      cityName: cityNames.get(each.cityId) ?? '',
      ageYears: each.builtYear === null ? null : Number(all.today.slice(0, 4)) - each.builtYear,
      cityMedian,
      timesCity: timesCity(counted.mentions, cityMedian),
      weekly: weeks.map((week) => weekly.get(`${each.id} ${week}`) ?? 0),
      topTopics: (tops.get(each.id) ?? []).map(({ topic, mentions }) => ({
        topic,
        mentions,
        name: topics.get(topic) ?? topic,
      })),
    };
  });
  return { total, items };
}

export interface CommunityPoint {
  readonly id: CommunityId;
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
  readonly mentions: number;
  /** 0…1, 1 for the loudest twentieth. */
  readonly intensity: number;
}

/** Door: communities within the reader's scope on a map, coloured by how much they talk about a topic (or at all). */
export async function mapCommunities(
  ctx: Context,
  { topic, days, ...filter }: CommunityQuestion,
): Promise<{ points: CommunityPoint[]; truncated: boolean }> {
  const topics = topic === undefined ? (await listTopics(ctx.db)).map((each) => each.topic) : [topic];
  const counting: Counting = { topics, today: businessDay(ctx.clock.now()), days };
  const found = await communityPoints(ctx.db, ctx.scope, filter, counting, MAX_POINTS + 1);
  const points = found.slice(0, MAX_POINTS);
  // Sorted by mentions: the 95th percentile, so that one outlier does not bleach all others.
  const loud = Math.max(1, points[Math.floor(points.length / 20)]?.mentions ?? 1);
  return {
    points: points.map((point) => ({ ...point, intensity: Math.min(1, point.mentions / loud) })),
    truncated: found.length > MAX_POINTS,
  };
}
