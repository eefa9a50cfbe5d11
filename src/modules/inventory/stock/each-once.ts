import { Refusal } from '#kernel/errors';
import type { SkuId } from '#kernel/ids';

/** An item stands twice in what one act should do. */
export class ItemTwice extends Refusal {
  constructor() {
    super('stock-item-twice', 'invalid');
  }
}

/** @throws ItemTwice */
export function eachOnce(lines: readonly { readonly skuId: SkuId }[]): void {
  if (new Set(lines.map((line) => line.skuId)).size < lines.length) throw new ItemTwice();
}
