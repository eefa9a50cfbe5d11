import { sql } from 'kysely';
import type { TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Leave, LeaveId, LeaveReason } from './worker.ts';

type Db = Database | DatabaseTransaction;

interface Row {
  leave_id: LeaveId;
  touchpoint_id: TouchpointId;
  starts_at: Date;
  ends_at: Date;
  reason: LeaveReason;
  entered_by: 'worker' | 'store';
}

const toLeave = (row: Row): Leave => ({
  leaveId: row.leave_id,
  touchpointId: row.touchpoint_id,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  reason: row.reason,
  enteredBy: row.entered_by,
});

export async function insertLeave(db: DatabaseTransaction, leave: Leave, now: Date): Promise<void> {
  await sql`
    insert into fulfilment.leave (leave_id, touchpoint_id, starts_at, ends_at, reason, entered_by, created_at)
    values (${leave.leaveId}, ${leave.touchpointId}, ${leave.startsAt}, ${leave.endsAt}, ${leave.reason},
      ${leave.enteredBy}, ${now})`.execute(db);
}

/** Takes a leave back that is not over; false where there is none. */
export async function endLeave(
  db: DatabaseTransaction,
  { touchpointId, leaveId }: { readonly touchpointId: TouchpointId; readonly leaveId: LeaveId },
  now: Date,
): Promise<boolean> {
  const ended = await sql`
    update fulfilment.leave set cancelled_at = ${now}
    where leave_id = ${leaveId} and touchpoint_id = ${touchpointId} and cancelled_at is null
      and ends_at > ${now}`.execute(db);
  return (ended.numAffectedRows ?? 0n) > 0n;
}

/** Leaves of people that touch a span, by time. */
export async function leavesOf(
  db: Db,
  touchpointIds: readonly TouchpointId[],
  span: { readonly from: Date; readonly to: Date },
): Promise<Leave[]> {
  const found = await sql<Row>`
    select * from fulfilment.leave
    where touchpoint_id = any(${[...touchpointIds]}::uuid[]) and cancelled_at is null
      and ends_at > ${span.from} and starts_at < ${span.to}
    order by starts_at, leave_id limit 1000`.execute(db);
  return found.rows.map(toLeave);
}
