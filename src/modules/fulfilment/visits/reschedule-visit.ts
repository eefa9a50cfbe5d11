import { NotFound } from '#kernel/errors';
import { MINUTE } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { VisitMoved } from '../events.ts';
import { activeService } from '../services/service-store.ts';
import { deleteAppointmentOf } from '../slots/appointment-store.ts';
import { isOffered, nextSlots } from '../slots/find-slots.ts';
import { servingOf } from '../slots/serving.ts';
import { SlotTaken } from '../slots/slot.ts';
import { assign } from '../dispatch/assign.ts';
import { lockVisit, saveVisit } from './visit-store.ts';
import {
  appointmentOf,
  checkMove,
  customerMayChange,
  factsOf,
  placed,
  TooLateToChange,
  type Visit,
  type VisitId,
} from './visit.ts';

export interface RescheduleAsked {
  readonly visitId: VisitId;
  readonly startsAt: Date;
  /** A customer up to two hours before it begins; staff at any time. */
  readonly by: 'customer' | 'staff';
}

/**
 * Another time: with the same person where they can, else with the best who can.
 * @throws NotFound, IllegalMove, TooLateToChange, SlotTaken with the next free slots
 */
export async function rescheduleVisit(
  ctx: Context,
  { visitId, startsAt, by }: RescheduleAsked,
): Promise<{ readonly visit: Visit; readonly samePerson: boolean }> {
  return ctx.transaction(async (tx) => {
    const visit = await lockVisit(tx.db, ctx.scope, by, visitId);
    if (visit === undefined) throw new NotFound('visit');
    checkMove(visit, 'booked');
    if (by === 'customer' && !customerMayChange(visit, tx.now)) throw new TooLateToChange();
    const next = await atAnotherTime(tx, visit, startsAt, by === 'staff');
    await saveVisit(tx.db, next);
    const samePerson = next.touchpointId === visit.touchpointId;
    const why = `${by === 'customer' ? '顾客' : '门店'}改了时间${samePerson ? '' : '，换了一位同事上门'}`;
    const said = { ...factsOf(next), ...appointmentOf(next), previousTouchpointId: visit.touchpointId, why };
    await tx.announce([VisitMoved(visitId, said)]);
    if (by === 'staff') {
      await tx.audit({
        action: 'reschedule-visit',
        subject: { kind: 'visit', id: visitId },
        details: { from: visit.startsAt.toISOString(), to: startsAt.toISOString() },
      });
    }
    return { visit: next, samePerson };
  });
}

async function atAnotherTime(tx: Tx, visit: Visit, startsAt: Date, byStaff: boolean): Promise<Visit> {
  const service = await activeService(tx.db, visit.service);
  const serving = await servingOf(tx.db, visit.communityId);
  const { visitId, packageId, projectId, customerKey } = visit;
  const endsAt = new Date(startsAt.getTime() + service.minutes * MINUTE);
  await deleteAppointmentOf(tx.db, visitId);
  const found = isOffered(service, tx.now, startsAt, byStaff)
    ? await assign(tx, {
        service,
        serving,
        startsAt,
        endsAt,
        packageId,
        projectId,
        customerKey,
        occasion: 'reschedule',
        keep: visit.touchpointId ?? undefined,
        by: { visitId },
      })
    : undefined;
  if (found !== undefined) return placed(visit, { ...found, startsAt, endsAt });
  throw new SlotTaken(await nextSlots(tx.db, tx.now, { service, serving, packageId, from: startsAt, byStaff }));
}
