import { netPromoterScore, type DealKind } from '../deals/deal-fact.ts';
import type { BoardFigures } from './board-contract.ts';

/** Sums by kind, of one place or many. */
export type DealSums = ReadonlyMap<DealKind, { readonly volume: number; readonly amountFen: number }>;

/** The figures that people read off the sums. `daysToSign` cannot be added up: it is measured apart. */
export function figuresOf(sums: DealSums, daysToSign: number | null): BoardFigures {
  const volume = (kind: DealKind): number => sums.get(kind)?.volume ?? 0;
  const amount = (kind: DealKind): number => sums.get(kind)?.amountFen ?? 0;
  const answers = { promoter: volume('promoter'), passive: volume('passive'), detractor: volume('detractor') };
  const teams = volume('team_filled') + volume('team_failed');
  return {
    leads: volume('lead'),
    visits: volume('visit_done'),
    quoted: volume('quoted'),
    signed: volume('signed'),
    signedFen: amount('signed'),
    conversion: volume('lead') === 0 ? null : volume('signed') / volume('lead'),
    daysToSign,
    revenueFen: amount('paid') - amount('refunded'),
    completed: volume('completed'),
    nps: netPromoterScore(answers),
    npsAnswers: answers.promoter + answers.passive + answers.detractor,
    costFen: amount('commission') - amount('commission_back'),
    goodsFen: amount('goods_paid') - amount('goods_refunded'),
    goodsOrders: volume('goods_paid'),
    teamRate: teams === 0 ? null : volume('team_filled') / teams,
    claimRate: volume('goods_paid') === 0 ? null : volume('claimed') / volume('goods_paid'),
  };
}

/** Sums of several places as one. */
export function addSums(all: readonly DealSums[]): DealSums {
  const total = new Map<DealKind, { volume: number; amountFen: number }>();
  for (const sums of all) {
    for (const [kind, { volume, amountFen }] of sums) {
      const before = total.get(kind) ?? { volume: 0, amountFen: 0 };
      total.set(kind, { volume: before.volume + volume, amountFen: before.amountFen + amountFen });
    }
  }
  return total;
}

/** The middle of numbers, interpolated; null of none. */
export function medianOf(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)] ?? 0, sorted[Math.ceil(middle)] ?? 0];
  return (low + high) / 2;
}
