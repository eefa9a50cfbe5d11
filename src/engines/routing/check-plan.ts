/*
 * The checker reads a problem and a plan as they are told, and shares no code with what makes plans: what both got wrong
 * in the same way would be seen by nobody.
 */
import type { Costs, Plan, Route, Stop } from './plan.ts';
import type { Job, Person, Problem } from './problem.ts';

/** Times are sums of numbers that need not be whole. */
const EPSILON = 1e-6;

/** What a plan breaks, each in a sentence; nothing where it keeps to everything. */
export function checkPlan(problem: Problem, plan: Plan): string[] {
  const people = new Map(problem.people.map((person) => [person.personId, person]));
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const route of plan.routes) {
    const person = people.get(route.personId);
    if (person === undefined) faults.push(`${route.personId} is nobody`);
    else faults.push(...checkRoute(problem, person, route).map((fault) => `${route.personId}: ${fault}`));
    if (seen.has(route.personId)) faults.push(`${route.personId} has two routes`);
    seen.add(route.personId);
  }
  return [...faults, ...checkJobs(problem, plan), ...checkPrefixes(problem, plan), ...checkCosts(problem, plan)];
}

/** When one can be there, leaving at a moment or later, and how far it is then. Who stays needs no time. */
function wayOf(problem: Problem, person: Person, from: number | null, to: number | null, leaves: number) {
  let best = { arrival: leaves, distance: 0 };
  if (from === null || to === null || from === to) return best;
  const { places, bands } = problem.travels[person.travel ?? 0]!;
  best = { arrival: Number.POSITIVE_INFINITY, distance: 0 };
  for (const [at, band] of bands.entries()) {
    const begins = at === 0 ? Number.NEGATIVE_INFINITY : band.from;
    const ends = bands[at + 1]?.from ?? Number.POSITIVE_INFINITY;
    if (ends <= leaves) continue;
    const arrival = Math.max(leaves, begins) + band.durations[from * places + to]!;
    if (arrival <= best.arrival) best = { arrival, distance: band.distances[from * places + to]! };
  }
  return best;
}

function checkRoute(problem: Problem, person: Person, route: Route): string[] {
  const faults: string[] = [];
  if (route.stops.length === 0) faults.push('goes nowhere');
  if (route.departure < person.shift.from - EPSILON) faults.push('departs before the shift');
  if (route.arrival > (person.latestEnd ?? person.shift.to) + EPSILON) faults.push('is back too late');
  let here = person.start;
  let leaves = route.departure;
  for (const stop of route.stops) {
    const there = stop.kind === 'break' ? here : stop.place;
    const { arrival } = wayOf(problem, person, here, there, leaves);
    if (stop.arrival < arrival - EPSILON) faults.push(`is at ${stop.id} before one can be`);
    if (stop.start < stop.arrival - EPSILON) faults.push(`begins ${stop.id} before being there`);
    faults.push(...checkStop(problem, person, stop));
    here = there;
    leaves = stop.end;
  }
  const home = wayOf(problem, person, here, person.end, leaves);
  if (route.arrival < home.arrival - EPSILON) faults.push('is back before one can be');
  return [...faults, ...checkLoad(problem, person, route), ...checkBreaks(person, route)];
}

function checkStop(problem: Problem, person: Person, stop: Stop): string[] {
  if (stop.kind === 'break') return [];
  if (stop.kind === 'reload') {
    const { trips } = person;
    const isThere = trips !== undefined && stop.place === trips.place;
    return isThere && stop.end - stop.start >= trips.duration - EPSILON ? [] : ['loads again where it cannot'];
  }
  const job = problem.jobs.find(({ jobId }) => jobId === stop.id);
  if (job === undefined) return [`${stop.id} is no job`];
  const at = stop.kind === 'pickup' ? job.pickup : job;
  if (at === undefined) return [`${stop.id} has nothing to fetch`];
  const faults: string[] = [];
  if (stop.place !== at.place) faults.push(`${stop.id} is elsewhere`);
  if (Math.abs(stop.end - stop.start - at.service) > EPSILON) faults.push(`${stop.id} takes another time`);
  const isWithin = at.windows === undefined || at.windows.some(({ from, to }) => isBetween(stop.start, from, to));
  if (!isWithin) faults.push(`${stop.id} begins outside of its windows`);
  if (job.release !== undefined && stop.start < job.release - EPSILON) faults.push(`${stop.id} begins before release`);
  const isOff = person.off?.some(({ from, to }) => stop.start < to - EPSILON && stop.end > from + EPSILON) === true;
  if (isOff) faults.push(`${stop.id} is served by somebody who is off`);
  if (stop.kind === 'visit') faults.push(...checkFit(job, person, stop));
  return faults;
}

