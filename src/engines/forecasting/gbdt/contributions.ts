import type { Binned } from './binned.ts';
import { isLogarithmic } from './losses.ts';
import type { Model } from './model.ts';
import { goesLeft } from './tree.ts';

/** Why a row is forecast as it is: what all rows would get, and what each feature adds to it, in units. */
export interface Contributions {
  readonly base: number;
  /** By feature; with the base they make the forecast. */
  readonly byFeature: Float64Array;
}

/**
 * Walks each tree and gives what a step changes to the feature that decided it (Saabas, Interpreting random forests, 2014).
 * Where scores are logarithms, features multiply: their parts in units are told by the logarithmic mean, which leaves nothing
 * over (Ang, The LMDI approach to decomposition analysis, Energy Policy 33, 2005).
 */
export function contributionsOf(model: Model, { bins, cells, rows }: Binned, row: number): Contributions {
  const parts = new Float64Array(model.features.length);
  let base = model.first;
  for (const tree of model.trees) {
    if (tree.feature.length === 0) {
      base += tree.values[0]!;
      continue;
    }
    let expected = tree.expected[0]!;
    base += expected;
    for (let node = 0; node >= 0;) {
      const feature = tree.feature[node]!;
      const isLeft = goesLeft(tree, node, cells[feature * rows + row]!, bins[feature]!.kind === 'category');
      const next = isLeft ? tree.left[node]! : tree.right[node]!;
      const then = next < 0 ? tree.values[-1 - next]! : tree.expected[next]!;
      parts[feature]! += then - expected;
      expected = then;
      node = next;
    }
  }
  if (!isLogarithmic(model.loss)) return { base, byFeature: parts };
  const score = parts.reduce((sum, part) => sum + part, base);
  const [from, to] = [Math.exp(base), Math.exp(score)];
  const mean = Math.abs(score - base) < 1e-9 ? from : (to - from) / (score - base);
  return { base: from, byFeature: parts.map((part) => part * mean) };
}
