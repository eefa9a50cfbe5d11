import type { Binned } from './binned.ts';
import type { FeatureBins, FeatureSpec } from './bins.ts';
import { isLogarithmic, type Loss } from './losses.ts';
import { goesLeft, type Tree } from './tree.ts';

/** Trees whose sum is the score of a row. */
export interface Model {
  readonly loss: Loss;
  readonly features: readonly FeatureSpec[];
  readonly bins: readonly FeatureBins[];
  /** The score that all rows begin with. */
  readonly first: number;
  readonly trees: readonly Tree[];
}

/** What a score means: the value itself, or its logarithm. */
export const valueOf = (loss: Loss, score: number): number => (isLogarithmic(loss) ? Math.exp(score) : score);

/** The leaf of a row in bins. */
export function leafOf(tree: Tree, bins: readonly FeatureBins[], cells: Uint8Array, rows: number, row: number): number {
  if (tree.feature.length === 0) return 0;
  let node = 0;
  for (;;) {
    const feature = tree.feature[node]!;
    const isLeft = goesLeft(tree, node, cells[feature * rows + row]!, bins[feature]!.kind === 'category');
    const next = isLeft ? tree.left[node]! : tree.right[node]!;
    if (next < 0) return -1 - next;
    node = next;
  }
}

/** Adds what a tree says of all rows to their scores. */
export function addTree(tree: Tree, { bins, cells, rows }: Binned, scores: Float64Array): void {
  for (let row = 0; row < rows; row += 1) scores[row]! += tree.values[leafOf(tree, bins, cells, rows, row)]!;
}

/** What a model predicts for rows in its bins; written into `into`, which is also the answer. */
export function predict(model: Model, binned: Binned, into = new Float64Array(binned.rows)): Float64Array {
  into.fill(model.first);
  for (const tree of model.trees) addTree(tree, binned, into);
  if (isLogarithmic(model.loss)) for (let row = 0; row < into.length; row += 1) into[row] = Math.exp(into[row]!);
  return into;
}

/** How much the loss fell by each feature, over all trees. */
export function gainsOf({ features, trees }: Model): Float64Array {
  const gains = new Float64Array(features.length);
  for (const { feature, gains: of } of trees) for (const [node, f] of feature.entries()) gains[f]! += of[node]!;
  return gains;
}
