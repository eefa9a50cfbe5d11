import { BREAK, DELIVERY, NOWHERE, PICKUP, RELOAD, TWIN, VISIT, type Band, type Core } from './core.ts';
import {
  DEFAULT_COSTS,
  DEFAULT_WEIGHTS,
  type Job,
  type Person,
  type Problem,
  type Travel,
  type Weights,
  type Window,
} from './problem.ts';

const HOUR = 3_600;
const ALWAYS: Window = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

interface Draft {
  readonly kind: number;
  readonly job: number;
  readonly owner: number;
  readonly place: number;
  readonly service: number;
  readonly windows: readonly Window[];
  readonly unloads: readonly number[];
  readonly loads: readonly number[];
}

/** Of a problem without faults. */
export function compile(problem: Problem): Core {
  const weights = { ...DEFAULT_WEIGHTS, ...problem.weights };
  const { jobs, people } = problem;
  const drafts = draftsOf(problem);
  const dimensions = Math.max(0, ...jobs.map((job) => job.amounts?.length ?? 0));
  const nodes = drafts.length;
  const travel = problem.travels.map(bandsOf);
  const byNode = nodeArrays(drafts, people, dimensions);
  const byPerson = personArrays(people, weights, dimensions);
  const firstNode = new Int32Array(jobs.length).fill(-1);
  const mate = new Int32Array(nodes).fill(-1);
  for (const [node, { job }] of drafts.entries()) {
    if (job < 0) continue;
    const first = firstNode[job]!;
    if (first < 0) firstNode[job] = node;
    else {
      mate[node] = first;
      mate[first] = node;
    }
  }
  const fits = affinities(problem, weights);
  const isPlain = drafts.every(
    (draft) => draft.kind === VISIT && draft.windows.length === 1 && draft.loads.every((amount) => amount === 0),
  );
  const costsOnlyWays =
    weights.waiting === 0 &&
    weights.balance === 0 &&
    byPerson.timeCost.every((cost) => cost === 0) &&
    people.every((person) => person.latestEnd === undefined && (person.off ?? []).length === 0);
  return {
    jobs: jobs.length,
    people: people.length,
    nodes,
    places: (problem.travels[0]?.places ?? 0) + 1,
    dimensions,
    travel,
    ...byNode,
    ...byPerson,
    mate,
    firstNode,
    prize: Float64Array.from(jobs, (job) => job.prize ?? Number.POSITIVE_INFINITY),
    ...fits,
    waitingCost: weights.waiting / HOUR,
    balanceCost: weights.balance / HOUR ** 2,
    alike: alikeOf(people, fits.affinity),
    prefixes: prefixesOf(problem, firstNode),
    isLean: isPlain && costsOnlyWays && dimensions <= 1 && travel.length === 1 && travel[0]!.length === 1,
    weights,
  };
}

function draftsOf({ jobs, people }: Problem): Draft[] {
  const drafts = jobs.flatMap((job, at) => draftsOfJob(job, at));
  for (const [owner, person] of people.entries()) {
    for (const { window, duration } of person.breaks ?? []) {
      const of = { kind: BREAK, job: -1, owner, place: -1, unloads: [], loads: [] };
      drafts.push({ ...of, service: duration, windows: [window] });
    }
    const { trips } = person;
    for (let trip = 1; trips !== undefined && trip < trips.most; trip += 1) {
      const of = { kind: RELOAD, job: -1, owner, windows: [ALWAYS], unloads: [], loads: [] };
      drafts.push({ ...of, place: trips.place + 1, service: trips.duration });
    }
  }
  return drafts;
}

function draftsOfJob(job: Job, at: number): Draft[] {
  const amounts = job.amounts ?? [];
  const visit: Draft = {
    kind: VISIT,
    job: at,
    owner: -1,
    place: job.place + 1,
    service: job.service,
    windows: narrowed(job.windows ?? [ALWAYS], job.pickup === undefined ? job.release : undefined, job.pinned?.start),
    unloads: job.collects === true || job.pickup !== undefined ? [] : amounts,
    loads: job.collects === true ? amounts : [],
  };
  if (job.people === 2) {
    const twin = { ...visit, kind: TWIN };
    return [twin, twin];
  }
  if (job.pickup === undefined) return [visit];
  const { place, service, windows } = job.pickup;
  const fetched = { kind: PICKUP, place: place + 1, service, windows: narrowed(windows ?? [ALWAYS], job.release) };
  return [
    { ...visit, ...fetched, loads: amounts },
    { ...visit, kind: DELIVERY, unloads: amounts },
  ];
}

