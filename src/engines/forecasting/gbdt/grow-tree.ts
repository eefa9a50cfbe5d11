import { SET_SIZE, SPLIT, type Sums } from './best-split.ts';
import { runStep, type Workspace } from './team.ts';
import { goesLeft, GrowingTree } from './tree.ts';

/** Rows of a leaf, by places of the order, and the best that was found to split it by. */
interface Leaf {
  readonly from: number;
  readonly to: number;
  readonly slot: number;
  readonly sums: Sums;
  readonly best: Split | undefined;
}

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly set: Int32Array;
  /** Derivatives of the left side. */
  readonly first: number;
  readonly second: number;
}

export interface GrowRules {
  readonly leaves: number;
  /** Below that a split is not worth it. */
  readonly minGain: number;
  readonly depth: number;
}

/** What a tree grows from. */
export interface Derivatives {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** A tree that grew, and where the rows of its leaves stand in the order. */
export interface Grown {
  readonly tree: GrowingTree;
  readonly spans: readonly { readonly from: number; readonly to: number }[];
}

/**
 * Grows a tree leaf by leaf, always where it helps most (Shi, Best-first decision tree learning, 2007). The order holds the
 * rows to learn from; afterwards it holds them leaf by leaf.
 */
export class TreeGrower {
  readonly #space: Workspace;
  readonly #rules: GrowRules;
  readonly #buffer: Int32Array;
  readonly #isCategory: readonly boolean[];

  constructor(space: Workspace, rules: GrowRules) {
    this.#space = space;
    this.#rules = rules;
    this.#buffer = new Int32Array(space.rows);
    this.#isCategory = space.bins.map(({ kind }) => kind === 'category');
  }

