import { endOf, startOf, type Core } from './core.ts';
import { InsertingTours, type Offers } from './inserting-tours.ts';

/**
 * Routes whose costs follow from their ways alone, with one window a stop. The earliest and the latest moment at which
 * each stop may begin tell in constant time whether one more fits in between. What is asked of a route again and again is
 * written in the order of its stops, so that a pass over it reads on and on.
 */
export class LeanTours extends InsertingTours {
  readonly #distance: Float64Array;
  readonly #duration: Float64Array;
  /** The same from column to row: what leads to a place is in one piece, as what leads away from it is. */
  readonly #distanceTo: Float64Array;
  readonly #durationTo: Float64Array;
  /** Each route from start to end takes so many places in what follows, behind those of the people before. */
  readonly #stride: number;
  readonly #node: Int32Array;
  readonly #place: Int32Array;
  /** When each stop is left at the earliest, and may begin at the latest. */
  readonly #leaves: Float64Array;
  readonly #late: Float64Array;
  /** The way from each stop to the next. */
  readonly #leg: Float64Array;
  readonly #load: Float64Array;

  constructor(core: Core) {
    super(core);
    const [band] = core.travel[0]!;
    this.#distance = band!.distance;
    // One matrix instead of several stays in the cache of the processor.
    this.#duration = isSame(band!.duration, this.#distance) ? this.#distance : band!.duration;
    this.#distanceTo = transposed(this.#distance, core.places);
    this.#durationTo = this.#duration === this.#distance ? this.#distanceTo : transposed(this.#duration, core.places);
    this.#stride = core.nodes + 2;
    const total = core.people * this.#stride;
    this.#node = new Int32Array(total);
    this.#place = new Int32Array(total);
    this.#leaves = new Float64Array(total);
    this.#late = new Float64Array(total);
    this.#leg = new Float64Array(total);
    this.#load = new Float64Array(core.people);
    for (let r = 0; r < core.people; r += 1) this.refresh(r);
  }

