import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { VisitCancelled } from '../events.ts';
import { deleteAppointmentOf } from '../slots/appointment-store.ts';
import { lockVisit, saveVisit } from './visit-store.ts';
import {
  cancelled,
  checkMove,
  customerMayChange,
  factsOf,
  TooLateToChange,
  type CancelledBy,
  type CancelReason,
  type Visit,
  type VisitId,
} from './visit.ts';

/** Calls a visit off; its time is free again. Throws NotFound, IllegalMove, TooLateToChange. */
export async function cancelVisit(
  ctx: Context,
  asked: { readonly visitId: VisitId; readonly reason: CancelReason; readonly by: 'customer' | 'staff' },
): Promise<Visit> {
  const { visitId, reason, by } = asked;
  return ctx.transaction(async (tx) => {
    const visit = await lockVisit(tx.db, ctx.scope, by, visitId);
    if (visit === undefined) throw new NotFound('visit');
    checkMove(visit, 'cancelled');
    if (by === 'customer' && !customerMayChange(visit, tx.now)) throw new TooLateToChange();
    const next = await callOff(tx, visit, by, reason);
    if (by === 'staff') {
      await tx.audit({ action: 'cancel-visit', subject: { kind: 'visit', id: visitId }, details: { reason } });
    }
    return next;
  });
}

/** Part: calls a visit off that the caller has locked; its time is free again. @throws IllegalMove */
export async function callOff(tx: Tx, visit: Visit, by: CancelledBy, reason: CancelReason): Promise<Visit> {
  const next = cancelled(visit, by, reason, tx.now);
  await saveVisit(tx.db, next);
  await deleteAppointmentOf(tx.db, visit.visitId);
  await tx.announce([
    VisitCancelled(visit.visitId, { ...factsOf(next), touchpointId: visit.touchpointId, by, reason }),
  ]);
  return next;
}
