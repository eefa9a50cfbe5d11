import { sql } from 'kysely';
import type { DatabaseTransaction } from '#platform/context';

type External = { readonly source: string; readonly externalId: string };

/** Until the transaction ends nobody else brings the same order. */
export async function lockExternal(db: DatabaseTransaction, { source, externalId }: External): Promise<void> {
  const name = `commerce.external/${source}/${externalId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db);
}

/** Whether this order of a marketplace is here already, of whichever city. */
export async function isKnown(db: DatabaseTransaction, { source, externalId }: External): Promise<boolean> {
  const found = await sql`
    select from commerce.sales_order o where o.external_source = ${source} and o.external_id = ${externalId}
    limit 1`.execute(db);
  return found.rows.length > 0;
}
