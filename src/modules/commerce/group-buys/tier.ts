import { fen, type Fen } from '#kernel/money';

export type TierMeasure = 'units' | 'people';

/** From so many units or people on, everybody pays that. */
export interface TierStep {
  readonly from: number;
  readonly priceFen: Fen;
}

/** Whether steps rise and their prices fall, all below the price that everybody pays first. */
export function tiersFit(priceFen: Fen, tiers: readonly TierStep[]): boolean {
  return tiers.every(
    (step, at) =>
      step.from > (tiers[at - 1]?.from ?? 0) &&
      step.priceFen < (tiers[at - 1]?.priceFen ?? priceFen) &&
      step.priceFen > 0,
  );
}

/** What everybody pays once so many were sold. */
export function tierPrice(priceFen: Fen, tiers: readonly TierStep[], reached: number): Fen {
  return tiers.findLast((step) => step.from <= reached)?.priceFen ?? priceFen;
}

/** The next step, and how many are missing; null at the last one. */
export function nextStep(
  tiers: readonly TierStep[],
  reached: number,
): { readonly missing: number; readonly priceFen: Fen } | null {
  const next = tiers.find((step) => step.from > reached);
  return next === undefined ? null : { missing: next.from - reached, priceFen: next.priceFen };
}

/**
 * What goes back of a line because a tier was reached: the fall of the price for each unit that stands, and never more
 * than what was paid for the line and did not go back yet (a coupon may have paid part of it).
 */
export function rebateOf(
  line: { readonly unitFen: Fen; readonly unitsLeft: number; readonly restFen: Fen },
  finalFen: Fen,
): Fen {
  const fall = Math.max(0, line.unitFen - finalFen) * line.unitsLeft;
  return fen(Math.min(fall, line.restFen));
}
