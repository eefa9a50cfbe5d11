import type { Random } from '#kernel/random';
import { startOf, VISIT } from './core.ts';
import type { Tours } from './tours.ts';

/** Jobs that are taken out at a time, on average, and the longest string of them. */
const AVERAGE_REMOVED = 13;
const LONGEST_STRING = 20;
/** How often a string keeps some jobs in its middle, and how often it ends to grow by one of them. */
const SPLIT_RATE = 0.5;
const SPLIT_DEPTH = 0.01;

/**
 * Slack induction by string removals (Christiaens and Vanden Berghe, Transportation Science 54(2), 2020): takes strings of
 * stops out of routes that are near to each other, so that there is room in time and space at the same spot.
 */
export class Ruin {
  readonly #tours: Tours;
  readonly #random: Random;
  readonly #near: readonly Int32Array[];
  /** Marks the routes of the current round. */
  readonly #ruinedIn: Int32Array;
  #round = 0;
  #removed: number[] = [];
  readonly #string: number[] = [];

  constructor(tours: Tours, near: readonly Int32Array[], random: Random) {
    this.#tours = tours;
    this.#near = near;
    this.#random = random;
    this.#ruinedIn = new Int32Array(tours.core.people);
  }

  /** Takes jobs out and answers them; routes are reckoned anew. */
  run(): number[] {
    const { core, route } = this.#tours;
    this.#removed = [];
    this.#round += 1;
    const seed = this.#seed();
    if (seed < 0) return this.#removed;
    const longest = Math.min(LONGEST_STRING, this.#averageSize());
    const most = (4 * AVERAGE_REMOVED) / (1 + longest) - 1;
    let strings = Math.floor(this.#random.next() * most + 1);
    this.#ruinAround(seed, longest);
    strings -= 1;
    const near = this.#near[seed]!;
    for (let at = 0; at < near.length && strings > 0; at += 1) {
      const job = near[at]!;
      const person = route[core.firstNode[job]!]!;
      if (person < 0 || this.#ruinedIn[person] === this.#round) continue;
      if (this.#ruinAround(job, longest)) strings -= 1;
    }
    for (const person of this.#tours.touched) this.#tours.refresh(person);
    this.#clearImpossible();
    return this.#removed;
  }

  /** What is left of a route need not be possible: a break may have lost its place. Then everything goes. */
  #clearImpossible(): void {
    const tours = this.#tours;
    for (let at = 0; at < tours.touched.length; at += 1) {
      const person = tours.touched[at]!;
      if (tours.cost[person]! < Number.POSITIVE_INFINITY) continue;
      const known = tours.touched.length;
      for (const node of tours.nodesOf(person).slice(tours.locked[person])) {
        if (tours.core.job[node]! >= 0) this.#take(node);
      }
      tours.refresh(person);
      // Whoever lost the other half of a job is looked at in turn.
      for (const other of tours.touched.slice(known)) tours.refresh(other);
    }
  }

  /** A job that somebody has, or −1. */
  #seed(): number {
    const { core, route, out } = this.#tours;
    if (out.length === core.jobs) return -1;
    for (;;) {
      const job = Math.floor(this.#random.next() * core.jobs);
      if (route[core.firstNode[job]!]! >= 0) return job;
      // Nearly all are out: whoever is left is found by walking on.
      if (out.length * 2 > core.jobs) {
        for (let other = 0; other < core.jobs; other += 1) if (route[core.firstNode[other]!]! >= 0) return other;
      }
    }
  }

  #averageSize(): number {
    const { size } = this.#tours;
    let [stops, used] = [0, 0];
    for (let person = 0; person < size.length; person += 1) {
      if (size[person] === 0) continue;
      stops += size[person]!;
      used += 1;
    }
    return used === 0 ? 1 : stops / used;
  }

  #ruinAround(job: number, longest: number): boolean {
    const { core, route, next, length, locked } = this.#tours;
    const node = core.firstNode[job]!;
    const person = route[node]!;
    this.#ruinedIn[person] = this.#round;
    const string = this.#string;
    string.length = 0;
    let at = -1;
    let each = startOf(core, person);
    for (let place = 0; place < length[person]!; place += 1) {
      each = next[each]!;
      if (place < locked[person]! || core.job[each]! < 0) continue;
      if (each === node) at = string.length;
      string.push(each);
    }
    if (at < 0) return false;
    const taken = Math.floor(this.#random.next() * Math.min(longest, string.length) + 1);
    if (taken === string.length || this.#random.next() >= SPLIT_RATE) this.#takeString(at, taken);
    else this.#takeSplit(at, taken);
    return true;
  }

  /** A string of so many around a place. */
  #takeString(at: number, length: number): void {
    const from = this.#firstOf(at, length);
    for (let each = from; each < from + length; each += 1) this.#take(this.#string[each]!);
  }

  /** A longer one, of which some in the middle stay. */
  #takeSplit(at: number, length: number): void {
    let stay = 1;
    while (length + stay < this.#string.length && this.#random.next() > SPLIT_DEPTH) stay += 1;
    const from = this.#firstOf(at, length + stay);
    const stays = from + Math.floor(this.#random.next() * (length + 1));
    for (let each = from; each < from + length + stay; each += 1) {
      if (each < stays || each >= stays + stay) this.#take(this.#string[each]!);
    }
  }

  /** Where a string of a length may begin that holds a place. */
  #firstOf(at: number, length: number): number {
    const lowest = Math.max(0, at - length + 1);
    const highest = Math.min(at, this.#string.length - length);
    return lowest + Math.floor(this.#random.next() * (highest - lowest + 1));
  }

  /** With the other stop of its job, wherever that is. */
  #take(node: number): void {
    const tours = this.#tours;
    const { core } = tours;
    if (tours.route[node]! < 0) return;
    tours.touch(tours.route[node]!);
    tours.unlink(node);
    const mate = core.kind[node] === VISIT ? -1 : core.mate[node]!;
    if (mate >= 0 && tours.route[mate]! >= 0) {
      tours.touch(tours.route[mate]!);
      tours.unlink(mate);
    }
    this.#removed.push(core.job[node]!);
  }
}
