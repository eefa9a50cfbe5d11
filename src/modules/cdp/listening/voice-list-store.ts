import { sql } from 'kysely';
import type { Sentiment, Severity } from '#engines/text';
import type { CityId, CommunityId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';

type Db = Database | DatabaseTransaction;

/** Where and how far back somebody looks. Days are business days, today among them. */
export interface ListeningSpan {
  readonly cityId?: CityId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly today: string;
  readonly days: number;
}

export interface FeelingDay {
  readonly day: string;
  readonly posts: number;
  readonly negative: number;
  readonly positive: number;
}

const area = (scope: Scope, { cityId, communityId }: Pick<ListeningSpan, 'cityId' | 'communityId'>) => sql`
  ${cityId === undefined ? sql`true` : sql`d.city_id = ${cityId}`}
  and ${communityId === undefined ? sql`true` : sql`d.community_id = ${communityId}`}
  and ${within(scope, { city: 'd.city_id', community: 'd.community_id' })}`;

const since = ({ today, days }: ListeningSpan, spans: number) =>
  sql`d.day > ${today}::date - ${spans * days}::integer and d.day <= ${today}::date`;

/** Posts by day over twice the span, days without any left out. */
export async function feelingDays(db: Db, scope: Scope, span: ListeningSpan): Promise<FeelingDay[]> {
  const { rows } = await sql<FeelingDay>`
    select d.day::text as day, sum(d.posts)::integer as posts, sum(d.negative)::integer as negative,
      sum(d.positive)::integer as positive
    from cdp.voice_day d where ${since(span, 2)} and ${area(scope, span)} group by d.day order by d.day`.execute(db);
  return rows;
}

export interface TopicDay {
  readonly topic: string;
  readonly day: string;
  readonly mentions: number;
  readonly negative: number;
  readonly positive: number;
}

/** Mentions by topic and day over twice the span. */
export async function topicDays(db: Db, scope: Scope, span: ListeningSpan): Promise<TopicDay[]> {
  const { rows } = await sql<TopicDay>`
    select d.topic, d.day::text as day, sum(d.mentions)::integer as mentions, sum(d.negative)::integer as negative,
      sum(d.positive)::integer as positive
    from cdp.mention_day d where ${since(span, 2)} and ${area(scope, span)} group by d.topic, d.day`.execute(db);
  return rows;
}

/** Distinct people by topic within the span. */
export async function topicPeople(db: Db, scope: Scope, span: ListeningSpan): Promise<Map<string, number>> {
  const { rows } = await sql<{ topic: string; people: number }>`
    select d.topic, count(distinct d.subject_id)::integer as people
    from cdp.mention_person_day d where ${since(span, 1)} and ${area(scope, span)} group by d.topic`.execute(db);
  return new Map(rows.map(({ topic, people }) => [topic, people]));
}

const MOST_COMMUNITIES = 10;

/** The communities that complain most within the span. */
export async function complainingCommunities(
  db: Db,
  scope: Scope,
  span: ListeningSpan,
): Promise<(Omit<FeelingDay, 'day'> & { communityId: CommunityId })[]> {
  const { rows } = await sql<Omit<FeelingDay, 'day'> & { communityId: CommunityId }>`
    select d.community_id as "communityId", sum(d.posts)::integer as posts, sum(d.negative)::integer as negative,
      sum(d.positive)::integer as positive
    from cdp.voice_day d where ${since(span, 1)} and ${area(scope, span)}
    group by d.community_id having sum(d.negative) > 0
    order by sum(d.negative) desc, d.community_id limit ${MOST_COMMUNITIES}`.execute(db);
  return rows;
}

/** A message as the desk shows it. */
export interface ListedVoice {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly eventId: string;
  readonly subjectId: string;
  readonly channel: string;
  readonly occurredAt: Date;
  readonly sentiment: Sentiment;
  readonly certainty: number;
  readonly severity: Severity;
  readonly topics: readonly string[];
  readonly graveKinds: readonly string[];
  /** What it names of what is sold. */
  readonly items: readonly string[];
  readonly isChecked: boolean;
  /** The language model that read it again, if one did. */
  readonly refinedBy: string | null;
}

export interface VoiceFilter {
  readonly cityId?: CityId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly topic?: string | undefined;
  readonly sentiment?: Sentiment | undefined;
  readonly leastSeverity?: number | undefined;
  readonly channel?: string | undefined;
  readonly unchecked?: boolean | undefined;
  /** Only what names it. */
  readonly item?: string | undefined;
  readonly since: Date;
}

const columns = sql`
  d.city_id as "cityId", d.community_id as "communityId", d.event_id as "eventId", d.subject_id as "subjectId", d.channel,
  d.occurred_at as "occurredAt", d.sentiment, d.certainty, d.severity, d.topics, d.grave_kinds as "graveKinds",
  d.checked_at is not null as "isChecked", d.refined_by as "refinedBy", d.items`;

/** Messages that are more than chatter, the newest first. */
export async function listVoices(
  db: Db,
  scope: Scope,
  filter: VoiceFilter,
  page: { readonly after: { readonly at: Date; readonly id: string } | undefined; readonly limit: number },
): Promise<ListedVoice[]> {
  const { topic, sentiment, leastSeverity, channel, unchecked, item } = filter;
  const { after, limit } = page;
  const { rows } = await sql<ListedVoice>`
    select ${columns} from cdp.voice d
    where d.occurred_at > ${filter.since} and ${area(scope, filter)}
      and ${topic === undefined ? sql`true` : sql`${topic} = any(d.topics)`}
      and ${sentiment === undefined ? sql`true` : sql`d.sentiment = ${sentiment}`}
      and ${leastSeverity === undefined ? sql`true` : sql`d.severity >= ${leastSeverity}`}
      and ${channel === undefined ? sql`true` : sql`d.channel = ${channel}`}
      and ${unchecked === true ? sql`d.checked_at is null` : sql`true`}
      and ${item === undefined ? sql`true` : sql`d.items @> array[${item}::uuid]`}
      and ${after === undefined ? sql`true` : sql`(d.occurred_at, d.event_id) < (${after.at}, ${after.id}::uuid)`}
    order by d.occurred_at desc, d.event_id desc limit ${limit}`.execute(db);
  return rows;
}

/** One message, locked for whoever corrects it. */
export async function lockVoice(
  tx: DatabaseTransaction,
  scope: Scope,
  at: { readonly cityId: CityId; readonly eventId: string },
): Promise<ListedVoice | undefined> {
  const { rows } = await sql<ListedVoice>`
    select ${columns} from cdp.voice d
    where d.city_id = ${at.cityId} and d.event_id = ${at.eventId}
      and ${within(scope, { city: 'd.city_id', community: 'd.community_id' })} for update`.execute(tx);
  return rows[0];
}

/** Whom a topic makes complain in a community: messages of the last days, the newest first. */
export async function complaintsOf(
  db: Db,
  asked: {
    readonly cityId: CityId;
    readonly communityId: CommunityId;
    readonly topic: string;
    readonly since: Date;
    readonly limit: number;
  },
): Promise<ListedVoice[]> {
  const { rows } = await sql<ListedVoice>`
    select ${columns} from cdp.voice d
    where d.city_id = ${asked.cityId} and d.community_id = ${asked.communityId} and d.occurred_at > ${asked.since}
      and d.sentiment = 'negative' and ${asked.topic} = any(d.topics)
    order by d.occurred_at desc, d.event_id desc limit ${asked.limit}`.execute(db);
  return rows;
}

/** What a community said since an instant that somebody has to act on, the newest first. */
export async function graveSince(
  db: Db,
  asked: { readonly cityId: CityId; readonly communityId: CommunityId; readonly since: Date; readonly limit: number },
): Promise<ListedVoice[]> {
  const { rows } = await sql<ListedVoice>`
    select ${columns} from cdp.voice d
    where d.city_id = ${asked.cityId} and d.community_id = ${asked.communityId} and d.occurred_at >= ${asked.since}
      and d.severity = 3
    order by d.occurred_at desc, d.event_id desc limit ${asked.limit}`.execute(db);
  return rows;
}

/** Messages by their events, of a city. */
export async function voicesByEvents(db: Db, cityId: CityId, eventIds: readonly string[]): Promise<ListedVoice[]> {
  const { rows } = await sql<ListedVoice>`
    select ${columns} from cdp.voice d
    where d.city_id = ${cityId} and d.event_id = any(${[...eventIds]}::uuid[])`.execute(db);
  return rows;
}

export interface BlamedItem {
  readonly item: string;
  readonly messages: number;
  readonly people: number;
  readonly communities: number;
}

const MOST_ITEMS = 10;

/** What is sold that people complain of most within the span. */
export async function blamedItems(
  db: Db,
  scope: Scope,
  span: ListeningSpan & { readonly since: Date },
): Promise<BlamedItem[]> {
  const { rows } = await sql<BlamedItem>`
    select item, count(*)::integer as messages, count(distinct d.subject_id)::integer as people,
      count(distinct d.community_id)::integer as communities
    from cdp.voice d cross join lateral unnest(d.items) as item
    where d.sentiment = 'negative' and d.items <> '{}' and d.occurred_at >= ${span.since} and ${area(scope, span)}
    group by item order by people desc, messages desc, item limit ${MOST_ITEMS}`.execute(db);
  return rows;
}

/** How many people of which communities of a city complain of items, since an instant; without a reader's scope. */
export async function complaintsAbout(
  db: Db,
  asked: { readonly cityId: CityId; readonly items: readonly string[]; readonly since: Date },
): Promise<{ item: string; communityId: CommunityId; people: number }[]> {
  const { rows } = await sql<{ item: string; communityId: CommunityId; people: number }>`
    select item, d.community_id as "communityId", count(distinct d.subject_id)::integer as people
    from cdp.voice d cross join lateral unnest(d.items) as item
    where d.city_id = ${asked.cityId} and d.sentiment = 'negative' and d.occurred_at >= ${asked.since}
      and d.items && ${[...asked.items]}::uuid[] and item = any(${[...asked.items]}::uuid[])
    group by item, d.community_id`.execute(db);
  return rows;
}

/** Which communities of a city complain of a topic since a business day, and in how many messages; without a reader's scope. */
export async function complainingOf(
  db: Db,
  asked: { readonly cityId: CityId; readonly topic: string; readonly since: string },
): Promise<{ communityId: CommunityId; messages: number }[]> {
  const { rows } = await sql<{ communityId: CommunityId; messages: number }>`
    select d.community_id as "communityId", sum(d.negative)::integer as messages
    from cdp.mention_day d
    where d.city_id = ${asked.cityId} and d.topic = ${asked.topic} and d.day >= ${asked.since}::date and d.negative > 0
    group by d.community_id`.execute(db);
  return rows;
}

/** When who complained of topics in a community, since an instant: one row a person, topic and hour. */
export async function complainers(
  db: Db,
  asked: {
    readonly cityId: CityId;
    readonly communityId: CommunityId;
    readonly topics: readonly string[];
    readonly since: Date;
  },
): Promise<{ topic: string; subjectId: string; hour: Date }[]> {
  const { rows } = await sql<{ topic: string; subjectId: string; hour: Date }>`
    select distinct m.topic, m.subject_id as "subjectId", date_trunc('hour', m.occurred_at) as hour
    from cdp.mention m
    where m.community_id = ${asked.communityId} and m.city_id = ${asked.cityId} and m.sentiment = 'negative'
      and m.topic = any(${[...asked.topics]}::text[]) and m.occurred_at >= ${asked.since}`.execute(db);
  return rows;
}
