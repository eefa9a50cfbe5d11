import type { FeatureBins } from './bins.ts';
import { binOffsets, type Binned } from './binned.ts';
import { bestOfCategories, bestOfNumber, CELL, SET_SIZE, SPLIT, type SplitRules, type Sums } from './best-split.ts';

/**
 * What training works on, in memory that threads share. A step is one leaf that is split, or the root: of each feature the
 * histogram of the smaller side is made, that of the larger one is what is left of the parent's, and the best split of each
 * is found. Groups of features are taken one by one by whoever is free, so that the outcome does not depend on who took part.
 */
export interface Workspace {
  readonly rows: number;
  readonly bins: readonly FeatureBins[];
  readonly offsets: Int32Array;
  readonly cells: Uint8Array;
  /** By group and row, four bins in one number. */
  readonly packed: Int32Array;
  readonly rules: SplitRules;
  /** Rows by leaf, and of the leaf in work their derivatives in this order. */
  readonly order: Int32Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** By slot, each as long as all bins. */
  readonly histograms: Float64Array;
  /** By side (0 the smaller one) and feature. */
  readonly found: Float64Array;
  readonly sets: Int32Array;
  /** By feature: whether this tree may use it. */
  readonly isUsed: Uint8Array;
  readonly step: Int32Array;
  /** Derivatives and rows of the leaf, and of the other side. */
  readonly sums: Float64Array;
  readonly control: Int32Array;
}

/** What a step says, in whole numbers: places that come from decimals make the innermost loop three times as slow. */
const STEP = { from: 0, to: 1, slot: 2, otherSlot: 3, size: 4 } as const;
const CONTROL = { round: 0, next: 1, done: 2, isOver: 3, size: 4 } as const;

/** More than there are features. */
const NOTHING_LEFT = 2 ** 30;

const shared = {
  float64: (length: number) => new Float64Array(new SharedArrayBuffer(8 * length)),
  int32: (length: number) => new Int32Array(new SharedArrayBuffer(4 * length)),
  uint8: (length: number) => new Uint8Array(new SharedArrayBuffer(length)),
};

export function makeWorkspace(
  binned: Binned,
  { leaves, rules }: { readonly leaves: number; readonly rules: SplitRules },
): Workspace {
  const { rows, bins, cells } = binned;
  const offsets = binOffsets(bins);
  const features = bins.length;
  return {
    rows,
    bins,
    offsets,
    cells,
    packed: packedOf(binned),
    rules,
    order: shared.int32(rows),
    first: shared.float64(rows),
    second: shared.float64(rows),
    histograms: shared.float64(leaves * slotSize(offsets)),
    found: shared.float64(2 * features * SPLIT.size),
    sets: shared.int32(2 * features * SET_SIZE),
    isUsed: shared.uint8(features),
    step: shared.int32(STEP.size),
    sums: shared.float64(6),
    control: shared.int32(CONTROL.size),
  };
}

/** A cell more than there are bins. */
const slotSize = (offsets: Int32Array): number => (offsets.at(-1)! + 1) * CELL;

/** Features are counted in groups of so many. */
const GROUP = 4;
const groupsOf = (features: number): number => Math.ceil(features / GROUP);

function packedOf({ rows, bins, cells }: Binned): Int32Array {
  const packed = shared.int32(groupsOf(bins.length) * rows);
  for (let feature = 0; feature < bins.length; feature += 1) {
    const group = Math.floor(feature / GROUP) * rows;
    const shift = 8 * (feature % GROUP);
    for (let row = 0; row < rows; row += 1) packed[group + row]! |= cells[feature * rows + row]! << shift;
  }
  return packed;
}

export interface Step {
  /** The rows of the smaller side, by places of the order. */
  readonly from: number;
  readonly to: number;
  readonly slot: number;
  readonly sums: Sums;
  /** The larger side, whose slot holds the parent's histogram; absent for the root. */
  readonly other?: { readonly slot: number; readonly sums: Sums };
}

/** Runs a step together with whoever helps. */
export function runStep(space: Workspace, { from, to, slot, sums, other }: Step): void {
  const { step, control, bins } = space;
  step.set([from, to, slot, other?.slot ?? -1]);
  space.sums.set([sums.first, sums.second, sums.rows]);
  if (other !== undefined) space.sums.set([other.sums.first, other.sums.second, other.sums.rows], 3);
  Atomics.store(control, CONTROL.done, 0);
  Atomics.store(control, CONTROL.next, 0);
  Atomics.add(control, CONTROL.round, 1);
  Atomics.notify(control, CONTROL.round);
  takeGroups(space);
  for (;;) {
    const done = Atomics.load(control, CONTROL.done);
    if (done === groupsOf(bins.length)) return;
    Atomics.wait(control, CONTROL.done, done);
  }
}

