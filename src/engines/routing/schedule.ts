import { BREAK, endOf, PICKUP, RELOAD, startOf, TWIN, VISIT, type Core } from './core.ts';
import { arrivalOf, bandOf, departureFor } from './travel.ts';

/** Why a sequence cannot be gone, and by how much. */
export interface Hitch {
  readonly rule: 'window' | 'off' | 'shift' | 'capacity';
  /** The node where it shows; of a shift the end. */
  readonly node: number;
  /** Seconds too late, or units too much. */
  readonly by: number;
}

/**
 * Reckons the day of a person who goes to nodes in an order: everything as early as it can be, but leaving as late as that
 * brings nobody home later. The one place that says what is possible and what it costs; both kinds of search, suggestions
 * and explanations ask it.
 */
export class Schedule {
  readonly #core: Core;
  /** By node: a moment that it must begin at; NaN: any of its windows. */
  readonly fixed: Float64Array;
  /** Of the last sequence, by its places. */
  arrivals = new Float64Array(64);
  starts = new Float64Array(64);
  /** The same for one who leaves when the shift begins. */
  soonest = new Float64Array(64);
  /** Those of its places that belong to the day. */
  first = 0;
  last = 0;
  departure = 0;
  arrival = 0;
  distance = 0;
  waiting = 0;
  hitch: Hitch | undefined;

  constructor(core: Core) {
    this.#core = core;
    this.fixed = new Float64Array(core.nodes).fill(Number.NaN);
  }

  /** The cost of the first `length` nodes for a person; Infinity where it cannot be done, and then `hitch` says why. */
  run(person: number, nodes: ArrayLike<number>, length: number): number {
    const core = this.#core;
    this.hitch = undefined;
    this.#makeRoom(length);
    this.first = firstJobOf(core, nodes, length);
    if (this.first < 0) return 0;
    this.last = lastJobOf(core, nodes, length);
    // A break before the first job or after the last one is taken only where it is needed.
    for (;;) {
      if (!this.#walk(person, nodes, core.shiftFrom[person]!)) return Number.POSITIVE_INFINITY;
      for (let at = this.first; at <= this.last; at += 1) this.soonest[at] = this.starts[at]!;
      if (this.waiting > 0) this.#leaveLater(person, nodes);
      const missing = this.#missingBreak(nodes, length);
      if (missing < 0) break;
      this.first = Math.min(this.first, missing);
      this.last = Math.max(this.last, missing);
    }
    return this.#carries(person, nodes) ? this.#cost(person, nodes) : Number.POSITIVE_INFINITY;
  }

  #makeRoom(length: number): void {
    if (this.arrivals.length >= length) return;
    this.arrivals = new Float64Array(2 * length);
    this.starts = new Float64Array(2 * length);
    this.soonest = new Float64Array(2 * length);
  }

