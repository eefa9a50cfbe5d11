/** What a column holds: numbers in an order, or codes (whole numbers from 0 on) without one. NaN is missing. */
export interface FeatureSpec {
  readonly name: string;
  readonly kind: 'number' | 'category';
}

/** How the values of a feature fall into at most 255 bins. Bin 0 holds what is missing, and rare categories. */
export type FeatureBins =
  /** Bin i + 1 holds values up to and with `upTo[i]`; the last one is Infinity. */
  | { readonly kind: 'number'; readonly upTo: Float64Array }
  /** Codes by bin: `codes[i]` is in bin i + 1, the most frequent first. */
  | { readonly kind: 'category'; readonly codes: Float64Array };

export const MAX_BINS = 255;
/** Bounds are found among so many values, evenly spread: more change nothing that can be seen. */
const MOST_SAMPLED = 200_000;

/** The bins of a column, found in its values. */
export function binsOf(spec: FeatureSpec, values: ArrayLike<number>): FeatureBins {
  const sample = sampleOf(values);
  return spec.kind === 'number'
    ? { kind: 'number', upTo: boundsOf(sample.toSorted()) }
    : { kind: 'category', codes: frequentCodes(sample) };
}

/** What is there of at most so many values, evenly spread. */
function sampleOf(values: ArrayLike<number>): Float64Array {
  const step = Math.max(1, values.length / MOST_SAMPLED);
  const sample = new Float64Array(Math.floor(values.length / step));
  let count = 0;
  for (let at = 0; Math.floor(at) < values.length && count < sample.length; at += step) {
    const value = values[Math.floor(at)]!;
    if (!Number.isNaN(value)) sample[count++] = value;
  }
  return sample.subarray(0, count);
}

/** Bounds between sorted values, so that bins hold about as many each; equal values are in one bin. */
function boundsOf(sorted: Float64Array): Float64Array {
  const bounds: number[] = [];
  const bins = MAX_BINS - 1;
  let inBin = 0;
  let left = sorted.length;
  for (let at = 0; at < sorted.length;) {
    const value = sorted[at]!;
    let next = at;
    while (next < sorted.length && sorted[next] === value) next += 1;
    inBin += next - at;
    // Of what is left each bin that is left takes its share: a value that is there often has one to itself.
    const share = left / (bins - bounds.length);
    if (inBin >= share && next < sorted.length && bounds.length < bins - 1) {
      bounds.push((value + sorted[next]!) / 2);
      left -= inBin;
      inBin = 0;
    }
    at = next;
  }
  return Float64Array.from([...bounds, Number.POSITIVE_INFINITY]);
}

function frequentCodes(sample: Float64Array): Float64Array {
  const counts = new Map<number, number>();
  for (const code of sample) counts.set(code, (counts.get(code) ?? 0) + 1);
  const byCount = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return Float64Array.from(byCount.slice(0, MAX_BINS - 1), ([code]) => code);
}

export const binCount = (bins: FeatureBins): number => (bins.kind === 'number' ? bins.upTo : bins.codes).length + 1;

/** Writes the bin of each value of a column. */
export function writeBins(bins: FeatureBins, values: ArrayLike<number>, into: Uint8Array): void {
  if (bins.kind === 'number') {
    const { upTo } = bins;
    for (let at = 0; at < values.length; at += 1) into[at] = binOfNumber(upTo, values[at]!);
    return;
  }
  const byCode = new Map([...bins.codes].map((code, at) => [code, at + 1]));
  for (let at = 0; at < values.length; at += 1) into[at] = byCode.get(values[at]!) ?? 0;
}

/** The first bound that is not below a value, by halving. */
function binOfNumber(upTo: Float64Array, value: number): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= upTo[middle]!) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}
