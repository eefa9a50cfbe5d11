import type { Random } from '#kernel/random';
import { Ruin } from './ruin.ts';
import type { Chance, Tours } from './tours.ts';

/** One in so many places is overlooked, so that the same is not done again and again. */
const BLINK = 0.01;
/** And somebody who is free is sent, whatever it costs, for one job in so many. */
const OPEN = 0.002;
/** And a job is put in though leaving it out costs less. */
const DARE = 0.1;
/**
 * The temperature at the beginning and the end, in parts of what a job costs on average. Hotter costs rounds in which
 * nearly everything is accepted; colder ends in the first valley (tried on Solomon's R and RC: 0.3 to 10, 0.01 to 0.08).
 */
const HOT = 1;
const COLD = 0.03;
/** How the jobs that are out are put in order: weights of chance, amount, far, near, length, begin and end of windows. */
const ORDERS = [4, 4, 2, 1, 2, 2, 2] as const;
const ORDERS_TOTAL = ORDERS.reduce<number>((sum, weight) => sum + weight, 0);
/** So often the search goes on from the best it found. */
const RETURNS = 10;
/** The clock and the signal are asked every so many rounds. */
const LOOK_EVERY = 64;

export interface Limits {
  readonly iterations: number;
  /** Asked now and then; true ends the search with what is best. */
  readonly isOver: () => boolean;
  /** Called as often, and at the end. */
  readonly onProgress?: ((done: number, best: number) => void) | undefined;
}

/** Says yes at a rate; drawn ahead as gaps, since it is asked for each place that would be better. */
function rarely(rate: number, random: Random): () => boolean {
  const perGap = Math.log(1 - rate);
  const gap = (): number => Math.floor(Math.log(1 - random.next()) / perGap);
  let left = gap();
  return () => {
    if (left > 0) {
      left -= 1;
      return false;
    }
    left = gap();
    return true;
  };
}

/** Sorts jobs by one of several orders, each drawn by its weight. */
export function drawOrder(tours: Tours, random: Random, keys: readonly Float64Array[]): (jobs: number[]) => void {
  const chance = new Float64Array(tours.core.jobs);
  return (jobs) => {
    let left = random.next() * ORDERS_TOTAL;
    let order = 0;
    while (order < ORDERS.length - 1 && left >= ORDERS[order]!) {
      left -= ORDERS[order]!;
      order += 1;
    }
    let key: Float64Array = chance;
    if (order === 0) for (const job of jobs) chance[job] = random.next();
    else key = keys[order - 1]!;
    sortBy(jobs, key);
  };
}

/** Insertion sort: there are a dozen. */
function sortBy(jobs: number[], key: Float64Array): void {
  for (let at = 1; at < jobs.length; at += 1) {
    const job = jobs[at]!;
    let to = at;
    while (to > 0 && key[jobs[to - 1]!]! > key[job]!) {
      jobs[to] = jobs[to - 1]!;
      to -= 1;
    }
    jobs[to] = job;
  }
}

/** The keys of the orders but chance, each so that the smallest goes first. */
export function orderKeys({ core }: Tours): Float64Array[] {
  const { jobs, firstNode, dimensions, unloads, loads, ready, due, places, place, people, nodes } = core;
  const { distance } = core.travel[0]![0]!;
  const of = (key: (node: number) => number): Float64Array =>
    Float64Array.from({ length: jobs }, (_, job) => key(firstNode[job]!));
  const amount = (node: number): number => {
    let sum = 0;
    for (let at = node * dimensions; at < (node + 1) * dimensions; at += 1) sum += unloads[at]! + loads[at]!;
    return sum;
  };
  const away = (node: number): number => {
    let sum = 0;
    for (let person = 0; person < people; person += 1) {
      sum += distance[place[nodes + 2 * person]! * places + place[node]!]!;
    }
    return sum;
  };
  const far = of((node) => -away(node));
  return [
    of((node) => -amount(node)),
    far,
    far.map((key) => -key),
    of((node) => due[node]! - ready[node]!),
    of((node) => ready[node]!),
    of((node) => -due[node]!),
  ];
}

/**
 * Takes some jobs out and puts them back elsewhere, again and again; what is worse is accepted ever more rarely. Cools by
 * rounds, not by the clock. Leaves the best in `tours`; answers how many rounds were gone.
 */
export function anneal(tours: Tours, near: readonly Int32Array[], random: Random, limits: Limits): number {
  const ruin = new Ruin(tours, near, random);
  const chance: Chance = { blink: rarely(BLINK, random), open: rarely(OPEN, random), dare: rarely(DARE, random) };
  const inOrder = drawOrder(tours, random, orderKeys(tours));
  let current = tours.total();
  let best = current;
  let bestRoutes = tours.snapshot();
  const each = Math.max(1e-9, costPerJob(tours));
  const cooling = (COLD / HOT) ** (1 / Math.max(1, limits.iterations));
  const stretch = Math.ceil(limits.iterations / RETURNS);
  let temperature = HOT * each;
  let done = 0;
  for (; done < limits.iterations; done += 1, temperature *= cooling) {
    if (done % LOOK_EVERY === 0) {
      if (limits.isOver()) break;
      limits.onProgress?.(done, best);
    }
    if (done > 0 && done % stretch === 0 && current > best) {
      tours.load(bestRoutes);
      current = best;
    }
    const wereOut = tours.out;
    const removed = ruin.run();
    const jobs = wereOut.length === 0 ? removed : [...removed, ...wereOut];
    inOrder(jobs);
    const limit = current - temperature * Math.log(random.next());
    if (!putBack(tours, jobs, chance, limit)) {
      tours.undo();
      continue;
    }
    tours.keep();
    current = tours.total();
    if (current < best) {
      best = current;
      bestRoutes = tours.snapshot();
    }
  }
  tours.load(bestRoutes);
  limits.onProgress?.(done, best);
  return done;
}

/**
 * Puts jobs in, one after the other. Answers whether all of it costs less than a limit, and if not may have given up before
 * the last one: one more stop makes nothing cheaper, save where a detour is shorter than the direct way.
 */
function putBack(tours: Tours, jobs: readonly number[], chance: Chance, limit: number): boolean {
  const out: number[] = [];
  let cost = tours.costOfRoutes();
  for (const job of jobs) {
    const added = tours.insert(job, chance);
    if (added === Number.POSITIVE_INFINITY) {
      out.push(job);
      cost += tours.leftOut(job);
    } else cost += added;
    if (cost >= limit) return false;
  }
  tours.out = out;
  return true;
}

/** What a job that somebody has costs on average, by the ways of the routes. */
function costPerJob(tours: Tours): number {
  let sum = 0;
  for (const cost of tours.cost) sum += cost;
  return sum / Math.max(1, tours.core.jobs - tours.out.length);
}
