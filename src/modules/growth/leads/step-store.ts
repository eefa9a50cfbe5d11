import { sql } from 'kysely';
import type { TouchpointId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Lead } from './lead.ts';

type Db = Database | DatabaseTransaction;

export type StepBy = 'resident' | 'touchpoint' | 'staff' | 'system';

/** One entry of a lead's timeline. */
export interface LeadStep {
  readonly step: number;
  /** `recorded`, or the state that the lead came to. */
  readonly move: string;
  readonly by: StepBy;
  readonly userId: UserId | null;
  readonly touchpointId: TouchpointId | null;
  readonly reason: string | null;
  /** What was written down, sealed under the resident's key. */
  readonly noteSealed: Buffer | null;
  readonly madeAt: Date;
}

export async function insertStep(
  db: DatabaseTransaction,
  lead: Pick<Lead, 'cityId' | 'leadId'>,
  step: LeadStep,
): Promise<void> {
  await sql`
    insert into growth.lead_step (city_id, lead_id, step, move, by_kind, user_id, touchpoint_id, reason, note_sealed,
      made_at)
    values (${lead.cityId}, ${lead.leadId}, ${step.step}, ${step.move}, ${step.by}, ${step.userId},
      ${step.touchpointId}, ${step.reason}, ${step.noteSealed}, ${step.madeAt})`.execute(db);
}

/** The timeline of a lead that the caller has already found within the reader's scope; at most 500 entries. */
export async function stepsOf(db: Db, lead: Pick<Lead, 'cityId' | 'leadId'>): Promise<LeadStep[]> {
  const found = await sql<{
    step: number;
    move: string;
    by_kind: StepBy;
    user_id: UserId | null;
    touchpoint_id: TouchpointId | null;
    reason: string | null;
    note_sealed: Buffer | null;
    made_at: Date;
  }>`
    select step, move, by_kind, user_id, touchpoint_id, reason, note_sealed, made_at from growth.lead_step
    where city_id = ${lead.cityId} and lead_id = ${lead.leadId} order by step limit 500`.execute(db);
  return found.rows.map((row) => ({
    step: row.step,
    move: row.move,
    by: row.by_kind,
    userId: row.user_id,
    touchpointId: row.touchpoint_id,
    reason: row.reason,
    noteSealed: row.note_sealed,
    madeAt: row.made_at,
  }));
}
