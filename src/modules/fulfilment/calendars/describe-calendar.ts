import type { CommunityId, StoreId, TouchpointId } from '#kernel/ids';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { communitiesByIds, storesByIds, type Store } from '#modules/territory';
import { ROLES, isRole, touchpointNames } from '#modules/touchpoints';
import type { CalendarAnswer, LeaveItem, WorkerItem } from '../contract.ts';
import { allServices } from '../services/service-store.ts';
import { SKILLS, type Skill } from '../services/service-type.ts';
import { hoursOf } from '../slots/free-time.ts';
import { workerTimes } from '../slots/worker-time-store.ts';
import { countVisitsOf, visitsWithin } from '../visits/visit-list-store.ts';
import { VISIT_STATES, type Visit } from '../visits/visit.ts';
import { leavesOf } from './leave-store.ts';
import { exceptionsFrom } from './worker-store.ts';
import { LEAVE_REASONS, timeOf, type Hours, type Leave, type Worker } from './worker.ts';

/** People who visit homes, masked, with what they have to do today. */
export async function describeWorkers(ctx: Context, workers: readonly Worker[]): Promise<WorkerItem[]> {
  const now = ctx.clock.now();
  const today = startOfBusinessDay(businessDay(now));
  const ids = workers.map((worker) => worker.touchpointId);
  const person = await touchpointNames(ctx.db, ctx.services.vault, ids);
  const stores = await storesByIds(ctx.db, [...new Set(workers.map((worker) => worker.storeId))]);
  const visits = await countVisitsOf(ctx.db, ids, { from: today, to: addDays(today, 1) });
  const hoursToday = await hoursOn(ctx, stores, ids, today);
  const away = await leavesOf(ctx.db, ids, { from: now, to: new Date(now.getTime() + 1) });
  return workers.map((worker) => {
    const { touchpointId, role, cityId, storeId, state, takesVisits, maxVisitsADay, radiusKm, revision } = worker;
    const leave = away.findLast((each) => each.touchpointId === touchpointId);
    return {
      touchpointId,
      name: person(touchpointId).name,
      role,
      roleName: isRole(role) ? ROLES[role] : role,
      cityId,
      storeId,
      storeName: stores.get(storeId)?.name ?? '',
      state,
      takesVisits,
      skills: (Object.keys(SKILLS) as Skill[]).flatMap((skill) => {
        const level = worker.skills[skill];
        return level === undefined ? [] : [{ skill, level, skillName: SKILLS[skill] }];
      }),
      maxVisitsADay,
      radiusKm,
      visitsToday: visits.get(touchpointId) ?? 0,
      hoursToday: hoursToday(touchpointId),
      awayUntil: leave?.endsAt.toISOString() ?? null,
      revision,
    };
  });
}

/** The hours of each on a day, which begins at `from`. */
async function hoursOn(
  ctx: Context,
  stores: ReadonlyMap<StoreId, Store>,
  only: readonly TouchpointId[],
  from: Date,
): Promise<(touchpointId: TouchpointId) => WorkerItem['hoursToday']> {
  const times = await workerTimes(ctx.db, { stores, only, from, to: addDays(from, 1), now: ctx.clock.now() });
  const day = businessDay(from);
  const byId = new Map(times.map((time) => [time.worker.touchpointId, hoursShown(hoursOf(time, day).hours)]));
  return (touchpointId) => byId.get(touchpointId) ?? [];
}

const hoursShown = (hours: readonly Hours[]) => hours.map(({ from, to }) => ({ from: timeOf(from), to: timeOf(to) }));

const leaveShown = ({ leaveId, startsAt, endsAt, reason, enteredBy }: Leave): LeaveItem => ({
  leaveId,
  from: startsAt.toISOString(),
  to: endsAt.toISOString(),
  reason,
  reasonName: LEAVE_REASONS[reason],
  enteredBy,
});

/** Somebody's week, leave and days from a day on, with their visits. The caller has checked the reader's scope. */
export async function describeCalendar(
  ctx: Context,
  worker: Worker,
  asked: { readonly from?: string | undefined; readonly days: number },
): Promise<CalendarAnswer> {
  const first = asked.from ?? businessDay(ctx.clock.now());
  const from = startOfBusinessDay(first);
  const to = addDays(from, asked.days);
  const { touchpointId } = worker;
  const exceptions = await exceptionsFrom(ctx.db, touchpointId, first);
  const leaves = await leavesOf(ctx.db, [touchpointId], { from, to: addDays(to, FAR_DAYS) });
  const byDay = await visitsByDay(ctx, touchpointId, { from, to });
  const time = { worker, exceptions: Object.fromEntries(exceptions.map(({ day, hours }) => [day, hours])) };
  return {
    touchpointId,
    weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, hours: hoursShown(worker.week[weekday] ?? []) })),
    exceptions: exceptions.map(({ day, hours }) => ({ day, hours: hoursShown(hours) })),
    leaves: leaves.map(leaveShown),
    days: Array.from({ length: asked.days }, (_, at) => {
      const start = addDays(from, at);
      const day = businessDay(start);
      const { hours, holiday } = hoursOf(time, day);
      const leave = leaves.find((each) => each.startsAt < addDays(start, 1) && each.endsAt > start);
      return {
        day,
        hours: hoursShown(hours),
        note: noteOf({ leave, holiday, isException: time.exceptions[day] !== undefined }),
        visits: byDay(day),
      };
    }),
  };
}

/** Leave that begins after the days that are shown is listed all the same. */
const FAR_DAYS = 90;

function noteOf(of: { leave: Leave | undefined; holiday: string | undefined; isException: boolean }): string | null {
  if (of.leave !== undefined) return `请假（${LEAVE_REASONS[of.leave.reason]}）`;
  if (of.holiday !== undefined) return `${of.holiday}放假`;
  return of.isException ? '调整' : null;
}

async function visitsByDay(ctx: Context, touchpointId: TouchpointId, span: { from: Date; to: Date }) {
  const visits = await visitsWithin(ctx.db, [touchpointId], span);
  const services = new Map((await allServices(ctx.db)).map((each) => [each.service, each.name]));
  const places = await communitiesByIds(ctx.db, [...new Set(visits.map((visit) => visit.communityId))]);
  const nameOf = (communityId: CommunityId): string => places.get(communityId)?.name ?? '';
  const days = Map.groupBy(visits, (visit) => businessDay(visit.startsAt));
  const shown = (visit: Visit) => ({
    visitId: visit.visitId,
    service: visit.service,
    serviceName: services.get(visit.service) ?? visit.service,
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    communityName: nameOf(visit.communityId),
    state: visit.state,
    stateName: VISIT_STATES[visit.state],
  });
  return (day: string) => (days.get(day) ?? []).map(shown);
}
