import { NotFound, Refusal } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { storesByIds } from '#modules/territory';
import { lockWorker, workerInScope } from '../calendars/worker-store.ts';
import type { Worker } from '../calendars/worker.ts';
import { VisitMoved } from '../events.ts';
import { allServices } from '../services/service-store.ts';
import { levelAsked } from '../services/service-type.ts';
import { deleteAppointmentOf, deleteExpiredHoldsOf, insertAppointment } from '../slots/appointment-store.ts';
import { servingOf, type Serving } from '../slots/serving.ts';
import { workerTimes } from '../slots/worker-time-store.ts';
import { insertDecision } from './decision-store.ts';
import { DISPATCH_VERSION } from './dispatch-costs.ts';
import { whyNot } from './dispatch.ts';
import { lockVisit, saveVisit } from '../visits/visit-store.ts';
import { appointmentOf, checkMove, factsOf, placed, type Visit, type VisitId } from '../visits/visit.ts';

/** Something of theirs lies across this time: nobody can be in two places. */
export class DoubleBooked extends Refusal {
  constructor() {
    super('double-booked', 'conflict');
  }
}

export class VisitTimeIsOver extends Refusal {
  constructor() {
    super('visit-time-is-over', 'invalid');
  }
}

export interface PlaceAsked {
  readonly visitId: VisitId;
  readonly touchpointId: TouchpointId;
  /** The same time unless said. */
  readonly startsAt?: Date | undefined;
  readonly reason: string;
}

/**
 * A person decides who goes, whatever the system thinks: rules that this breaks are named and kept, and only what is
 * impossible is refused. @throws NotFound, IllegalMove, VisitTimeIsOver, DoubleBooked
 */
export async function placeVisit(
  ctx: Context,
  asked: PlaceAsked,
): Promise<{ readonly visit: Visit; readonly breaks: string | null }> {
  return ctx.transaction(async (tx) => {
    const visit = await lockVisit(tx.db, ctx.scope, 'staff', asked.visitId);
    if (visit === undefined) throw new NotFound('visit');
    checkMove(visit, 'booked');
    const worker = await workerInScope(tx.db, ctx.scope, asked.touchpointId);
    if (worker === undefined) throw new NotFound('worker');
    const startsAt = asked.startsAt ?? visit.startsAt;
    const endsAt = new Date(startsAt.getTime() + visit.endsAt.getTime() - visit.startsAt.getTime());
    if (endsAt <= tx.now) throw new VisitTimeIsOver();
    const { touchpointId, storeId } = worker;
    const next = placed(visit, { touchpointId, storeId, startsAt, endsAt });
    const breaks = await takeAnyway(tx, next, worker);
    await saveVisit(tx.db, next);
    await keepDecision(tx, next, asked.reason, breaks);
    const why = visit.touchpointId === touchpointId ? '门店改了时间' : '门店安排了上门人员';
    const said = { ...factsOf(next), ...appointmentOf(next), previousTouchpointId: visit.touchpointId, why };
    await tx.announce([VisitMoved(next.visitId, said)]);
    await tx.audit({
      action: 'place-visit',
      subject: { kind: 'visit', id: next.visitId },
      details: { touchpointId, startsAt: startsAt.toISOString(), reason: asked.reason, breaks },
    });
    return { visit: next, breaks };
  });
}

/** Takes the time of the person; answers the rule that is broken by it. @throws DoubleBooked */
async function takeAnyway(tx: Tx, next: Visit, worker: Worker): Promise<string | null> {
  await deleteAppointmentOf(tx.db, next.visitId);
  await lockWorker(tx.db, worker.touchpointId);
  await deleteExpiredHoldsOf(tx.db, worker.touchpointId, tx.now);
  const serving = await servingOf(tx.db, next.communityId);
  const breaks = await broken(tx, next, worker, serving);
  const isTaken = await insertAppointment(tx.db, {
    appointmentId: next.visitId,
    cityId: worker.cityId,
    touchpointId: worker.touchpointId,
    startsAt: next.startsAt,
    endsAt: next.endsAt,
    at: serving.community.position,
    visitId: next.visitId,
    holdExpiresAt: null,
  });
  if (!isTaken) throw new DoubleBooked();
  return breaks;
}

async function broken(tx: Tx, next: Visit, worker: Worker, { community, stores }: Serving): Promise<string | null> {
  const service = (await allServices(tx.db)).find((each) => each.service === next.service);
  if (service === undefined) throw new Error(`visit ${next.visitId} is of a service that does not exist`);
  const isServing = stores.has(worker.storeId);
  const day = startOfBusinessDay(businessDay(next.startsAt));
  const [time] = await workerTimes(tx.db, {
    stores: isServing ? stores : await storesByIds(tx.db, [worker.storeId]),
    only: [worker.touchpointId],
    from: day,
    to: addDays(day, 1),
    now: tx.now,
  });
  if (time === undefined) throw new Error(`worker ${worker.touchpointId} is of a store that does not exist`);
  const ask = { service, level: levelAsked(service, next.packageId), at: community.position };
  const rule = whyNot(time, ask, { from: next.startsAt.getTime(), to: next.endsAt.getTime() });
  return rule ?? (isServing ? null : '所在门店不服务这个小区');
}

async function keepDecision(tx: Tx, next: Visit, reason: string, breaks: string | null): Promise<void> {
  const { touchpointId } = next;
  if (touchpointId === null) return;
  await insertDecision(tx.db, {
    decisionId: tx.newId<'Decision'>(),
    cityId: next.cityId,
    visitId: next.visitId,
    touchpointId,
    decidedAt: tx.now,
    occasion: 'place',
    inputs: { startsAt: next.startsAt.toISOString(), endsAt: next.endsAt.toISOString() },
    candidates: [{ touchpointId, cost: null, parts: [], whyNot: breaks, wouldDo: null }],
    why: breaks === null ? '人工安排，符合各项规则' : `人工安排，明知：${breaks}`,
    seed: '',
    modelVersion: DISPATCH_VERSION,
    userId: tx.actor.kind === 'user' ? tx.actor.userId : null,
    reason,
  });
}
