import type { ShopCart } from '#modules/commerce/contract';
import type { ApiProblem } from '../../shared/problem.ts';
import type { CartLine } from '../cart/cart.ts';

/** What a refused order means for whoever ordered. */
export type Refused =
  /** It costs something else now. */
  | { readonly kind: 'price'; readonly fromFen: number; readonly toFen: number }
  /** Of some things there is too little; `most` says how much can still be had of each, as far as it was told. */
  | { readonly kind: 'short'; readonly most: ReadonlyMap<string, number> }
  /** The team took somebody else, or its time was over. */
  | { readonly kind: 'team' }
  | { readonly kind: 'closed' }
  /** A coupon or code went meanwhile: the best of the others is taken. */
  | { readonly kind: 'coupon' }
  | { readonly kind: 'signed out' }
  | { readonly kind: 'other' };

const TEAM = ['team-full', 'team-over', 'team-missing', 'already-in-team'];
const CLOSED = ['group-buy-closed', 'group-buy-not-open'];
const COUPON = ['coupon-spent', 'coupon-not-usable', 'code-not-usable', 'promotion-used-up', 'promotion-person-limit'];
const LIMIT = ['person-limit-reached', 'community-limit-reached'];

export function refusedBy(problem: ApiProblem): Refused {
  const { code, told, status } = problem;
  if (status === 401) return { kind: 'signed out' };
  if (code === 'price-changed') {
    return { kind: 'price', fromFen: Number(told['seenTotalFen']), toFen: Number(told['totalFen']) };
  }
  if (code === 'stock-short') return { kind: 'short', most: leastOf(told['lines'], 'available') };
  if (LIMIT.includes(code)) return { kind: 'short', most: leastOf([told], 'left') };
  if (code === 'sku-not-sold-here')
    return { kind: 'short', most: noneOf((told['lines'] as Told[]).map((one) => one['skuId'])) };
  if (code === 'not-in-group-buy') return { kind: 'short', most: noneOf(told['skuIds'] as unknown[]) };
  if (TEAM.includes(code)) return { kind: 'team' };
  if (CLOSED.includes(code)) return { kind: 'closed' };
  if (COUPON.includes(code)) return { kind: 'coupon' };
  return { kind: 'other' };
}

type Told = Readonly<Record<string, unknown>>;

/** Of lines about the same thing the smallest counts. */
function leastOf(lines: unknown, field: 'available' | 'left'): Map<string, number> {
  const most = new Map<string, number>();
  for (const line of Array.isArray(lines) ? (lines as Told[]) : []) {
    const skuId = String(line['skuId']);
    most.set(skuId, Math.min(most.get(skuId) ?? Infinity, Math.max(0, Number(line[field]))));
  }
  return most;
}

const noneOf = (skuIds: readonly unknown[]): Map<string, number> => new Map(skuIds.map((skuId) => [String(skuId), 0]));

/** One thing of which there is less than was chosen. */
export interface Cut {
  readonly name: string;
  readonly unit: string;
  readonly asked: number;
  /** What can be had. */
  readonly left: number;
}

export interface Fitted {
  readonly lines: readonly CartLine[];
  readonly cuts: readonly Cut[];
}

/**
 * The lines with what can be had of each: what the refusal said, and what the newest price of the cart says (of a set,
 * whose parts are short, only that knows).
 */
export function fitLines(
  lines: readonly CartLine[],
  priced: ShopCart | undefined,
  most: ReadonlyMap<string, number> = new Map(),
): Fitted {
  const now = new Map(priced?.lines.map((line) => [line.skuId as string, line]));
  const cuts: Cut[] = [];
  const fitted = lines.flatMap((line) => {
    const quote = now.get(line.skuId);
    const { name, unit, quantity: asked } = line;
    const left = Math.min(
      asked,
      most.get(line.skuId) ?? asked,
      quote?.available ?? asked,
      quote?.limit ?? asked,
      quote !== undefined && !quote.sellable ? 0 : asked,
    );
    if (left === asked) return [line];
    cuts.push({ name, unit, asked, left });
    return left === 0 ? [] : [{ ...line, quantity: left }];
  });
  return { lines: fitted, cuts };
}

/** `「鲜牛奶」只剩2盒，你选了5盒`, `「鲜牛奶」没有了`. */
export const cutWords = ({ name, unit, asked, left }: Cut): string =>
  left === 0 ? `「${name}」没有了` : `「${name}」只能买${left}${unit}，你选了${asked}${unit}`;