  grow(rows: number, derivatives: Derivatives): Grown {
    const tree = new GrowingTree(this.#rules.leaves);
    const leaves: Leaf[] = [this.#root(rows, derivatives)];
    const depths = [0];
    tree.values[0] = this.#valueOf(leaves[0]!.sums);
    while (leaves.length < this.#rules.leaves) {
      const at = this.#mostWorth(leaves, depths);
      if (at < 0) break;
      const leaf = leaves[at]!;
      const split = leaf.best!;
      const middle = this.#part(leaf, split);
      const right = tree.split(at, split);
      depths[at]! += 1;
      depths[right] = depths[at]!;
      const part = { first: split.first, second: split.second, rows: middle - leaf.from };
      const rest = less(leaf.sums, part);
      tree.values[at] = this.#valueOf(part);
      tree.values[right] = this.#valueOf(rest);
      const isLast = leaves.length + 1 === this.#rules.leaves;
      const [one, other] = this.#sides(leaf, part, rest, middle, leaves.length, derivatives, isLast);
      leaves[at] = one;
      leaves[right] = other;
    }
    return { tree, spans: leaves.map(({ from, to }) => ({ from, to })) };
  }

  #valueOf({ first, second }: Sums): number {
    return -first / (second + this.#space.rules.l2);
  }

  #mostWorth(leaves: readonly Leaf[], depths: readonly number[]): number {
    let found = -1;
    let gain = this.#rules.minGain;
    for (const [at, { best }] of leaves.entries()) {
      if (best === undefined || best.gain <= gain || depths[at]! >= this.#rules.depth) continue;
      gain = best.gain;
      found = at;
    }
    return found;
  }

  #root(rows: number, derivatives: Derivatives): Leaf {
    const sums = this.#gather(0, rows, derivatives);
    runStep(this.#space, { from: 0, to: rows, slot: 0, sums });
    return { from: 0, to: rows, slot: 0, sums, best: this.#best(0) };
  }

  /** Writes the derivatives of a leaf's rows in their order, and adds them up. */
  #gather(from: number, to: number, derivatives: Derivatives): Sums {
    const { order, first, second } = this.#space;
    return {
      first: gather(order, derivatives.first, first, from, to),
      second: gather(order, derivatives.second, second, from, to),
      rows: to - from,
    };
  }

  /** Puts the rows that go left first, each side in the order in which they were; answers where the right side begins. */
  #part({ from, to }: Leaf, split: Split): number {
    const { order, cells, rows } = this.#space;
    const column = cells.subarray(split.feature * rows, (split.feature + 1) * rows);
    const isLeft = this.#leftBins(split);
    const left = part(order, column, isLeft, this.#buffer, from, to);
    order.set(this.#buffer.subarray(0, to - left), left);
    return left;
  }

  #leftBins(split: Split): Uint8Array {
    const tree = new GrowingTree(2);
    tree.split(0, split);
    const isCategory = this.#isCategory[split.feature]!;
    return Uint8Array.from({ length: 256 }, (_, bin) => (goesLeft(tree, 0, bin, isCategory) ? 1 : 0));
  }

  /** Both sides with the best split of each: the smaller one is counted, the larger one is what is left of the parent. */
  #sides(
    leaf: Leaf,
    left: Sums,
    right: Sums,
    middle: number,
    slot: number,
    derivatives: Derivatives,
    isLast: boolean,
  ): [Leaf, Leaf] {
    const isLeftSmaller = middle - leaf.from <= leaf.to - middle;
    const one = { from: leaf.from, to: middle, sums: left, slot: isLeftSmaller ? slot : leaf.slot };
    const other = { from: middle, to: leaf.to, sums: right, slot: isLeftSmaller ? leaf.slot : slot };
    const [small, large] = isLeftSmaller ? [one, other] : [other, one];
    const tooSmall = 2 * this.#space.rules.minRows;
    if (isLast || (small.sums.rows < tooSmall && large.sums.rows < tooSmall)) {
      return [
        { ...one, best: undefined },
        { ...other, best: undefined },
      ];
    }
    this.#gather(small.from, small.to, derivatives);
    runStep(this.#space, { ...small, other: { slot: large.slot, sums: large.sums } });
    const bestOf = (side: 0 | 1): Split | undefined => this.#best(side);
    return [
      { ...one, best: bestOf(isLeftSmaller ? 0 : 1) },
      { ...other, best: bestOf(isLeftSmaller ? 1 : 0) },
    ];
  }

  /** The best of all features of a side; of equals the first. */
  #best(side: 0 | 1): Split | undefined {
    const { found, sets, bins, isUsed } = this.#space;
    let feature = -1;
    let gain = 0;
    for (let f = 0; f < bins.length; f += 1) {
      const of = found[(side * bins.length + f) * SPLIT.size + SPLIT.gain]!;
      if (isUsed[f] === 0 || of <= gain) continue;
      gain = of;
      feature = f;
    }
    if (feature < 0) return undefined;
    const at = side * bins.length + feature;
    const of = (field: number): number => found[at * SPLIT.size + field]!;
    return {
      gain,
      feature,
      bin: of(SPLIT.bin),
      missingLeft: of(SPLIT.missingLeft) === 1,
      set: sets.slice(at * SET_SIZE, (at + 1) * SET_SIZE),
      first: of(SPLIT.first),
      second: of(SPLIT.second),
    };
  }
}

/** Copies what rows have into their order; answers the sum. A loop of its own, since it is where the time goes. */
function gather(order: Int32Array, source: Float64Array, target: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) {
    const value = source[order[at]!]!;
    target[at] = value;
    sum += value;
  }
  return sum;
}

/** Moves the rows that go left to the front and copies the others; answers where the left ones end. */
function part(
  order: Int32Array,
  column: Uint8Array,
  isLeft: Uint8Array,
  others: Int32Array,
  from: number,
  to: number,
): number {
  let left = from;
  let right = 0;
  for (let at = from; at < to; at += 1) {
    const row = order[at]!;
    // Both are written, and one of them counts: a branch that nobody can foresee costs more.
    const goes = isLeft[column[row]!]!;
    order[left] = row;
    others[right] = row;
    left += goes;
    right += 1 - goes;
  }
  return left;
}

const less = (whole: Sums, part: Sums): Sums => ({
  first: whole.first - part.first,
  second: whole.second - part.second,
  rows: whole.rows - part.rows,
});
