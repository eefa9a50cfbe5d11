import { fen, yuanInWords, type Fen } from '#kernel/money';
import type { Benefit, PromotionRule } from '../promotions/benefit.ts';
import type { CartLine } from './cart.ts';

/** A line with what earlier steps have left of it. */
export interface OpenLine {
  readonly line: CartLine;
  readonly grossFen: number;
  readonly leftFen: number;
}

/** How much a benefit takes off, from which lines in which proportion; or why nothing. */
export type Offer =
  | { readonly amountFen: Fen; readonly weights: readonly number[] }
  | { readonly why: string; readonly missingFen: Fen | null };

/** 59, 6.20: yuan for sentences that say 元 themselves. */
export const yuan = (amount: number): string => yuanInWords(fen(amount)).slice(1).replaceAll(',', '');

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Whether a line is in the scope of a benefit. */
export function inScope({ scope, rule }: Pick<Benefit, 'scope' | 'rule'>, line: CartLine): boolean {
  if (rule.kind === 'bundle_price') return rule.parts.some((part) => part.skuId === line.skuId);
  switch (scope.kind) {
    case 'all':
      return true;
    case 'categories':
      return line.categoryId !== null && scope.categoryIds.includes(line.categoryId);
    case 'skus':
      return scope.skuIds.includes(line.skuId);
  }
}

/** What a benefit would take off these lines as they are left. Delivery is not about lines: see `deliveryOffer`. */
export function offerOf(benefit: Benefit, lines: readonly OpenLine[]): Offer {
  const { rule } = benefit;
  if (rule.kind === 'bundle_price') return bundleOffer(rule, lines);
  const scoped = lines.map((each) => (inScope(benefit, each.line) ? each : undefined));
  if (scoped.every((each) => each === undefined)) return { why: '购物车里没有可用的商品', missingFen: null };
  const grossFen = sum(scoped.map((each) => each?.grossFen ?? 0));
  const weights = scoped.map((each) => each?.leftFen ?? 0);
  const leftFen = sum(weights);
  const short = shortOf(rule, grossFen);
  if (short !== undefined) return short;
  const amountFen = fen(Math.min(leftFen, offOf(rule, grossFen, leftFen)));
  if (amountFen === 0) return { why: '前面的优惠已经减完了', missingFen: null };
  return { amountFen, weights };
}

/** The threshold that is not reached, and how much is missing. */
export function shortOf(
  rule: Exclude<PromotionRule, { kind: 'bundle_price' }>,
  grossFen: number,
): { why: string; missingFen: Fen } | undefined {
  const fromFen = rule.kind === 'threshold' ? Math.min(...rule.rungs.map((rung) => rung.fromFen)) : rule.fromFen;
  if (grossFen >= fromFen) return undefined;
  const missingFen = fen(fromFen - grossFen);
  return { why: `满${yuan(fromFen)}可用，还差${yuan(missingFen)}元`, missingFen };
}

function offOf(rule: Exclude<PromotionRule, { kind: 'bundle_price' }>, grossFen: number, leftFen: number): number {
  switch (rule.kind) {
    case 'fixed':
      return rule.offFen;
    case 'percent':
      // Rounded half up to the fen; ≤ 9·10^7 × 10^4 is exact.
      return Math.min(rule.capFen ?? Infinity, Math.floor((leftFen * rule.offBasisPoints + 5_000) / 10_000));
    case 'threshold':
      return Math.max(...rule.rungs.map((rung) => (grossFen >= rung.fromFen ? rung.offFen : 0)));
    case 'delivery':
      return 0;
  }
}

/** Whole sets at their price instead of the units' prices; units of a SKU are taken from its lines in their order. */
function bundleOffer(rule: Extract<PromotionRule, { kind: 'bundle_price' }>, lines: readonly OpenLine[]): Offer {
  const had = rule.parts.map((part) => sum(lines.map(({ line }) => (line.skuId === part.skuId ? line.quantity : 0))));
  const whole = Math.min(...rule.parts.map((part, at) => Math.floor((had[at] ?? 0) / part.quantity)));
  if (whole === 0) return { why: '组合里的商品还没选齐', missingFen: null };
  const sets = Math.min(whole, rule.maxSets ?? Infinity);
  const wanted = new Map(rule.parts.map((part) => [part.skuId, part.quantity * sets]));
  const weights = lines.map(({ line }) => {
    const taken = Math.min(line.quantity, wanted.get(line.skuId) ?? 0);
    if (taken > 0) wanted.set(line.skuId, (wanted.get(line.skuId) ?? 0) - taken);
    return taken * line.unitFen;
  });
  const savedFen = sum(weights) - rule.priceFen * sets;
  if (savedFen <= 0) return { why: '这组商品现在单买更便宜', missingFen: null };
  return { amountFen: fen(savedFen), weights };
}
