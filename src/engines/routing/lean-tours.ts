import { endOf, startOf, type Core } from './core.ts';
import { InsertingTours, SPOTS } from './inserting-tours.ts';

/**
 * Routes whose costs follow from their ways alone, with one window a stop. The earliest and the latest moment at which
 * each stop may begin tell in constant time whether one more fits in between.
 */
export class LeanTours extends InsertingTours {
  readonly #distance: Float64Array;
  readonly #duration: Float64Array;
  readonly #early: Float64Array;
  readonly #late: Float64Array;
  /** When each stop is left at the earliest. */
  readonly #leaves: Float64Array;
  /** The way from each node to the next. */
  readonly #leg: Float64Array;
  readonly #load: Float64Array;

  constructor(core: Core) {
    super(core);
    const total = core.nodes + 2 * core.people;
    const [band] = core.travel[0]!;
    this.#distance = band!.distance;
    this.#duration = band!.duration;
    this.#early = new Float64Array(total);
    this.#late = new Float64Array(total);
    this.#leaves = new Float64Array(total);
    this.#leg = new Float64Array(total);
    this.#load = new Float64Array(core.people);
    for (let r = 0; r < core.people; r += 1) this.refresh(r);
  }

  override refresh(person: number): void {
    const { core, next, prev } = this;
    const { place, places, ready, due, service, dimensions, unloads } = core;
    const [early, late, leaves, leg] = [this.#early, this.#late, this.#leaves, this.#leg];
    this.changed(person);
    const start = startOf(core, person);
    const end = endOf(core, person);
    early[start] = ready[start]!;
    leaves[start] = ready[start]!;
    let distance = 0;
    let load = 0;
    let isLate = false;
    for (let before = start; before !== end;) {
      const node = next[before]!;
      const way = place[before]! * places + place[node]!;
      leg[before] = this.#distance[way]!;
      distance += leg[before]!;
      early[node] = Math.max(leaves[before]! + this.#duration[way]!, ready[node]!);
      leaves[node] = early[node]! + service[node]!;
      // Where a detour is shorter than the direct way, leaving out a stop may cost time.
      if (early[node]! > due[node]!) isLate = true;
      if (node !== end && dimensions > 0) load += unloads[node]!;
      before = node;
    }
    late[end] = due[end]!;
    for (let node = end; node !== start;) {
      const before = prev[node]!;
      const limit = late[node]! - this.#duration[place[before]! * places + place[node]!]! - service[before]!;
      late[before] = Math.min(due[before]!, limit);
      node = before;
    }
    this.#load[person] = load;
    // Who stays at home goes nowhere.
    if (this.size[person] === 0) leg[start] = 0;
    this.cost[person] = this.size[person] === 0 ? 0 : core.fixedCost[person]! + distance * core.distanceCost[person]!;
    if (this.size[person]! > 0) this.cost[person]! += isLate ? Number.POSITIVE_INFINITY : this.#affinityOf(person);
  }

  /** The same after a node was put into a route of which everything else was reckoned: only as far as it changes. */
  #refreshAround(node: number, person: number): void {
    const { core, next, prev } = this;
    const { place, places, ready, due, service } = core;
    const [early, late, leaves, leg] = [this.#early, this.#late, this.#leaves, this.#leg];
    const start = startOf(core, person);
    const end = endOf(core, person);
    leg[node] = this.#distance[place[node]! * places + place[next[node]!]!]!;
    leg[prev[node]!] = this.#distance[place[prev[node]!]! * places + place[node]!]!;
    for (let each = node; ; each = next[each]!) {
      const before = prev[each]!;
      const arrival = leaves[before]! + this.#duration[place[before]! * places + place[each]!]!;
      const begins = arrival > ready[each]! ? arrival : ready[each]!;
      if (begins === early[each]! && each !== node) break;
      early[each] = begins;
      leaves[each] = begins + service[each]!;
      if (each === end) break;
    }
    for (let each = node; each !== start; each = prev[each]!) {
      const after = next[each]!;
      const limit = late[after]! - this.#duration[place[each]! * places + place[after]!]! - service[each]!;
      const ends = limit < due[each]! ? limit : due[each]!;
      if (ends === late[each]! && each !== node) break;
      late[each] = ends;
    }
  }

  #affinityOf(person: number): number {
    const { core, next } = this;
    const { preference, continuity } = core.weights;
    if (preference === 0 && continuity === 0) return 0;
    const end = endOf(core, person);
    let sum = 0;
    for (let node = next[startOf(core, person)]!; node !== end; node = next[node]!) {
      sum += core.affinity[core.job[node]! * core.people + person]!;
    }
    return sum;
  }

  protected override insertTwo(): never {
    throw new Error('a job of two stops is not among those whose costs follow from ways alone');
  }

  protected override put(node: number, person: number, spot: number, cost: number): void {
    const { core } = this;
    this.link(node, person, spot / SPOTS);
    this.changed(person);
    if (core.dimensions > 0) this.#load[person]! += core.unloads[node]!;
    this.cost[person]! += cost;
    this.#refreshAround(node, person);
  }

  protected override findSpots(node: number, person: number): void {
    const { core, next, locked, size } = this;
    const { place, places, dimensions } = core;
    if (dimensions > 0 && this.#load[person]! + core.unloads[node]! > core.capacity[person]!) return;
    const [distance, duration, leaves, late, leg] = [
      this.#distance,
      this.#duration,
      this.#leaves,
      this.#late,
      this.#leg,
    ];
    const ready = core.ready[node]!;
    const due = core.due[node]!;
    const service = core.service[node]!;
    const at = place[node]!;
    const row = at * places;
    const rate = core.distanceCost[person]!;
    const extra =
      core.affinity[core.job[node]! * core.people + person]! + (size[person] === 0 ? core.fixedCost[person]! : 0);
    const end = endOf(core, person);
    let first = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let firstBefore = -1;
    let secondBefore = -1;
    let before = startOf(core, person);
    for (let skipped = locked[person]!; skipped > 0; skipped -= 1) before = next[before]!;
    const leavesFirst = ready + service;
    for (let after = next[before]!; before !== end; before = after, after = next[after]!) {
      const left = leaves[before]!;
      // Further on it is only later.
      if (left > due) break;
      if (late[after]! < leavesFirst) continue;
      const there = place[before]! * places + at;
      const arrival = left + duration[there]!;
      if (arrival > due) continue;
      const onward = row + place[after]!;
      if ((arrival > ready ? arrival : ready) + service + duration[onward]! > late[after]!) continue;
      const cost = (distance[there]! + distance[onward]! - leg[before]!) * rate + extra;
      if (cost >= second) continue;
      if (cost >= first) {
        second = cost;
        secondBefore = before;
        continue;
      }
      second = first;
      secondBefore = firstBefore;
      first = cost;
      firstBefore = before;
    }
    this.firstCost = first;
    this.firstSpot = SPOTS * firstBefore;
    this.secondCost = second;
    this.secondSpot = SPOTS * secondBefore;
  }
}
