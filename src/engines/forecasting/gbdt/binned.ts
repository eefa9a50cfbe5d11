import { binCount, binsOf, writeBins, type FeatureBins, type FeatureSpec } from './bins.ts';

/** Rows by columns: of each feature a value for each row. NaN is missing. */
export interface Matrix {
  readonly rows: number;
  readonly features: readonly FeatureSpec[];
  readonly columns: readonly ArrayLike<number>[];
}

/** A matrix in bins, column by column, in memory that threads can share. */
export interface Binned {
  readonly rows: number;
  readonly bins: readonly FeatureBins[];
  /** Of feature f from f × rows on. */
  readonly cells: Uint8Array;
}

/** The bins of each column. */
export const findBins = ({ features, columns }: Matrix): FeatureBins[] =>
  features.map((spec, f) => binsOf(spec, columns[f]!));

/** A matrix in given bins: those of the rows that a model learns from. */
export function putIntoBins({ rows, columns }: Matrix, bins: readonly FeatureBins[]): Binned {
  const cells = new Uint8Array(new SharedArrayBuffer(rows * bins.length));
  for (const [f, each] of bins.entries()) writeBins(each, columns[f]!, cells.subarray(f * rows, (f + 1) * rows));
  return { rows, bins, cells };
}

/** Where the bins of each feature begin in a histogram; the last one is how many there are in all. */
export function binOffsets(bins: readonly FeatureBins[]): Int32Array {
  const offsets = new Int32Array(bins.length + 1);
  for (const [f, each] of bins.entries()) offsets[f + 1] = offsets[f]! + binCount(each);
  return offsets;
}
