import type { Head, LinearModel } from './linear-model.ts';

const MAGIC = 'twtx';
const VERSION = 1;

/** A model of another version, or no model at all. */
export class NotALinearModel extends Error {
  constructor(why: string) {
    super(`not a model of texts: ${why}`);
  }
}

/**
 * A model as bytes: a line of JSON (version, heads, counts), then the gaps between features (7 bits a byte, the lowest
 * first), their importance, and their weights.
 */
export function saveLinear(model: LinearModel): Uint8Array {
  const { heads, features, importance, importanceStep, weights } = model;
  const head = { magic: MAGIC, version: VERSION, heads, features: features.length, importanceStep };
  const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const gaps: number[] = [];
  let before = -1;
  for (const feature of features) {
    let gap = feature - before - 1;
    before = feature;
    for (; gap > 127; gap >>>= 7) gaps.push((gap & 127) | 128);
    gaps.push(gap);
  }
  const bytes = new Uint8Array(line.length + gaps.length + importance.length + weights.length);
  bytes.set(line);
  bytes.set(gaps, line.length);
  bytes.set(importance, line.length + gaps.length);
  bytes.set(
    new Uint8Array(weights.buffer, weights.byteOffset, weights.length),
    line.length + gaps.length + importance.length,
  );
  return bytes;
}

/** @throws NotALinearModel */
export function readLinear(bytes: Uint8Array): LinearModel {
  const end = bytes.indexOf(10);
  const head = headOf(bytes.subarray(0, Math.max(0, end)));
  const features = new Int32Array(head.features);
  let at = end + 1;
  let before = -1;
  for (let place = 0; place < features.length; place++) {
    let [gap, shift, byte] = [0, 0, 128];
    while (byte > 127) {
      byte = bytes[at++] ?? 0;
      gap |= (byte & 127) << shift;
      shift += 7;
    }
    before += gap + 1;
    features[place] = before;
  }
  const importance = bytes.slice(at, at + features.length);
  const rest = bytes.slice(at + features.length);
  if (rest.length !== features.length * head.heads.length) throw new NotALinearModel('cut short');
  const weights = new Int8Array(rest.buffer, rest.byteOffset, rest.length);
  return { heads: head.heads, features, importance, importanceStep: head.importanceStep, weights };
}

interface SavedHead {
  readonly heads: readonly Head[];
  readonly features: number;
  readonly importanceStep: number;
}

function headOf(bytes: Uint8Array): SavedHead {
  let head: Partial<SavedHead> & { magic?: unknown; version?: unknown };
  try {
    head = JSON.parse(new TextDecoder().decode(bytes)) as typeof head;
  } catch {
    throw new NotALinearModel('no header');
  }
  if (head.magic !== MAGIC || head.version !== VERSION) throw new NotALinearModel(`version ${String(head.version)}`);
  return head as SavedHead;
}
