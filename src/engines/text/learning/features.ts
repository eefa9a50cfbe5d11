import { wordsOf } from '../segment.ts';

/**
 * What a text is made of, as a learner sees it: runs of one to four characters, pairs with a gap, words and pairs of words;
 * and apart from those, what follows a negation within its clause, and what follows the last turn (「但是」). Each is a
 * number of `FEATURE_BITS` bits: names are hashed and forgotten.
 */
export const FEATURE_BITS = 22;
export const FEATURE_COUNT: number = 1 << FEATURE_BITS;
const MASK = FEATURE_COUNT - 1;

const LONGEST_RUN = 4;
const NEGATED_REACH = 5;
const NEGATION = /[不没无非别未]/gu;
const CLAUSE_END = /[,.!?;: 、。…]/u;
const TURN = /但是|但|不过|可是|就是|可惜|然而|只是|除了/gu;

const [BEGIN, END] = [2, 3];
/** Kinds of features that may not be taken for one another. */
const KIND = {
  gap: 11,
  negated: 12,
  negatedPair: 13,
  turned: 14,
  turnedPair: 15,
  word: 16,
  words: 17,
  given: 18,
} as const;

/** One step of hashing: a multiply and a shift, since runs are grown character by character (after MurmurHash3's finaliser). */
const mix = (hash: number, code: number): number => {
  const mixed = Math.imul(hash ^ code, 0x01000193);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
};
/** Kinds spread over all bits, so that they do not look like characters. */
const seedOf = (kind: number): number => Math.imul(kind, 0x9e3779b1);
const GAP = seedOf(KIND.gap);
const placed = (hash: number): number => (hash ^ (hash >>> 16)) & MASK;
const wordHash = (word: string): number => {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash;
};

/** The number of something that is known of a text besides its words, such as a keyword of a topic that it holds. */
export const givenFeature = (name: string): number => placed(mix(mix(0x811c9dc5, KIND.given), wordHash(name)));

/** The number of a word of up to four characters, wherever it stands. */
export function runFeature(word: string): number {
  let hash = 0x811c9dc5;
  const run = Math.min(LONGEST_RUN, word.length);
  for (let at = 0; at < run; at++) hash = mix(hash, word.charCodeAt(at));
  return placed(hash ^ Math.imul(run, 0x9e3779b1));
}

/** The features of texts, one after the other; of a text some come more than once. */
export interface Features {
  readonly features: Int32Array;
  /** By text, where its features end. */
  readonly ends: Int32Array;
}

/** Collects features of texts. They are read in steps of all texts together: dictionary and tables then stay in the cache. */
export class FeatureReader {
  #found = new Int32Array(65_536);
  #count = 0;
  #codes = new Uint16Array(1_024);

  /** The features of normalised texts; `given` are added to those of each. A view, overwritten by the next call. */
  read(texts: readonly string[], given?: (at: number) => readonly number[]): Features {
    const words = texts.map(wordsOf);
    const ends = new Int32Array(texts.length);
    this.#count = 0;
    for (const [at, text] of texts.entries()) {
      this.#addRuns(text);
      this.#addNegated(text);
      this.#addTurned(text);
      this.#addWords(words[at]!);
      for (const feature of given?.(at) ?? []) this.#add(feature);
      ends[at] = this.#count;
    }
    return { features: this.#found.subarray(0, this.#count), ends };
  }

  #add(feature: number): void {
    this.#makeRoom(1);
    this.#found[this.#count++] = feature;
  }

  #makeRoom(more: number): void {
    if (this.#count + more <= this.#found.length) return;
    const larger = new Int32Array(2 * (this.#count + more));
    larger.set(this.#found);
    this.#found = larger;
  }

  #addRuns(text: string): void {
    const length = text.length + 2;
    if (this.#codes.length < length) this.#codes = new Uint16Array(2 * length);
    this.#makeRoom((LONGEST_RUN + 1) * length);
    const [codes, found] = [this.#codes, this.#found];
    let count = this.#count;
    codes[0] = BEGIN;
    for (let at = 0; at < text.length; at++) codes[at + 1] = text.charCodeAt(at);
    codes[length - 1] = END;
    for (let at = 0; at < length; at++) {
      let hash = 0x811c9dc5;
      const longest = Math.min(LONGEST_RUN, length - at);
      for (let run = 1; run <= longest; run++) {
        hash = mix(hash, codes[at + run - 1]!);
        found[count++] = placed(hash ^ Math.imul(run, 0x9e3779b1));
      }
      if (at + 2 < length) found[count++] = placed(mix(mix(GAP, codes[at]!), codes[at + 2]!));
    }
    this.#count = count;
  }

  #addNegated(text: string): void {
    NEGATION.lastIndex = 0;
    for (let match = NEGATION.exec(text); match !== null; match = NEGATION.exec(text)) {
      const last = Math.min(text.length, match.index + 1 + NEGATED_REACH);
      for (let at = match.index + 1; at < last && !CLAUSE_END.test(text[at]!); at++) {
        this.#addPair(KIND.negated, text, at, last);
      }
    }
  }

  #addTurned(text: string): void {
    let from = -1;
    for (const match of text.matchAll(TURN)) from = match.index + match[0].length;
    if (from < 0) return;
    for (let at = from; at < text.length; at++) this.#addPair(KIND.turned, text, at, text.length);
  }

  /** A character and, within the end, the pair that it begins, as another kind. */
  #addPair(kind: number, text: string, at: number, end: number): void {
    const one = mix(seedOf(kind), text.charCodeAt(at));
    this.#add(placed(one));
    if (at + 1 < end) this.#add(placed(mix(mix(seedOf(kind + 1), text.charCodeAt(at)), text.charCodeAt(at + 1))));
  }

  #addWords(words: readonly string[]): void {
    let before = 0;
    for (const word of words) {
      const hash = wordHash(word);
      // Shorter ones are runs already.
      if (word.length > LONGEST_RUN) this.#add(placed(mix(seedOf(KIND.word), hash)));
      this.#add(placed(mix(mix(seedOf(KIND.words), before), hash)));
      before = hash;
    }
  }
}
