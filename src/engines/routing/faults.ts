import { unfitFor } from './compile.ts';
import type { Job, Person, Problem, Travel, Window } from './problem.ts';

/** What is wrong with a problem, and where. */
export interface Fault {
  /** `jobs[3].windows[0]`, and the id where there is one. */
  readonly where: string;
  readonly id?: string;
  readonly why: string;
}

/** Nothing was reckoned: a problem contradicts itself or is told in a way that cannot be read. */
export class ImpossibleProblem extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(({ where, why }) => `${where}: ${why}`).join('; '));
    this.faults = faults;
  }
}

/** More places than that need a matrix of more than a gigabyte. */
const MOST_PLACES = 5_000;

/** More than that are several problems: a city's day is a hundred people with a thousand visits. */
const MOST_JOBS = 5_000;
const MOST_PEOPLE = 1_000;

/** All that is wrong; nothing where the problem can be reckoned. */
export function faultsOf(problem: Problem): Fault[] {
  if (problem.jobs.length > MOST_JOBS) return [fault('jobs', `are more than ${MOST_JOBS}`)];
  if (problem.people.length > MOST_PEOPLE) return [fault('people', `are more than ${MOST_PEOPLE}`)];
  const places = problem.travels[0]?.places ?? 0;
  return [
    ...travelFaults(problem),
    ...twice(problem.people.map(({ personId }) => personId)).map((id) => fault('people', 'the id is there twice', id)),
    ...twice(problem.jobs.map(({ jobId }) => jobId)).map((id) => fault('jobs', 'the id is there twice', id)),
    ...problem.people.flatMap((person, at) => personFaults(problem, person, `people[${at}]`, places)),
    ...problem.jobs.flatMap((job, at) => jobFaults(problem, job, `jobs[${at}]`, places)),
    ...prefixFaults(problem),
    ...unfitPrefixes(problem),
    ...weightFaults(problem),
  ];
}

const fault = (where: string, why: string, id?: string): Fault =>
  id === undefined ? { where, why } : { where, id, why };

function twice(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(ids.filter((id) => seen.size === seen.add(id).size))];
}

function travelFaults({ travels }: Problem): Fault[] {
  if (travels.length === 0) return [fault('travels', 'there is none')];
  return travels.flatMap((travel, at) => {
    const where = `travels[${at}]`;
    if (travel.places !== travels[0]?.places) return [fault(where, 'has other places than the first one')];
    if (travel.places > MOST_PLACES) return [fault(where, `has more than ${MOST_PLACES} places`)];
    if (travel.bands.length === 0) return [fault(where, 'has no bands')];
    return bandFaults(travel, where);
  });
}

function bandFaults({ places, bands }: Travel, where: string): Fault[] {
  return bands.flatMap(({ from, distances, durations }, at) => {
    const here = `${where}.bands[${at}]`;
    const before = bands[at - 1]?.from ?? Number.NEGATIVE_INFINITY;
    const faults: Fault[] = at > 0 && !(from > before) ? [fault(here, 'does not begin after the one before')] : [];
    for (const [name, matrix] of Object.entries({ distances, durations })) {
      if (matrix.length !== places * places) faults.push(fault(`${here}.${name}`, `is not ${places} by ${places}`));
      else if (!isOfWays(matrix)) faults.push(fault(`${here}.${name}`, 'has a number below 0 or none at all'));
    }
    return faults;
  });
}

/** Of numbers from 0 on; walked by hand, since there are many. */
function isOfWays(matrix: ArrayLike<number>): boolean {
  return matrix instanceof Float64Array ? areAmounts(matrix) : Array.from(matrix).every(isAmount);
}

/** Of one kind of array alone, since it is asked of a hundred thousand numbers for every suggestion. */
function areAmounts(matrix: Float64Array): boolean {
  for (let at = 0; at < matrix.length; at += 1) {
    const value = matrix[at]!;
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) return false;
  }
  return true;
}

const isPlace = (place: number, places: number): boolean => Number.isInteger(place) && place >= 0 && place < places;
const isAmount = (value: number): boolean => value >= 0 && value < Number.POSITIVE_INFINITY;

function windowFaults(windows: readonly Window[], where: string, id: string): Fault[] {
  return windows.flatMap(({ from, to }, at) => {
    const here = `${where}[${at}]`;
    if (!(from <= to)) return [fault(here, 'ends before it begins', id)];
    const before = windows[at - 1];
    return before !== undefined && !(before.to < from)
      ? [fault(here, 'does not begin after the one before ends', id)]
      : [];
  });
}

function personFaults(problem: Problem, person: Person, where: string, places: number): Fault[] {
  const { personId: id, start, end, shift, latestEnd, breaks = [], trips, capacity = [], travel = 0 } = person;
  const faults: Fault[] = [];
  for (const [name, place] of Object.entries({ start, end })) {
    if (place !== null && !isPlace(place, places)) faults.push(fault(`${where}.${name}`, 'is no place', id));
  }
  if (!(shift.from <= shift.to) || !Number.isFinite(shift.from))
    faults.push(fault(`${where}.shift`, 'ends before it begins', id));
  if (latestEnd !== undefined && latestEnd < shift.to)
    faults.push(fault(`${where}.latestEnd`, 'is before the shift ends', id));
  faults.push(
    ...windowFaults(
      breaks.map(({ window }) => window),
      `${where}.breaks`,
      id,
    ),
  );
  faults.push(...windowFaults(person.off ?? [], `${where}.off`, id));
  for (const [at, { duration }] of breaks.entries()) {
    if (!isAmount(duration)) faults.push(fault(`${where}.breaks[${at}].duration`, 'is no duration', id));
  }
  if (trips !== undefined && (!isPlace(trips.place, places) || !isAmount(trips.duration) || !(trips.most >= 1)))
    faults.push(fault(`${where}.trips`, 'needs a place, a duration and how many', id));
  if (!capacity.every((each) => each >= 0)) faults.push(fault(`${where}.capacity`, 'is below 0', id));
  if (!Number.isInteger(travel) || problem.travels[travel] === undefined)
    faults.push(fault(`${where}.travel`, 'is not there', id));
  for (const [name, cost] of Object.entries(person.costs ?? {})) {
    if (!isAmount(cost)) faults.push(fault(`${where}.costs.${name}`, 'is below 0 or no number', id));
  }
  return faults;
}

