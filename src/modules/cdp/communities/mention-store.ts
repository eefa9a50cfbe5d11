import { sql } from 'kysely';
import type { DatabaseTransaction } from '#platform/context';
import { personDayKey, type Mention, type MentionDay, type PersonDay } from './mention.ts';

/** Keeps the mentions that are not kept yet and returns those: a post counted before is not counted again. */
export async function keepMentions(tx: DatabaseTransaction, mentions: readonly Mention[]): Promise<Mention[]> {
  const { rows } = await sql<{ subjectId: string; eventId: string; topic: string }>`
    insert into cdp.mention
      (subject_id, event_id, topic, city_id, community_id, channel, signal_kind, occurred_at, sentiment, severity)
    select * from unnest(
      ${mentions.map((each) => each.subjectId)}::uuid[], ${mentions.map((each) => each.eventId)}::uuid[],
      ${mentions.map((each) => each.topic)}::text[], ${mentions.map((each) => each.cityId)}::uuid[],
      ${mentions.map((each) => each.communityId)}::uuid[], ${mentions.map((each) => each.channel)}::text[],
      ${mentions.map((each) => each.signalKind)}::text[], ${mentions.map((each) => each.occurredAt)}::timestamptz[],
      ${mentions.map((each) => each.sentiment)}::text[], ${mentions.map((each) => each.severity)}::smallint[])
    order by 1, 2, 3
    on conflict do nothing
    returning subject_id as "subjectId", event_id as "eventId", topic`.execute(tx);
  const keyOf = (row: { subjectId: string; eventId: string; topic: string }): string =>
    `${row.subjectId} ${row.eventId} ${row.topic}`;
  const fresh = new Set(rows.map(keyOf));
  return mentions.filter((mention) => fresh.delete(keyOf(mention)));
}

/** Keeps who mentioned what on which day; returns the keys (`personDayKey`) of those that are new. */
export async function keepPersonDays(tx: DatabaseTransaction, days: readonly PersonDay[]): Promise<Set<string>> {
  const { rows } = await sql<PersonDay>`
    insert into cdp.mention_person_day (city_id, community_id, topic, day, subject_id)
    select distinct * from unnest(
      ${days.map((each) => each.cityId)}::uuid[], ${days.map((each) => each.communityId)}::uuid[],
      ${days.map((each) => each.topic)}::text[], ${days.map((each) => each.day)}::date[],
      ${days.map((each) => each.subjectId)}::uuid[])
    order by 1, 2, 3, 4, 5
    on conflict do nothing
    returning city_id as "cityId", community_id as "communityId", topic, day::text as day, subject_id as "subjectId"`.execute(
    tx,
  );
  return new Set(rows.map(personDayKey));
}

/** Adds to the day buckets. `days` hold each bucket once. */
export async function addMentionDays(tx: DatabaseTransaction, days: readonly MentionDay[]): Promise<void> {
  await sql`
    insert into cdp.mention_day as d (city_id, community_id, topic, day, channel, mentions, people, negative, positive)
    select * from unnest(
      ${days.map((each) => each.cityId)}::uuid[], ${days.map((each) => each.communityId)}::uuid[],
      ${days.map((each) => each.topic)}::text[], ${days.map((each) => each.day)}::date[],
      ${days.map((each) => each.channel)}::text[], ${days.map((each) => each.mentions)}::integer[],
      ${days.map((each) => each.people)}::integer[], ${days.map((each) => each.negative)}::integer[],
      ${days.map((each) => each.positive)}::integer[])
    order by 1, 2, 3, 4, 5
    on conflict (city_id, community_id, topic, day, channel) do update
    set mentions = d.mentions + excluded.mentions, people = d.people + excluded.people,
      negative = d.negative + excluded.negative, positive = d.positive + excluded.positive`.execute(tx);
}
