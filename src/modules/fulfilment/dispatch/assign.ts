import type { CustomerKey, Id, StoreId, TouchpointId } from '#kernel/ids';
import type { Span } from '#kernel/span';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Tx } from '#platform/context';
import { lockWorker } from '../calendars/worker-store.ts';
import { levelAsked, type ServiceType } from '../services/service-type.ts';
import { deleteExpiredHoldsOf, insertAppointment } from '../slots/appointment-store.ts';
import { attempt } from '../slots/attempt-store.ts';
import { busy, type Ask, type WorkerTime } from '../slots/free-time.ts';
import type { Serving } from '../slots/serving.ts';
import { workerTimes } from '../slots/worker-time-store.ts';
import { insertDecision, type Occasion } from './decision-store.ts';
import { DISPATCH_COSTS, DISPATCH_VERSION } from './dispatch-costs.ts';
import { rank, whyChosen, whyNobody, whyNot, withWhatWouldDo, type Candidate, type Question } from './dispatch.ts';
import { servedBefore } from '../visits/visit-store.ts';
import type { VisitId } from '../visits/visit.ts';

/** Who is to go where, and when. */
export interface Wanted {
  readonly service: ServiceType;
  readonly serving: Serving;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly packageId: Id<'Package'> | null;
  readonly projectId: Id<'Project'> | null;
  readonly customerKey: CustomerKey | undefined;
  readonly occasion: Occasion;
  /** Who came so far: stays, where they can. */
  readonly keep?: TouchpointId | undefined;
  /** Whom somebody asked for: nobody else will do. */
  readonly only?: TouchpointId | undefined;
  /** Who is best when several visits are placed at once. */
  readonly prefer?: TouchpointId | undefined;
  /** What takes the time: a visit, or a hold until it runs out. */
  readonly by: { readonly visitId: VisitId } | { readonly holdId: Id<'Hold'>; readonly expiresAt: Date };
}

export interface Assigned {
  readonly touchpointId: TouchpointId;
  readonly storeId: StoreId;
  readonly decisionId: Id<'Decision'>;
}

/**
 * Part: finds the best able person, takes their time, and keeps why, and why not the others. Undefined where nobody can
 * come; where a visit is replanned, that is kept too. What stood in the way before (another time of the same visit) has to be gone already.
 */
export async function assign(tx: Tx, wanted: Wanted): Promise<Assigned | undefined> {
  const { service, serving, startsAt, endsAt } = wanted;
  const day = startOfBusinessDay(businessDay(startsAt));
  const window = { stores: serving.stores, from: day, to: addDays(day, 1), now: tx.now };
  const people = await workerTimes(tx.db, window);
  const ask: Ask = { service, level: levelAsked(service, wanted.packageId), at: serving.community.position };
  const span: Span = { from: startsAt.getTime(), to: endsAt.getTime() };
  // Most who ask for what is gone get their answer here: nobody's past has to be looked up for that.
  if (wanted.occasion !== 'replan' && people.every((time) => whyNot(time, ask, span) !== undefined)) return undefined;
  const { customerKey, projectId } = wanted;
  const of = { customerKey, projectId, communityId: serving.community.id };
  const served = (await servedBefore(tx.db, [of]))(of);
  const { keep, only, prefer } = wanted;
  const seed = `${serving.community.id}/${startsAt.toISOString()}`;
  const question: Question = { ask, span, served, keep, only, prefer, seed };
  const { taken, tried } = await takeFirst(tx, wanted, people, rank(people, question), { ask, span });
  if (taken === undefined && wanted.occasion !== 'replan') return undefined;
  const candidates = taken === undefined ? withWhatWouldDo(tried, people, question) : tried;
  const decisionId = await keepDecision(tx, wanted, question, { candidates, taken });
  if (taken === undefined) return undefined;
  return { touchpointId: taken.worker.touchpointId, storeId: taken.worker.storeId, decisionId };
}