function jobFaults(problem: Problem, job: Job, where: string, places: number): Fault[] {
  const { jobId: id, pickup, windows, pinned, amounts = [], release } = job;
  const faults: Fault[] = [];
  if (!isPlace(job.place, places)) faults.push(fault(`${where}.place`, 'is no place', id));
  if (!isAmount(job.service)) faults.push(fault(`${where}.service`, 'is no duration', id));
  if (windows?.length === 0) faults.push(fault(`${where}.windows`, 'are none: leave them out for any time', id));
  faults.push(...windowFaults(windows ?? [], `${where}.windows`, id));
  const last = windows?.at(-1)?.to ?? Number.POSITIVE_INFINITY;
  if (release !== undefined && pickup === undefined && release > last)
    faults.push(fault(`${where}.release`, 'is after the last window', id));
  if (!amounts.every(isAmount)) faults.push(fault(`${where}.amounts`, 'are below 0 or no numbers', id));
  for (const [personId, more] of Object.entries(job.surcharges ?? {})) {
    if (!isAmount(more)) faults.push(fault(`${where}.surcharges.${personId}`, 'is below 0 or no number', id));
  }
  if (job.prize !== undefined && !isAmount(job.prize))
    faults.push(fault(`${where}.prize`, 'is below 0 or no number', id));
  if (pickup !== undefined && job.people === 2)
    faults.push(fault(`${where}.people`, 'cannot be two where goods are fetched', id));
  if (pickup !== undefined && !isPlace(pickup.place, places))
    faults.push(fault(`${where}.pickup.place`, 'is no place', id));
  if (pickup !== undefined && !isAmount(pickup.service))
    faults.push(fault(`${where}.pickup.service`, 'is no duration', id));
  faults.push(...windowFaults(pickup?.windows ?? [], `${where}.pickup.windows`, id));
  return [...faults, ...pinFaults(problem, job, where), ...(pinned === undefined ? [] : startFaults(job, where))];
}

function pinFaults({ people }: Problem, job: Job, where: string): Fault[] {
  const personId = job.pinned?.personId;
  if (personId === undefined) return [];
  const person = people.find((each) => each.personId === personId);
  if (person === undefined) return [fault(`${where}.pinned.personId`, 'is nobody', job.jobId)];
  if (job.people === 2) return [fault(`${where}.pinned.personId`, 'cannot be one where two are needed', job.jobId)];
  const unfit = unfitFor(job, person);
  return unfit === undefined ? [] : [fault(`${where}.pinned.personId`, `may not do it: ${unfit.rule}`, job.jobId)];
}

function startFaults({ jobId, pinned, windows, release }: Job, where: string): Fault[] {
  const start = pinned?.start;
  if (start === undefined) return [];
  const here = `${where}.pinned.start`;
  if (release !== undefined && start < release) return [fault(here, 'is before the release', jobId)];
  const isWithin = windows === undefined || windows.some(({ from, to }) => from <= start && start <= to);
  return isWithin ? [] : [fault(here, 'is within none of the windows', jobId)];
}

function prefixFaults({ jobs, people, prefixes = [] }: Problem): Fault[] {
  const jobIds = new Set(jobs.map(({ jobId }) => jobId));
  const personIds = new Set(people.map(({ personId }) => personId));
  const repeated = twice(prefixes.flatMap((prefix) => prefix.jobIds));
  return [
    ...repeated.map((id) => fault('prefixes', 'the job is there twice', id)),
    ...prefixes.flatMap((prefix, at) => [
      ...(personIds.has(prefix.personId) ? [] : [fault(`prefixes[${at}].personId`, 'is nobody', prefix.personId)]),
      ...prefix.jobIds.filter((id) => !jobIds.has(id)).map((id) => fault(`prefixes[${at}].jobIds`, 'is no job', id)),
      ...jobs
        .filter((job) => prefix.jobIds.includes(job.jobId) && (job.pickup !== undefined || job.people === 2))
        .map(({ jobId }) => fault(`prefixes[${at}].jobIds`, 'has more than one stop', jobId)),
    ]),
  ];
}

/** Who is under way to what they may not do. */
function unfitPrefixes({ jobs, people, prefixes = [] }: Problem): Fault[] {
  return prefixes.flatMap(({ personId, jobIds }) => {
    const person = people.find((each) => each.personId === personId);
    return jobs.flatMap((job) => {
      const unfit = person !== undefined && jobIds.includes(job.jobId) ? unfitFor(job, person) : undefined;
      return unfit === undefined ? [] : [fault('prefixes', `${personId} may not do it: ${unfit.rule}`, job.jobId)];
    });
  });
}

function weightFaults({ weights = {} }: Problem): Fault[] {
  return Object.entries(weights)
    .filter(([, weight]) => !isAmount(weight))
    .map(([name]) => fault(`weights.${name}`, 'is below 0 or no number'));
}
