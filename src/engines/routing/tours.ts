import { endOf, startOf, type Core } from './core.ts';

/** What leaving out a job costs that must be done: more than anything that could be saved by it. */
export const LEFT_OUT = 1e9;

/** What is left to chance when a job is put in. */
export interface Chance {
  /** Whether to overlook a place that would be the best one. */
  readonly blink: () => boolean;
  /** Whether to send somebody who is free, whatever it costs. */
  readonly open: () => boolean;
  /** Whether to put a job in though leaving it out costs less: with others beside it that may change. */
  readonly dare: () => boolean;
}

/** Nothing is. */
export const NO_CHANCE: Chance = { blink: () => false, open: () => false, dare: () => false };

/** Routes as they were: their nodes by person, and when those begin that must begin together. */
export interface Snapshot {
  readonly routes: readonly (readonly number[])[];
  readonly starts?: Float64Array;
}

/** Who goes where in which order, as linked lists that can be undone: what both kinds of search walk on. */
export abstract class Tours {
  readonly core: Core;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** By node: the person, or −1. */
  readonly route: Int32Array;
  /** Nodes by person, and those of them that are of jobs. */
  readonly length: Int32Array;
  readonly size: Int32Array;
  /** Cost by person. */
  readonly cost: Float64Array;
  /** Jobs that nobody has. */
  out: number[];
  /** By person, how many of the first nodes stay where they are. */
  readonly locked: Int32Array;
  #touched: number[] = [];
  readonly #isTouched: Uint8Array;
  readonly #kept: Int32Array[];
  readonly #keptCost: Float64Array;
  #keptOut: number[] = [];

  constructor(core: Core) {
    const total = core.nodes + 2 * core.people;
    this.core = core;
    this.next = new Int32Array(total);
    this.prev = new Int32Array(total);
    this.route = new Int32Array(core.nodes).fill(-1);
    this.length = new Int32Array(core.people);
    this.size = new Int32Array(core.people);
    this.cost = new Float64Array(core.people);
    this.out = Array.from({ length: core.jobs }, (_, job) => job);
    this.locked = new Int32Array(core.people);
    this.#isTouched = new Uint8Array(core.people);
    this.#kept = Array.from({ length: core.people }, () => new Int32Array(16));
    this.#keptCost = new Float64Array(core.people);
    for (let r = 0; r < core.people; r += 1) {
      this.next[startOf(core, r)] = endOf(core, r);
      this.prev[endOf(core, r)] = startOf(core, r);
    }
  }

  /** Reckons times, loads and cost of a route anew. */
  abstract refresh(person: number): void;

  /** Called when a route is remembered, and when it is as it was. */
  protected keepState(_person: number): void {}
  protected restoreState(person: number): void {
    this.refresh(person);
  }

  /** Called when a route was touched and is kept, and is what it was nevertheless. */
  protected stayed(_person: number): void {}

  /** Puts a job where it costs least, if that costs less than leaving it out. Answers what that adds, Infinity if not. */
  abstract insert(job: number, chance: Chance): number;

  /** What leaving a job out costs. */
  leftOut(job: number): number {
    return Math.min(LEFT_OUT, this.core.prize[job]!);
  }

  /** The most that putting it in may cost. */
  protected limitFor(job: number, chance: Chance): number {
    const cost = this.leftOut(job);
    return cost < LEFT_OUT && chance.dare() ? LEFT_OUT : cost;
  }

  /** The sum of all routes and of what is left out. */
  total(): number {
    let sum = this.costOfRoutes();
    for (const job of this.out) sum += this.leftOut(job);
    return sum;
  }

  costOfRoutes(): number {
    let sum = 0;
    for (let r = 0; r < this.core.people; r += 1) sum += this.cost[r]!;
    return sum;
  }