/** Takes the time of the first who is still free once nobody else can take it; those before are said to be taken. */
async function takeFirst(
  tx: Tx,
  wanted: Wanted,
  people: readonly WorkerTime[],
  ranked: readonly Candidate[],
  { ask, span }: { readonly ask: Ask; readonly span: Span },
): Promise<{ readonly taken: WorkerTime | undefined; readonly tried: readonly Candidate[] }> {
  const tried = [...ranked];
  for (const [index, candidate] of ranked.entries()) {
    if (candidate.cost === null) break;
    const person = people.find(({ worker }) => worker.touchpointId === candidate.touchpointId)!;
    if (await takeTime(tx, wanted, person, ask, span)) return { taken: person, tried };
    tried[index] = takenMeanwhile(candidate);
  }
  return { taken: undefined, tried };
}

const takenMeanwhile = ({ touchpointId }: Candidate): Candidate => ({
  touchpointId,
  cost: null,
  parts: [],
  whyNot: '这段时间刚被别人约走',
  wouldDo: null,
});

/**
 * Takes the time of one person if it is still free once nobody else can take it. Their lock is given back where it is
 * not, so that whoever asks for many people never holds several in vain.
 */
const takeTime = (tx: Tx, wanted: Wanted, person: WorkerTime, ask: Ask, span: Span): Promise<boolean> =>
  attempt(tx.db, () => takeUnderLock(tx, wanted, person, ask, span));

async function takeUnderLock(tx: Tx, wanted: Wanted, person: WorkerTime, ask: Ask, span: Span): Promise<boolean> {
  const { touchpointId, cityId } = person.worker;
  if (!(await lockWorker(tx.db, touchpointId))) return false;
  const day = startOfBusinessDay(businessDay(wanted.startsAt));
  const window = { stores: wanted.serving.stores, only: [touchpointId], from: day, to: addDays(day, 1), now: tx.now };
  const [now] = await workerTimes(tx.db, window);
  if (now === undefined || now.worker.state !== 'active' || busy(now, ask, span) !== undefined) return false;
  const appointment = {
    appointmentId: 'visitId' in wanted.by ? wanted.by.visitId : wanted.by.holdId,
    cityId,
    touchpointId,
    startsAt: wanted.startsAt,
    endsAt: wanted.endsAt,
    at: wanted.serving.community.position,
    visitId: 'visitId' in wanted.by ? wanted.by.visitId : null,
    holdExpiresAt: 'visitId' in wanted.by ? null : wanted.by.expiresAt,
  };
  if (await insertAppointment(tx.db, appointment)) return true;
  // Only a hold that ran out can lie across what was just seen to be free.
  return (await deleteExpiredHoldsOf(tx.db, touchpointId, tx.now)) > 0 && insertAppointment(tx.db, appointment);
}

async function keepDecision(
  tx: Tx,
  wanted: Wanted,
  question: Question,
  { candidates, taken }: { candidates: readonly Candidate[]; taken: WorkerTime | undefined },
): Promise<Id<'Decision'>> {
  const decisionId = tx.newId<'Decision'>();
  const chosen = candidates.find((each) => each.touchpointId === taken?.worker.touchpointId);
  await insertDecision(tx.db, {
    decisionId,
    cityId: wanted.serving.community.cityId,
    visitId: 'visitId' in wanted.by ? wanted.by.visitId : null,
    touchpointId: taken?.worker.touchpointId ?? null,
    decidedAt: tx.now,
    occasion: wanted.occasion,
    inputs: {
      service: wanted.service.service,
      skill: wanted.service.skill,
      level: question.ask.level,
      communityId: wanted.serving.community.id,
      startsAt: wanted.startsAt.toISOString(),
      endsAt: wanted.endsAt.toISOString(),
      costs: DISPATCH_COSTS,
    },
    candidates,
    why: chosen === undefined ? whyNobody(candidates) : whyChosen(chosen, candidates, question),
    seed: question.seed,
    modelVersion: DISPATCH_VERSION,
    userId: tx.actor.kind === 'user' ? tx.actor.userId : null,
    reason: null,
  });
  return decisionId;
}
