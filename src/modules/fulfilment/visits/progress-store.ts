import { sql } from 'kysely';
import type { Position } from '#kernel/geo';
import type { TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { VisitOutcome } from './progress.ts';
import type { Visit, VisitStep } from './visit.ts';

type Db = Database | DatabaseTransaction;
type Key = Pick<Visit, 'cityId' | 'visitId'>;

/** A step as the device told it. */
export interface StepTold {
  readonly opId: string;
  readonly touchpointId: TouchpointId;
  readonly step: VisitStep;
  readonly happenedAt: Date;
  readonly receivedAt: Date;
  /** Where they were, if they said so (WGS-84). */
  readonly position: Position | null;
  readonly outcome: VisitOutcome | null;
  /** Why it was not done, sealed under the customer's key. */
  readonly reasonSealed: Buffer | null;
}

interface Row {
  op_id: string;
  touchpoint_id: TouchpointId;
  step: VisitStep;
  happened_at: Date;
  received_at: Date;
  lng: number | null;
  lat: number | null;
  outcome: VisitOutcome | null;
  reason_sealed: Buffer | null;
}

export async function insertStep(db: DatabaseTransaction, visit: Key, told: StepTold): Promise<void> {
  await sql`
    insert into fulfilment.visit_step (city_id, visit_id, op_id, touchpoint_id, step, happened_at, received_at, lng, lat,
      outcome, reason_sealed)
    values (${visit.cityId}, ${visit.visitId}, ${told.opId}, ${told.touchpointId}, ${told.step}, ${told.happenedAt},
      ${told.receivedAt}, ${told.position?.lng ?? null}, ${told.position?.lat ?? null}, ${told.outcome},
      ${told.reasonSealed})`.execute(db);
}

/** What was told of a visit that the caller has found within the reader's scope, as it came in; at most 200. */
export async function stepsTold(db: Db, visit: Key): Promise<StepTold[]> {
  const found = await sql<Row>`
    select s.* from fulfilment.visit_step s
    where s.city_id = ${visit.cityId} and s.visit_id = ${visit.visitId} order by s.received_at, s.op_id limit 200`.execute(
    db,
  );
  return found.rows.map((row) => ({
    opId: row.op_id,
    touchpointId: row.touchpoint_id,
    step: row.step,
    happenedAt: row.happened_at,
    receivedAt: row.received_at,
    position: row.lng === null || row.lat === null ? null : { lng: row.lng, lat: row.lat },
    outcome: row.outcome,
    reasonSealed: row.reason_sealed,
  }));
}

/** Since when the visit is with whoever has it now, at the time that it has now. */
export async function assignedAt(db: Db, visit: Pick<Visit, 'cityId' | 'visitId' | 'createdAt'>): Promise<Date> {
  const found = await sql<{ decided_at: Date | null }>`
    select max(decided_at) as decided_at from fulfilment.dispatch_decision
    where city_id = ${visit.cityId} and visit_id = ${visit.visitId}`.execute(db);
  const decidedAt = found.rows[0]?.decided_at ?? visit.createdAt;
  return decidedAt > visit.createdAt ? decidedAt : visit.createdAt;
}
