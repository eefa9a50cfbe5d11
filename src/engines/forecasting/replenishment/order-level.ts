import { quantileOf, shareUpTo, type Calibration } from '../conformal.ts';

/** What will be wanted in a time, as far as it is known: a mean, and how far such means were off. */
export interface Demand {
  readonly mean: number;
  readonly leadTime: number;
  readonly calibration: Calibration;
}

const STEPS = 40;
/** No level lies above what is enough on all but so few days. */
const HIGHEST_SHARE = 0.999;

/**
 * Up to how much there should be when the day begins. One unit more is wanted on the days on which it would be sold until the
 * next delivery, and wasted on those on which it would still be there when its time is over: the level is where both weigh
 * the same, `share` being what a missing unit costs of what a missing and a wasted one cost together. With goods of one day
 * this is the quantile of the newsvendor (Arrow, Harris and Marschak, Econometrica 19(3), 1951); what keeps longer may stand higher.
 */
export function orderLevel(share: number, untilNext: Demand, whileGood: Demand): number {
  let low = 0;
  let high = quantileOf(untilNext.calibration, untilNext.mean, untilNext.leadTime, HIGHEST_SHARE);
  for (let step = 0; step < STEPS; step += 1) {
    const level = (low + high) / 2;
    const missing = share * (1 - shareOf(untilNext, level));
    const wasted = (1 - share) * shareOf(whileGood, level);
    if (missing > wasted) low = level;
    else high = level;
  }
  return high;
}

const shareOf = ({ calibration, mean, leadTime }: Demand, units: number): number =>
  shareUpTo(calibration, mean, leadTime, units);
