import type { TouchpointId } from '#kernel/ids';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Tx } from '#platform/context';
import { storesByIds } from '#modules/territory';
import { VisitMoved, VisitUnplaced } from '../events.ts';
import { allServices } from '../services/service-store.ts';
import { deleteAppointmentOf } from '../slots/appointment-store.ts';
import { servingOf } from '../slots/serving.ts';
import { workerTimes } from '../slots/worker-time-store.ts';
import { assign } from './assign.ts';
import { errandsOf } from './day-ground.ts';
import type { Errand } from './day-problem.ts';
import { planDay } from './plan-day.ts';
import { lockMovableVisits, saveVisit } from '../visits/visit-store.ts';
import { appointmentOf, factsOf, placed, unplaced, type Visit, type VisitId } from '../visits/visit.ts';

/**
 * Part: visits of somebody who cannot come go to colleagues at the same time, those of a day reckoned together; where nobody
 * can, they wait for a person to place them. The caller has made it so that this person is not chosen again. `why` names nobody.
 */
export async function replan(
  tx: Tx,
  input: { readonly touchpointId: TouchpointId; readonly from: Date; readonly to: Date | undefined; why: string },
): Promise<{ readonly moved: number; readonly unplaced: number }> {
  const visits = await lockMovableVisits(tx.db, input.touchpointId, input);
  for (const visit of visits) await deleteAppointmentOf(tx.db, visit.visitId);
  const preferred = await together(tx, visits);
  const services = new Map((await allServices(tx.db)).map((each) => [each.service, each]));
  let moved = 0;
  for (const visit of visits) {
    const service = services.get(visit.service);
    if (service === undefined) throw new Error(`visit ${visit.visitId} is of a service that does not exist`);
    const { startsAt, endsAt, packageId, projectId, customerKey, visitId } = visit;
    const serving = await servingOf(tx.db, visit.communityId);
    const times = { startsAt, endsAt, packageId, projectId, customerKey };
    const prefer = preferred.get(visitId);
    const found = await assign(tx, { ...times, service, serving, occasion: 'replan', prefer, by: { visitId } });
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

/** Few are reckoned at once: a person's day. */
const ROUNDS = 300;

/** Who should come to each of several visits of a day, so that they cost least in all; days with one visit need no plan. */
async function together(tx: Tx, visits: readonly Visit[]): Promise<Map<VisitId, TouchpointId>> {
  const preferred = new Map<VisitId, TouchpointId>();
  for (const [day, those] of Map.groupBy(visits, (visit) => businessDay(visit.startsAt))) {
    if (those.length < 2) continue;
    const errands = (await errandsOf(tx.db, those, () => false)).map((errand): Errand => ({
      ...errand,
      has: undefined,
    }));
    const stores = await storesByIds(tx.db, [...new Set(errands.flatMap((errand) => [...(errand.stores ?? [])]))]);
    const from = startOfBusinessDay(day);
    const people = await workerTimes(tx.db, { stores, from, to: addDays(from, 1), now: tx.now });
    const { assigned } = planDay({ day, people, errands, movingMinutes: 0, seed: 1, iterations: ROUNDS });
    for (const { visitId, touchpointId } of assigned) {
      if (touchpointId !== null) preferred.set(visitId as VisitId, touchpointId);
    }
  }
  return preferred;
}
