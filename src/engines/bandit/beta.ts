import { normal, type Random } from '#kernel/random';

/** A Beta distribution over a conversion rate; both parameters are > 0. */
export interface Beta {
  readonly a: number;
  readonly b: number;
}

/** The Beta with this mean (in (0, 1)) and strength, counted in results: a + b. */
export function betaOf(mean: number, strength: number): Beta {
  return { a: mean * strength, b: (1 - mean) * strength };
}

export function meanOf(beta: Beta): number {
  return beta.a / (beta.a + beta.b);
}

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0 by Lanczos' approximation (g = 7, nine terms): relative error below 1e-13. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  let series = 0.9999999999998099;
  for (const [at, coefficient] of LANCZOS.entries()) series += coefficient / (x + at);
  const base = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series);
}

function logBetaFunction(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/**
 * Log likelihood of `successes` in `trials` when the rate itself is drawn from `prior` (beta-binomial), up to a term
 * that does not depend on the prior. Counts may be fractional: effective counts of a higher level are.
 */
export function logMarginalLikelihood(prior: Beta, trials: number, successes: number): number {
  return logBetaFunction(prior.a + successes, prior.b + trials - successes) - logBetaFunction(prior.a, prior.b);
}

/** The logarithm of a Gamma(shape, 1) draw: Marsaglia and Tsang (2000); in logs so that tiny shapes do not underflow. */
function logGammaDraw(random: Random, shape: number): number {
  if (shape < 1) return logGammaDraw(random, shape + 1) + Math.log(1 - random.next()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** One draw from the distribution. */
export function drawBeta(random: Random, beta: Beta): number {
  const a = logGammaDraw(random, beta.a);
  const b = logGammaDraw(random, beta.b);
  return 1 / (1 + Math.exp(b - a));
}
