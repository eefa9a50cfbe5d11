import type { Random } from '#kernel/random';
import { calibrate } from './calibrate.ts';
import { FEATURE_COUNT } from './features.ts';
import type { Head, LinearModel } from './linear-model.ts';

/** Texts to learn from, as features, with what each head should say of them: 1 yes, -1 no, 0 nothing known. */
export interface Lessons {
  readonly texts: readonly Int32Array[];
  readonly heads: readonly { readonly name: string; readonly says: Int8Array }[];
}

export interface LinearOptions {
  readonly random: Random;
  /** What a text on the wrong side costs, against large weights. */
  readonly cost: number;
  /** How much more a yes costs than a no. */
  readonly yesCost?: number;
  readonly epochs: number;
  /** A feature of fewer texts is not learnt. */
  readonly leastTexts: number;
  /** The features that are kept: those that weigh most. */
  readonly mostFeatures: number;
}

export const DEFAULT_LINEAR = { cost: 0.7, epochs: 10, leastTexts: 2, mostFeatures: 200_000 } as const;

/** Of a feature that says nothing by itself. */
const LEAST_IMPORTANCE = 0.3;
/** Choosing by weight alone keeps what is rare. */
const TEXTS_EXPONENT = 0.3;
/** While features are chosen they may fit closer than in the end. */
const CHOOSING_COST = 1.5;

/** Texts as places among the features that are learnt. */
interface Matrix {
  /** Feature numbers by place. */
  readonly features: Int32Array;
  readonly importance: Float64Array;
  readonly texts: readonly Int32Array[];
  /** One over the length of each text. */
  readonly scales: Float64Array;
}

/**
 * Linear support vector machines (hinge loss, L2) over features weighed by how unevenly they fall on yes and no (Wang and
 * Manning, "Baselines and Bigrams", 2012), by dual coordinate descent (Hsieh et al., "A Dual Coordinate Descent Method for
 * Large-scale Linear SVM", 2008). Trained once on all features, then again on those that weigh most. Margins are calibrated
 * by what each text's would be without it. The same for the same lessons, options and seed.
 */
export function trainLinear(lessons: Lessons, options: LinearOptions): LinearModel {
  const texts = lessons.texts.map((features) => Int32Array.from(new Set(features)));
  const all = matrixOf(texts, featuresOf(texts, lessons, options.leastTexts));
  const rough = lessons.heads.map(({ says }) =>
    trainHead(all, says, { ...options, cost: CHOOSING_COST * options.cost }),
  );
  const kept = rough[0] === undefined ? all : matrixOf(texts, heaviest(all, rough, options.mostFeatures));
  const trained =
    kept.features.length === all.features.length && options.cost === CHOOSING_COST * options.cost
      ? rough
      : lessons.heads.map(({ says }) => trainHead(kept, says, options));
  return quantised(kept, lessons, trained);
}

interface Weighed {
  readonly features: Int32Array;
  readonly importance: Float64Array;
}

/** What is common enough to be learnt, with its importance: the largest log-ratio over heads. */
function featuresOf(texts: readonly Int32Array[], { heads }: Lessons, leastTexts: number): Weighed {
  const counts = new Int32Array(FEATURE_COUNT);
  for (const text of texts) for (const feature of text) counts[feature]! += 1;
  const features = Int32Array.from([...counts.keys()].filter((feature) => counts[feature]! >= leastTexts));
  const importance = new Float64Array(features.length);
  const yes = new Int32Array(FEATURE_COUNT);
  const no = new Int32Array(FEATURE_COUNT);
  for (const { says } of heads) {
    yes.fill(0);
    no.fill(0);
    let [yesTexts, noTexts] = [0, 0];
    for (const [at, text] of texts.entries()) {
      if (says[at] === 0) continue;
      const side = says[at]! > 0 ? yes : no;
      if (side === yes) yesTexts += 1;
      else noTexts += 1;
      for (const feature of text) side[feature]! += 1;
    }
    for (const [place, feature] of features.entries()) {
      const ratio = (yes[feature]! + 1) / (yesTexts + 2) / ((no[feature]! + 1) / (noTexts + 2));
      importance[place] = Math.max(importance[place]!, Math.abs(Math.log(ratio)));
    }
  }
  for (const place of features.keys()) importance[place]! += LEAST_IMPORTANCE;
  return { features, importance };
}

