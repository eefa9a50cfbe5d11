import { fen, type Fen } from '#kernel/money';

/**
 * What comes back for `quantity` more of a line of which `before` came back already. Each unit is worth its share of
 * what was paid for the line, split by largest remainder; so parts of any size in any order come to `netFen` exactly,
 * and no part is negative. What was given back beside returned units (`before.refundedFen` above their share: the
 * difference of a tiered price) comes off what the rest is worth.
 *
 * @throws RangeError for a quantity that is not left
 */
export function refundOfLine(
  line: { readonly quantity: number; readonly netFen: Fen },
  before: { readonly quantity: number; readonly refundedFen: Fen },
  quantity: number,
): Fen {
  const left = line.quantity - before.quantity;
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > left) {
    throw new RangeError(`cannot refund ${quantity} of ${left}`);
  }
  const restFen = Math.max(0, line.netFen - before.refundedFen);
  const each = Math.floor(restFen / left);
  return fen(each * quantity + Math.min(quantity, restFen - each * left));
}
