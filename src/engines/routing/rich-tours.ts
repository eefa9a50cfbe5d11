import { BREAK, endOf, RELOAD, startOf, TWIN, type Core } from './core.ts';
import { ALONE, InsertingTours, RELOAD_AFTER, RELOAD_BEFORE, type Offers } from './inserting-tours.ts';
import { Schedule } from './schedule.ts';
import type { Chance, Snapshot } from './tours.ts';

/** Places are told as 3 × the node before + what goes in beside. */
const SPOTS = 3;

/** A place for a node of a pair or for one of two twins. */
interface Spot {
  readonly person: number;
  readonly before: number;
  readonly cost: number;
}

/** Routes with everything that a day may hold; each candidate is reckoned as a whole day. */
export class RichTours extends InsertingTours {
  readonly schedule: Schedule;
  /** When each stop is left at the soonest. */
  readonly #leaves: Float64Array;
  #line = new Int32Array(64);
  readonly #reloads: readonly (readonly number[])[];
  /** The two best places found in a route. */
  #firstCost = 0;
  #firstSpot = 0;
  #secondCost = 0;
  #secondSpot = 0;
  readonly #keptStarts = new Map<number, number>();

  constructor(core: Core) {
    super(core);
    this.schedule = new Schedule(core);
    this.#leaves = new Float64Array(core.nodes + 2 * core.people);
    const owned = (kind: number) =>
      Array.from({ length: core.people }, (_, person) =>
        Array.from({ length: core.nodes }, (_node, node) => node).filter(
          (node) => core.kind[node] === kind && core.owner[node] === person,
        ),
      );
    this.#reloads = owned(RELOAD);
    this.breaks = owned(BREAK).map((nodes) => nodes.toSorted((a, b) => core.due[a]! - core.due[b]!));
    for (let person = 0; person < core.people; person += 1) this.refresh(person);
  }

  /** Of each person, from early to late. They stay in the route, also of one who stays at home. */
  readonly breaks: readonly (readonly number[])[];