/** What is left of windows not before a moment, or at exactly one. */
function narrowed(windows: readonly Window[], release?: number, start?: number): Window[] {
  if (start !== undefined) return [{ from: start, to: start }];
  const first = release ?? Number.NEGATIVE_INFINITY;
  return windows.filter(({ to }) => to >= first).map(({ from, to }) => ({ from: Math.max(from, first), to }));
}

/** With one more place in front, from which everything is as near as can be. */
function bandsOf({ places, bands }: Travel): Band[] {
  const count = places + 1;
  const widened = (given: ArrayLike<number>): Float64Array => {
    const rows = given instanceof Float64Array ? given : Float64Array.from(given);
    const wide = new Float64Array(count * count);
    for (let row = 0; row < places; row += 1) {
      const to = (row + 1) * count + 1;
      wide.set(rows.subarray(row * places, (row + 1) * places), to);
      // Who stays needs no time, whatever a matrix says of it.
      wide[to + row] = 0;
    }
    return wide;
  };
  return bands.map(({ from, distances, durations }, at) => ({
    from: at === 0 ? Number.NEGATIVE_INFINITY : from,
    distance: widened(distances),
    duration: widened(durations),
  }));
}

function nodeArrays(drafts: readonly Draft[], people: readonly Person[], dimensions: number) {
  const nodes = drafts.length;
  const total = nodes + 2 * people.length;
  const windows = drafts.flatMap((draft) => draft.windows);
  const windowAt = new Int32Array(nodes + 1);
  const place = new Int32Array(total);
  const service = new Float64Array(total);
  const ready = new Float64Array(total).fill(Number.NEGATIVE_INFINITY);
  const due = new Float64Array(total).fill(Number.POSITIVE_INFINITY);
  const unloads = new Float64Array(nodes * dimensions);
  const loads = new Float64Array(nodes * dimensions);
  for (const [node, draft] of drafts.entries()) {
    windowAt[node + 1] = windowAt[node]! + draft.windows.length;
    place[node] = draft.place;
    service[node] = draft.service;
    ready[node] = draft.windows[0]?.from ?? Number.POSITIVE_INFINITY;
    due[node] = draft.windows.at(-1)?.to ?? Number.NEGATIVE_INFINITY;
    unloads.set(draft.unloads, node * dimensions);
    loads.set(draft.loads, node * dimensions);
  }
  for (const [r, { start, end, shift, latestEnd }] of people.entries()) {
    place[nodes + 2 * r] = start === null ? NOWHERE : start + 1;
    place[nodes + 2 * r + 1] = end === null ? NOWHERE : end + 1;
    ready[nodes + 2 * r] = shift.from;
    due[nodes + 2 * r + 1] = latestEnd ?? shift.to;
  }
  return {
    kind: Uint8Array.from(drafts, (draft) => draft.kind),
    job: Int32Array.from(drafts, (draft) => draft.job),
    owner: Int32Array.from(drafts, (draft) => draft.owner),
    place,
    service,
    windowAt,
    windowFrom: Float64Array.from(windows, ({ from }) => from),
    windowTo: Float64Array.from(windows, ({ to }) => to),
    ready,
    due,
    unloads,
    loads,
  };
}

function personArrays(people: readonly Person[], weights: Weights, dimensions: number) {
  const costs = people.map((person) => ({ ...DEFAULT_COSTS, ...person.costs }));
  const capacity = new Float64Array(people.length * dimensions).fill(Number.POSITIVE_INFINITY);
  for (const [r, person] of people.entries()) {
    if (person.capacity !== undefined) capacity.set(person.capacity.slice(0, dimensions), r * dimensions);
  }
  const off = people.map((person) => person.off ?? []);
  const offAt = new Int32Array(people.length + 1);
  for (const [r, those] of off.entries()) offAt[r + 1] = offAt[r]! + those.length;
  return {
    offAt,
    offFrom: Float64Array.from(off.flat(), ({ from }) => from),
    offTo: Float64Array.from(off.flat(), ({ to }) => to),
    profile: Int32Array.from(people, (person) => person.travel ?? 0),
    shiftFrom: Float64Array.from(people, ({ shift }) => shift.from),
    shiftTo: Float64Array.from(people, ({ shift }) => shift.to),
    latestEnd: Float64Array.from(people, ({ shift, latestEnd }) => latestEnd ?? shift.to),
    capacity,
    fixedCost: Float64Array.from(costs, (cost) => cost.fixed * weights.people),
    distanceCost: Float64Array.from(costs, (cost) => cost.perDistance * weights.distance),
    timeCost: Float64Array.from(costs, (cost) => (cost.perHour * weights.time) / HOUR),
    overtimeCost: Float64Array.from(costs, (cost) => (cost.perOvertimeHour * weights.overtime) / HOUR),
  };
}