/** In another thread: takes part in every step until the training is over. */
export function help(space: Workspace): void {
  const { control } = space;
  for (let round = 0; Atomics.load(control, CONTROL.isOver) === 0;) {
    Atomics.wait(control, CONTROL.round, round);
    round = Atomics.load(control, CONTROL.round);
    takeGroups(space);
  }
}

/** Sends home whoever helps. */
export function finish({ control }: Workspace): void {
  Atomics.store(control, CONTROL.isOver, 1);
  Atomics.store(control, CONTROL.next, NOTHING_LEFT);
  Atomics.add(control, CONTROL.round, 1);
  Atomics.notify(control, CONTROL.round);
}

function takeGroups(space: Workspace): void {
  const { control, bins } = space;
  for (;;) {
    const group = Atomics.add(control, CONTROL.next, 1);
    if (group >= groupsOf(bins.length)) return;
    workOn(space, group);
    Atomics.add(control, CONTROL.done, 1);
    Atomics.notify(control, CONTROL.done);
  }
}

function workOn(space: Workspace, group: number): void {
  const { step, offsets, histograms, bins, rules } = space;
  const [slot, otherSlot] = [step[STEP.slot]!, step[STEP.otherSlot]!];
  const size = slotSize(offsets);
  const firstFeature = group * GROUP;
  const features = Math.min(GROUP, bins.length - firstFeature);
  const begin = offsets[firstFeature]! * CELL;
  const length = offsets[firstFeature + features]! * CELL - begin;
  const own = slot * size + begin;
  histograms.fill(0, own, own + length);
  count(space, group, slot * size);
  const parent = otherSlot * size + begin;
  if (otherSlot >= 0) for (let at = 0; at < length; at += 1) histograms[parent + at]! -= histograms[own + at]!;
  for (let feature = firstFeature; feature < firstFeature + features; feature += 1) {
    if (space.isUsed[feature] === 0) continue;
    const at = offsets[feature]! * CELL;
    search(space, feature, 0, slot * size + at, sumsAt(space.sums, 0), rules);
    if (otherSlot >= 0) search(space, feature, 1, otherSlot * size + at, sumsAt(space.sums, 3), rules);
  }
}

const sumsAt = (sums: Float64Array, at: number): Sums => ({
  first: sums[at]!,
  second: sums[at + 1]!,
  rows: sums[at + 2]!,
});

/** Adds the rows of a leaf to the histograms of a group. Features that the last group lacks count behind all others. */
function count(space: Workspace, group: number, slot: number): void {
  const { step, offsets, bins, histograms, order, first, second } = space;
  const packed = space.packed.subarray(group * space.rows, (group + 1) * space.rows);
  const at = (place: number): number => slot + offsets[Math.min(group * GROUP + place, bins.length)]! * CELL;
  const [from, to] = [step[STEP.from]!, step[STEP.to]!];
  countRows(histograms, at(0), at(1), at(2), at(3), packed, order, first, second, from, to);
}

/** The innermost loop of training: four features at a time, so that rows and derivatives are read once for all. */
function countRows(
  cells: Float64Array,
  at0: number,
  at1: number,
  at2: number,
  at3: number,
  packed: Int32Array,
  order: Int32Array,
  first: Float64Array,
  second: Float64Array,
  from: number,
  to: number,
): void {
  for (let at = from; at < to; at += 1) {
    const bins = packed[order[at]!]!;
    const one = first[at]!;
    const two = second[at]!;
    const cell0 = at0 + ((bins & 255) << 1);
    const cell1 = at1 + ((bins >> 7) & 510);
    const cell2 = at2 + ((bins >> 15) & 510);
    const cell3 = at3 + ((bins >> 23) & 510);
    cells[cell0]! += one;
    cells[cell0 + 1]! += two;
    cells[cell1]! += one;
    cells[cell1 + 1]! += two;
    cells[cell2]! += one;
    cells[cell2 + 1]! += two;
    cells[cell3]! += one;
    cells[cell3 + 1]! += two;
  }
}

function search(space: Workspace, feature: number, side: number, from: number, sums: Sums, rules: SplitRules): void {
  const { bins, offsets, histograms } = space;
  const binsOf = offsets[feature + 1]! - offsets[feature]!;
  const at = side * bins.length + feature;
  const found = space.found.subarray(at * SPLIT.size, (at + 1) * SPLIT.size);
  if (bins[feature]!.kind === 'number') bestOfNumber(histograms, from, binsOf, sums, rules, found);
  else {
    const set = space.sets.subarray(at * SET_SIZE, (at + 1) * SET_SIZE);
    bestOfCategories(histograms, from, binsOf, sums, rules, found, set);
  }
}
