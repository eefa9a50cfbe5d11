import { FEATURE_COUNT, type Features } from './features.ts';

/** One question that a model answers, and how its margins become probabilities. */
export interface Head {
  readonly name: string;
  /** Margin of a text without any known feature. */
  readonly bias: number;
  /** What one step of a weight is worth. */
  readonly step: number;
  /** Probability of yes at a margin: 1 / (1 + exp(-(slope · margin + offset))). */
  readonly slope: number;
  readonly offset: number;
  /** The probability from which on the answer is yes. */
  readonly least: number;
}

/**
 * Linear classifiers that share their features. A feature that is known has an importance, by which texts are brought to
 * one length, and for each head a weight; the others are not looked at.
 */
export interface LinearModel {
  readonly heads: readonly Head[];
  /** Known features, ascending. */
  readonly features: Int32Array;
  /** By known feature, in steps of `importanceStep`. */
  readonly importance: Uint8Array;
  readonly importanceStep: number;
  /** By known feature and, within it, by head. */
  readonly weights: Int8Array;
}

const WORD_BITS = 32;

function bitsSet(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Answers for one text after another. What it holds besides the model are some two megabytes. */
export class LinearReader {
  readonly model: LinearModel;
  /** For each word of 32 features: which of them are known, and how many are before them. */
  readonly #known = new Int32Array((2 * FEATURE_COUNT) / WORD_BITS);
  /** By known feature: its importance, then its weight for each head. Together, since they are needed together. */
  readonly #table: Int8Array;
  /** By known feature, the text in which it was last met: each counts once. */
  readonly #met: Uint8Array;
  #text = 0;
  readonly #sums: Int32Array;
  readonly #ofText: Float64Array;

  constructor(model: LinearModel) {
    this.model = model;
    const count = model.heads.length;
    for (const feature of model.features) this.#known[2 * (feature >>> 5)]! |= 1 << (feature & 31);
    for (let word = 2; word < this.#known.length; word += 2) {
      this.#known[word + 1] = this.#known[word - 1]! + bitsSet(this.#known[word - 2]!);
    }
    this.#table = new Int8Array(model.features.length * (count + 1));
    for (let at = 0; at < model.features.length; at++) {
      this.#table[at * (count + 1)] = model.importance[at]!;
      this.#table.set(model.weights.subarray(at * count, (at + 1) * count), at * (count + 1) + 1);
    }
    this.#met = new Uint8Array(model.features.length);
    this.#sums = new Int32Array(count);
    this.#ofText = new Float64Array(count);
  }

  /** The margins of texts, by text and, within it, by head: above zero is yes. */
  marginsOf({ features, ends }: Features): Float64Array {
    const count = this.model.heads.length;
    const margins = new Float64Array(ends.length * count);
    let from = 0;
    for (const [text, end] of ends.entries()) {
      margins.set(this.#margins(features.subarray(from, end)), text * count);
      from = end;
    }
    return margins;
  }

  #margins(features: Int32Array): Float64Array {
    const { heads, importanceStep } = this.model;
    const [sums, met, known, table, stride] = [this.#sums, this.#met, this.#known, this.#table, this.#sums.length + 1];
    const text = this.#nextText();
    sums.fill(0);
    let squares = 0;
    for (let nth = 0; nth < features.length; nth++) {
      const feature = features[nth]!;
      const word = 2 * (feature >>> 5);
      const bits = known[word]!;
      const bit = 1 << (feature & 31);
      if ((bits & bit) === 0) continue;
      const at = known[word + 1]! + bitsSet(bits & (bit - 1));
      if (met[at] === text) continue;
      met[at] = text;
      const from = at * stride;
      const importance = table[from]! & 255;
      squares += importance * importance;
      for (let head = 1; head < stride; head++) sums[head - 1]! += table[from + head]!;
    }
    const length = Math.sqrt(squares) * importanceStep || 1;
    for (let head = 0; head < sums.length; head++) {
      const { bias, step } = heads[head]!;
      this.#ofText[head] = (sums[head]! * step) / length + bias;
    }
    return this.#ofText;
  }

  /** How much a feature speaks for a head; 0 of what is unknown. To be compared only. */
  weightOf(feature: number, head: number): number {
    const bits = this.#known[2 * (feature >>> 5)]!;
    const bit = 1 << (feature & 31);
    if ((bits & bit) === 0) return 0;
    const at = this.#known[2 * (feature >>> 5) + 1]! + bitsSet(bits & (bit - 1));
    return this.#table[at * (this.#sums.length + 1) + 1 + head]!;
  }

  #nextText(): number {
    this.#text = (this.#text + 1) & 255;
    if (this.#text === 0) {
      this.#met.fill(0);
      this.#text = 1;
    }
    return this.#text;
  }
}

/** The probability of yes. */
export function probabilityOf({ slope, offset }: Pick<Head, 'slope' | 'offset'>, margin: number): number {
  return 1 / (1 + Math.exp(-(slope * margin + offset)));
}
