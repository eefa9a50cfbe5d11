import { sql } from 'kysely';
import type { CityId, Id } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';
import type { Booking } from './booking.ts';

/** Notes what was booked; false when the lead has another visit to come. */
export async function insertBooking(db: DatabaseTransaction, it: Booking): Promise<boolean> {
  const added = await sql`
    insert into growth.booking (city_id, visit_id, lead_id, share_token, booking_code, state, booked_at)
    values (${it.cityId}, ${it.visitId}, ${it.leadId}, ${it.shareToken}, ${it.bookingCode}, 'open', ${it.bookedAt})
    on conflict (city_id, lead_id) where state = 'open' do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}

/** The visit took place, or was called off: the lead may have another. */
export async function closeBooking(
  db: DatabaseTransaction,
  lead: { readonly cityId: CityId; readonly leadId: Id<'Lead'> },
  visitId: Id<'Visit'>,
): Promise<void> {
  await sql`
    update growth.booking set state = 'over'
    where city_id = ${lead.cityId} and lead_id = ${lead.leadId} and visit_id = ${visitId} and state = 'open'`.execute(
    db,
  );
}
