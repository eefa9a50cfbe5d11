import { NotFound } from '#kernel/errors';
import type { CommunityId } from '#kernel/ids';
import { addDays, businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { cities, partnersByIds, storesByIds } from '#modules/territory';
import { listTopics } from '../topics/topic-store.ts';
import { cityMedians, medianKey, type Counting } from './community-list-store.ts';
import {
  mentionTotals,
  orderDays,
  profilesByIds,
  recentSignals,
  weeklyMentions,
  type CommunityProfile,
  type RecentSignal,
} from './community-page-store.ts';
import { compareWithCity, timesCity } from './standing.ts';
import { lastWeeks, PAGE_WEEKS } from './weeks.ts';

const TOTAL_DAYS = 30;
const RECENT_SIGNALS = 20;

export interface TopicTrend {
  readonly topic: string;
  readonly name: string;
  readonly weekly: number[];
  readonly mentions30: number;
  /** Of them those that complain. */
  readonly complaints30: number;
  readonly people30: number;
  readonly cityMedian30: number;
  readonly timesCity: number;
  readonly comparison: string | null;
}

export interface CommunityPage extends CommunityProfile {
  readonly cityName: string;
  readonly ageYears: number | null;
  readonly partnerName: string | null;
  readonly stores: { readonly id: CommunityProfile['storeIds'][number]; readonly name: string }[];
  readonly weeks: string[];
  readonly topics: TopicTrend[];
  readonly orders: { readonly orders30: number; readonly amountFen30: number; readonly weekly: number[] };
  readonly signals: { readonly count30: number; readonly recent: (RecentSignal & { readonly name: string })[] };
}

/** Door: all that is known of a community within the reader's scope. @throws NotFound */
export async function readCommunity(ctx: Context, id: CommunityId): Promise<CommunityPage> {
  const { db, scope } = ctx;
  const profile = (await profilesByIds(db, scope, [id])).get(id);
  if (profile === undefined) throw new NotFound('community');
  const now = ctx.clock.now();
  const weeks = lastWeeks(now, PAGE_WEEKS);
  const topics = await listTopics(db);
  const names = new Map(topics.map(({ topic, name }) => [topic, name]));
  const stores = await storesByIds(db, profile.storeIds);
  const partner =
    profile.partnerId === null ? undefined : (await partnersByIds(db, [profile.partnerId])).get(profile.partnerId);
  const signals = await recentSignals(db, placeOf(profile), addDays(now, -TOTAL_DAYS), RECENT_SIGNALS);
  return {
    ...profile,
    cityName: (await cities(db)).find((city) => city.id === profile.cityId)?.name ?? '',
    ageYears: profile.builtYear === null ? null : Number(businessDay(now).slice(0, 4)) - profile.builtYear,
    partnerName: partner?.name ?? null,
    stores: profile.storeIds.flatMap((storeId) => {
      const store = stores.get(storeId);
      return store === undefined ? [] : [{ id: storeId, name: store.name }];
    }),
    weeks,
    topics: await topicTrends(ctx, profile, weeks, names),
    orders: await orderTrend(ctx, profile, weeks),
    signals: {
      count30: signals.count,
      recent: signals.recent.map((signal) => ({ ...signal, name: names.get(signal.topic) ?? signal.topic })),
    },
  };
}

const placeOf = ({ cityId, id }: CommunityProfile) => ({ cityId, communityId: id });

/** The topics that came up in these weeks, those that came up most within the last 30 days first. */
async function topicTrends(
  { db, clock }: Context,
  profile: CommunityProfile,
  weeks: readonly string[],
  names: ReadonlyMap<string, string>,
): Promise<TopicTrend[]> {
  const today = businessDay(clock.now());
  const watched: Counting = { topics: [...names.keys()], today, days: TOTAL_DAYS };
  const counts = await weeklyMentions(db, placeOf(profile), weeks[0] ?? today, watched);
  const totals = await mentionTotals(db, placeOf(profile), watched);
  const topics = [...new Set([...counts.map((each) => each.topic), ...totals.keys()])];
  const medians = await cityMedians(db, [profile.cityId], topics, watched);
  const weekly = new Map(counts.map(({ topic, week, mentions }) => [`${topic} ${week}`, mentions]));
  const trends = topics.map((topic) => {
    const { mentions, complaints, people } = totals.get(topic) ?? { mentions: 0, complaints: 0, people: 0 };
    const median = medians.get(medianKey(profile.cityId, topic)) ?? 0;
    return {
      topic,
      name: names.get(topic) ?? topic,
      weekly: weeks.map((week) => weekly.get(`${topic} ${week}`) ?? 0),
      mentions30: mentions,
      complaints30: complaints,
      people30: people,
      cityMedian30: median,
      timesCity: timesCity(mentions, median),
      comparison: compareWithCity(mentions, median),
    };
  });
  return trends.toSorted((a, b) => b.mentions30 - a.mentions30 || (a.topic < b.topic ? -1 : 1));
}

async function orderTrend({ db, clock }: Context, profile: CommunityProfile, weeks: readonly string[]) {
  const now = clock.now();
  const today = businessDay(now);
  const days = await orderDays(db, placeOf(profile), weeks[0] ?? today, today);
  const monthAgo = businessDay(addDays(now, -TOTAL_DAYS));
  const recent = days.filter(({ day }) => day > monthAgo);
  return {
    orders30: recent.reduce((sum, { orders }) => sum + orders, 0),
    amountFen30: recent.reduce((sum, { amountFen }) => sum + amountFen, 0),
    weekly: weeks.map((week, at) => {
      const end = weeks[at + 1];
      const inside = days.filter(({ day }) => day >= week && (end === undefined || day < end));
      return inside.reduce((sum, { orders }) => sum + orders, 0);
    }),
  };
}
