import { VISIT, type Core } from './core.ts';
import { Tours, type Chance } from './tours.ts';

/** What goes in beside a stop: nothing, loading again before it, or after it. */
export const ALONE = 0;
export const RELOAD_BEFORE = 1;
export const RELOAD_AFTER = 2;
/** Places are told as 3 × the node before + what goes in beside. */
export const SPOTS = 3;

/** Finds the best place for a stop among all routes, and remembers of each route what it offered until it changes. */
export abstract class InsertingTours extends Tours {
  /** By person, a number that no other state of any route has. */
  readonly #version: Float64Array;
  readonly #keptVersion: Float64Array;
  #versions = 0;
  /** By job and person, the two best places as of a version of the route. */
  readonly #knownVersion: Float64Array;
  readonly #knownCost: Float64Array;
  readonly #knownSpot: Int32Array;
  /** By group of people who are alike: the last asking in which a free one was asked. */
  readonly #asked: Int32Array;
  #asking = 0;
  #best = 0;
  #bestPerson = -1;
  #bestSpot = -1;
  /** What `findSpots` found. */
  protected firstCost = 0;
  protected firstSpot = 0;
  protected secondCost = 0;
  protected secondSpot = 0;

  constructor(core: Core) {
    super(core);
    this.#version = new Float64Array(core.people);
    this.#keptVersion = new Float64Array(core.people);
    this.#knownVersion = new Float64Array(core.jobs * core.people);
    this.#knownCost = new Float64Array(2 * core.jobs * core.people);
    this.#knownSpot = new Int32Array(2 * core.jobs * core.people);
    this.#asked = new Int32Array(core.people);
  }

  /** Finds the two best places of a node in a route that may have it; Infinity where there is none. */
  protected abstract findSpots(node: number, person: number): void;

  /** Puts a node there and reckons its route anew; `cost` is what it adds. */
  protected abstract put(node: number, person: number, spot: number, cost: number): void;

  /** The same for a job of two stops. */
  protected abstract insertTwo(job: number, chance: Chance): boolean;

  /** Says that a route is not what it was. */
  protected changed(person: number): void {
    this.#version[person] = this.#versions += 1;
  }

  protected override keepState(person: number): void {
    this.#keptVersion[person] = this.#version[person]!;
  }

  protected override restoreState(person: number): void {
    this.refresh(person);
    // As it was, it is known already.
    this.#version[person] = this.#keptVersion[person]!;
  }

  override insert(job: number, chance: Chance): boolean {
    const node = this.core.firstNode[job]!;
    if (this.core.kind[node] !== VISIT) return this.insertTwo(job, chance);
    this.#best = this.limitFor(job, chance);
    this.#bestPerson = -1;
    if (chance.open()) this.#ask(job, chance, true);
    if (this.#bestPerson < 0) this.#ask(job, chance, false);
    if (this.#bestPerson < 0) return false;
    this.touch(this.#bestPerson);
    this.put(node, this.#bestPerson, this.#bestSpot, this.#best);
    return true;
  }

  /** Asks everybody, or only those who are free, for their best place for a job. */
  #ask(job: number, chance: Chance, onlyFree: boolean): void {
    const { core, size } = this;
    const node = core.firstNode[job]!;
    this.#asking += 1;
    for (let person = 0; person < core.people; person += 1) {
      if (size[person] === 0) {
        // Of those who are free and alike one is asked for all.
        const group = core.alike[person]!;
        if (this.#asked[group] === this.#asking) continue;
        this.#asked[group] = this.#asking;
      } else if (onlyFree) continue;
      const at = job * core.people + person;
      if (core.affinity[at] === Number.POSITIVE_INFINITY) continue;
      if (this.#knownVersion[at] !== this.#version[person]) this.#learn(node, person, at);
      this.#choose(at, person, chance);
    }
  }

  #learn(node: number, person: number, at: number): void {
    this.firstCost = Number.POSITIVE_INFINITY;
    this.secondCost = Number.POSITIVE_INFINITY;
    this.findSpots(node, person);
    this.#knownVersion[at] = this.#version[person]!;
    this.#knownCost[2 * at] = this.firstCost;
    this.#knownSpot[2 * at] = this.firstSpot;
    this.#knownCost[2 * at + 1] = this.secondCost;
    this.#knownSpot[2 * at + 1] = this.secondSpot;
  }

  /** Takes the best place in a route, the second one where that is overlooked, if it is better than what was found. */
  #choose(at: number, person: number, { blink }: Chance): void {
    for (let rank = 2 * at; rank < 2 * at + 2; rank += 1) {
      if (this.#knownCost[rank]! >= this.#best) return;
      if (blink()) continue;
      this.#best = this.#knownCost[rank]!;
      this.#bestPerson = person;
      this.#bestSpot = this.#knownSpot[rank]!;
      return;
    }
  }
}
