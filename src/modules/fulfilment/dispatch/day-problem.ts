import type { StoreId, TouchpointId } from '#kernel/ids';
import { without, type Span } from '#kernel/span';
import { businessDay, DAY, MINUTE, SECOND, startOfBusinessDay } from '#kernel/time';
import { NO_COSTS, type Job, type Person, type Plan, type Problem, type Travel } from '#engines/routing';
import { hoursOf, unable, wayMinutes, type Ask, type Taken, type WorkerTime } from '../slots/free-time.ts';
import { LOAD_MINUTES, surchargesOf, type Served } from './dispatch-costs.ts';

/** A visit as dispatch sees it. Its moment has been promised; who comes is the question. */
export interface Errand extends Span {
  readonly visitId: string;
  readonly ask: Ask;
  /** Who is to come so far. Their time must not be among what is taken. */
  readonly has: TouchpointId | undefined;
  /** Nobody else may come instead. */
  readonly stays: boolean;
  /** Whose people serve the community; undefined: everybody's. */
  readonly stores: ReadonlySet<StoreId> | undefined;
  readonly served: Served;
}

/**
 * Worse than any way: a visit is left out only where nobody can come. What stays must be done whatever it costs, so that
 * nothing takes its place.
 */
const LEFT_OUT_MINUTES = 1_000_000;

/** A place of somebody's present day. */
interface Stop extends Taken {
  readonly jobId: string;
  readonly owner: number | undefined;
  readonly bufferMinutes: number;
}

/** How the day stands, as a problem of the routing engine and a plan of it. Costs are in minutes on the road. */
export interface DayProblem {
  readonly problem: Problem;
  readonly plan: Plan;
}

/**
 * The day of some people. What `free-time.ts` says of one visit is said here of a whole day: hours and leave are times off,
 * the daily maximum is a capacity, ways between visits carry the buffer; the way from the store costs but takes no time off
 * the shift. What somebody has already is possible as it is, whatever rules it breaks: people have decided so.
 */
export function dayProblem(
  people: readonly WorkerTime[],
  errands: readonly Errand[],
  day: string,
  forbids: Forbids = byNature,
): DayProblem {
  const start = startOfBusinessDay(day).getTime();
  const whole = { from: start, to: start + DAY };
  const byId = new Map(people.map(({ worker }, at) => [worker.touchpointId, at]));
  const taken = people.flatMap((time, owner) =>
    time.taken
      .filter((each) => businessDay(new Date(each.from)) === day)
      .map((each, at): Stop => ({ ...each, jobId: `${owner}/${at}`, owner, bufferMinutes: 0 })),
  );
  const asked = errands.map(({ visitId, ask, from, to, has }): Stop => {
    const owner = has === undefined ? undefined : byId.get(has);
    return { jobId: visitId, from, to, at: ask.at, owner, bufferMinutes: ask.service.bufferMinutes };
  });
  const stops = [...taken, ...asked];
  const fixed = [...taken, ...asked.filter((_, at) => errands[at]!.stays)];
  const seconds = (moment: number): number => (moment - start) / SECOND;
  const jobs = stops.map((stop, at): Job => {
    const common = {
      jobId: stop.jobId,
      place: people.length + at,
      service: (stop.to - stop.from) / SECOND,
      amounts: [1],
    };
    const errand = errands[at - taken.length];
    const promised = { start: seconds(stop.from) };
    const owner = stop.owner === undefined ? undefined : people[stop.owner]?.worker.touchpointId;
    if (errand === undefined || errand.stays) {
      return { ...common, pinned: owner === undefined ? promised : { ...promised, personId: owner } };
    }
    return { ...common, pinned: promised, prize: LEFT_OUT_MINUTES, ...rulesFor(errand, people, forbids) };
  });
  return {
    problem: {
      travels: [travelOf(people, stops)],
      people: people.map((time, at) => personOf(time, at, { day, whole, fixed, stops })),
      jobs,
      weights: { distance: 1, balance: LOAD_MINUTES, preference: 1 },
    },
    plan: planOf(people, stops, seconds),
  };
}

/** Whether somebody may not be given a visit, however the rest of their day is planned. */
export type Forbids = (time: WorkerTime, errand: Errand) => boolean;

/** Only what no other moment would mend; what a level would mend is left to the engine, which says so. */
const byNature: Forbids = (time, { ask }) => {
  const never = unable(time, ask)?.why;
  return never !== undefined && never !== 'level' && never !== 'no_skill';
};

