import { sql } from 'kysely';
import type { Sentiment, Severity } from '#engines/text';
import type { UserId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { DatabaseTransaction } from '#platform/context';
import type { ListedVoice } from './voice-list-store.ts';

/** How a message is to be read. */
export interface Label {
  readonly sentiment: Sentiment;
  readonly severity: Severity;
  readonly topics: readonly string[];
}

/** Writes the label over what was read, and keeps it to learn from. */
export async function saveLabel(
  tx: DatabaseTransaction,
  voice: ListedVoice,
  label: Label,
  by: { readonly userId: UserId | null; readonly at: Date },
): Promise<void> {
  await sql`
    update cdp.voice
    set sentiment = ${label.sentiment}, certainty = 1, severity = ${label.severity}, topics = ${[...label.topics]}::text[],
      grave_kinds = case when ${label.severity}::integer = 3 then grave_kinds else '{}'::text[] end, checked_at = ${by.at}
    where city_id = ${voice.cityId} and event_id = ${voice.eventId}`.execute(tx);
  await sql`
    insert into cdp.voice_label
      (city_id, event_id, subject_id, occurred_at, sentiment, severity, topics, labelled_by, labelled_at)
    values (${voice.cityId}, ${voice.eventId}, ${voice.subjectId}, ${voice.occurredAt}, ${label.sentiment}, ${label.severity},
      ${[...label.topics]}::text[], ${by.userId}, ${by.at})
    on conflict (city_id, event_id) do update
    set sentiment = excluded.sentiment, severity = excluded.severity, topics = excluded.topics,
      labelled_by = excluded.labelled_by, labelled_at = excluded.labelled_at`.execute(tx);
}

/** Moves a message in the feelings of its day. */
export async function moveFeeling(
  tx: DatabaseTransaction,
  voice: ListedVoice,
  { from, to }: { readonly from: Sentiment; readonly to: Sentiment },
): Promise<void> {
  const change = (feeling: Sentiment): number => (to === feeling ? 1 : 0) - (from === feeling ? 1 : 0);
  await sql`
    update cdp.voice_day
    set negative = negative + ${change('negative')}::integer, positive = positive + ${change('positive')}::integer
    where city_id = ${voice.cityId} and community_id = ${voice.communityId} and channel = ${voice.channel}
      and day = ${businessDay(voice.occurredAt)}::date`.execute(tx);
}

/** Takes a message out of the counts of its topics, as they stand; what was counted of nothing else goes. */
export async function uncountMentions(tx: DatabaseTransaction, voice: ListedVoice): Promise<void> {
  const { cityId, communityId, channel, subjectId, eventId, sentiment } = voice;
  const day = businessDay(voice.occurredAt);
  const { rows } = await sql<{ topic: string }>`
    delete from cdp.mention where subject_id = ${subjectId} and event_id = ${eventId} returning topic`.execute(tx);
  const topics = rows.map(({ topic }) => topic);
  if (topics.length === 0) return;
  // Whoever said it again on that day still did.
  const left = await sql<{ topic: string }>`
    delete from cdp.mention_person_day p
    where p.city_id = ${cityId} and p.community_id = ${communityId} and p.day = ${day}::date and p.subject_id = ${subjectId}
      and p.topic = any(${topics}::text[])
      and not exists (select 1 from cdp.mention m where m.subject_id = p.subject_id and m.topic = p.topic
        and m.community_id = p.community_id and (m.occurred_at at time zone 'Asia/Shanghai')::date = p.day)
    returning topic`.execute(tx);
  const people = left.rows.map(({ topic }) => topic);
  const bucket = sql`city_id = ${cityId} and community_id = ${communityId} and day = ${day}::date and channel = ${channel}
    and topic = any(${topics}::text[])`;
  await sql`delete from cdp.mention_day where ${bucket} and mentions = 1`.execute(tx);
  await sql`
    update cdp.mention_day
    set mentions = mentions - 1, people = greatest(0, people - case when topic = any(${people}::text[]) then 1 else 0 end),
      negative = greatest(0, negative - ${sentiment === 'negative' ? 1 : 0}::integer),
      positive = greatest(0, positive - ${sentiment === 'positive' ? 1 : 0}::integer)
    where ${bucket}`.execute(tx);
}
