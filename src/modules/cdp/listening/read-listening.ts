import type { CommunityId } from '#kernel/ids';
import { businessDay, dayAfter, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { cities } from '#modules/territory';
import { profilesByIds } from '../communities/community-page-store.ts';
import { listTopics } from '../topics/topic-store.ts';
import type { ListeningAnswer } from './voice-contract.ts';
import { goodsDirectory } from './goods-directory.ts';
import {
  blamedItems,
  complainingCommunities,
  feelingDays,
  topicDays,
  topicPeople,
  type FeelingDay,
  type ListeningSpan,
} from './voice-list-store.ts';

const NONE = { posts: 0, negative: 0, positive: 0 };

/** Door: how much is said and how, over the last days and those before, by day, topic and community, within the scope. */
export async function readListening(ctx: Context, asked: Omit<ListeningSpan, 'today'>): Promise<ListeningAnswer> {
  const { db, scope } = ctx;
  const span = { ...asked, today: businessDay(ctx.clock.now()) };
  const days = Array.from({ length: span.days }, (_, at) => dayAfter(span.today, at + 1 - span.days));
  const feelings = new Map((await feelingDays(db, scope, span)).map((each) => [each.day, each]));
  const isNow = (day: string): boolean => day >= days[0]!;
  return {
    now: sumOf([...feelings.values()].filter(({ day }) => isNow(day))),
    before: sumOf([...feelings.values()].filter(({ day }) => !isNow(day))),
    byDay: days.map((day) => ({ ...NONE, ...feelings.get(day), day })),
    topics: await topicsOf(ctx, span, days),
    items: await itemsOf(ctx, { ...span, since: startOfBusinessDay(days[0]!) }),
    communities: await communitiesOf(ctx, span),
  };
}

const sumOf = (days: readonly FeelingDay[]): typeof NONE => {
  const sum = (of: (each: FeelingDay) => number): number => days.reduce((total, each) => total + of(each), 0);
  return {
    posts: sum(({ posts }) => posts),
    negative: sum(({ negative }) => negative),
    positive: sum(({ positive }) => positive),
  };
};

async function topicsOf(
  ctx: Context,
  span: ListeningSpan,
  days: readonly string[],
): Promise<ListeningAnswer['topics']> {
  const { db, scope } = ctx;
  const counted = Map.groupBy(await topicDays(db, scope, span), ({ topic }) => topic);
  const people = await topicPeople(db, scope, span);
  const named = (await listTopics(db)).filter(({ topic }) => counted.has(topic));
  const lines = named.map(({ topic, name, group }) => {
    const own = new Map(counted.get(topic)!.map((each) => [each.day, each]));
    const now = days.flatMap((day) => own.get(day) ?? []);
    const total = (of: (each: (typeof now)[number]) => number): number => now.reduce((sum, each) => sum + of(each), 0);
    const mentions = total((each) => each.mentions);
    const all = [...own.values()].reduce((sum, each) => sum + each.mentions, 0);
    return {
      topic,
      name,
      group,
      mentions,
      negative: total((each) => each.negative),
      positive: total((each) => each.positive),
      people: people.get(topic) ?? 0,
      before: all - mentions,
      byDay: days.map((day) => own.get(day)?.mentions ?? 0),
    };
  });
  return lines.toSorted((a, b) => b.people - a.people || b.mentions - a.mentions);
}

async function itemsOf(ctx: Context, span: Parameters<typeof blamedItems>[2]): Promise<ListeningAnswer['items']> {
  const found = await blamedItems(ctx.db, ctx.scope, span);
  const names = await goodsDirectory().byIds(
    ctx.db,
    found.map(({ item }) => item),
  );
  return found.map((each) => ({ ...each, name: names.get(each.item) ?? '已下架商品' }));
}

async function communitiesOf(ctx: Context, span: ListeningSpan): Promise<ListeningAnswer['communities']> {
  const found = await complainingCommunities(ctx.db, ctx.scope, span);
  const profiles = await profilesByIds(
    ctx.db,
    ctx.scope,
    found.map(({ communityId }) => communityId),
  );
  const cityNames = new Map((await cities(ctx.db)).map(({ id, name }) => [id, name]));
  return found.map(({ communityId, ...counts }) => {
    const profile = profiles.get(communityId);
    return {
      communityId,
      name: profile?.name ?? '',
      cityName: (profile && cityNames.get(profile.cityId)) ?? '',
      ...counts,
    };
  });
}

/** Names of communities, for lists; those beyond the scope are left out. */
export async function communityNames(ctx: Context, ids: readonly CommunityId[]): Promise<Map<CommunityId, string>> {
  const profiles = await profilesByIds(ctx.db, ctx.scope, [...new Set(ids)]);
  return new Map([...profiles].map(([id, { name }]) => [id, name]));
}
