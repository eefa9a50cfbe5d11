import { z } from 'zod';
import { cityId, communityId, partnerId, storeId } from '#platform/fields';

const day = z.iso.date();
const time = z.iso.datetime();
const topicCode = z.string().min(2).max(40);
const windowDays = z.coerce.number().int().min(1).max(365).default(30);

export const communityParams = z.object({ id: communityId });

const communityFilter = {
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  partnerId: partnerId.optional(),
  district: z.string().max(50).optional(),
  text: z.string().trim().max(50).optional(),
  minAgeYears: z.coerce.number().int().min(0).max(200).optional(),
  /** The topic whose mentions are shown and sorted by; all topics together without it. */
  topic: topicCode.optional(),
  days: windowDays,
};

export const COMMUNITY_SORTS = [
  'mentions',
  'people',
  'orders',
  'members',
  'density',
  'households',
  'age',
  'activity',
  'name',
] as const;

export const communitiesQuery = z.object({
  ...communityFilter,
  /** `name` ascending, everything else the largest first. */
  sort: z.enum(COMMUNITY_SORTS).default('mentions'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const topicCount = z.object({ topic: z.string(), name: z.string(), mentions: z.number().int() });

export const communityRow = z.object({
  id: communityId,
  name: z.string(),
  cityId,
  cityName: z.string(),
  district: z.string(),
  builtYear: z.number().int().nullable(),
  ageYears: z.number().int().nullable(),
  households: z.number().int().nullable(),
  members: z.number().int(),
  /** Members per household. */
  density: z.number().nullable(),
  /** Orders within the window. */
  orders: z.number().int(),
  /** Mentions of the topic (or of all) within the window, and the distinct people behind them. */
  mentions: z.number().int(),
  people: z.number().int(),
  /** Median of the mentions over the communities of the city, and the multiple of it (a median under 1 counts as 1). */
  cityMedian: z.number(),
  timesCity: z.number(),
  /** Mentions of the topic (or of all) in each of the last 13 weeks, this one included, the oldest first. */
  weekly: z.array(z.number().int()),
  /** What is talked about most within the window, at most three. */
  topTopics: z.array(topicCount),
  lastActivityAt: time.nullable(),
});
export const communitiesAnswer = z.object({
  items: z.array(communityRow),
  /** Communities that match, within the reader's area. */
  total: z.number().int(),
  nextCursor: z.string().nullable(),
});

export const communityMapQuery = z.object({ cityId: cityId.optional(), topic: topicCode.optional(), days: windowDays });
/** One point: id, name, lng, lat, mentions within the window, intensity 0…1 against the loudest 5 %. */
export const communityMapPoint = z.tuple([
  communityId,
  z.string(),
  z.number(),
  z.number(),
  z.number().int(),
  z.number().min(0).max(1),
]);
export const communityMapAnswer = z.object({
  points: z.array(communityMapPoint),
  /** True when there are more communities than a map can carry: filter by city. */
  truncated: z.boolean(),
});

export const topicTrend = z.object({
  topic: z.string(),
  name: z.string(),
  /** Mentions per week, as many as `weeks`. */
  weekly: z.array(z.number().int()),
  mentions30: z.number().int(),
  /** Of them those that complain. */
  complaints30: z.number().int(),
  people30: z.number().int(),
  cityMedian30: z.number(),
  timesCity: z.number(),
  /** A sentence where the community stands out or stays behind; null where it does not. */
  comparison: z.string().nullable(),
});

export const communityAnswer = z.object({
  id: communityId,
  name: z.string(),
  cityId,
  cityName: z.string(),
  district: z.string(),
  position: z.object({ lng: z.number(), lat: z.number() }).nullable(),
  builtYear: z.number().int().nullable(),
  ageYears: z.number().int().nullable(),
  households: z.number().int().nullable(),
  partnerId: partnerId.nullable(),
  partnerName: z.string().nullable(),
  stores: z.array(z.object({ id: storeId, name: z.string() })),
  members: z.number().int(),
  density: z.number().nullable(),
  lastActivityAt: time.nullable(),
  /** The Mondays of the last 13 weeks, the oldest first. */
  weeks: z.array(day),
  topics: z.array(topicTrend),
  orders: z.object({
    orders30: z.number().int(),
    amountFen30: z.number().int(),
    /** As many as `weeks`. */
    weekly: z.array(z.number().int()),
  }),
  signals: z.object({
    count30: z.number().int(),
    recent: z.array(z.object({ topic: z.string(), name: z.string(), kind: z.string().nullable(), occurredAt: time })),
  }),
});

export const communityPostsQuery = z.object({
  topic: topicCode.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  /** Why the words are read (kept in the audit); without it only topics, channels and times are answered. */
  purpose: z.literal('community_listening').optional(),
});
export const communityPostsAnswer = z.object({
  items: z.array(
    z.object({
      eventId: z.uuid(),
      channel: z.string(),
      occurredAt: time,
      topics: z.array(z.string()),
      /** What was said, with phones and other marks of persons masked; null without a purpose or after erasure. */
      text: z.string().nullable(),
    }),
  ),
});

export type CommunityRow = z.infer<typeof communityRow>;
export type CommunitiesAnswer = z.infer<typeof communitiesAnswer>;
export type CommunityAnswer = z.infer<typeof communityAnswer>;
export type TopicTrend = z.infer<typeof topicTrend>;
export type CommunityMapAnswer = z.infer<typeof communityMapAnswer>;
export type CommunityPostsAnswer = z.infer<typeof communityPostsAnswer>;
