import { sql } from 'kysely';
import type { Position } from '#kernel/geo';
import type { CityId, Id, TouchpointId } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';
import type { VisitId } from '../visits/visit.ts';

/** Time of a person that is taken, by a visit or by a hold that runs out. */
export interface Appointment {
  readonly appointmentId: string;
  /** Of whoever works. */
  readonly cityId: CityId;
  readonly touchpointId: TouchpointId;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly at: Position;
  readonly visitId: VisitId | null;
  readonly holdExpiresAt: Date | null;
}

/**
 * Takes the time; false where something of theirs lies across it. The exclusion constraint answers, whoever else is
 * writing: nobody is ever in two places.
 */
export async function insertAppointment(db: DatabaseTransaction, taken: Appointment): Promise<boolean> {
  const inserted = await sql`
    insert into fulfilment.appointment (city_id, appointment_id, touchpoint_id, starts_at, ends_at, lng, lat, visit_id,
      hold_expires_at)
    values (${taken.cityId}, ${taken.appointmentId}, ${taken.touchpointId}, ${taken.startsAt}, ${taken.endsAt},
      ${taken.at.lng}, ${taken.at.lat}, ${taken.visitId}, ${taken.holdExpiresAt})
    on conflict do nothing`.execute(db);
  return (inserted.numAffectedRows ?? 0n) > 0n;
}

/** Holds of somebody that ran out are no time taken. Answers how many there were. */
export async function deleteExpiredHoldsOf(
  db: DatabaseTransaction,
  touchpointId: TouchpointId,
  now: Date,
): Promise<number> {
  const gone = await sql`
    delete from fulfilment.appointment
    where touchpoint_id = ${touchpointId} and hold_expires_at <= ${now}`.execute(db);
  return Number(gone.numAffectedRows ?? 0n);
}

/** Holds of somebody that touch a span: whoever holds them is offered other times. */
export async function deleteHoldsWithin(
  db: DatabaseTransaction,
  touchpointId: TouchpointId,
  span: { readonly from: Date; readonly to: Date | undefined },
): Promise<void> {
  await sql`
    delete from fulfilment.appointment
    where touchpoint_id = ${touchpointId} and hold_expires_at is not null and ends_at > ${span.from}
      and ${span.to === undefined ? sql`true` : sql`starts_at < ${span.to}`}`.execute(db);
}

/** The time of a visit is free again. */
export async function deleteAppointmentOf(db: DatabaseTransaction, visitId: VisitId): Promise<void> {
  await sql`delete from fulfilment.appointment where visit_id = ${visitId}`.execute(db);
}

/** What a hold kept is the visit's from now on; false where the hold ran out or its time was taken back. */
export async function giveToVisit(
  db: DatabaseTransaction,
  holdId: Id<'Hold'>,
  visitId: VisitId,
  now: Date,
): Promise<boolean> {
  const given = await sql`
    update fulfilment.appointment set visit_id = ${visitId}, hold_expires_at = null
    where appointment_id = ${holdId} and hold_expires_at > ${now}`.execute(db);
  return (given.numAffectedRows ?? 0n) > 0n;
}
