import { hash32 } from '#kernel/random';

/** How many hashes stand for a text: the estimate of likeness is off by about one over the root of it. */
export const SIGNATURE_LENGTH = 32;
const SHINGLE = 3;
/** Two texts that share a band of hashes are compared. Of texts that are half alike, nine in ten do. */
const BAND = 2;
/** As alike as this is the same story. */
const ALIKE = 0.5;

const SEEDS: Uint32Array = Uint32Array.from({ length: SIGNATURE_LENGTH }, (_, at) => hash32(`shingle ${at}`) | 1);
/** Numbers and signs change from copy to copy. */
const IDLE = /[\d\s\p{P}\p{S}]+/gu;

/**
 * A text's MinHash signature over runs of three characters (Broder, "On the resemblance and containment of documents", 1997):
 * the share of equal places estimates how much two texts share. Of a normalised text.
 */
export function signatureOf(text: string): Int32Array {
  const plain = text.replace(IDLE, '');
  const signature = new Int32Array(SIGNATURE_LENGTH).fill(0x7fffffff);
  for (let at = 0; at + Math.min(SHINGLE, plain.length) <= plain.length && plain !== ''; at++) {
    const shingle = hash32(plain.slice(at, at + SHINGLE));
    for (let nth = 0; nth < SIGNATURE_LENGTH; nth++) {
      let mixed = Math.imul(shingle ^ SEEDS[nth]!, 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      mixed ^= mixed >>> 16;
      if (mixed < signature[nth]!) signature[nth] = mixed;
    }
  }
  return signature;
}

/** How much two texts share, 0 to 1, by their signatures. */
export function likeness(one: Int32Array, other: Int32Array): number {
  let equal = 0;
  for (let nth = 0; nth < SIGNATURE_LENGTH; nth++) if (one[nth] === other[nth]) equal += 1;
  return equal / SIGNATURE_LENGTH;
}

/**
 * Texts that tell the same story, by their places: groups of one and more, the largest first, each with its members in
 * order. Texts are alike if they share half of their runs, or are both like a third one.
 */
export function nearCopies(signatures: readonly Int32Array[]): number[][] {
  const parents = Int32Array.from(signatures.keys());
  const rootOf = (at: number): number => {
    let root = at;
    while (parents[root] !== root) root = parents[root]!;
    for (let each = at; parents[each] !== root;) {
      const next = parents[each]!;
      parents[each] = root;
      each = next;
    }
    return root;
  };
  for (let band = 0; band < SIGNATURE_LENGTH; band += BAND) {
    const byBand = new Map<string, number>();
    for (const [at, signature] of signatures.entries()) {
      const key = signature.subarray(band, band + BAND).join(' ');
      const first = byBand.get(key);
      if (first === undefined) byBand.set(key, at);
      else if (likeness(signature, signatures[first]!) >= ALIKE) parents[rootOf(at)] = rootOf(first);
    }
  }
  const groups = Map.groupBy(signatures.keys(), rootOf);
  return [...groups.values()].toSorted((a, b) => b.length - a.length || a[0]! - b[0]!);
}
