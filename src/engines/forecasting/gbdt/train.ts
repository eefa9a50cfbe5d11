import { seededRandom, type Random } from '#kernel/random';
import { findBins, putIntoBins, type Binned, type Matrix } from './binned.ts';
import { derive, firstScore, leafShare, meanLoss, weightedQuantile, type Loss, type Targets } from './losses.ts';
import { addTree, type Model } from './model.ts';
import { TreeGrower, type Grown } from './grow-tree.ts';
import { finish, makeWorkspace, type Workspace } from './team.ts';
import type { Tree } from './tree.ts';

export interface TrainOptions {
  readonly loss: Loss;
  readonly trees: number;
  readonly leaves: number;
  /** What of each tree is taken over. */
  readonly rate: number;
  readonly seed: number;
  readonly minRows: number;
  readonly minSecond: number;
  readonly l2: number;
  readonly minGain: number;
  readonly depth: number;
  /** Shares of the features, and of the rows, that each tree sees. */
  readonly featureShare: number;
  readonly rowShare: number;
  /** With rows to check on: ends after so many trees that made nothing better, and keeps the best. */
  readonly patience: number;
}

export const DEFAULT_TRAINING: Omit<TrainOptions, 'loss'> = {
  trees: 150,
  leaves: 31,
  rate: 0.1,
  seed: 1,
  minRows: 20,
  minSecond: 1e-3,
  l2: 0,
  minGain: 0,
  depth: 64,
  featureShare: 1,
  rowShare: 1,
  patience: 20,
};

export interface TrainingSet {
  readonly matrix: Matrix;
  readonly values: Float64Array;
  readonly weights?: Float64Array;
}

export interface TrainingHooks {
  /** Rows to stop by. */
  readonly check?: TrainingSet;
  /** Called once with what other threads may help with (`help`). */
  readonly onWorkspace?: (space: Workspace) => void;
  readonly onTree?: (done: number, checked: number | undefined) => void;
}

/**
 * Gradient boosting (Friedman, Annals of Statistics 29(5), 2001) with histograms of at most 255 bins and trees that grow where
 * it helps most (Ke et al., LightGBM, NIPS 2017). The same for the same data, options and seed, whoever helps.
 */
export function train(data: TrainingSet, options: TrainOptions, hooks: TrainingHooks = {}): Model {
  const bins = findBins(data.matrix);
  return new Training(data, putIntoBins(data.matrix, bins), options, hooks).run();
}

class Training {
  readonly #data: TrainingSet;
  readonly #binned: Binned;
  readonly #options: TrainOptions;
  readonly #hooks: TrainingHooks;
  readonly #targets: Targets;
  readonly #random: Random;
  readonly #space: Workspace;
  readonly #scores: Float64Array;
  readonly #derivatives: { readonly first: Float64Array; readonly second: Float64Array };

  constructor(data: TrainingSet, binned: Binned, options: TrainOptions, hooks: TrainingHooks) {
    this.#data = data;
    this.#binned = binned;
    this.#options = options;
    this.#hooks = hooks;
    this.#targets = { values: data.values, weights: data.weights };
    this.#random = seededRandom(options.seed);
    const { leaves, minRows, minSecond, l2 } = options;
    const rules = { minRows, minSecond, l2 };
    this.#space = makeWorkspace(binned, { leaves, rules });
    this.#scores = new Float64Array(binned.rows);
    this.#derivatives = { first: new Float64Array(binned.rows), second: new Float64Array(binned.rows) };
  }

