import { sql } from 'kysely';
import type { CustomerKey } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Consent, ConsentPurpose } from './consent.ts';

type Db = Database | DatabaseTransaction;

/** What a customer said last, by purpose. */
export async function consentsOf(db: Db, customerKey: CustomerKey): Promise<Map<ConsentPurpose, Consent>> {
  const found = await sql<{
    purpose: ConsentPurpose;
    revision: number;
    given: boolean;
    version: string;
    text_hash: string;
    changed_at: Date;
  }>`
    select distinct on (purpose) purpose, revision, given, version, text_hash, changed_at from messaging.consent
    where customer_key = ${customerKey} order by purpose, revision desc`.execute(db);
  return new Map(
    found.rows.map((row) => [
      row.purpose,
      {
        purpose: row.purpose,
        revision: row.revision,
        given: row.given,
        version: row.version,
        textHash: row.text_hash,
        changedAt: row.changed_at,
      },
    ]),
  );
}

export async function insertConsent(
  db: DatabaseTransaction,
  customerKey: CustomerKey,
  consent: Consent,
): Promise<void> {
  await sql`
    insert into messaging.consent (customer_key, purpose, revision, given, version, text_hash, changed_at)
    values (${customerKey}, ${consent.purpose}, ${consent.revision}, ${consent.given}, ${consent.version},
      ${consent.textHash}, ${consent.changedAt})`.execute(db);
}
