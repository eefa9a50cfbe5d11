import type { TouchpointId } from '#kernel/ids';
import type { Span } from '#kernel/span';
import { businessDay, MINUTE, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import type { ScheduleAnswer } from '../contract.ts';
import { allServices } from '../services/service-store.ts';
import { SKILLS, type Skill } from '../services/service-type.ts';
import { hoursOf, TRAVEL_NOTE, type WorkerTime } from '../slots/free-time.ts';
import { movesFrom, VISIT_STATES, type Visit } from '../visits/visit.ts';
import { dayGround, type BoardPlace } from './day-ground.ts';
import { lastDecisionsOf } from './decision-store.ts';

type Shown = ScheduleAnswer['unplaced'][number];

/**
 * One day of a store, or of a city's stores: their people within the reader's scope, their hours, what is taken, and what
 * waits. @throws NotFound
 */
export async function describeSchedule(
  ctx: Context,
  { place, day: asked }: { readonly place: BoardPlace; readonly day: string | undefined },
): Promise<ScheduleAnswer> {
  const day = asked ?? businessDay(ctx.clock.now());
  const { stores, people, visits, waiting } = await dayGround(ctx, place, day);
  const shown = await visitWords(ctx, [...visits, ...waiting]);
  const byPerson = Map.groupBy(visits, (visit) => visit.touchpointId);
  const person = await touchpointNames(
    ctx.db,
    ctx.services.vault,
    people.map(({ worker }) => worker.touchpointId),
  );
  return {
    day,
    stores: [...stores.values()].map(({ id, cityId, name, position }) => ({
      storeId: id,
      cityId,
      name,
      position: { ...position },
    })),
    people: people.map((time) => {
      const { touchpointId } = time.worker;
      const mine = byPerson.get(touchpointId) ?? [];
      return { ...personShown(time, day, mine), ...nameOf(touchpointId, person), visits: mine.map(shown) };
    }),
    unplaced: waiting.map(shown),
    travelNote: TRAVEL_NOTE,
  };
}

const nameOf = (touchpointId: TouchpointId, person: (id: TouchpointId) => { name: string; roleName: string }) => {
  const { name, roleName } = person(touchpointId);
  return { name, roleName };
};

const spanShown = ({ from, to }: Span) => ({
  startsAt: new Date(from).toISOString(),
  endsAt: new Date(to).toISOString(),
});

function personShown(time: WorkerTime, day: string, visits: readonly Visit[]) {
  const { worker } = time;
  const start = startOfBusinessDay(day).getTime();
  const { hours, holiday } = hoursOf(time, day);
  const booked = new Set(visits.map((visit) => visit.startsAt.getTime()));
  const shifts = hours.map((each) => ({ from: start + each.from * MINUTE, to: start + each.to * MINUTE }));
  return {
    touchpointId: worker.touchpointId,
    storeId: worker.storeId,
    skills: (Object.keys(SKILLS) as Skill[])
      .flatMap((skill) => (worker.skills[skill] === undefined ? [] : `${SKILLS[skill]} ${worker.skills[skill]} 级`))
      .join('、'),
    takesVisits: worker.takesVisits && worker.state === 'active',
    maxVisitsADay: worker.maxVisitsADay,
    shifts: shifts.map(spanShown),
    offBecause: shifts.length > 0 ? null : holiday === undefined ? '不排班' : `${holiday}放假`,
    leaves: time.leaves.map(spanShown),
    held: time.taken.filter((each) => !booked.has(each.from)).map(spanShown),
  };
}

/** Visits in words, in a few batched reads. */
async function visitWords(ctx: Context, visits: readonly Visit[]): Promise<(visit: Visit) => Shown> {
  const services = new Map((await allServices(ctx.db)).map((each) => [each.service, each.name]));
  const places = await communitiesByIds(ctx.db, [...new Set(visits.map((visit) => visit.communityId))]);
  const decided = await lastDecisionsOf(ctx.db, visits);
  return (visit) => ({
    visitId: visit.visitId,
    visitNumber: visit.visitNumber,
    serviceName: services.get(visit.service) ?? visit.service,
    communityName: places.get(visit.communityId)?.name ?? '',
    position: places.get(visit.communityId)?.position ?? null,
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    state: visit.state,
    stateName: VISIT_STATES[visit.state],
    canPlace: movesFrom(visit.state).includes('booked'),
    placedBy: decided.get(visit.visitId)?.by ?? null,
    why: visit.state === 'unplaced' ? (decided.get(visit.visitId)?.why ?? null) : null,
  });
}