  run(): Model {
    const { loss, trees: most, leaves, minGain, depth } = this.#options;
    this.#hooks.onWorkspace?.(this.#space);
    const first = firstScore(loss, this.#targets);
    this.#scores.fill(first);
    const grower = new TreeGrower(this.#space, { leaves, minGain, depth });
    const trees: Tree[] = [];
    const check = this.#checker(first);
    for (let done = 1; done <= most; done += 1) {
      trees.push(this.#next(grower));
      const checked = check?.after(trees.at(-1)!);
      this.#hooks.onTree?.(done, checked);
      if (check !== undefined && trees.length - check.bestTrees >= this.#options.patience) break;
    }
    finish(this.#space);
    const kept = trees.slice(0, check?.bestTrees ?? trees.length);
    return { loss, features: this.#data.matrix.features, bins: this.#binned.bins, first, trees: kept };
  }

  #next(grower: TreeGrower): Tree {
    const { loss, rate } = this.#options;
    derive(loss, this.#targets, this.#scores, this.#derivatives.first, this.#derivatives.second);
    this.#chooseFeatures();
    const rows = this.#chooseRows();
    const grown = grower.grow(rows, this.#derivatives);
    this.#renewLeaves(grown);
    const { tree } = grown;
    for (let leaf = 0; leaf < tree.leaves; leaf += 1) tree.values[leaf]! *= rate;
    for (let node = 0; node < tree.nodes; node += 1) tree.expected[node]! *= rate;
    const done = tree.done();
    this.#addToScores(done, grown.spans, rows);
    return done;
  }

  /** Of a loss whose derivatives only say up or down, leaves get the quantile of what is left. */
  #renewLeaves({ tree, spans }: Grown): void {
    const share = leafShare(this.#options.loss);
    if (share === undefined) return;
    const { values, weights } = this.#targets;
    for (const [leaf, { from, to }] of spans.entries()) {
      const rows = this.#space.order.subarray(from, to);
      const left = Float64Array.from(rows, (row) => values[row]! - this.#scores[row]!);
      const weigh = weights && Float64Array.from(rows, (row) => weights[row]!);
      tree.values[leaf] = weightedQuantile(left, weigh, share);
    }
  }

  /** The rows that were learnt from stand leaf by leaf; others go through the tree. */
  #addToScores(tree: Tree, spans: Grown['spans'], rows: number): void {
    if (rows < this.#binned.rows) {
      addTree(tree, this.#binned, this.#scores);
      return;
    }
    const { order } = this.#space;
    for (const [leaf, { from, to }] of spans.entries()) {
      const value = tree.values[leaf]!;
      for (let at = from; at < to; at += 1) this.#scores[order[at]!]! += value;
    }
  }

  #chooseFeatures(): void {
    const { isUsed, bins } = this.#space;
    const { featureShare } = this.#options;
    isUsed.fill(1);
    let toLeave = bins.length - Math.max(1, Math.round(featureShare * bins.length));
    while (toLeave > 0) {
      const feature = Math.floor(this.#random.next() * bins.length);
      if (isUsed[feature] === 0) continue;
      isUsed[feature] = 0;
      toLeave -= 1;
    }
  }

  /** Writes the rows to learn from into the order; answers how many. */
  #chooseRows(): number {
    const { order, rows } = this.#space;
    const { rowShare } = this.#options;
    let count = 0;
    for (let row = 0; row < rows; row += 1) {
      if (rowShare < 1 && this.#random.next() >= rowShare) continue;
      order[count++] = row;
    }
    return count;
  }

  #checker(first: number) {
    const { check } = this.#hooks;
    if (check === undefined) return undefined;
    const binned = putIntoBins(check.matrix, this.#binned.bins);
    const targets = { values: check.values, weights: check.weights };
    const scores = new Float64Array(binned.rows).fill(first);
    const { loss } = this.#options;
    const state = { bestTrees: 0, best: meanLoss(loss, targets, scores), trees: 0 };
    return Object.assign(state, {
      after: (tree: Tree): number => {
        addTree(tree, binned, scores);
        state.trees += 1;
        const now = meanLoss(loss, targets, scores);
        if (now < state.best) {
          state.best = now;
          state.bestTrees = state.trees;
        }
        return now;
      },
    });
  }
}
