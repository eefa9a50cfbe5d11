import type { TouchpointId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { VisitMoved, VisitUnplaced } from '../events.ts';
import { allServices } from '../services/service-store.ts';
import { deleteAppointmentOf } from '../slots/appointment-store.ts';
import { servingOf } from '../slots/serving.ts';
import { assign } from './assign.ts';
import { lockMovableVisits, saveVisit } from './visit-store.ts';
import { appointmentOf, factsOf, placed, unplaced } from './visit.ts';

/**
 * Part: visits of somebody who cannot come go to a colleague at the same time; where nobody can, they wait for a person
 * to place them. The caller has made it so that this person is not chosen again. `why` names nobody.
 */
export async function replan(
  tx: Tx,
  input: { readonly touchpointId: TouchpointId; readonly from: Date; readonly to: Date | undefined; why: string },
): Promise<{ readonly moved: number; readonly unplaced: number }> {
  const visits = await lockMovableVisits(tx.db, input.touchpointId, input);
  const services = new Map((await allServices(tx.db)).map((each) => [each.service, each]));
  let moved = 0;
  for (const visit of visits) {
    const service = services.get(visit.service);
    if (service === undefined) throw new Error(`visit ${visit.visitId} is of a service that does not exist`);
    await deleteAppointmentOf(tx.db, visit.visitId);
    const { startsAt, endsAt, packageId, projectId, customerKey, visitId } = visit;
    const serving = await servingOf(tx.db, visit.communityId);
    const times = { startsAt, endsAt, packageId, projectId, customerKey };
    const found = await assign(tx, { ...times, service, serving, occasion: 'replan', by: { visitId } });
    const next = found === undefined ? unplaced(visit) : placed(visit, { ...found, startsAt, endsAt });
    await saveVisit(tx.db, next);
    const said = { ...factsOf(next), previousTouchpointId: input.touchpointId };
    if (found === undefined) {
      const why = `${input.why}，同一时间没有别人能上门`;
      await tx.announce([VisitUnplaced(visitId, { ...said, startsAt: startsAt.toISOString(), why })]);
    } else {
      moved += 1;
      const why = `${input.why}，时间不变，换了一位同事上门`;
      await tx.announce([VisitMoved(visitId, { ...said, ...appointmentOf(next), why })]);
    }
  }
  return { moved, unplaced: visits.length - moved };
}
