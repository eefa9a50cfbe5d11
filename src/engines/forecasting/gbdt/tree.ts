import { SET_SIZE } from './best-split.ts';

/**
 * A tree in flat arrays, by node. A node leads to two others; those below 0 are leaves: leaf −1 − n. Numbers go left up to
 * and with the bound, categories where their bin is in the set.
 */
export interface Tree {
  readonly feature: Int32Array;
  /** The bin, of numbers. */
  readonly bin: Uint8Array;
  readonly missingLeft: Uint8Array;
  /** By node a set of bins, of categories. */
  readonly sets: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** By leaf, what it adds to the score. */
  readonly values: Float64Array;
  /** By node, what its rows would get if it were a leaf: for saying what a feature contributed. */
  readonly expected: Float64Array;
  /** By node, how much the loss fell by it. */
  readonly gains: Float64Array;
}

/** The same while it grows. */
export class GrowingTree implements Tree {
  readonly feature: Int32Array;
  readonly bin: Uint8Array;
  readonly missingLeft: Uint8Array;
  readonly sets: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly values: Float64Array;
  readonly expected: Float64Array;
  readonly gains: Float64Array;
  nodes = 0;
  leaves = 1;
  /** Where each leaf hangs: the node, and whether on its right side. */
  readonly #parent: Int32Array;
  readonly #isRight: Uint8Array;

  constructor(most: number) {
    this.feature = new Int32Array(most);
    this.bin = new Uint8Array(most);
    this.missingLeft = new Uint8Array(most);
    this.sets = new Int32Array(most * SET_SIZE);
    this.left = new Int32Array(most);
    this.right = new Int32Array(most);
    this.values = new Float64Array(most);
    this.expected = new Float64Array(most);
    this.gains = new Float64Array(most);
    this.#parent = new Int32Array(most).fill(-1);
    this.#isRight = new Uint8Array(most);
  }

  /** Makes a node of a leaf: it stays the left one, the answer is the leaf on the right. */
  split(
    leaf: number,
    by: {
      readonly feature: number;
      readonly bin: number;
      readonly missingLeft: boolean;
      readonly set: Int32Array;
      readonly gain: number;
    },
  ): number {
    const node = this.nodes;
    const right = this.leaves;
    this.nodes += 1;
    this.leaves += 1;
    const parent = this.#parent[leaf]!;
    if (parent >= 0) (this.#isRight[leaf] === 1 ? this.right : this.left)[parent] = node;
    this.feature[node] = by.feature;
    this.bin[node] = by.bin;
    this.missingLeft[node] = by.missingLeft ? 1 : 0;
    this.sets.set(by.set, node * SET_SIZE);
    this.gains[node] = by.gain;
    this.left[node] = -1 - leaf;
    this.right[node] = -1 - right;
    this.expected[node] = this.values[leaf]!;
    this.#parent[leaf] = node;
    this.#isRight[leaf] = 0;
    this.#parent[right] = node;
    this.#isRight[right] = 1;
    return right;
  }

  /** As it is, no longer than needed. */
  done(): Tree {
    const { nodes, leaves } = this;
    return {
      feature: this.feature.slice(0, nodes),
      bin: this.bin.slice(0, nodes),
      missingLeft: this.missingLeft.slice(0, nodes),
      sets: this.sets.slice(0, nodes * SET_SIZE),
      left: this.left.slice(0, nodes),
      right: this.right.slice(0, nodes),
      values: this.values.slice(0, leaves),
      expected: this.expected.slice(0, nodes),
      gains: this.gains.slice(0, nodes),
    };
  }
}

/** Whether a bin of the feature of a node goes left. `isCategory` is the feature's. */
export function goesLeft(tree: Tree, node: number, bin: number, isCategory: boolean): boolean {
  if (isCategory) return ((tree.sets[node * SET_SIZE + (bin >> 5)]! >> (bin & 31)) & 1) === 1;
  return bin === 0 ? tree.missingLeft[node] === 1 : bin <= tree.bin[node]!;
}
