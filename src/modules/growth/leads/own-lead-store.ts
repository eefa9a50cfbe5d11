import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import { toLead, type LeadRow } from './lead-store.ts';
import type { Lead, LeadId } from './lead.ts';

type Db = Database | DatabaseTransaction;

const own = (scope: Scope) => within(scope, { customer: 'p.phone_hash' });

/** Leads that were left with the phone of whoever reads, the newest first; at most 100. */
export async function ownLeads(db: Db, scope: Scope): Promise<Lead[]> {
  const found = await sql<LeadRow>`
    select l.* from growth.phone_lead p
    join growth.lead l on l.city_id = p.city_id and l.lead_id = p.lead_id
    where ${own(scope)} order by l.created_at desc, l.lead_id desc limit 100`.execute(db);
  return found.rows.map(toLead);
}

/** One of them. */
export async function ownLead(db: Db, scope: Scope, leadId: LeadId): Promise<Lead | undefined> {
  const found = await sql<LeadRow>`
    select l.* from growth.phone_lead p
    join growth.lead l on l.city_id = p.city_id and l.lead_id = p.lead_id
    where ${own(scope)} and l.lead_id = ${leadId}`.execute(db);
  return found.rows.map(toLead)[0];
}
