import type { CityId, CommunityId } from '#kernel/ids';
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
  type CommunityFilter,
  type CommunitySort,
  type ListedCommunity,
} from './community-list-store.ts';
import { timesCity } from './standing.ts';

const TOP_TOPICS = 3;
/** More points than this choke a map of a whole country; a city has fewer. */
const MAX_POINTS = 10_000;

export interface BrowsedCommunity extends ListedCommunity {
  readonly cityName: string;
  readonly ageYears: number | null;
  readonly cityMedian: number;
  readonly timesCity: number;
  readonly topTopics: readonly { readonly topic: string; readonly name: string; readonly mentions: number }[];
}

/** Door: a page of communities within the reader's scope, with what they talk about against their city. */
export async function browseCommunities(
  ctx: Context,
  filter: CommunityFilter,
  page: { sort: CommunitySort; after: readonly (string | number)[] | undefined; limit: number },
): Promise<{ total: number; items: BrowsedCommunity[] }> {
  const { db, scope } = ctx;
  const today = businessDay(ctx.clock.now());
  const window = { today, days: filter.days };
  const listed = await listCommunities(db, scope, filter, today, page);
  const total = await countCommunities(db, scope, filter, today);
  const cityIds = [...new Set(listed.map((each) => each.cityId))];
  const topicKey = filter.topic ?? '';
  const medians = await cityMedians(db, cityIds, filter.topic === undefined ? null : [filter.topic], window);
  const tops = await topTopics(db, scope, listed.map((each) => each.id), window, TOP_TOPICS);
  const names = await namesOf(ctx);
  const items = listed.map((each) => {
    const cityMedian = medians.get(medianKey(each.cityId, topicKey)) ?? 0;
    return {
      ...each,
      cityName: names.cities.get(each.cityId) ?? '',
      ageYears: each.builtYear === null ? null : Number(today.slice(0, 4)) - each.builtYear,
      cityMedian,
      timesCity: timesCity(each.mentions, cityMedian),
      topTopics: (tops.get(each.id) ?? []).map((top) => ({ ...top, name: names.topics.get(top.topic) ?? top.topic })),
    };
  });
  return { total, items };
}

async function namesOf(ctx: Context): Promise<{ cities: Map<CityId, string>; topics: Map<string, string> }> {
  return {
    cities: new Map((await cities(ctx.db)).map(({ id, name }) => [id, name])),
    topics: new Map((await listTopics(ctx.db)).map(({ topic, name }) => [topic, name])),
  };
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
  filter: CommunityFilter,
): Promise<{ points: CommunityPoint[]; truncated: boolean }> {
  const today = businessDay(ctx.clock.now());
  const found = await communityPoints(ctx.db, ctx.scope, filter, today, MAX_POINTS + 1);
  const points = found.slice(0, MAX_POINTS);
  // Sorted by mentions: the 95th percentile, so that one outlier does not bleach all others.
  const loud = Math.max(1, points[Math.floor(points.length / 20)]?.mentions ?? 1);
  return {
    points: points.map((point) => ({ ...point, intensity: Math.min(1, point.mentions / loud) })),
    truncated: found.length > MAX_POINTS,
  };
}
