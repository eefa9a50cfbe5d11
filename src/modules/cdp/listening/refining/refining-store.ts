import { sql } from 'kysely';
import type { CityId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Label } from '../label-store.ts';

/** A message that may be read again: where its words are. */
export interface UnsureVoice {
  readonly cityId: CityId;
  readonly eventId: string;
  readonly subjectId: string;
  readonly occurredAt: Date;
}

type Key = Pick<UnsureVoice, 'cityId' | 'eventId'>;

/** Nobody checked it, it was not read again, and no other run is at it. */
const isOpen = (now: Date) => sql`
  v.checked_at is null and v.refined_at is null and (v.refining_until is null or v.refining_until <= ${now})`;

const keys = (voices: readonly Key[]) => sql`
  unnest(${voices.map(({ cityId }) => cityId)}::uuid[], ${voices.map(({ eventId }) => eventId)}::uuid[])
    as k (city_id, event_id)`;
const isKey = sql`v.city_id = k.city_id and v.event_id = k.event_id`;

/** Takes what was read less surely than asked, the newest first, until an instant; others who take get others. */
export async function takeVoices(
  tx: DatabaseTransaction,
  asked: {
    readonly since: Date;
    readonly leastCertainty: number;
    readonly now: Date;
    readonly until: Date;
    readonly limit: number;
  },
): Promise<UnsureVoice[]> {
  const { since, leastCertainty, now, until, limit } = asked;
  const found = await sql<Key>`
    select v.city_id as "cityId", v.event_id as "eventId" from cdp.voice v
    where v.occurred_at > ${since} and v.certainty < ${leastCertainty}::real and ${isOpen(now)}
    order by v.occurred_at desc, v.event_id desc limit ${limit}`.execute(tx);
  const { rows } = await sql<UnsureVoice>`
    update cdp.voice v set refining_until = ${until} from ${keys(found.rows)}
    where ${isKey} and ${isOpen(now)}
    returning v.city_id as "cityId", v.event_id as "eventId", v.subject_id as "subjectId",
      v.occurred_at as "occurredAt"`.execute(tx);
  return rows.toSorted((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime() || (a.eventId < b.eventId ? 1 : -1));
}

/** Lets go of what was taken until an instant and is still taken: another run may take it. */
export async function letGo(tx: DatabaseTransaction, voices: readonly Key[], until: Date): Promise<void> {
  await sql`
    update cdp.voice v set refining_until = null from ${keys(voices)}
    where ${isKey} and v.refining_until = ${until}`.execute(tx);
}

/** Nothing was to be had for these, and they are not asked for again. */
export async function leaveAsRead(tx: DatabaseTransaction, voices: readonly Key[], at: Date): Promise<void> {
  await sql`
    update cdp.voice v set refined_at = ${at}, refining_until = null from ${keys(voices)}
    where ${isKey} and v.refined_at is null`.execute(tx);
}

/** Writes over what was read, for whoever holds the message's lock. How sure our models were stays. */
export async function saveRefined(
  tx: DatabaseTransaction,
  voice: Key,
  label: Label,
  by: { readonly model: string; readonly at: Date },
): Promise<void> {
  await sql`
    update cdp.voice
    set sentiment = ${label.sentiment}, severity = ${label.severity}, topics = ${[...label.topics]}::text[],
      refined_at = ${by.at}, refined_by = ${by.model}, refining_until = null
    where city_id = ${voice.cityId} and event_id = ${voice.eventId}`.execute(tx);
}

/** Texts that were sent and answered on a business day. */
export async function textsSent(db: Database | DatabaseTransaction, day: string): Promise<number> {
  const { rows } = await sql<{ texts: number }>`
    select texts from cdp.refining_day where day = ${day}::date`.execute(db);
  return rows[0]?.texts ?? 0;
}

/** Counts texts that are about to be sent; false, and nothing counted, where that would be more than `most` on the day. */
export async function countSent(
  tx: DatabaseTransaction,
  { day, texts, most }: { readonly day: string; readonly texts: number; readonly most: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into cdp.refining_day as d (day, texts)
    select ${day}::date, ${texts}::integer where ${texts}::integer <= ${most}::integer
    on conflict (day) do update set texts = d.texts + excluded.texts where d.texts + excluded.texts <= ${most}::integer
    returning 1`.execute(tx);
  return rows.length === 1;
}

/** Nobody took them after all. */
export async function uncountSent(tx: DatabaseTransaction, day: string, texts: number): Promise<void> {
  await sql`update cdp.refining_day set texts = texts - ${texts}::integer where day = ${day}::date`.execute(tx);
}
