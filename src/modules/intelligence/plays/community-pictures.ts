import type { CityId, CommunityId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { cityMedians, listTopics, medianKey, profilesByIds, timesCity, topTopics } from '#modules/cdp';
import { grievancesOf } from '../listening/read-grievances.ts';
import { ageOf } from '../main-push/segment.ts';
import { WINDOW_DAYS, type CommunityPicture, type TopicFigure } from './picture.ts';

/** More topics than anybody watches: all of them. */
const ALL_TOPICS = 200;

/** What is known of communities within the reader's scope, in a handful of reads. Unknown ones are absent. */
export async function picturesOf(
  ctx: Context,
  communityIds: readonly CommunityId[],
): Promise<Map<CommunityId, CommunityPicture>> {
  const { db, scope } = ctx;
  const today = businessDay(ctx.clock.now());
  const window = { today, days: WINDOW_DAYS };
  const profiles = await profilesByIds(db, scope, communityIds);
  if (profiles.size === 0) return new Map();
  const names = new Map((await listTopics(db)).map(({ topic, name }) => [topic, name]));
  const mentions = await topTopics(db, scope, [...profiles.keys()], window, ALL_TOPICS);
  const talkedAbout = [...new Set([...mentions.values()].flat().map(({ topic }) => topic))];
  const cityIds: CityId[] = [...new Set([...profiles.values()].map(({ cityId }) => cityId))];
  const medians = await cityMedians(db, cityIds, talkedAbout, window);
  const grievances = await grievancesOf(db, [...profiles.keys()], ctx.clock.now());
  const year = Number(today.slice(0, 4));
  return new Map(
    [...profiles].map(([communityId, profile]) => {
      const topics = (mentions.get(communityId) ?? []).map(({ topic, mentions: count, ...felt }): TopicFigure => ({
        topic,
        name: names.get(topic) ?? topic,
        mentions: count,
        ...felt,
        timesCity: timesCity(count, medians.get(medianKey(profile.cityId, topic)) ?? 0),
      }));
      const { cityId, name, households, members, builtYear } = profile;
      return [
        communityId,
        {
          communityId,
          cityId,
          name,
          households,
          members,
          ageYears: ageOf(builtYear, year),
          topics,
          grievances: grievances.get(communityId) ?? [],
        },
      ];
    }),
  );
}