/** Who may come to a visit at all, and what it costs more with each. */
function rulesFor(
  errand: Errand,
  people: readonly WorkerTime[],
  forbids: Forbids,
): Pick<Job, 'skills' | 'forbidden' | 'surcharges'> {
  const { ask, stores, served } = errand;
  const forbidden = people.filter((time) => stores?.has(time.worker.storeId) === false || forbids(time, errand));
  const surcharges = people.map(({ worker }) => {
    const { skill, continuity } = surchargesOf(worker, ask, served);
    return [worker.touchpointId, skill + continuity] as const;
  });
  return {
    skills: { [ask.service.skill]: ask.level },
    forbidden: forbidden.map(({ worker }) => worker.touchpointId),
    surcharges: Object.fromEntries(surcharges),
  };
}

interface Day {
  readonly day: string;
  readonly whole: Span;
  readonly fixed: readonly Stop[];
  readonly stops: readonly Stop[];
}

function personOf(time: WorkerTime, at: number, { day, whole, fixed, stops }: Day): Person {
  const { worker } = time;
  const hours = hoursOf(time, day).hours.map((each) => ({
    from: whole.from + each.from * MINUTE,
    to: whole.from + each.to * MINUTE,
  }));
  const own = fixed.filter((stop) => stop.owner === at);
  const off = without([whole], [...without(hours, time.leaves), ...own]);
  const visits = stops.filter((stop) => stop.owner === at).length;
  return {
    personId: worker.touchpointId,
    start: at,
    end: null,
    shift: { from: 0, to: DAY / SECOND },
    off: off.map(({ from, to }) => ({ from: (from - whole.from) / SECOND, to: (to - whole.from) / SECOND })),
    skills: worker.skills,
    capacity: [Math.max(worker.maxVisitsADay, visits)],
  };
}

/** Minutes on the road as distances; seconds with the buffer as durations. Only ways that somebody could go are reckoned. */
function travelOf(people: readonly WorkerTime[], stops: readonly Stop[]): Travel {
  const places = people.length + stops.length;
  const distances = new Float64Array(places * places);
  const durations = new Float64Array(places * places);
  for (const [at, stop] of stops.entries()) {
    const here = people.length + at;
    for (const [from, { store }] of people.entries()) distances[from * places + here] = wayMinutes(store, stop.at);
    for (const [before, other] of stops.slice(0, at).entries()) {
      const isSame = other.owner !== undefined && other.owner === stop.owner;
      const bufferMinutes = Math.max(stop.bufferMinutes, other.bufferMinutes);
      // Two things that others have done already never meet in one day.
      if (!isSame && bufferMinutes === 0) continue;
      const minutes = wayMinutes(other.at, stop.at);
      const seconds = ((Math.ceil(minutes) + bufferMinutes) * MINUTE) / SECOND;
      const [there, back] = [(people.length + before) * places + here, here * places + people.length + before];
      distances[there] = minutes;
      distances[back] = minutes;
      durations[there] = isSame ? asItIs(other, stop, seconds) : seconds;
      durations[back] = isSame ? asItIs(stop, other, seconds) : seconds;
    }
  }
  return { places, bands: [{ from: 0, distances, durations }], isEstimate: true };
}

/** What follows each other today does so, even where it is too near. */
function asItIs(first: Span, second: Span, seconds: number): number {
  return first.from < second.from ? Math.min(seconds, Math.max(0, (second.from - first.to) / SECOND)) : seconds;
}

function planOf(people: readonly WorkerTime[], stops: readonly Stop[], seconds: (moment: number) => number): Plan {
  const routes = people.flatMap(({ worker }, owner) => {
    const own = stops
      .map((stop, at) => ({ stop, place: people.length + at }))
      .filter(({ stop }) => stop.owner === owner)
      .toSorted((a, b) => a.stop.from - b.stop.from)
      .map(({ stop, place }) => {
        const start = seconds(stop.from);
        return { kind: 'visit' as const, id: stop.jobId, place, arrival: start, start, end: seconds(stop.to) };
      });
    const [first] = own;
    if (first === undefined) return [];
    return [
      { personId: worker.touchpointId, departure: first.start, stops: own, arrival: own.at(-1)!.end, distance: 0 },
    ];
  });
  return {
    routes,
    unassigned: stops.filter((stop) => stop.owner === undefined).map((stop) => stop.jobId),
    mandatoryLeftOut: 0,
    costs: NO_COSTS,
    isEstimate: true,
  };
}