function matrixOf(texts: readonly Int32Array[], { features, importance }: Weighed): Matrix {
  const places = new Int32Array(FEATURE_COUNT).fill(-1);
  for (const [place, feature] of features.entries()) places[feature] = place;
  const scales = new Float64Array(texts.length);
  const placed = texts.map((text, at) => {
    const own = text.map((feature) => places[feature]!).filter((place) => place >= 0);
    let squares = 0;
    for (const place of own) squares += importance[place]! * importance[place]!;
    scales[at] = 1 / Math.sqrt(squares || 1);
    return own;
  });
  return { features, importance, texts: placed, scales };
}

interface TrainedHead {
  readonly weights: Float64Array;
  readonly bias: number;
  /** What each text's margin would be had it not been learnt from. */
  readonly margins: Float64Array;
}

/** The bias is a feature that every text has. */
function trainHead(
  matrix: Matrix,
  says: Int8Array,
  options: Omit<LinearOptions, 'leastTexts' | 'mostFeatures'>,
): TrainedHead {
  const { texts, importance, scales } = matrix;
  const { random, cost, yesCost = 1, epochs } = options;
  const weights = new Float64Array(matrix.features.length);
  const duals = new Float64Array(texts.length);
  const order = Int32Array.from([...says.keys()].filter((at) => says[at] !== 0));
  let bias = 0;
  const marginOf = (at: number): number => {
    let sum = 0;
    for (const place of texts[at]!) sum += weights[place]! * importance[place]!;
    return sum * scales[at]! + bias;
  };
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const side = says[at]!;
      const most = side > 0 ? cost * yesCost : cost;
      // A text has length one, and the bias counts one more; without any known feature only the bias.
      const length = texts[at]!.length === 0 ? 1 : 2;
      const dual = Math.max(0, Math.min(most, duals[at]! - (side * marginOf(at) - 1) / length));
      const change = (dual - duals[at]!) * side;
      if (change === 0) continue;
      duals[at] = dual;
      bias += change;
      for (const place of texts[at]!) weights[place]! += change * importance[place]! * scales[at]!;
    }
  }
  const margins = Float64Array.from(
    texts,
    (own, at) => marginOf(at) - duals[at]! * says[at]! * (own.length === 0 ? 1 : 2),
  );
  return { weights, bias, margins };
}

function shuffle(order: Int32Array, random: Random): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random.next() * (at + 1));
    const kept = order[at]!;
    order[at] = order[other]!;
    order[other] = kept;
  }
}

function heaviest(matrix: Matrix, heads: readonly TrainedHead[], most: number): Weighed {
  const { features, importance, texts } = matrix;
  const counts = new Int32Array(features.length);
  for (const text of texts) for (const place of text) counts[place]! += 1;
  const heavy = Float64Array.from(features.keys(), (place) => {
    let weight = 0;
    for (const { weights } of heads) weight = Math.max(weight, Math.abs(weights[place]!));
    return weight * importance[place]! * counts[place]! ** TEXTS_EXPONENT;
  });
  const least = features.length <= most ? 0 : heavy.toSorted()[features.length - most]!;
  const kept = Int32Array.from(
    [...features.keys()].filter((place) => heavy[place]! > 0 && heavy[place]! >= least),
  ).subarray(0, most);
  return {
    features: kept.map((place) => features[place]!),
    importance: Float64Array.from(kept, (place) => importance[place]!),
  };
}

const LARGEST = { weight: 127, importance: 255 } as const;
/** A few weights far beyond the others would leave the others coarse: those are cut. */
const CUT_SHARE = 0.9995;

function quantised({ features, importance }: Matrix, lessons: Lessons, trained: readonly TrainedHead[]): LinearModel {
  const importanceStep = importance.reduce((most, each) => Math.max(most, each), 1e-9) / LARGEST.importance;
  const weights = new Int8Array(features.length * trained.length);
  const heads = trained.map((head, nth): Head => {
    const folded = head.weights.map((weight, place) => weight * importance[place]!);
    const sizes = folded
      .map(Math.abs)
      .filter((size) => size > 0)
      .toSorted();
    const step = Math.max(1e-9, sizes[Math.floor(CUT_SHARE * (sizes.length - 1))] ?? 0) / LARGEST.weight;
    for (const [place, weight] of folded.entries()) {
      const steps = Math.max(-LARGEST.weight, Math.min(LARGEST.weight, Math.round(weight / step)));
      weights[place * trained.length + nth] = steps;
    }
    const { name, says } = lessons.heads[nth]!;
    return { name, bias: head.bias, step, ...calibrate(head.margins, says), least: 0.5 };
  });
  return {
    heads,
    features,
    importance: Uint8Array.from(importance, (each) => Math.max(1, Math.round(each / importanceStep))),
    importanceStep,
    weights,
  };
}
