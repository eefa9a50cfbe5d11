import { Refusal } from '#kernel/errors';
import type { SkuId, StockPlaceId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { changeStock, type StockDocument } from './change-stock.ts';
import { eachOnce } from './each-once.ts';
import { stockPlace } from './stock-place.ts';
import { checkUnits } from './stock.ts';

export class SamePlace extends Refusal {
  constructor() {
    super('stock-same-place', 'invalid');
  }
}

export interface TransferAsked {
  readonly fromId: StockPlaceId;
  readonly toId: StockPlaceId;
  readonly lines: readonly { readonly skuId: SkuId; readonly quantity: number }[];
}

/**
 * Goods go from one place to another, both at once. Only what lies there and is not promised can go.
 * @throws NotFound for a place that is not the actor's; SamePlace; ItemTwice; StockNotOnHand, StockPromised
 */
export const transferStock = (ctx: Context, asked: TransferAsked): Promise<StockDocument> =>
  ctx.transaction((tx) => moveStock(ctx, tx, asked));

/** Part of another transaction: the same. @throws as transferStock */
export async function moveStock(ctx: Context, tx: Tx, asked: TransferAsked): Promise<StockDocument> {
  const { fromId, toId } = asked;
  if (fromId === toId) throw new SamePlace();
  eachOnce(asked.lines);
  const from = await stockPlace(ctx, tx.db, fromId);
  const to = await stockPlace(ctx, tx.db, toId);
  const documentId = tx.newId<'StockDocument'>();
  const changes = asked.lines.flatMap(({ skuId, quantity }) => {
    checkUnits(quantity);
    const out = { cityId: from.cityId, placeId: fromId, skuId, onHand: -quantity, incoming: 0 };
    const into = { cityId: to.cityId, placeId: toId, skuId, onHand: quantity, incoming: 0 };
    return [
      { ...out, kind: 'transferred_out' as const },
      { ...into, kind: 'transferred_in' as const },
    ];
  });
  const lines = await changeStock(tx, changes, { reference: { kind: 'transfer', id: documentId } });
  await tx.audit({
    action: 'transfer-stock',
    subject: { kind: 'stock_place', id: fromId },
    details: { documentId, toId, lines: asked.lines.length },
  });
  return { documentId, lines };
}