const isBetween = (value: number, from: number, to: number): boolean =>
  value >= from - EPSILON && value <= to + EPSILON;

function checkFit({ jobId, pinned, forbidden = [], skills = {} }: Job, person: Person, stop: Stop): string[] {
  const faults: string[] = [];
  if (forbidden.includes(person.personId)) faults.push(`${jobId} is forbidden`);
  if (pinned?.personId !== undefined && pinned.personId !== person.personId) faults.push(`${jobId} is somebody else's`);
  if (pinned?.start !== undefined && Math.abs(stop.start - pinned.start) > EPSILON)
    faults.push(`${jobId} was promised`);
  for (const [skill, level] of Object.entries(skills)) {
    if (!((person.skills?.[skill] ?? 0) >= level)) faults.push(`${jobId} needs ${skill}`);
  }
  return faults;
}

/** Trip by trip: what is on board when it starts, and after each stop. */
function checkLoad(problem: Problem, person: Person, route: Route): string[] {
  const { capacity } = person;
  const reloads = route.stops.filter(({ kind }) => kind === 'reload').length;
  if (reloads > 0 && reloads >= (person.trips?.most ?? 1)) return ['goes more often than may be'];
  if (capacity === undefined) return [];
  const jobs = new Map(problem.jobs.map((job) => [job.jobId, job]));
  const trips: Stop[][] = [[]];
  for (const stop of route.stops) {
    if (stop.kind === 'reload') trips.push([]);
    else trips.at(-1)?.push(stop);
  }
  const fetched = new Set<string>();
  return trips.flatMap((trip) =>
    capacity.flatMap((limit, d) => {
      const amountOf = (id: string): number => jobs.get(id)?.amounts?.[d] ?? 0;
      const isBrought = ({ kind, id }: Stop): boolean =>
        kind === 'visit' && jobs.get(id)?.pickup === undefined && jobs.get(id)?.collects !== true;
      let load = trip.filter(isBrought).reduce((sum, { id }) => sum + amountOf(id), 0);
      for (const id of fetched) load += amountOf(id);
      let most = load;
      for (const stop of trip) {
        if (stop.kind === 'break') continue;
        if (stop.kind === 'pickup' || jobs.get(stop.id)?.collects === true) load += amountOf(stop.id);
        else load -= amountOf(stop.id);
        most = Math.max(most, load);
      }
      // In the last dimension what stays on board is carried into the next trip.
      if (d === capacity.length - 1) carryOver(trip, fetched);
      return most > limit + EPSILON ? [`carries ${most} of ${limit} in dimension ${d}`] : [];
    }),
  );
}

function carryOver(trip: readonly Stop[], fetched: Set<string>): void {
  for (const { kind, id } of trip) {
    if (kind === 'pickup') fetched.add(id);
    if (kind === 'visit') fetched.delete(id);
  }
}

/** Whoever is at work when the window of a break ends has taken it. */
function checkBreaks({ breaks = [] }: Person, route: Route): string[] {
  const faults: string[] = [];
  for (const { breakId, window, duration } of breaks) {
    const taken = route.stops.filter(({ kind, id }) => kind === 'break' && id === breakId);
    if (taken.length > 1) faults.push(`takes ${breakId} twice`);
    for (const { start, end } of taken) {
      if (!isBetween(start, window.from, window.to)) faults.push(`takes ${breakId} at the wrong time`);
      if (end - start < duration - EPSILON) faults.push(`takes ${breakId} too short`);
    }
    const isAtWork = route.departure < window.to - EPSILON && route.arrival > window.to + EPSILON;
    if (isAtWork && taken.length === 0) faults.push(`works through ${breakId}`);
  }
  return faults;
}

