import { sql } from 'kysely';
import type { DatabaseTransaction } from '#platform/context';
import type { Voice, VoiceDay } from './voice.ts';

const list = (values: readonly string[]): string => `{${values.join(',')}}`;

/** Keeps what posts said; one that is kept already stays as it is. */
export async function keepVoices(tx: DatabaseTransaction, voices: readonly Voice[]): Promise<void> {
  const column = <K extends keyof Voice>(name: K): Voice[K][] => voices.map((each) => each[name]);
  await sql`
    insert into cdp.voice
      (city_id, community_id, event_id, subject_id, channel, occurred_at, sentiment, certainty, severity, topics, grave_kinds,
        items)
    select v.city_id, v.community_id, v.event_id, v.subject_id, v.channel, v.occurred_at, v.sentiment, v.certainty, v.severity,
      v.topics::text[], v.grave_kinds::text[], v.items::uuid[]
    from unnest(${column('cityId')}::uuid[], ${column('communityId')}::uuid[], ${column('eventId')}::uuid[],
      ${column('subjectId')}::uuid[], ${column('channel')}::text[], ${column('occurredAt')}::timestamptz[],
      ${column('sentiment')}::text[], ${column('certainty')}::real[], ${column('severity')}::smallint[],
      ${voices.map((each) => list(each.topics))}::text[], ${voices.map((each) => list(each.graveKinds))}::text[],
      ${voices.map((each) => list(each.items))}::text[])
      as v (city_id, community_id, event_id, subject_id, channel, occurred_at, sentiment, certainty, severity, topics, grave_kinds,
        items)
    order by 1, 3
    on conflict do nothing`.execute(tx);
}

/** Adds to the day buckets. `days` hold each bucket once. */
export async function addVoiceDays(tx: DatabaseTransaction, days: readonly VoiceDay[]): Promise<void> {
  const column = <K extends keyof VoiceDay>(name: K): VoiceDay[K][] => days.map((each) => each[name]);
  await sql`
    insert into cdp.voice_day as d (city_id, community_id, day, channel, posts, negative, positive)
    select * from unnest(${column('cityId')}::uuid[], ${column('communityId')}::uuid[], ${column('day')}::date[],
      ${column('channel')}::text[], ${column('posts')}::integer[], ${column('negative')}::integer[],
      ${column('positive')}::integer[])
    order by 1, 2, 3, 4
    on conflict (city_id, community_id, day, channel) do update
    set posts = d.posts + excluded.posts, negative = d.negative + excluded.negative,
      positive = d.positive + excluded.positive`.execute(tx);
}