  /** Remembers a route as it is, once until `keep` or `undo`. */
  touch(person: number): void {
    if (this.#isTouched[person] === 1) return;
    this.#isTouched[person] = 1;
    if (this.#touched.length === 0) this.#keptOut = this.out;
    this.#touched.push(person);
    this.#keptCost[person] = this.cost[person]!;
    this.keepState(person);
    const length = this.length[person]!;
    let kept = this.#kept[person]!;
    if (kept.length < length + 1) {
      kept = new Int32Array(2 * length + 1);
      this.#kept[person] = kept;
    }
    kept[0] = length;
    let node = this.next[startOf(this.core, person)]!;
    for (let at = 1; at <= length; at += 1) {
      kept[at] = node;
      node = this.next[node]!;
    }
  }

  /** Whether a route may have changed since the last `keep` or `undo`. */
  protected isTouched(person: number): boolean {
    return this.#isTouched[person] === 1;
  }

  /** Routes that changed since the last `keep` or `undo`. */
  get touched(): readonly number[] {
    return this.#touched;
  }

  /** What changed stays. */
  keep(): void {
    for (const person of this.#touched) {
      this.#isTouched[person] = 0;
      if (this.#isAsBefore(person)) this.stayed(person);
    }
    this.#touched.length = 0;
  }

  #forget(): void {
    for (const person of this.#touched) this.#isTouched[person] = 0;
    this.#touched.length = 0;
  }

  /** Whether a route has become again what it was when it was remembered. */
  #isAsBefore(person: number): boolean {
    const kept = this.#kept[person]!;
    const length = this.length[person]!;
    if (kept[0] !== length) return false;
    let node = endOf(this.core, person);
    for (let at = length; at > 0; at -= 1) {
      node = this.prev[node]!;
      if (kept[at] !== node) return false;
    }
    return true;
  }

  /** What changed is as it was. */
  undo(): void {
    if (this.#touched.length === 0) return;
    for (const person of this.#touched) this.#empty(person);
    for (const person of this.#touched) {
      const kept = this.#kept[person]!;
      this.#link(person, kept, 1, kept[0]! + 1);
      this.restoreState(person);
      this.cost[person] = this.#keptCost[person]!;
    }
    this.out = this.#keptOut;
    this.#forget();
  }

  #empty(person: number): void {
    const end = endOf(this.core, person);
    for (let node = this.next[startOf(this.core, person)]!; node !== end; node = this.next[node]!) {
      if (this.route[node] === person) this.route[node] = -1;
    }
  }

  #link(person: number, nodes: ArrayLike<number>, from: number, to: number): void {
    let last = startOf(this.core, person);
    let size = 0;
    for (let at = from; at < to; at += 1) {
      const node = nodes[at]!;
      if (this.core.job[node]! >= 0) size += 1;
      this.next[last] = node;
      this.prev[node] = last;
      this.route[node] = person;
      last = node;
    }
    const end = endOf(this.core, person);
    this.next[last] = end;
    this.prev[end] = last;
    this.length[person] = to - from;
    this.size[person] = size;
  }

  /** Takes a node out of its route; times are stale until `refresh`. */
  unlink(node: number): void {
    const before = this.prev[node]!;
    const after = this.next[node]!;
    this.next[before] = after;
    this.prev[after] = before;
    const person = this.route[node]!;
    this.length[person]! -= 1;
    if (this.core.job[node]! >= 0) this.size[person]! -= 1;
    this.route[node] = -1;
  }

  /** Puts a node behind another one; times are stale until `refresh`. */
  link(node: number, person: number, before: number): void {
    const after = this.next[before]!;
    this.next[before] = node;
    this.prev[node] = before;
    this.next[node] = after;
    this.prev[after] = node;
    this.length[person]! += 1;
    if (this.core.job[node]! >= 0) this.size[person]! += 1;
    this.route[node] = person;
  }

  /** The nodes of a route, in order. */
  nodesOf(person: number): number[] {
    const nodes: number[] = [];
    const end = endOf(this.core, person);
    for (let node = this.next[startOf(this.core, person)]!; node !== end; node = this.next[node]!) nodes.push(node);
    return nodes;
  }

  /** All routes, to come back to. */
  snapshot(): Snapshot {
    return { routes: Array.from({ length: this.core.people }, (_, person) => this.nodesOf(person)) };
  }

  /** Makes the routes those given; what is in none of them is out. */
  load({ routes }: Snapshot): void {
    this.#forget();
    for (let person = 0; person < this.core.people; person += 1) this.#empty(person);
    for (const [person, nodes] of routes.entries()) {
      this.#link(person, nodes, 0, nodes.length);
      this.refresh(person);
    }
    const isOut = (job: number): boolean => this.route[this.core.firstNode[job]!]! < 0;
    this.out = Array.from({ length: this.core.jobs }, (_, job) => job).filter(isOut);
  }
}