function checkJobs(problem: Problem, plan: Plan): string[] {
  const faults: string[] = [];
  const isOut = new Set(plan.unassigned);
  for (const { jobId, people = 1, pickup } of problem.jobs) {
    const visits = plan.routes.flatMap(({ personId, stops }) =>
      stops.flatMap((stop, at) => (stop.id === jobId && stop.kind === 'visit' ? [{ personId, stop, at }] : [])),
    );
    const pickups = plan.routes.flatMap(({ personId, stops }) =>
      stops.flatMap((stop, at) => (stop.id === jobId && stop.kind === 'pickup' ? [{ personId, at }] : [])),
    );
    const needed = isOut.has(jobId) ? 0 : people;
    if (visits.length !== needed) faults.push(`${jobId} is done ${visits.length} times, not ${needed}`);
    if (pickups.length !== (needed > 0 && pickup !== undefined ? 1 : 0)) faults.push(`${jobId} is fetched amiss`);
    const [one, other] = visits;
    if (one !== undefined && other !== undefined) {
      if (one.personId === other.personId) faults.push(`${jobId} has one person twice`);
      if (Math.abs(one.stop.start - other.stop.start) > EPSILON) faults.push(`${jobId} begins at two moments`);
    }
    for (const { personId, at } of pickups) {
      if (one === undefined || personId !== one.personId || at > one.at) faults.push(`${jobId} is brought unfetched`);
    }
  }
  const mandatory = problem.jobs.filter(({ jobId, prize }) => prize === undefined && isOut.has(jobId)).length;
  if (mandatory !== plan.mandatoryLeftOut) faults.push('miscounts who is left out');
  return faults;
}

function checkPrefixes({ prefixes = [] }: Problem, plan: Plan): string[] {
  return prefixes.flatMap(({ personId, jobIds }) => {
    const route = plan.routes.find((each) => each.personId === personId);
    const done = (route?.stops ?? []).filter(({ kind }) => kind === 'visit' || kind === 'pickup').map(({ id }) => id);
    return jobIds.every((id, at) => done[at] === id) ? [] : [`${personId} is under way to something else`];
  });
}

/** Every part of the costs, from the times and places that the plan tells. */
function checkCosts(problem: Problem, plan: Plan): string[] {
  const weights = { distance: 1, time: 1, people: 1, overtime: 1, ...problem.weights };
  const { waiting = 0, balance = 0, preference = 0, continuity = 0 } = problem.weights ?? {};
  const jobs = new Map(problem.jobs.map((job) => [job.jobId, job]));
  const sums: Record<Exclude<keyof Costs, 'total'>, number> = {
    distance: 0,
    time: 0,
    people: 0,
    waiting: 0,
    overtime: 0,
    balance: 0,
    preference: 0,
    continuity: 0,
    leftOut: 0,
  };
  for (const route of plan.routes) {
    const person = problem.people.find(({ personId }) => personId === route.personId);
    if (person === undefined) continue;
    const { fixed = 0, perDistance = 1, perHour = 0, perOvertimeHour = 0 } = person.costs ?? {};
    const hours = (route.arrival - route.departure) / 3_600;
    sums.distance += distanceOf(problem, person, route) * perDistance * weights.distance;
    sums.time += hours * perHour * weights.time;
    sums.people += fixed * weights.people;
    const idle = route.stops.reduce((sum, { arrival, start }) => sum + start - arrival, 0) / 3_600;
    sums.waiting += idle * waiting;
    sums.overtime += (Math.max(0, route.arrival - person.shift.to) / 3_600) * perOvertimeHour * weights.overtime;
    sums.balance += (hours - idle) ** 2 * balance;
    for (const { kind, id } of route.stops) {
      const job = jobs.get(id);
      if (kind !== 'visit' || job === undefined) continue;
      if (job.preferred !== undefined && !job.preferred.includes(person.personId)) sums.preference += preference;
      sums.preference += (job.surcharges?.[person.personId] ?? 0) * preference;
      if (job.lastPerson !== undefined && job.lastPerson !== person.personId) sums.continuity += continuity;
    }
  }
  for (const id of plan.unassigned) sums.leftOut += jobs.get(id)?.prize ?? 0;
  const total = Object.values(sums).reduce((sum, each) => sum + each, 0);
  return Object.entries({ ...sums, total }).flatMap(([part, sum]) => {
    const told = plan.costs[part as keyof Costs];
    return Math.abs(told - sum) <= EPSILON * Math.max(1, Math.abs(sum)) ? [] : [`${part} costs ${sum}, not ${told}`];
  });
}

function distanceOf(problem: Problem, person: Person, route: Route): number {
  let here = person.start;
  let leaves = route.departure;
  let distance = 0;
  for (const stop of route.stops) {
    const there = stop.kind === 'break' ? here : stop.place;
    distance += wayOf(problem, person, here, there, leaves).distance;
    here = there;
    leaves = stop.end;
  }
  return distance + wayOf(problem, person, here, person.end, leaves).distance;
}
