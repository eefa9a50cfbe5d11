import type { SkuId } from '#kernel/ids';
import { fen, sumFen } from '#kernel/money';
import type { Context } from '#platform/context';
import { covers } from '#platform/permission';
import { StockNotOnHand, StockShort } from '#modules/inventory';
import { readRows, storesByCodes, type Store } from '#modules/territory';
import type { PricedCart } from '../../carts/cart.ts';
import { effectiveSkus } from '../../catalogue/effective-sku-store.ts';
import { skusByCodes } from '../../catalogue/spu-store.ts';
import { draftOrder } from '../goods-order.ts';
import type { ParcelId } from '../parcel.ts';
import { takeStock, writeGoodsOrder } from '../write-goods-order.ts';
import { isKnown, lockExternal } from './known-store.ts';
import {
  MAX_ORDER_ROWS,
  ORDER_COLUMNS,
  ordersOfRows,
  TooManyOrderRows,
  type OrderFault,
  type OrderToImport,
} from './order-file.ts';

export interface ImportedOrders {
  readonly imported: number;
  /** Here already, and left as they are. */
  readonly known: number;
  readonly faults: readonly OrderFault[];
}

/** As `importOrders`, from CSV or .xlsx with a line a row. Throws the refusals of `readRows`, TooManyOrderRows. */
export async function importOrderFile(ctx: Context, bytes: Uint8Array): Promise<ImportedOrders> {
  const rows = await readRows(ORDER_COLUMNS, bytes);
  if (rows.length > MAX_ORDER_ROWS) throw new TooManyOrderRows();
  const { orders, faults } = ordersOfRows(rows);
  const done = await importOrders(ctx, orders);
  return { ...done, faults: [...faults, ...done.faults].toSorted((a, b) => a.row - b.row) };
}

/**
 * Takes over what a marketplace sold and its store handed over: each order by itself, all of it or nothing, and once by
 * its source and number there. It was paid there, so that none of our money moves; its goods leave the stock of the
 * store. What cannot be taken over is said by row, and can be sent again.
 */
export async function importOrders(ctx: Context, asked: readonly OrderToImport[]): Promise<ImportedOrders> {
  const stores = await storesByCodes(ctx.db, [...new Set(asked.map((order) => order.storeCode))]);
  const skus = await skusByCodes(ctx.db, [...new Set(asked.flatMap(({ lines }) => lines.map((line) => line.skuCode)))]);
  const done = { imported: 0, known: 0 };
  const faults: OrderFault[] = [];
  for (const order of asked) {
    const fault = (code: string, params: OrderFault['params']): void => {
      faults.push({ row: order.row, externalId: order.externalId, code, params });
    };
    const store = stores.get(order.storeCode);
    const unknown = order.lines.find((line) => !skus.has(line.skuCode));
    if (store === undefined || !covers(ctx.scope, { cityId: store.cityId, storeId: store.id })) {
      fault('order-import-store', { value: order.storeCode });
    } else if (unknown !== undefined) fault('order-import-sku', { value: unknown.skuCode });
    else if (new Date(order.placedAt) > ctx.clock.now()) fault('order-import-future', { value: order.placedAt });
    else {
      const lines = order.lines.map((line) => ({ ...line, skuId: skus.get(line.skuCode)?.skuId as SkuId }));
      try {
        done[
          (await importOne(ctx.under(`${order.row}/${order.source}/${order.externalId}`), store, order, lines))
            ? 'imported'
            : 'known'
        ] += 1;
      } catch (error) {
        if (!(error instanceof StockShort) && !(error instanceof StockNotOnHand)) throw error;
        fault('order-import-stock', { value: order.storeCode });
      }
    }
  }
  return { ...done, faults };
}

type Line = OrderToImport['lines'][number] & { readonly skuId: SkuId };

/** False when it is here already. */
function importOne(ctx: Context, store: Store, order: OrderToImport, lines: readonly Line[]): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    await lockExternal(tx.db, order);
    if (await isKnown(tx.db, order)) return false;
    const place = { cityId: store.cityId, storeId: store.id, communityId: null };
    const skus = await effectiveSkus(tx.db, { skuIds: lines.map((line) => line.skuId), place, at: tx.now });
    const draft = draftOrder(
      {
        orderId: tx.newId<'Order'>(),
        sale: { ...NOBODY, ...place, placeId: store.id, external: { source: order.source, id: order.externalId } },
        cart: cartOf(order, lines),
        skus,
        newParcelId: () => tx.newId<'Parcel'>() as ParcelId,
        random: ctx.random,
        settled: true,
      },
      tx.now,
    );
    const placedAt = new Date(order.placedAt);
    const placed = { ...draft, order: { ...draft.order, placedAt, paidAt: placedAt } };
    const by = ctx.actor.kind === 'user' ? 'staff' : 'system';
    await writeGoodsOrder(
      ctx,
      tx,
      placed,
      by,
      () => Promise.resolve(null),
      null,
      () => takeStock(tx, placed),
    );
    return true;
  });
}

const NOBODY = {
  channel: 'imported',
  customerKey: null,
  personId: null,
  touchpointId: null,
  shareToken: null,
  groupBuyId: null,
  teamId: null,
  campaignId: null,
  mode: 'counter',
  pickupPointId: null,
  pickupOn: null,
} as const;

/** As it was paid there: the price of one rounded up to whole fen, and what is above the sum taken off. */
function cartOf(order: OrderToImport, asked: readonly Line[]): PricedCart {
  const lines = asked.map(({ skuId, quantity, netFen }, at) => {
    const unitFen = fen(Math.ceil(netFen / quantity));
    const grossFen = fen(unitFen * quantity);
    const discountFen = fen(grossFen - netFen);
    return { lineNo: at + 1, skuId, quantity, unitFen, grossFen, discountFen, netFen: fen(netFen), splits: [] };
  });
  const deliveryFen = fen(order.deliveryFen);
  return {
    lines,
    steps: [],
    goodsFen: sumFen(lines.map((line) => line.grossFen)),
    discountFen: sumFen(lines.map((line) => line.discountFen)),
    deliveryFen,
    totalFen: fen(sumFen(lines.map((line) => line.netFen)) + deliveryFen),
    used: [],
    unused: [],
  };
}
