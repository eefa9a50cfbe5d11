import type { Weights } from './problem.ts';

/** What a node of a route is. */
export const VISIT = 0;
export const PICKUP = 1;
/** Brings what its pickup fetched. */
export const DELIVERY = 2;
/** One of two that begin at the same moment. */
export const TWIN = 3;
export const BREAK = 4;
export const RELOAD = 5;

/** For nodes without a place: the way there and from there costs nothing. */
export const NOWHERE = 0;

/** Ways from every place to every other for departures from a moment on. */
export interface Band {
  readonly from: number;
  readonly distance: Float64Array;
  readonly duration: Float64Array;
}

/**
 * A problem as the solver walks it. Nodes are stops: those of jobs first, then breaks and reloads; behind them come a
 * start and an end for each person r: `nodes + 2r` and `nodes + 2r + 1`. Places are those of the problem plus one.
 */
export interface Core {
  readonly jobs: number;
  readonly people: number;
  readonly nodes: number;
  readonly places: number;
  readonly dimensions: number;
  /** By profile; of each person the profile. */
  readonly travel: readonly (readonly Band[])[];
  readonly profile: Int32Array;

  /** By node. */
  readonly kind: Uint8Array;
  /** The job; of breaks and reloads −1. */
  readonly job: Int32Array;
  /** The other node of the same job, or −1. */
  readonly mate: Int32Array;
  /** The only person who may have it (breaks, reloads), or −1. */
  readonly owner: Int32Array;
  readonly place: Int32Array;
  readonly service: Float64Array;
  /** Windows of node n: from `windowAt[n]` to before `windowAt[n + 1]`. */
  readonly windowAt: Int32Array;
  readonly windowFrom: Float64Array;
  readonly windowTo: Float64Array;
  /** The first and the last moment at which it may begin. */
  readonly ready: Float64Array;
  readonly due: Float64Array;
  /** By node and dimension: what is unloaded there (brought from the start of the trip) and what is loaded there. */
  readonly unloads: Float64Array;
  readonly loads: Float64Array;

  /** By job: its first node; the second one is its mate. */
  readonly firstNode: Int32Array;
  /** Infinity: it must be done. */
  readonly prize: Float64Array;
  /** By job and person: what this person costs it, Infinity where it may not be. */
  readonly affinity: Float64Array;
  /** By job and person: one where somebody else is preferred, and what this person costs more. */
  readonly dislike: Float64Array;
  /** By job and person, 1: somebody else was there last. */
  readonly isNewcomer: Uint8Array;

  /** By person. */
  readonly shiftFrom: Float64Array;
  readonly shiftTo: Float64Array;
  readonly latestEnd: Float64Array;
  /** When person r serves nobody: from `offAt[r]` to before `offAt[r + 1]`. */
  readonly offAt: Int32Array;
  readonly offFrom: Float64Array;
  readonly offTo: Float64Array;
  /** By person and dimension. */
  readonly capacity: Float64Array;
  readonly fixedCost: Float64Array;
  readonly distanceCost: Float64Array;
  /** For each second. */
  readonly timeCost: Float64Array;
  readonly overtimeCost: Float64Array;
  readonly waitingCost: number;
  /** For the square of a second at work, waiting left out. */
  readonly balanceCost: number;
  /** People of the same number are alike in everything. */
  readonly alike: Int32Array;
  /** Nodes that are done first, in order, by person. */
  readonly prefixes: readonly (readonly number[])[];

  /** Costs follow from the places alone and one window each: everything can be reckoned in constant time. */
  readonly isLean: boolean;
  readonly weights: Weights;
}

export const startOf = (core: Core, person: number): number => core.nodes + 2 * person;
export const endOf = (core: Core, person: number): number => core.nodes + 2 * person + 1;
