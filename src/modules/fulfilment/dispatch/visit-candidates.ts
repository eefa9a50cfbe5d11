import { NotFound } from '#kernel/errors';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { ROLES, isRole, touchpointNames } from '#modules/touchpoints';
import type { CandidatesAnswer } from '../contract.ts';
import { allServices } from '../services/service-store.ts';
import { levelAsked } from '../services/service-type.ts';
import { TRAVEL_NOTE, type WorkerTime } from '../slots/free-time.ts';
import { servingOf } from '../slots/serving.ts';
import { workerTimes } from '../slots/worker-time-store.ts';
import { PART_NAMES } from './dispatch-costs.ts';
import { rank, withWhatWouldDo, type Question } from './dispatch.ts';
import { servedBefore, visitInScope } from '../visits/visit-store.ts';
import type { Visit, VisitId } from '../visits/visit.ts';

/**
 * Who could go to a visit as things stand now, at its time or another: the best first, then who could not, and why.
 * Nobody is preferred for coming so far, and nothing is taken. Throws NotFound.
 */
export async function visitCandidates(
  ctx: Context,
  asked: { readonly visitId: VisitId; readonly startsAt: Date | undefined },
): Promise<CandidatesAnswer> {
  const visit = await visitInScope(ctx.db, ctx.scope, 'staff', asked.visitId);
  if (visit === undefined) throw new NotFound('visit');
  const service = (await allServices(ctx.db)).find((each) => each.service === visit.service);
  if (service === undefined) throw new Error(`visit ${visit.visitId} is of a service that does not exist`);
  const startsAt = asked.startsAt ?? visit.startsAt;
  const endsAt = new Date(startsAt.getTime() + visit.endsAt.getTime() - visit.startsAt.getTime());
  const serving = await servingOf(ctx.db, visit.communityId);
  const day = startOfBusinessDay(businessDay(startsAt));
  const window = { stores: serving.stores, from: day, to: addDays(day, 1), now: ctx.clock.now() };
  const people = (await workerTimes(ctx.db, window)).map((time) => without(time, visit));
  const question: Question = {
    ask: { service, level: levelAsked(service, visit.packageId), at: serving.community.position },
    span: { from: startsAt.getTime(), to: endsAt.getTime() },
    served: (await servedBefore(ctx.db, [visit]))(visit),
    keep: undefined,
    only: undefined,
    seed: `${visit.communityId}/${startsAt.toISOString()}`,
  };
  const ranked = withWhatWouldDo(rank(people, question), people, question);
  const ids = ranked.map((each) => each.touchpointId);
  const person = await touchpointNames(ctx.db, ctx.services.vault, ids);
  const workers = new Map(people.map(({ worker }) => [worker.touchpointId, worker]));
  return {
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    candidates: ranked.map((each) => {
      const worker = workers.get(each.touchpointId);
      const role = worker?.role ?? '';
      return {
        touchpointId: each.touchpointId,
        name: person(each.touchpointId).name,
        cost: each.cost,
        parts: each.parts.map((part) => ({ ...part, partName: PART_NAMES[part.part] })),
        whyNot: each.whyNot,
        wouldDo: each.wouldDo,
        roleName: isRole(role) ? ROLES[role] : role,
        storeName: (worker && serving.stores.get(worker.storeId)?.name) ?? '',
        isPresent: each.touchpointId === visit.touchpointId,
      };
    }),
    travelNote: TRAVEL_NOTE,
  };
}

/** Somebody's time as if the visit were not theirs: it does not stand in its own way. */
function without(time: WorkerTime, visit: Visit): WorkerTime {
  if (time.worker.touchpointId !== visit.touchpointId) return time;
  return { ...time, taken: time.taken.filter((each) => each.from !== visit.startsAt.getTime()) };
}
