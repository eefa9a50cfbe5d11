import { NotFound, Refusal } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { storesByIds } from '#modules/territory';
import { lockWorker, workerInScope } from '../calendars/worker-store.ts';
import type { Worker } from '../calendars/worker.ts';
import { VisitMoved } from '../events.ts';
import { deleteAppointmentOf, deleteExpiredHoldsOf, insertAppointment } from '../slots/appointment-store.ts';
import type { WorkerTime } from '../slots/free-time.ts';
import { workerTimes } from '../slots/worker-time-store.ts';
import { lockVisit, saveVisit } from '../visits/visit-store.ts';
import { appointmentOf, checkMove, factsOf, placed, type Visit, type VisitId } from '../visits/visit.ts';
import { errandsOf } from './day-ground.ts';
import type { Errand } from './day-problem.ts';
import { insertDecision } from './decision-store.ts';
import { DISPATCH_COSTS, DISPATCH_VERSION } from './dispatch-costs.ts';
import { rank, whyNot, type Candidate, type Question } from './dispatch.ts';

export interface AdoptedMove {
  readonly visitId: VisitId;
  /** Of the visit as it was previewed. */
  readonly revision: number;
  readonly touchpointId: TouchpointId;
}

/** What was previewed is not possible any more: nothing was changed, and a new preview says how things stand. */
export class DayMovedOn extends Refusal {
  constructor(visitNumber: string, why: string) {
    super('day-moved-on', 'conflict', { visitNumber, why });
  }
}

/** More are not moved by one press. */
export const MOST_MOVES = 200;

/**
 * Gives visits to other people at the same moments, all of them or none: a plan that a person looked at and took. Rules
 * hold as if each had been dispatched. @throws NotFound, IllegalMove, DayMovedOn
 */
export async function adoptDay(
  ctx: Context,
  { moves, reason }: { readonly moves: readonly AdoptedMove[]; readonly reason: string },
): Promise<{ readonly moved: number }> {
  return ctx.transaction(async (tx) => {
    const visits = await lockAll(ctx, tx, moves);
    for (const visit of visits.values()) await deleteAppointmentOf(tx.db, visit.visitId);
    const people = await lockPeople(ctx, tx, moves);
    const errands = await errandsOf(tx.db, [...visits.values()], () => false);
    const inOrder = errands.toSorted((a, b) => a.from - b.from);
    const takers = new Map(moves.map((move) => [move.visitId, people.get(move.touchpointId)!]));
    const times = await timesOf(tx, [...people.values()], [...visits.values()]);
    for (const errand of inOrder) {
      const visit = visits.get(errand.visitId as VisitId)!;
      const key = keyOf(takers.get(visit.visitId)!.touchpointId, visit);
      const time = times.get(key)!;
      await give(tx, visit, errand, time, reason);
      const { from, to, ask } = errand;
      const taken = [...time.taken, { from, to, at: ask.at }].toSorted((a, b) => a.from - b.from);
      times.set(key, { ...time, taken });
    }
    await tx.audit({
      action: 'adopt-day',
      subject: { kind: 'visit', id: moves[0]!.visitId },
      details: { moves: moves.map(({ visitId, touchpointId }) => ({ visitId, touchpointId })), reason },
    });
    return { moved: visits.size };
  });
}

/** In the order of their ids, so that two who adopt never wait for each other in a ring. */
async function lockAll(ctx: Context, tx: Tx, moves: readonly AdoptedMove[]): Promise<Map<VisitId, Visit>> {
  const visits = new Map<VisitId, Visit>();
  for (const { visitId, revision } of moves.toSorted((a, b) => (a.visitId < b.visitId ? -1 : 1))) {
    const visit = await lockVisit(tx.db, ctx.scope, 'staff', visitId);
    if (visit === undefined) throw new NotFound('visit');
    if (visit.revision !== revision) throw new DayMovedOn(visit.visitNumber, '刚被改过');
    if (visit.endsAt <= tx.now) throw new DayMovedOn(visit.visitNumber, '时间已经过了');
    checkMove(visit, 'booked');
    visits.set(visitId, visit);
  }
  return visits;
}

