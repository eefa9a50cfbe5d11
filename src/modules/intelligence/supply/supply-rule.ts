import { Refusal } from '#kernel/errors';
import type { SkuId } from '#kernel/ids';
import type { CategoryId } from '#modules/commerce';

/** How an item, or all of a category, is supplied. */
export interface SupplyTerms {
  /** Days from the decision to the morning on which it arrives. */
  readonly leadDays: number;
  /** It can be ordered every so many days. */
  readonly everyDays: number;
  /** Units that come together, and the fewest that come. */
  readonly pack: number;
  readonly minimum: number;
  /** Days that it may be sold on, the day of its arrival included; null to take the product's. */
  readonly keepsDays: number | null;
  /** What a sale that is missed costs, in margins: above one, since who finds nothing may not come again. */
  readonly missingMargins: number;
}

export interface SupplyRule extends SupplyTerms {
  readonly subjectId: CategoryId | SkuId;
  readonly subjectKind: 'category' | 'sku';
  readonly revision: number;
}

/** Where nobody said anything: ordered every evening, there the next morning, unit by unit. */
export const DEFAULT_TERMS: SupplyTerms = {
  leadDays: 1,
  everyDays: 1,
  pack: 1,
  minimum: 0,
  keepsDays: null,
  missingMargins: 1.5,
};

/** The rule of an item, else of its category or the nearest one above it, else the default. */
export function termsOf(
  rules: ReadonlyMap<string, SupplyTerms>,
  skuId: SkuId,
  categories: readonly CategoryId[],
): SupplyTerms {
  return [skuId, ...categories].map((id) => rules.get(id)).find((rule) => rule !== undefined) ?? DEFAULT_TERMS;
}

/**
 * What a missing unit costs of what a missing and a wasted one cost together: the newsvendor's critical ratio (Arrow, Harris
 * and Marschak, 1951). Bounds keep a price below cost from ordering nothing, and a free item from ordering everything.
 */
export function missingShare(
  money: { readonly priceFen: number; readonly costFen: number },
  terms: SupplyTerms,
): number {
  const missing = terms.missingMargins * Math.max(0, money.priceFen - money.costFen);
  const wasted = Math.max(1, money.costFen);
  return Math.min(0.95, Math.max(0.05, missing / (missing + wasted)));
}

export class SupplyRuleChangedMeanwhile extends Refusal {
  constructor() {
    super('supply-rule-changed-meanwhile', 'conflict');
  }
}

export class SupplyHeadquartersOnly extends Refusal {
  constructor() {
    super('supply-headquarters-only', 'forbidden');
  }
}
