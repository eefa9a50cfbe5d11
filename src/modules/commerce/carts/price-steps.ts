import { unreachable } from '#kernel/errors';
import type { Benefit } from '../promotions/benefit.ts';
import type { StepKind } from './cart.ts';

export type BenefitStep = Exclude<StepKind, 'goods'>;

/** What two benefits of one step are to each other. */
export interface Pair {
  readonly a: Benefit;
  readonly b: Benefit;
  /** Some line is in the scope of both. */
  readonly shareLines: boolean;
}

interface StepRule {
  readonly step: BenefitStep;
  /** Whether both may be taken off the same cart. Of those that may not, the family that takes most off is taken. */
  readonly together: (pair: Pair) => boolean;
  /** Why one lost against another, by title. */
  readonly lost: (winner: string) => string;
}

const ONE_ONLY = () => false;
const bothStack = ({ a, b }: Pair): boolean => a.stackable && b.stackable;

/**
 * The stacking rules. Steps follow each other; each takes off what the ones before have left, never more.
 *
 * | step          | what is in it                                     | together within the step                         |
 * | ------------- | ------------------------------------------------- | ------------------------------------------------ |
 * | `goods`       | unit price (effective, or of the group buy) × n   |                                                  |
 * | `bundle`      | buy A + B for X                                   | where they share no line                         |
 * | `item`        | automatic ones for everybody                      | where they share no line, or both are stackable  |
 * | `first_order` | automatic ones for the first order                | one                                              |
 * | `coupon`      | coupons and codes                                 | one; or one for part of the goods with one for   |
 * |               |                                                   | all goods, where both are stackable              |
 * | `level`       | automatic ones for a member level                 | one                                              |
 * | `delivery`    | the fee of the delivery rule, then what is off it | one                                              |
 *
 * Thresholds (满59, 满39免运费) are measured on goods before any benefit: taking one benefit more never takes another
 * away. Fixed amounts and percentages are taken from what is left. Each amount is split over the lines in its scope in
 * proportion to what is left of them, by largest remainder.
 */
export const STEP_RULES: readonly StepRule[] = [
  { step: 'bundle', together: ({ shareLines }) => !shareLines, lost: (winner) => `商品已参加「${winner}」` },
  {
    step: 'item',
    together: (pair) => !pair.shareLines || bothStack(pair),
    lost: (winner) => `和「${winner}」不能同享，已用更优惠的`,
  },
  { step: 'first_order', together: ONE_ONLY, lost: (winner) => `已用更优惠的「${winner}」` },
  {
    step: 'coupon',
    together: (pair) => bothStack(pair) && (pair.a.scope.kind === 'all') !== (pair.b.scope.kind === 'all'),
    lost: (winner) => `不能和「${winner}」一起用`,
  },
  { step: 'level', together: ONE_ONLY, lost: (winner) => `已用更优惠的「${winner}」` },
  { step: 'delivery', together: ONE_ONLY, lost: (winner) => `运费已用「${winner}」` },
];

/** In which step a benefit is taken off. */
export function stepOf({ rule, way, eligibility }: Pick<Benefit, 'rule' | 'way' | 'eligibility'>): BenefitStep {
  if (rule.kind === 'delivery') return 'delivery';
  if (rule.kind === 'bundle_price') return 'bundle';
  if (way !== 'automatic') return 'coupon';
  switch (eligibility) {
    case 'everybody':
      return 'item';
    case 'first_order':
      return 'first_order';
    case 'member_level':
      return 'level';
    default:
      return unreachable(eligibility);
  }
}