  override refresh(person: number): void {
    this.changed(person);
    this.#dropReloads(person);
    const { core, schedule } = this;
    const length = this.#write(person, 0);
    this.cost[person] = schedule.run(person, this.#line, length);
    this.#leaves[startOf(core, person)] = core.shiftFrom[person]!;
    for (let at = 0; at < length; at += 1) {
      const node = this.#line[at]!;
      const isOfDay = this.size[person]! > 0 && at >= schedule.first && at <= schedule.last;
      // What is not taken holds nobody up.
      this.#leaves[node] = isOfDay ? schedule.soonest[at]! + core.service[node]! : core.shiftFrom[person]!;
    }
  }

  /** Coming back to load again is dropped where the day can be done without it. */
  #dropReloads(person: number): void {
    for (const node of this.#reloads[person]!) {
      if (this.route[node] !== person) continue;
      const before = this.prev[node]!;
      this.unlink(node);
      const length = this.#write(person, 0);
      if (this.schedule.run(person, this.#line, length) === Number.POSITIVE_INFINITY) this.link(node, person, before);
    }
  }

  /** Writes a route into the line, behind so many free places; answers its length with them. */
  #write(person: number, free: number): number {
    const { next } = this;
    const most = this.length[person]! + free + 2;
    if (this.#line.length < most) this.#line = new Int32Array(2 * most);
    const end = endOf(this.core, person);
    let at = free;
    for (let node = next[startOf(this.core, person)]!; node !== end; node = next[node]!) {
      this.#line[at] = node;
      at += 1;
    }
    return at;
  }

  protected override findSpots(
    node: number,
    people: Int32Array,
    slots: Int32Array,
    count: number,
    { cost, spot }: Offers,
  ): void {
    for (let each = 0; each < count; each += 1) {
      this.#findIn(node, people[each]!);
      const at = 2 * slots[each]!;
      cost[at] = this.#firstCost;
      spot[at] = this.#firstSpot;
      cost[at + 1] = this.#secondCost;
      spot[at + 1] = this.#secondSpot;
    }
  }

  #findIn(node: number, person: number): void {
    this.#firstCost = Number.POSITIVE_INFINITY;
    this.#secondCost = Number.POSITIVE_INFINITY;
    this.#findAlone(node, person);
    const reload = this.#reloads[person]!.find((each) => this.route[each] === -1);
    if (this.#firstCost < Number.POSITIVE_INFINITY || reload === undefined) return;
    this.#findWith(node, reload, person, RELOAD_AFTER);
    this.#findWith(reload, node, person, RELOAD_BEFORE);
  }

  /** Moves a node through the route from place to place, and reckons each day. */
  #findAlone(node: number, person: number): void {
    const { core, schedule } = this;
    const length = this.#write(person, 1);
    const line = this.#line;
    const due = core.due[node]!;
    const locked = this.locked[person]!;
    const was = this.cost[person]!;
    let before = startOf(core, person);
    for (let at = 0; at < length; at += 1) {
      line[at] = node;
      if (this.#leaves[before]! > due) return;
      if (at >= locked) this.#offer(schedule.run(person, line, length) - was, SPOTS * before + ALONE);
      before = line[at + 1]!;
      line[at] = before;
    }
  }

  /** The same for two nodes, one right behind the other. */
  #findWith(first: number, second: number, person: number, beside: number): void {
    const { core, schedule } = this;
    const length = this.#write(person, 2);
    const line = this.#line;
    const locked = this.locked[person]!;
    const was = this.cost[person]!;
    let before = startOf(core, person);
    for (let at = 0; at + 1 < length; at += 1) {
      line[at] = first;
      line[at + 1] = second;
      if (at >= locked) this.#offer(schedule.run(person, line, length) - was, SPOTS * before + beside);
      before = line[at + 2]!;
      line[at] = before;
    }
  }

  #offer(cost: number, spot: number): void {
    if (cost >= this.#secondCost) return;
    if (cost >= this.#firstCost) {
      this.#secondCost = cost;
      this.#secondSpot = spot;
      return;
    }
    this.#secondCost = this.#firstCost;
    this.#secondSpot = this.#firstSpot;
    this.#firstCost = cost;
    this.#firstSpot = spot;
  }

  protected override put(node: number, person: number, spot: number): void {
    const beside = spot % SPOTS;
    const before = (spot - beside) / SPOTS;
    const reload = this.#reloads[person]!.find((each) => this.route[each] === -1);
    this.link(node, person, before);
    if (beside !== ALONE && reload !== undefined) {
      this.link(reload, person, beside === RELOAD_BEFORE ? before : node);
    }
    this.refresh(person);
  }

  protected override insertTwo(job: number, chance: Chance): number {
    const { core } = this;
    return core.kind[core.firstNode[job]!] === TWIN ? this.#insertTwins(job, chance) : this.#insertPair(job, chance);
  }

  /** Fetching and bringing: every place for the one with every place behind it for the other. */
  #insertPair(job: number, chance: Chance): number {
    const { core } = this;
    const fetch = core.firstNode[job]!;
    const bring = core.mate[fetch]!;
    let best = this.limitFor(job, chance);
    let found: { person: number; first: number; second: number } | undefined;
    for (let person = 0; person < core.people; person += 1) {
      if (core.affinity[job * core.people + person] === Number.POSITIVE_INFINITY) continue;
      this.#forPairs(person, fetch, bring, (cost, first, second) => {
        if (cost >= best || chance.blink()) return;
        best = cost;
        found = { person, first, second };
      });
    }
    if (found === undefined) return Number.POSITIVE_INFINITY;
    const { person, first, second } = found;
    this.touch(person);
    this.link(fetch, person, first);
    this.link(bring, person, second);
    this.refresh(person);
    return best;
  }

  #forPairs(
    person: number,
    fetch: number,
    bring: number,
    see: (cost: number, first: number, second: number) => void,
  ): void {
    const { core, schedule } = this;
    const was = this.cost[person]!;
    const length = this.#write(person, 0);
    const route = Array.from(this.#line.subarray(0, length));
    const line = new Int32Array(length + 2);
    for (let first = this.locked[person]!; first <= length; first += 1) {
      const afterFetch = [...route.slice(0, first), fetch, ...route.slice(first)];
      if (this.#leaves[route[first - 1] ?? startOf(core, person)]! > core.due[fetch]!) return;
      for (let second = first + 1; second <= length + 1; second += 1) {
        line.set(afterFetch.slice(0, second));
        line[second] = bring;
        line.set(afterFetch.slice(second), second + 1);
        const cost = schedule.run(person, line, length + 2) - was;
        if (cost === Number.POSITIVE_INFINITY) continue;
        see(cost, route[first - 1] ?? startOf(core, person), afterFetch[second - 1]!);
      }
    }
  }

  /** Two people at once: the moment is fixed while both are there, so that each of their days can be reckoned by itself. */
  #insertTwins(job: number, chance: Chance): number {
    const { core, schedule } = this;
    const one = core.firstNode[job]!;
    const other = core.mate[one]!;
    let best = this.limitFor(job, chance);
    let found: { start: number; spots: [Spot, Spot] } | undefined;
    for (const start of this.#momentsOf(job, one)) {
      schedule.fixed[one] = start;
      const spots = this.#cheapest(job, one);
      const [first, second] = spots;
      if (first === undefined || second === undefined) continue;
      if (first.cost + second.cost >= best || chance.blink()) continue;
      best = first.cost + second.cost;
      found = { start, spots: [first, second] };
    }
    if (found === undefined) {
      schedule.fixed[one] = Number.NaN;
      return Number.POSITIVE_INFINITY;
    }
    schedule.fixed[one] = found.start;
    schedule.fixed[other] = found.start;
    for (const [at, { person, before }] of found.spots.entries()) {
      this.touch(person);
      this.link(at === 0 ? one : other, person, before);
      this.refresh(person);
    }
    return best;
  }

  /** Each person's best place for a node, from cheap to dear. */
  #cheapest(job: number, node: number): Spot[] {
    const { core } = this;
    const spots: Spot[] = [];
    for (let person = 0; person < core.people; person += 1) {
      if (core.affinity[job * core.people + person] === Number.POSITIVE_INFINITY) continue;
      this.#firstCost = Number.POSITIVE_INFINITY;
      this.#secondCost = Number.POSITIVE_INFINITY;
      this.#findAlone(node, person);
      if (this.#firstCost === Number.POSITIVE_INFINITY) continue;
      spots.push({ person, before: Math.floor(this.#firstSpot / SPOTS), cost: this.#firstCost });
    }
    return spots.toSorted((a, b) => a.cost - b.cost || a.person - b.person);
  }

  /** The moments at which somebody could begin first, and the first of each window: no other is earlier for two. */
  #momentsOf(job: number, node: number): number[] {
    const { core, schedule } = this;
    const moments = new Set<number>();
    schedule.fixed[node] = Number.NaN;
    for (let at = core.windowAt[node]!; at < core.windowAt[node + 1]!; at += 1) {
      if (Number.isFinite(core.windowFrom[at]!)) moments.add(core.windowFrom[at]!);
      if (Number.isFinite(core.windowTo[at]!)) moments.add(core.windowTo[at]!);
    }
    for (let person = 0; person < core.people; person += 1) {
      if (core.affinity[job * core.people + person] === Number.POSITIVE_INFINITY) continue;
      const length = this.#write(person, 1);
      const line = this.#line;
      for (let at = 0; at < length; at += 1) {
        line[at] = node;
        if (at >= this.locked[person]! && schedule.run(person, line, length) < Number.POSITIVE_INFINITY) {
          moments.add(schedule.starts[at]!);
        }
        line[at] = line[at + 1]!;
      }
    }
    return [...moments].toSorted((a, b) => a - b);
  }

  /** When a twin begins is part of what is remembered. */
  protected override keepState(person: number): void {
    super.keepState(person);
    for (let node = this.next[startOf(this.core, person)]!; node < this.core.nodes; node = this.next[node]!) {
      if (this.core.kind[node] === TWIN) this.#keptStarts.set(node, this.schedule.fixed[node]!);
    }
  }

  protected override stayed(person: number): void {
    for (let node = this.next[startOf(this.core, person)]!; node < this.core.nodes; node = this.next[node]!) {
      if (this.core.kind[node] === TWIN && this.schedule.fixed[node] !== this.#keptStarts.get(node)) return;
    }
    super.stayed(person);
  }

  protected override restoreState(person: number): void {
    for (let node = this.next[startOf(this.core, person)]!; node < this.core.nodes; node = this.next[node]!) {
      if (this.core.kind[node] === TWIN) this.schedule.fixed[node] = this.#keptStarts.get(node)!;
    }
    super.restoreState(person);
  }

  override snapshot(): Snapshot {
    return { ...super.snapshot(), starts: this.schedule.fixed.slice() };
  }

  override load(snapshot: Snapshot): void {
    if (snapshot.starts !== undefined) this.schedule.fixed.set(snapshot.starts);
    super.load(snapshot);
  }
}
