declare const brand: unique symbol;

/** Money in integer fen (1/100 yuan). */
export type Fen = number & { readonly [brand]: 'Fen' };

/** Brands a whole number of fen; throws RangeError on fractions and beyond ±2^53. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of fen: ${amount}`);
  return amount as Fen;
}

export function sumFen(amounts: readonly Fen[]): Fen {
  return fen(amounts.reduce<number>((sum, amount) => sum + amount, 0));
}

/**
 * Splits an amount by weights so that the parts add up exactly: largest remainder (Hamilton), ties to the earlier part.
 * Weights are ≥ 0 with a positive sum; the sign of the amount carries over.
 */
export function splitFen(amount: Fen, weights: readonly number[]): Fen[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0) || weights.some((weight) => weight < 0)) {
    throw new RangeError('splitFen: weights must be ≥ 0 with a positive sum');
  }
  const sign = amount < 0 ? -1 : 1;
  const exact = weights.map((weight) => (Math.abs(amount) * weight) / total);
  const parts = exact.map(Math.floor);
  const missing = Math.abs(amount) - parts.reduce((sum, part) => sum + part, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of order.slice(0, missing)) parts[index] = (parts[index] ?? 0) + 1;
  return parts.map((part) => fen(sign * part));
}

/** `¥1,234.50`, for people. */
export function formatYuan(amount: Fen): string {
  const sign = amount < 0 ? '-' : '';
  const [whole = '0', cents = '00'] = (Math.abs(amount) / 100).toFixed(2).split('.');
  return `${sign}¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

/** `¥1,234`, with cents only where there are some: for sentences. */
export function yuanInWords(amount: Fen): string {
  return formatYuan(amount).replace(/\.00$/, '');
}
