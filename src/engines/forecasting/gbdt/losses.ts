/** What a model minimises. `tweedie` and `poisson` predict the logarithm of a mean; the others the value itself. */
export type Loss =
  | { readonly kind: 'l2' | 'l1' | 'poisson' }
  /** The share of values that lie below what is predicted. */
  | { readonly kind: 'quantile'; readonly share: number }
  /** Between 1 (Poisson) and 2 (gamma): counts and amounts with many zeros. */
  | { readonly kind: 'tweedie'; readonly power: number };

export interface Targets {
  readonly values: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** Whether scores are logarithms. */
export const isLogarithmic = ({ kind }: Loss): boolean => kind === 'poisson' || kind === 'tweedie';
/** Leaves of these get the quantile of what is left, since their derivatives say only in which direction to go. */
export const leafShare = (loss: Loss): number | undefined =>
  loss.kind === 'l1' ? 0.5 : loss.kind === 'quantile' ? loss.share : undefined;

/** Steps of a logarithm are damped: the curve is steep above (as in LightGBM's `poisson_max_delta_step`). */
const DAMPING = Math.exp(0.7);
/** So far from nothing: the logarithm of a mean of zero is not a number. */
const LEAST_MEAN = 1e-6;

/** The score that all rows begin with. */
export function firstScore(loss: Loss, { values, weights }: Targets): number {
  const share = leafShare(loss);
  if (share !== undefined) return weightedQuantile(values, weights, share);
  let sum = 0;
  let total = 0;
  for (let at = 0; at < values.length; at += 1) {
    const weight = weights === undefined ? 1 : weights[at]!;
    sum += weight * values[at]!;
    total += weight;
  }
  const mean = total === 0 ? 0 : sum / total;
  return isLogarithmic(loss) ? Math.log(Math.max(mean, LEAST_MEAN)) : mean;
}

/** Writes first and second derivatives of the loss at the scores. */
export function derive(
  loss: Loss,
  { values, weights }: Targets,
  scores: Float64Array,
  first: Float64Array,
  second: Float64Array,
): void {
  const rows = values.length;
  switch (loss.kind) {
    case 'l2':
      for (let at = 0; at < rows; at += 1) {
        first[at] = scores[at]! - values[at]!;
        second[at] = 1;
      }
      break;
    case 'l1':
    case 'quantile': {
      const share = leafShare(loss)!;
      for (let at = 0; at < rows; at += 1) {
        first[at] = scores[at]! > values[at]! ? 1 - share : -share;
        second[at] = 1;
      }
      break;
    }
    case 'poisson':
      for (let at = 0; at < rows; at += 1) {
        const mean = Math.exp(scores[at]!);
        first[at] = mean - values[at]!;
        second[at] = mean * DAMPING;
      }
      break;
    case 'tweedie': {
      const { power } = loss;
      for (let at = 0; at < rows; at += 1) {
        const above = Math.exp((2 - power) * scores[at]!);
        const below = values[at]! * Math.exp((1 - power) * scores[at]!);
        first[at] = above - below;
        second[at] = (2 - power) * above - (1 - power) * below;
      }
      break;
    }
  }
  if (weights === undefined) return;
  for (let at = 0; at < rows; at += 1) {
    first[at]! *= weights[at]!;
    second[at]! *= weights[at]!;
  }
}

/** The mean loss, for deciding when to stop; less is better. Terms that do not depend on the score are left out. */
export function meanLoss(loss: Loss, { values, weights }: Targets, scores: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let at = 0; at < values.length; at += 1) {
    const weight = weights === undefined ? 1 : weights[at]!;
    sum += weight * lossOf(loss, values[at]!, scores[at]!);
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
}

function lossOf(loss: Loss, value: number, score: number): number {
  switch (loss.kind) {
    case 'l2':
      return (score - value) ** 2;
    case 'l1':
      return Math.abs(score - value);
    case 'quantile':
      return score > value ? (1 - loss.share) * (score - value) : loss.share * (value - score);
    case 'poisson':
      return Math.exp(score) - value * score;
    case 'tweedie': {
      const { power } = loss;
      return Math.exp((2 - power) * score) / (2 - power) - (value * Math.exp((1 - power) * score)) / (1 - power);
    }
  }
}

/** The least value of which at least a share of the weight lies at or below. */
export function weightedQuantile(
  values: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  share: number,
): number {
  if (values.length === 0) return 0;
  const order = Uint32Array.from({ length: values.length }, (_, at) => at).toSorted((a, b) => values[a]! - values[b]!);
  const weightOf = (at: number): number => (weights === undefined ? 1 : weights[at]!);
  let total = 0;
  for (let at = 0; at < values.length; at += 1) total += weightOf(at);
  let below = 0;
  for (const at of order) {
    below += weightOf(at);
    if (below >= share * total) return values[at]!;
  }
  return values[order.at(-1)!]!;
}