  override refresh(person: number): void {
    const { core, next } = this;
    const { place, places, ready, due, service, dimensions, unloads } = core;
    const [distances, durations, leaves, leg] = [this.#distance, this.#duration, this.#leaves, this.#leg];
    this.changed(person);
    const start = startOf(core, person);
    const end = endOf(core, person);
    let at = person * this.#stride;
    this.#node[at] = start;
    this.#place[at] = place[start]!;
    leaves[at] = ready[start]!;
    let distance = 0;
    let load = 0;
    let isLate = false;
    for (let node = start; node !== end;) {
      node = next[node]!;
      const way = this.#place[at]! * places + place[node]!;
      leg[at] = distances[way]!;
      distance += distances[way]!;
      const arrival = leaves[at]! + durations[way]!;
      const begins = arrival > ready[node]! ? arrival : ready[node]!;
      at += 1;
      this.#node[at] = node;
      this.#place[at] = place[node]!;
      leaves[at] = begins + service[node]!;
      // Where a detour is shorter than the direct way, leaving out a stop may cost time.
      if (begins > due[node]!) isLate = true;
      if (node !== end && dimensions > 0) load += unloads[node]!;
    }
    this.#late[at] = due[end]!;
    this.#refreshLate(at - 1, person, person * this.#stride);
    this.#load[person] = load;
    // Who stays at home goes nowhere.
    if (this.size[person] === 0) leg[person * this.#stride] = 0;
    this.cost[person] = this.size[person] === 0 ? 0 : core.fixedCost[person]! + distance * core.distanceCost[person]!;
    if (this.size[person]! > 0) this.cost[person]! += isLate ? Number.POSITIVE_INFINITY : this.#affinityOf(person);
  }

  /** Reckons from a place back to the start when stops may begin at the latest; stops below `sure` where nothing changes. */
  #refreshLate(from: number, person: number, sure: number): void {
    const { place, places, due, service } = this.core;
    const [nodes, late, durations] = [this.#node, this.#late, this.#duration];
    const start = person * this.#stride;
    for (let at = from; at > start; at -= 1) {
      const node = nodes[at]!;
      const limit = late[at + 1]! - durations[place[node]! * places + this.#place[at + 1]!]! - service[node]!;
      const ends = limit < due[node]! ? limit : due[node]!;
      if (at < sure && ends === late[at]) return;
      late[at] = ends;
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
    const { places, place, ready, service } = core;
    const [nodes, leaves, late, leg] = [this.#node, this.#leaves, this.#late, this.#leg];
    const before = person * this.#stride + spot;
    const end = person * this.#stride + this.length[person]! + 2;
    for (let at = end; at > before + 1; at -= 1) {
      nodes[at] = nodes[at - 1]!;
      this.#place[at] = this.#place[at - 1]!;
      leaves[at] = leaves[at - 1]!;
      late[at] = late[at - 1]!;
      leg[at] = leg[at - 1]!;
    }
    this.link(node, person, nodes[before]!);
    this.changed(person);
    if (core.dimensions > 0) this.#load[person]! += core.unloads[node]!;
    this.cost[person]! += cost;
    const put = before + 1;
    nodes[put] = node;
    this.#place[put] = place[node]!;
    leg[before] = this.#distance[this.#place[before]! * places + place[node]!]!;
    leg[put] = this.#distance[place[node]! * places + this.#place[put + 1]!]!;
    for (let at = put; at <= end; at += 1) {
      const each = nodes[at]!;
      const arrival = leaves[at - 1]! + this.#duration[this.#place[at - 1]! * places + this.#place[at]!]!;
      const leavesAt = (arrival > ready[each]! ? arrival : ready[each]!) + service[each]!;
      if (leavesAt === leaves[at] && at !== put) break;
      leaves[at] = leavesAt;
    }
    this.#refreshLate(put, person, put);
  }

  protected override findSpots(
    node: number,
    people: Int32Array,
    slots: Int32Array,
    count: number,
    { cost: costs, spot: spots }: Offers,
  ): void {
    const { core, locked, size, length } = this;
    const { dimensions, capacity, affinity, distanceCost, fixedCost } = core;
    const [distance, duration, distanceTo, durationTo] = [
      this.#distance,
      this.#duration,
      this.#distanceTo,
      this.#durationTo,
    ];
    const [places, leaves, late, leg] = [this.#place, this.#leaves, this.#late, this.#leg];
    const ready = core.ready[node]!;
    const due = core.due[node]!;
    const service = core.service[node]!;
    const leavesFirst = ready + service;
    const amount = dimensions > 0 ? core.unloads[node]! : 0;
    const row = core.place[node]! * core.places;
    const pairs = core.job[node]! * core.people;
    for (let each = 0; each < count; each += 1) {
      const person = people[each]!;
      let first = Number.POSITIVE_INFINITY;
      let second = Number.POSITIVE_INFINITY;
      let firstAt = 0;
      let secondAt = 0;
      const base = person * this.#stride;
      if (dimensions === 0 || this.#load[person]! + amount <= capacity[person]!) {
        const rate = distanceCost[person]!;
        const extra = affinity[pairs + person]! + (size[person] === 0 ? fixedCost[person]! : 0);
        const end = base + length[person]! + 1;
        let at = base + locked[person]!;
        while (at < end && late[at + 1]! < leavesFirst) at += 1;
        let there = row + places[at]!;
        for (; at < end; at += 1) {
          const left = leaves[at]!;
          // Further on it is only later.
          if (left > due) break;
          const onward = row + places[at + 1]!;
          const arrival = left + durationTo[there]!;
          const cost = (distanceTo[there]! + distance[onward]! - leg[at]!) * rate + extra;
          there = onward;
          if (cost >= second) continue;
          if (arrival > due) continue;
          if ((arrival > ready ? arrival : ready) + service + duration[onward]! > late[at + 1]!) continue;
          if (cost >= first) {
            second = cost;
            secondAt = at;
          } else {
            second = first;
            secondAt = firstAt;
            first = cost;
            firstAt = at;
          }
        }
      }
      const slot = 2 * slots[each]!;
      costs[slot] = first;
      spots[slot] = firstAt - base;
      costs[slot + 1] = second;
      spots[slot + 1] = secondAt - base;
    }
  }
}

const isSame = (one: Float64Array, other: Float64Array): boolean => one.every((each, at) => each === other[at]);

/** Itself where it is symmetric. */
function transposed(matrix: Float64Array, size: number): Float64Array {
  const turned = matrix.map((_, at) => matrix[(at % size) * size + Math.floor(at / size)]!);
  return isSame(turned, matrix) ? matrix : turned;
}
