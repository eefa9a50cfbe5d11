import { NotFound } from '#kernel/errors';
import type { StoreId, TouchpointId } from '#kernel/ids';
import { addDays, businessDay, MINUTE, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { covers } from '#platform/permission';
import { communitiesByIds, storesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { listWorkers } from '../calendars/worker-store.ts';
import type { ScheduleAnswer } from '../contract.ts';
import { allServices } from '../services/service-store.ts';
import { SKILLS, type Skill } from '../services/service-type.ts';
import { hoursOf, type Span, type WorkerTime } from '../slots/free-time.ts';
import { workerTimes } from '../slots/worker-time-store.ts';
import { decidersOf } from './decision-store.ts';
import { listVisits, visitsWithin } from './visit-list-store.ts';
import { VISIT_STATES, type Visit, type VisitState } from './visit.ts';

type Shown = ScheduleAnswer['unplaced'][number];

/** More people than a store has. */
const MOST_PEOPLE = 200;

/** What is on the day's wall: everything that was not called off. */
const SHOWN_STATES = (Object.keys(VISIT_STATES) as VisitState[]).filter((state) => state !== 'cancelled');

/** One day of a store: its people within the reader's scope, their hours, what is taken, and what waits. Throws NotFound. */
export async function describeSchedule(
  ctx: Context,
  asked: { readonly storeId: StoreId; readonly day: string | undefined },
): Promise<ScheduleAnswer> {
  const { storeId } = asked;
  const day = asked.day ?? businessDay(ctx.clock.now());
  const from = startOfBusinessDay(day);
  const to = addDays(from, 1);
  const store = (await storesByIds(ctx.db, [storeId])).get(storeId);
  if (store === undefined || !covers(ctx.scope, { cityId: store.cityId, storeId })) throw new NotFound('store');
  const inStore = { storeIds: [storeId] };
  const workers = await listWorkers(ctx.db, ctx.scope, inStore, { after: undefined, limit: MOST_PEOPLE });
  const here = { storeId, startsFrom: from, startsBefore: to, states: SHOWN_STATES };
  const visits = await listVisits(ctx.db, ctx.scope, here, { after: undefined, limit: MOST_PEOPLE });
  const only = workers.map((worker) => worker.touchpointId);
  const stores = new Map([[storeId, store]]);
  const times = await workerTimes(ctx.db, { stores, only, from, to, now: ctx.clock.now() });
  const theirs = await visitsWithin(ctx.db, only, { from, to });
  const waiting = visits.filter((visit) => visit.state === 'unplaced');
  const shown = await visitWords(ctx, [...theirs, ...waiting]);
  const person = await touchpointNames(ctx.db, ctx.services.vault, only);
  return {
    day,
    cityId: store.cityId,
    storeId,
    storeName: store.name,
    people: times.map((time) => {
      const { touchpointId } = time.worker;
      const mine = theirs.filter((visit) => visit.touchpointId === touchpointId);
      return { ...personShown(time, day, mine), ...nameOf(touchpointId, person), visits: mine.map(shown) };
    }),
    unplaced: waiting.map(shown),
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
  const deciders = await decidersOf(ctx.db, visits);
  return (visit) => ({
    visitId: visit.visitId,
    visitNumber: visit.visitNumber,
    serviceName: services.get(visit.service) ?? visit.service,
    communityName: places.get(visit.communityId)?.name ?? '',
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    state: visit.state,
    stateName: VISIT_STATES[visit.state],
    placedBy: deciders.get(visit.visitId) ?? null,
  });
}
