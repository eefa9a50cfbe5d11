import { VISIT, type Core } from './core.ts';
import { Tours, type Chance } from './tours.ts';

/** What goes in beside a stop: nothing, loading again before it, or after it. */
export const ALONE = 0;
export const RELOAD_BEFORE = 1;
export const RELOAD_AFTER = 2;

/** The two best places of a stop in each of several routes, by slot: at twice the slot the best one, then the second. */
export interface Offers {
  /** Infinity where there is none. */
  readonly cost: Float64Array;
  /** Whatever `put` takes. */
  readonly spot: Int32Array;
}

/**
 * Finds the best place for a stop among all routes. What a route offered is remembered until it changes; what it offers in
 * the middle of a round is not, since most rounds are undone, and then what it offered before is still true.
 */
export abstract class InsertingTours extends Tours {
  /** By person, a number that no other state of any route has. */
  readonly #version: Float64Array;
  readonly #keptVersion: Float64Array;
  #versions = 0;
  /** By job and person, as of a version of the route; behind them by person what is not remembered. */
  readonly #offers: Offers;
  readonly #knownVersion: Float64Array;
  /** Who is asked: everybody who has jobs, and of those who are free and alike one for all. */
  readonly #asked: Int32Array;
  #askedCount = 0;
  /** As of when that was listed, by person: whether they were free. */
  readonly #wasFree: Uint8Array;
  #isListStale = true;
  /** Of an asking: the slot of each who may have the job, and whom and whither to ask anew. */
  readonly #slots: Int32Array;
  readonly #people: Int32Array;
  readonly #scanned: Int32Array;
  readonly #scannedSlots: Int32Array;
  #best = 0;
  #bestPerson = -1;
  #bestSpot = -1;

  constructor(core: Core) {
    super(core);
    const { jobs, people } = core;
    const slots = (jobs + 1) * people;
    this.#version = new Float64Array(people);
    this.#keptVersion = new Float64Array(people);
    this.#offers = { cost: new Float64Array(2 * slots), spot: new Int32Array(2 * slots) };
    this.#knownVersion = new Float64Array(slots);
    this.#asked = new Int32Array(people);
    this.#wasFree = new Uint8Array(people);
    this.#slots = new Int32Array(people);
    this.#people = new Int32Array(people);
    this.#scanned = new Int32Array(people);
    this.#scannedSlots = new Int32Array(people);
  }

  /** Finds the best places of a node in the first so many of these routes, and writes them into their slots. */
  protected abstract findSpots(
    node: number,
    people: Int32Array,
    slots: Int32Array,
    count: number,
    offers: Offers,
  ): void;

  /** Puts a node there and reckons its route anew; `cost` is what it adds. */
  protected abstract put(node: number, person: number, spot: number, cost: number): void;

  /** The same for a job of two stops. */
  protected abstract insertTwo(job: number, chance: Chance): number;

  /** Says that a route is not what it was. */
  protected changed(person: number): void {
    this.#version[person] = this.#versions += 1;
    if ((this.size[person] === 0 ? 1 : 0) !== this.#wasFree[person]) this.#isListStale = true;
  }

  protected override keepState(person: number): void {
    this.#keptVersion[person] = this.#version[person]!;
  }

  protected override restoreState(person: number): void {
    this.refresh(person);
    // As it was, it is known already.
    this.#version[person] = this.#keptVersion[person]!;
  }

  protected override stayed(person: number): void {
    this.#version[person] = this.#keptVersion[person]!;
  }

  override insert(job: number, chance: Chance): number {
    const node = this.core.firstNode[job]!;
    if (this.core.kind[node] !== VISIT) return this.insertTwo(job, chance);
    this.#best = this.limitFor(job, chance);
    this.#bestPerson = -1;
    if (chance.open()) this.#ask(job, chance, true);
    if (this.#bestPerson < 0) this.#ask(job, chance, false);
    if (this.#bestPerson < 0) return Number.POSITIVE_INFINITY;
    this.touch(this.#bestPerson);
    this.put(node, this.#bestPerson, this.#bestSpot, this.#best);
    return this.#best;
  }

  /** Asks everybody, or only those who are free, for their best place for a job. */
  #ask(job: number, chance: Chance, onlyFree: boolean): void {
    const { core, size } = this;
    if (this.#isListStale) this.#listAsked();
    const passing = core.jobs * core.people;
    let count = 0;
    let scans = 0;
    for (let each = 0; each < this.#askedCount; each += 1) {
      const person = this.#asked[each]!;
      if (onlyFree && size[person] !== 0) continue;
      let slot = job * core.people + person;
      if (core.affinity[slot] === Number.POSITIVE_INFINITY) continue;
      const isPassing = this.isTouched(person);
      if (isPassing) slot = passing + person;
      this.#people[count] = person;
      this.#slots[count] = slot;
      count += 1;
      if (!isPassing && this.#knownVersion[slot] === this.#version[person]) continue;
      this.#knownVersion[slot] = this.#version[person]!;
      this.#scanned[scans] = person;
      this.#scannedSlots[scans] = slot;
      scans += 1;
    }
    this.findSpots(core.firstNode[job]!, this.#scanned, this.#scannedSlots, scans, this.#offers);
    this.#choose(count, chance);
  }

  /** Everybody's best place, or the second one where that is overlooked, if it is better than what was found. */
  #choose(count: number, { blink }: Chance): void {
    const { cost, spot } = this.#offers;
    for (let each = 0; each < count; each += 1) {
      let at = 2 * this.#slots[each]!;
      if (cost[at]! >= this.#best) continue;
      if (blink()) {
        at += 1;
        if (cost[at]! >= this.#best || blink()) continue;
      }
      this.#best = cost[at]!;
      this.#bestPerson = this.#people[each]!;
      this.#bestSpot = spot[at]!;
    }
  }

  #listAsked(): void {
    const { core, size } = this;
    const isGroupAsked = new Uint8Array(core.people);
    this.#askedCount = 0;
    for (let person = 0; person < core.people; person += 1) {
      this.#wasFree[person] = size[person] === 0 ? 1 : 0;
      if (size[person] === 0) {
        const group = core.alike[person]!;
        if (isGroupAsked[group] === 1) continue;
        isGroupAsked[group] = 1;
      }
      this.#asked[this.#askedCount] = person;
      this.#askedCount += 1;
    }
    this.#isListStale = false;
  }
}