  #fails(rule: Hitch['rule'], node: number, by: number): false {
    this.hitch = { rule, node, by };
    return false;
  }

  /** The first moment from an arrival on at which a person may begin a node; Infinity where it is too late. */
  #startAt(person: number, node: number, arrival: number): number {
    const { offAt, offFrom, offTo, kind, service } = this.#core;
    let start = this.#inWindow(node, arrival);
    if (kind[node] === BREAK) return start;
    for (let at = offAt[person]!; at < offAt[person + 1]!; at += 1) {
      const isOff = start < offTo[at]! && start + service[node]! > offFrom[at]!;
      if (isOff) start = this.#inWindow(node, offTo[at]!);
    }
    return start;
  }

  /** The first moment from an arrival on within a window of a node; Infinity where it is too late. */
  #inWindow(node: number, arrival: number): number {
    const fixed = this.fixed[node]!;
    if (!Number.isNaN(fixed)) return arrival <= fixed ? fixed : Number.POSITIVE_INFINITY;
    const { windowAt, windowFrom, windowTo } = this.#core;
    for (let at = windowAt[node]!; at < windowAt[node + 1]!; at += 1) {
      if (arrival <= windowTo[at]!) return arrival > windowFrom[at]! ? arrival : windowFrom[at]!;
    }
    return Number.POSITIVE_INFINITY;
  }

  /**
   * Leaves as much later as spares waiting and makes nobody late, in the windows as they are: the forward time slack
   * (Savelsbergh, ORSA Journal on Computing 4(2), 1992). Where the way then takes longer everything stays as it was.
   */
  #leaveLater(person: number, nodes: ArrayLike<number>): void {
    let slack = Number.POSITIVE_INFINITY;
    let waited = 0;
    for (let at = this.first; at <= this.last; at += 1) {
      waited += this.starts[at]! - this.arrivals[at]!;
      slack = Math.min(slack, waited + this.#lastStartFrom(person, nodes[at]!, this.starts[at]!) - this.starts[at]!);
    }
    const later = Math.min(slack, waited);
    if (later <= 0) return;
    const { departure, arrival } = this;
    if (this.#walk(person, nodes, departure + later) && this.arrival <= arrival) return;
    this.#walk(person, nodes, this.#core.shiftFrom[person]!);
    this.hitch = undefined;
  }

  /** How late a node may begin that begins at a moment: in the same window, and over before its person is off. */
  #lastStartFrom(person: number, node: number, start: number): number {
    if (!Number.isNaN(this.fixed[node]!)) return start;
    const { windowAt, windowTo, offAt, offFrom, kind, service } = this.#core;
    let window = windowAt[node]!;
    while (start > windowTo[window]!) window += 1;
    let last = windowTo[window]!;
    if (kind[node] === BREAK) return last;
    for (let at = offAt[person]!; at < offAt[person + 1]!; at += 1) {
      const before = offFrom[at]! - service[node]!;
      if (start <= before && before < last) last = before;
    }
    return last;
  }

  #lastStart(node: number): number {
    const fixed = this.fixed[node]!;
    return Number.isNaN(fixed) ? this.#core.due[node]! : fixed;
  }

  /** Too late for every window, or not then because its person is off. */
  #failsToBegin(person: number, node: number, arrival: number): false {
    const last = this.#lastStart(node);
    if (arrival > last) return this.#fails('window', node, arrival - last);
    const { offAt, offFrom, offTo, service } = this.#core;
    let free = last;
    for (let at = offAt[person]!; at < offAt[person + 1]!; at += 1) {
      if (free < offTo[at]! && free + service[node]! > offFrom[at]!) free = offTo[at]!;
    }
    return this.#fails('off', node, free - last);
  }

  #walk(person: number, nodes: ArrayLike<number>, from: number): boolean {
    const core = this.#core;
    const { first, last } = this;
    const { places, place, service } = core;
    const bands = core.travel[core.profile[person]!]!;
    let here = place[startOf(core, person)]!;
    let leaves = from;
    this.distance = 0;
    this.waiting = 0;
    for (let at = first; at <= last; at += 1) {
      const node = nodes[at]!;
      const there = core.kind[node] === BREAK ? here : place[node]!;
      const way = here * places + there;
      const arrival = here === there ? leaves : arrivalOf(bands, way, leaves);
      const start = this.#startAt(person, node, arrival);
      if (start === Number.POSITIVE_INFINITY) return this.#failsToBegin(person, node, arrival);
      if (at === first) {
        this.departure = here === there ? start : departureFor(bands, way, leaves, start);
        this.arrivals[at] = start;
        this.distance += bandOf(bands, way, this.departure).distance[way]!;
      } else {
        this.arrivals[at] = arrival;
        this.distance += bandOf(bands, way, leaves).distance[way]!;
        this.waiting += start - arrival;
      }
      this.starts[at] = start;
      leaves = start + service[node]!;
      here = there;
    }
    const home = place[endOf(core, person)]!;
    const way = here * places + home;
    this.distance += bandOf(bands, way, leaves).distance[way]!;
    this.arrival = arrivalOf(bands, way, leaves);
    const late = this.arrival - core.latestEnd[person]!;
    return late <= 0 || this.#fails('shift', endOf(core, person), late);
  }

  /** Whether there is never more on board than fits. What is brought is there from the start of each trip. */
  #carries(person: number, nodes: ArrayLike<number>): boolean {
    const core = this.#core;
    const { first, last } = this;
    const { dimensions, unloads, loads, capacity, kind } = core;
    for (let d = 0; d < dimensions; d += 1) {
      const limit = capacity[person * dimensions + d]!;
      if (limit === Number.POSITIVE_INFINITY) continue;
      // Against the start of the trip: what was brought, how much more or less is on board, the most of it, and pairs.
      let [brought, onBoard, peak, pairs] = [0, 0, 0, 0];
      for (let at = first; at <= last; at += 1) {
        const node = nodes[at]!;
        if (kind[node] === RELOAD) {
          if (brought + peak > limit) return this.#fails('capacity', node, brought + peak - limit);
          [brought, onBoard, peak] = [0, pairs, pairs];
          continue;
        }
        const taken = unloads[node * dimensions + d]!;
        const loaded = loads[node * dimensions + d]!;
        if (kind[node] === VISIT || kind[node] === TWIN) brought += taken;
        else pairs += loaded - taken;
        onBoard += loaded - taken;
        if (onBoard > peak) peak = onBoard;
      }
      if (brought + peak > limit) return this.#fails('capacity', nodes[last]!, brought + peak - limit);
    }
    return true;
  }

  /** The place of a break that is not taken by somebody who is at work when its window ends, or −1. */
  #missingBreak(nodes: ArrayLike<number>, length: number): number {
    const core = this.#core;
    for (let at = 0; at < length; at += 1) {
      const node = nodes[at]!;
      if (core.kind[node] !== BREAK || (at >= this.first && at <= this.last)) continue;
      const due = core.due[node]!;
      if (this.departure < due && this.arrival > due) return at;
    }
    return -1;
  }

  #cost(person: number, nodes: ArrayLike<number>): number {
    const core = this.#core;
    const { first, last } = this;
    const atWork = this.arrival - this.departure;
    const overtime = Math.max(0, this.arrival - core.shiftTo[person]!);
    let cost =
      core.fixedCost[person]! +
      this.distance * core.distanceCost[person]! +
      atWork * core.timeCost[person]! +
      this.waiting * core.waitingCost +
      overtime * core.overtimeCost[person]! +
      (atWork - this.waiting) ** 2 * core.balanceCost;
    for (let at = first; at <= last; at += 1) {
      const job = core.job[nodes[at]!]!;
      // A pair counts once, where it is fetched.
      const isSecond = core.kind[nodes[at]!] !== PICKUP && core.kind[core.mate[nodes[at]!] ?? -1] === PICKUP;
      if (job >= 0 && !isSecond) cost += core.affinity[job * core.people + person]!;
    }
    return cost;
  }
}

function firstJobOf(core: Core, nodes: ArrayLike<number>, length: number): number {
  for (let at = 0; at < length; at += 1) if (core.job[nodes[at]!]! >= 0) return at;
  return -1;
}

function lastJobOf(core: Core, nodes: ArrayLike<number>, length: number): number {
  for (let at = length - 1; at >= 0; at -= 1) if (core.job[nodes[at]!]! >= 0) return at;
  return -1;
}
