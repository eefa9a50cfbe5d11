import { sql } from 'kysely';
import type { CityId, Id, PersonId, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Consent, ConsentText } from './consent.ts';

type Db = Database | DatabaseTransaction;

interface TextRow {
  purpose: string;
  version: string;
  notice: string;
  published_at: Date;
}

const toText = (row: TextRow): ConsentText => ({
  purpose: row.purpose,
  version: row.version,
  text: row.notice,
  publishedAt: row.published_at,
});

/** The text that holds at a moment: the last one published. There always is one: the first comes with the schema. */
export async function currentText(db: Db, purpose: string, now: Date): Promise<ConsentText> {
  const found = await sql<TextRow>`
    select * from growth.consent_text where purpose = ${purpose} and published_at <= ${now}
    order by published_at desc, version desc limit 1`.execute(db);
  const [text] = found.rows.map(toText);
  if (text === undefined) throw new Error(`no consent text for ${purpose}`);
  return text;
}

/** Every version, the newest first; at most 200. */
export async function listTexts(db: Db, purpose: string): Promise<ConsentText[]> {
  const found = await sql<TextRow>`
    select * from growth.consent_text where purpose = ${purpose} order by published_at desc, version desc limit 200`.execute(
    db,
  );
  return found.rows.map(toText);
}

/** Publishes a version; false when it exists. */
export async function insertText(db: DatabaseTransaction, text: ConsentText): Promise<boolean> {
  const done = await sql`
    insert into growth.consent_text (purpose, version, notice, published_at)
    values (${text.purpose}, ${text.version}, ${text.text}, ${text.publishedAt})
    on conflict (purpose, version) do nothing`.execute(db);
  return (done.numAffectedRows ?? 0n) > 0n;
}

export async function insertConsent(db: DatabaseTransaction, consent: Consent): Promise<void> {
  await sql`
    insert into growth.consent (city_id, consent_id, lead_id, person_id, purpose, version, text_hash, given_by,
      witness_touchpoint_id, given_at)
    values (${consent.cityId}, ${consent.consentId}, ${consent.leadId}, ${consent.personId}, ${consent.purpose},
      ${consent.version}, ${consent.textHash}, ${consent.givenBy}, ${consent.witnessTouchpointId},
      ${consent.givenAt})`.execute(db);
}

/** Marks every consent of a lead as taken back. */
export async function withdrawConsents(
  db: DatabaseTransaction,
  lead: { readonly cityId: CityId; readonly leadId: Id<'Lead'> },
  now: Date,
): Promise<void> {
  await sql`
    update growth.consent set withdrawn_at = ${now}
    where city_id = ${lead.cityId} and lead_id = ${lead.leadId} and withdrawn_at is null`.execute(db);
}

/** The consent under which a lead was recorded. */
export async function consentOf(
  db: Db,
  lead: { readonly cityId: CityId; readonly leadId: Id<'Lead'> },
): Promise<Consent | undefined> {
  const found = await sql<{
    city_id: CityId;
    consent_id: Id<'Consent'>;
    lead_id: Id<'Lead'>;
    person_id: PersonId;
    purpose: string;
    version: string;
    text_hash: string;
    given_by: 'self' | 'verbal';
    witness_touchpoint_id: TouchpointId | null;
    given_at: Date;
    withdrawn_at: Date | null;
  }>`
    select * from growth.consent where city_id = ${lead.cityId} and lead_id = ${lead.leadId}
    order by given_at limit 1`.execute(db);
  return found.rows.map((row) => ({
    cityId: row.city_id,
    consentId: row.consent_id,
    leadId: row.lead_id,
    personId: row.person_id,
    purpose: row.purpose,
    version: row.version,
    textHash: row.text_hash,
    givenBy: row.given_by,
    witnessTouchpointId: row.witness_touchpoint_id,
    givenAt: row.given_at,
    withdrawnAt: row.withdrawn_at,
  }))[0];
}
