import { SET_SIZE } from './best-split.ts';
import type { FeatureBins, FeatureSpec } from './bins.ts';
import type { Loss } from './losses.ts';
import type { Model } from './model.ts';
import type { Tree } from './tree.ts';

/** Changes with every change of what is written. */
const VERSION = 1;
/** `TWBT`: boosted trees. */
const MARK = 0x54574254;
const HEAD_BYTES = 12;

/** What was read is no saved model, or one of another version. */
export class UnreadableModel extends Error {}

interface Header {
  readonly loss: Loss;
  readonly features: readonly FeatureSpec[];
  readonly first: number;
  readonly bins: readonly { readonly kind: FeatureBins['kind']; readonly count: number }[];
  /** Nodes and leaves of each tree. */
  readonly trees: readonly (readonly [number, number])[];
}

/** A model as bytes: a header in JSON, then its numbers. Reading them gives a model that predicts the same to the last bit. */
export function saveModel({ loss, features, bins, first, trees }: Model): Uint8Array<ArrayBuffer> {
  const header: Header = {
    loss,
    features,
    first,
    bins: bins.map((each) => ({ kind: each.kind, count: boundsOf(each).length })),
    trees: trees.map((tree) => [tree.feature.length, tree.values.length]),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const numbers = [...bins.map(boundsOf), ...trees.flatMap(partsOf)].map(
    (part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
  );
  const length = numbers.reduce((sum, part) => sum + part.byteLength, HEAD_BYTES + text.byteLength);
  const bytes = new Uint8Array(length);
  const head = new DataView(bytes.buffer);
  head.setUint32(0, MARK);
  head.setUint32(4, VERSION);
  head.setUint32(8, text.byteLength);
  bytes.set(text, HEAD_BYTES);
  let at = HEAD_BYTES + text.byteLength;
  for (const part of numbers) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

/** Reads a saved model. @throws UnreadableModel */
export function readModel(bytes: Uint8Array): Model {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < HEAD_BYTES || head.getUint32(0) !== MARK)
    throw new UnreadableModel('these are no saved trees');
  if (head.getUint32(4) !== VERSION) throw new UnreadableModel(`saved as version ${head.getUint32(4)}, not ${VERSION}`);
  const end = HEAD_BYTES + head.getUint32(8);
  const { loss, features, first, bins, trees } = JSON.parse(
    new TextDecoder().decode(bytes.subarray(HEAD_BYTES, end)),
  ) as Header;
  let at = end;
  const take = (length: number): ArrayBuffer => {
    if (at + length > bytes.byteLength) throw new UnreadableModel('the end of the saved trees is missing');
    at += length;
    return bytes.slice(at - length, at).buffer as ArrayBuffer;
  };
  const doubles = (count: number): Float64Array => new Float64Array(take(8 * count));
  const whole = (count: number): Int32Array => new Int32Array(take(4 * count));
  return {
    loss,
    features,
    first,
    bins: bins.map(({ kind, count }) =>
      kind === 'number' ? { kind, upTo: doubles(count) } : { kind, codes: doubles(count) },
    ),
    trees: trees.map(([nodes, leaves]): Tree => ({
      feature: whole(nodes),
      bin: new Uint8Array(take(nodes)),
      missingLeft: new Uint8Array(take(nodes)),
      sets: whole(nodes * SET_SIZE),
      left: whole(nodes),
      right: whole(nodes),
      values: doubles(leaves),
      expected: doubles(nodes),
      gains: doubles(nodes),
    })),
  };
}

const boundsOf = (bins: FeatureBins): Float64Array => (bins.kind === 'number' ? bins.upTo : bins.codes);

/** In the order in which they are read. */
const partsOf = (tree: Tree) => [
  tree.feature,
  tree.bin,
  tree.missingLeft,
  tree.sets,
  tree.left,
  tree.right,
  tree.values,
  tree.expected,
  tree.gains,
];
