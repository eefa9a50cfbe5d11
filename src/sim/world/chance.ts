import { normal, type Random } from '#kernel/random';

/** A number of independent rare things with mean `mean`: Knuth's product below 30, a rounded normal above. */
export function poisson(random: Random, mean: number): number {
  if (mean <= 0) return 0;
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > floor; product *= random.next()) count += 1;
  return count;
}

/** Log-normal with median 1: most are near it, a few far above. */
export function spread(random: Random, sigma: number): number {
  return Math.exp(sigma * normal(random));
}

export const between = (random: Random, low: number, high: number): number => low + (high - low) * random.next();

export const happens = (random: Random, chance: number): boolean => random.next() < chance;

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Splits `total` whole things by weight so that the sum is exact, at least one each: largest remainder. */
export function allot(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const free = total - weights.length;
  const exact = weights.map((weight) => (free * weight) / sum);
  const parts = exact.map((value) => 1 + Math.floor(value));
  const missing = total - parts.reduce((all, part) => all + part, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of order.slice(0, missing)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}
