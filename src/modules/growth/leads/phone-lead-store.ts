import { sql } from 'kysely';
import type { CityId } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';
import type { LeadId } from './lead.ts';

/** A lead under its phone and offer. */
export interface PhoneLead {
  /** Keyed hash of the vault. */
  readonly phoneHash: string;
  /** The play, or the community of a lead that was added by hand. */
  readonly offerId: string;
  readonly cityId: CityId;
  readonly leadId: LeadId;
}

/** Takes the place of the one lead that a phone has for an offer; answers the lead that has it, if another does. */
export async function claimPhone(db: DatabaseTransaction, lead: PhoneLead): Promise<LeadId | undefined> {
  const added = await sql`
    insert into growth.phone_lead (phone_hash, offer_id, city_id, lead_id)
    values (${lead.phoneHash}, ${lead.offerId}, ${lead.cityId}, ${lead.leadId})
    on conflict (phone_hash, offer_id) do nothing`.execute(db);
  if ((added.numAffectedRows ?? 0n) > 0n) return undefined;
  const found = await sql<{ lead_id: LeadId }>`
    select lead_id from growth.phone_lead
    where phone_hash = ${lead.phoneHash} and offer_id = ${lead.offerId}`.execute(db);
  return found.rows[0]?.lead_id;
}

/** Forgets which leads a phone had: its person was erased and comes back as somebody new. */
export async function releasePhone(db: DatabaseTransaction, phoneHash: string): Promise<void> {
  await sql`delete from growth.phone_lead where phone_hash = ${phoneHash}`.execute(db);
}

/** Gives the place to another lead: the one that had it is over. */
export async function passClaim(db: DatabaseTransaction, lead: Omit<PhoneLead, 'cityId'>): Promise<void> {
  await sql`
    update growth.phone_lead set lead_id = ${lead.leadId}
    where phone_hash = ${lead.phoneHash} and offer_id = ${lead.offerId}`.execute(db);
}