/** Why somebody may not do a job, by rule; undefined where they may. */
export type Unfit =
  | { readonly rule: 'forbidden' }
  | { readonly rule: 'pinned'; readonly personId: string }
  | { readonly rule: 'skill'; readonly skill: string; readonly needs: number; readonly has: number };

/** `needs` are the skills of the job, for who asks of many people. */
export function unfitFor(
  job: Job,
  person: Person,
  needs: readonly (readonly [string, number])[] = Object.entries(job.skills ?? {}),
): Unfit | undefined {
  const pinned = job.pinned?.personId;
  if (pinned !== undefined && pinned !== person.personId) return { rule: 'pinned', personId: pinned };
  if (job.forbidden?.includes(person.personId) === true) return { rule: 'forbidden' };
  for (const [skill, level] of needs) {
    const has = person.skills?.[skill] ?? 0;
    if (has < level) return { rule: 'skill', skill, needs: level, has };
  }
  return undefined;
}

function affinities({ jobs, people, prefixes = [] }: Problem, weights: Weights) {
  const cells = jobs.length * people.length;
  const affinity = new Float64Array(cells);
  const dislike = new Float64Array(cells);
  const isNewcomer = new Uint8Array(cells);
  const underWay = new Map(prefixes.flatMap(({ personId, jobIds }) => jobIds.map((jobId) => [jobId, personId])));
  for (const [j, job] of jobs.entries()) {
    const needs = Object.entries(job.skills ?? {});
    const goer = underWay.get(job.jobId);
    for (let r = 0; r < people.length; r += 1) {
      const person = people[r]!;
      const { personId } = person;
      const at = j * people.length + r;
      const goesElsewhere = goer !== undefined && goer !== personId;
      const isStranger = job.preferred !== undefined && !job.preferred.includes(personId);
      dislike[at] = Number(isStranger) + (job.surcharges?.[personId] ?? 0);
      isNewcomer[at] = job.lastPerson === undefined || job.lastPerson === personId ? 0 : 1;
      affinity[at] =
        goesElsewhere || unfitFor(job, person, needs) !== undefined
          ? Number.POSITIVE_INFINITY
          : dislike[at]! * weights.preference + isNewcomer[at]! * weights.continuity;
    }
  }
  return { affinity, dislike, isNewcomer };
}

/** People who differ in name only count once where all of them are still free. */
function alikeOf(people: readonly Person[], affinity: Float64Array): Int32Array {
  const kinds = new Map<string, number[]>();
  const fitsSame = (one: number, other: number): boolean => {
    for (let at = 0; at < affinity.length; at += people.length) {
      if (affinity[at + one] !== affinity[at + other]) return false;
    }
    return true;
  };
  return Int32Array.from(people, (person, r) => {
    const { personId: _, breaks = [], ...features } = person;
    const rest = breaks.map(({ window, duration }) => [window.from, window.to, duration]);
    const text = JSON.stringify([features, rest]);
    const known = kinds.get(text) ?? [];
    kinds.set(text, known);
    const first = known.find((other) => fitsSame(r, other));
    if (first === undefined) known.push(r);
    return first ?? r;
  });
}

function prefixesOf({ jobs, people, prefixes = [] }: Problem, firstNode: Int32Array): number[][] {
  const indexOf = new Map(jobs.map((job, at) => [job.jobId, at]));
  return people.map(({ personId }) =>
    prefixes
      .filter((prefix) => prefix.personId === personId)
      .flatMap(({ jobIds }) => jobIds.map((jobId) => firstNode[indexOf.get(jobId) ?? -1] ?? -1))
      .filter((node) => node >= 0),
  );
}
