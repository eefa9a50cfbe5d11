import type { PricedCart } from './cart.ts';
import type { PricedCartAnswer } from './cart-contract.ts';
import type { QuotedLine } from './quote-lines.ts';

/** A priced cart with all its lines, those too that cannot be bought and count in no sum. */
export function pricedCartJson(priced: PricedCart, quoted: readonly QuotedLine[]): PricedCartAnswer {
  const lines = new Map(priced.lines.map((line) => [line.lineNo, line]));
  return {
    lines: quoted.map((line) => {
      const sold = lines.get(line.lineNo);
      return {
        lineNo: line.lineNo,
        skuId: line.skuId,
        name: line.name,
        spec: line.sku?.spec ?? '',
        unit: line.sku?.unit ?? '',
        imageId: line.sku?.imageId ?? null,
        quantity: line.quantity,
        unitFen: line.unitFen,
        why: line.why,
        grossFen: sold?.grossFen ?? 0,
        discountFen: sold?.discountFen ?? 0,
        netFen: sold?.netFen ?? 0,
        splits: (sold?.splits ?? []).map((split) => ({ ...split })),
        available: line.available,
        limit: line.limit,
        hint: line.hint,
        sellable: line.sellable,
      };
    }),
    steps: priced.steps.map((step) => ({ ...step, split: step.split.map((part) => ({ ...part })) })),
    goodsFen: priced.goodsFen,
    discountFen: priced.discountFen,
    deliveryFen: priced.deliveryFen,
    totalFen: priced.totalFen,
    unused: priced.unused.map((each) => ({ ...each })),
  };
}
