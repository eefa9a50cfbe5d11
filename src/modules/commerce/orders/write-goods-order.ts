import type { Context, Tx } from '#platform/context';
import { mayRely, rely } from '#platform/postgres';
import { issueStock, reserveStock } from '#modules/inventory';
import { OrderPlaced } from '../events.ts';
import type { Payment } from '../payments/payment.ts';
import type { DraftOrder } from './goods-order.ts';
import { insertGoodsOrder, insertParcels, insertWholeOrder } from './goods-order-store.ts';
import { stockOf, sumStock, type StockLine } from './order-line.ts';
import { drawOrderNumber } from './order-number.ts';
import { factsOf, type Order, type StepBy } from './order.ts';
import { drawDigits, type Parcel } from './parcel.ts';
import { stepOf } from './save-order.ts';

const MAX_DRAWS = 5;

/** The order as it was written: its number and codes may be others than those first drawn. */
export interface WrittenOrder extends DraftOrder {
  readonly payment: Payment | null;
}

/**
 * Part: writes an order of goods with all that belongs to it in one statement. A number or code that is taken is drawn
 * again. `alongside` is asked for right behind it, for what belongs to the order and needs no answer of it: its goods.
 * Where several share the transaction nobody waits for either: what of it cannot be makes each run by itself. Announces
 * OrderPlaced.
 */
export async function writeGoodsOrder(
  ctx: Context,
  tx: Tx,
  draft: DraftOrder,
  by: StepBy,
  paymentOf: (order: DraftOrder['order']) => Promise<Payment | null>,
  privateNote: Uint8Array | null,
  alongside: () => Promise<void>,
): Promise<WrittenOrder> {
  let { order } = draft;
  let taken: Promise<void> | undefined;
  for (let draws = 1; draws <= MAX_DRAWS; draws += 1) {
    const payment = await paymentOf(order);
    const counted = { ...order, payments: payment === null ? 0 : 1 };
    const step = stepOf(tx, counted, { move: 'placed', by, amountFen: counted.totalFen });
    const written = { ...draft, order: counted, payment };
    const all = { ...written, step, privateNote };
    if (order.state === 'placed' && mayRely(tx.db)) {
      rely(tx.db, insertWholeOrder(tx.db, all));
      rely(tx.db, alongside());
      await announcePlaced(tx, counted);
      return written;
    }
    const inserted = insertGoodsOrder(tx.db, all);
    taken ??= alongside();
    taken.catch(() => {});
    const packed = await inserted;
    if (packed !== undefined) {
      await taken;
      await repack(ctx, tx, draft.parcels, packed);
      await announcePlaced(tx, counted);
      return written;
    }
    order = { ...order, orderNumber: drawOrderNumber(ctx.random, tx.now) };
  }
  throw new Error(`no free order number after ${MAX_DRAWS} draws`);
}

const announcePlaced = (tx: Tx, order: Order): Promise<void> =>
  tx.announce([OrderPlaced(order.orderId, { ...factsOf(order), depositFen: order.depositFen })]);

/** Parcels whose codes are taken get others. */
async function repack(ctx: Context, tx: Tx, parcels: readonly Parcel[], packed: ReadonlySet<string>): Promise<void> {
  let left = parcels.filter((parcel) => !packed.has(parcel.parcelId));
  for (let draws = 1; left.length > 0; draws += 1) {
    if (draws > MAX_DRAWS) throw new Error(`no free code after ${MAX_DRAWS} draws`);
    const again = await insertParcels(
      tx.db,
      left.map((parcel) => ({ ...parcel, code: parcel.code === null ? null : drawDigits(ctx.random, 8) })),
    );
    left = left.filter((parcel) => !again.has(parcel.parcelId));
  }
}

/** What the lines of an order take from stock, by place. */
export function stockOfOrder({ lines, parcels }: Pick<DraftOrder, 'lines' | 'parcels'>): StockLine[] {
  const placeOf = new Map(parcels.map((parcel) => [parcel.parcelId, parcel.placeId]));
  return sumStock(
    lines.flatMap((line) => {
      const placeId = placeOf.get(line.parcelId);
      return placeId === undefined ? [] : stockOf(line, line.quantity, placeId);
    }),
  );
}

/**
 * Part, the last of a transaction, since many want the same rows: reserves the goods of an order, and hands over at once
 * what is taken from the counter. Throws StockShort, StockNotOnHand.
 */
export async function takeStock(tx: Tx, written: Pick<DraftOrder, 'order' | 'lines' | 'parcels'>): Promise<void> {
  const { order, parcels } = written;
  const { cityId, orderId } = order;
  const heldUntil = order.state === 'placed' ? order.payBy : null;
  await reserveStock(tx, { cityId, holderId: orderId, heldUntil, lines: stockOfOrder(written) });
  if (parcels.every((parcel) => parcel.state === 'collected')) {
    await issueStock(tx, { cityId, holders: [{ holderId: orderId }] });
  }
}