async function lockPeople(ctx: Context, tx: Tx, moves: readonly AdoptedMove[]): Promise<Map<TouchpointId, Worker>> {
  const ids = [...new Set(moves.map((move) => move.touchpointId))].toSorted((a, b) => (a < b ? -1 : 1));
  const people = new Map<TouchpointId, Worker>();
  for (const touchpointId of ids) {
    const worker = await workerInScope(tx.db, ctx.scope, touchpointId);
    if (worker === undefined) throw new NotFound('worker');
    await lockWorker(tx.db, touchpointId);
    await deleteExpiredHoldsOf(tx.db, touchpointId, tx.now);
    people.set(touchpointId, worker);
  }
  return people;
}

/** One visit to one person, if the rules allow it now. */
async function give(tx: Tx, visit: Visit, errand: Errand, time: WorkerTime, reason: string): Promise<void> {
  const { worker } = time;
  const span = { from: errand.from, to: errand.to };
  const isServing = errand.stores?.has(worker.storeId) !== false;
  const rule = whyNot(time, errand.ask, span) ?? (isServing ? undefined : '所在门店不服务这个小区');
  if (rule !== undefined) throw new DayMovedOn(visit.visitNumber, rule);
  const { ask, served } = errand;
  const question: Question = { ask, span, served, keep: undefined, only: undefined, seed: '' };
  const [candidate] = rank([time], question);
  const { startsAt, endsAt } = visit;
  const next = placed(visit, { touchpointId: worker.touchpointId, storeId: worker.storeId, startsAt, endsAt });
  const isTaken = await insertAppointment(tx.db, {
    appointmentId: visit.visitId,
    cityId: worker.cityId,
    touchpointId: worker.touchpointId,
    startsAt,
    endsAt,
    at: ask.at,
    visitId: visit.visitId,
    holdExpiresAt: null,
  });
  if (!isTaken) throw new DayMovedOn(visit.visitNumber, '这段时间刚被别人约走');
  await saveVisit(tx.db, next);
  await keepDecision(tx, next, candidate!, reason);
  const why = '门店重新安排了当天的行程，时间不变，换了一位同事上门';
  const said = { ...factsOf(next), ...appointmentOf(next), previousTouchpointId: visit.touchpointId, why };
  await tx.announce([VisitMoved(next.visitId, said)]);
}

const keyOf = (touchpointId: TouchpointId, { startsAt }: Visit): string => `${touchpointId}/${businessDay(startsAt)}`;

/** Everybody's time on each of the days, read once: their locks keep others from taking any of it. */
async function timesOf(tx: Tx, workers: readonly Worker[], visits: readonly Visit[]): Promise<Map<string, WorkerTime>> {
  const stores = await storesByIds(tx.db, [...new Set(workers.map((worker) => worker.storeId))]);
  const only = workers.map((worker) => worker.touchpointId);
  const times = new Map<string, WorkerTime>();
  for (const [day, [visit]] of Map.groupBy(visits, ({ startsAt }) => businessDay(startsAt))) {
    const from = startOfBusinessDay(day);
    const found = await workerTimes(tx.db, { stores, only, from, to: addDays(from, 1), now: tx.now });
    for (const time of found) times.set(keyOf(time.worker.touchpointId, visit!), time);
  }
  return times;
}

async function keepDecision(tx: Tx, next: Visit, candidate: Candidate, reason: string): Promise<void> {
  const facts = candidate.parts.map((part) => part.says).join('，');
  await insertDecision(tx.db, {
    decisionId: tx.newId<'Decision'>(),
    cityId: next.cityId,
    visitId: next.visitId,
    touchpointId: next.touchpointId,
    decidedAt: tx.now,
    occasion: 'adopt',
    inputs: { startsAt: next.startsAt.toISOString(), endsAt: next.endsAt.toISOString(), costs: DISPATCH_COSTS },
    candidates: [candidate],
    why: `整天一起重排，看过以后采纳；单看这一单折合 ${candidate.cost ?? 0} 分钟路程：${facts}`,
    seed: '',
    modelVersion: DISPATCH_VERSION,
    userId: tx.actor.kind === 'user' ? tx.actor.userId : null,
    reason,
  });
}
