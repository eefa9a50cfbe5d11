import type { CityId } from '#kernel/ids';
import { fen, splitFen, sumFen, type Fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import { releaseStock } from '#modules/inventory';
import { refundOfLine } from '../carts/refund-of-line.ts';
import { askRefund } from '../payments/ask-refund.ts';
import { RefundTooSoon, restOf, TooManyRefunds, type RefundKind } from '../payments/refund.ts';
import { lockOrderAndMoney, type OrderAndMoney } from './call-off-store.ts';
import { linesOfOrder, saveRefunded } from './line-store.ts';
import { LineAlreadyRefunded, lineRestOf, stockOf, unitsLeft, type OrderLine } from './order-line.ts';
import { RefundAboveRest, type Order, type OrderId, type RefundId } from './order.ts';
import { parcelsOf } from './parcel-store.ts';
import { insertDue } from './refund-due-store.ts';

export interface RefundLinesAsked {
  readonly order: { readonly cityId: CityId; readonly orderId: OrderId };
  /** Of a `price_tier` the quantity is of no account. */
  readonly lines: readonly { readonly lineNo: number; readonly quantity: number }[];
  readonly kind: RefundKind;
  /** Of a `price_tier`, or of a claim that leaves the goods: what is given back for the lines while they stay. */
  readonly amountFen?: Fen | undefined;
  readonly reason: string;
  /** What asks for it, as OrderRefunded says it again: a claim. */
  readonly reference: string | null;
  /** Whether what is still held of the lines is for sale again; `shortage` says that it never came. */
  readonly stock: 'release' | 'keep';
}

/** What was asked back: sent after the commit by the job or by `submitRefund`; what is due later the job asks for. */
export interface RefundedLines {
  readonly amountFen: Fen;
  readonly goodsFen: Fen;
  readonly refundIds: readonly RefundId[];
}

/**
 * Part: gives back what was paid for lines of an order of goods: whole units by what they cost after benefits, or an
 * amount while the goods stay; the delivery too, where nothing of the order ever came. Marks the lines, frees stock, and
 * asks for the refund; where its payment gave back another part within the minute, the job asks for it, all that is due
 * at once. Nothing is asked for what a marketplace took. Throws LineAlreadyRefunded, RefundAboveRest.
 */
export async function refundOrderLines(tx: Tx, asked: RefundLinesAsked): Promise<RefundedLines> {
  const locked = await lockOrderAndMoney(tx.db, asked.order);
  if (locked === undefined) throw new Error(`order ${asked.order.orderId} is gone`);
  const lines = await linesOfOrder(tx.db, asked.order);
  const marked = asked.amountFen === undefined ? unitsBack(lines, asked) : amountBack(lines, asked, asked.amountFen);
  if (marked.length > 0) await saveRefunded(tx.db, { order: asked.order, lines: marked });
  if (asked.stock === 'release') await freeStock(tx, asked, lines);
  const after = lines.map((line) => marked.find((each) => each.lineNo === line.lineNo) ?? line);
  const goodsFen = fen(sumFen(after.map(backOf)) - sumFen(lines.map(backOf)));
  const amountFen = fen(goodsFen + (await deliveryBack(tx, locked.order, lines, after)));
  if (amountFen === 0 || locked.order.channel === 'imported') return { amountFen, goodsFen, refundIds: [] };
  return { amountFen, goodsFen, refundIds: await askOrQueue(tx, locked, { ...asked, amountFen, goodsFen }) };
}

/** Of the delivery: all of it with the last goods of an order of which nothing was handed over. */
async function deliveryBack(
  tx: Tx,
  order: Order,
  before: readonly OrderLine[],
  after: readonly OrderLine[],
): Promise<Fen> {
  const isLast = before.some((line) => unitsLeft(line) > 0) && after.every((line) => unitsLeft(line) === 0);
  if (order.deliveryFen === 0 || !isLast) return fen(0);
  const parcels = (await parcelsOf(tx.db, [order])).get(order.orderId) ?? [];
  const came = parcels.some(({ state }) => state === 'collected' || state === 'part_collected');
  return came ? fen(0) : order.deliveryFen;
}

const backOf = (line: Pick<OrderLine, 'refundedFen' | 'rebatedFen'>): Fen => fen(line.refundedFen + line.rebatedFen);

const lineOf = (lines: readonly OrderLine[], lineNo: number): OrderLine => {
  const line = lines.find((each) => each.lineNo === lineNo);
  if (line === undefined) throw new LineAlreadyRefunded(lineNo, 0);
  return line;
};

/** Lines of which units go back, after that. */
export function unitsBack(lines: readonly OrderLine[], asked: Pick<RefundLinesAsked, 'lines'>): OrderLine[] {
  return asked.lines.map(({ lineNo, quantity }) => {
    const line = lineOf(lines, lineNo);
    if (quantity < 1 || quantity > unitsLeft(line)) throw new LineAlreadyRefunded(lineNo, unitsLeft(line));
    const before = { quantity: line.refundedQuantity, refundedFen: backOf(line) };
    const back = refundOfLine(line, before, quantity);
    return { ...line, refundedQuantity: line.refundedQuantity + quantity, refundedFen: fen(line.refundedFen + back) };
  });
}

/** Lines of which an amount goes back while the goods stay, after that: split by what is left of each. */
export function amountBack(
  lines: readonly OrderLine[],
  asked: Pick<RefundLinesAsked, 'lines'>,
  amountFen: Fen,
): OrderLine[] {
  const meant = asked.lines.map(({ lineNo }) => lineOf(lines, lineNo));
  const rests = meant.map(lineRestOf);
  const rest = sumFen(rests);
  if (amountFen > rest) throw new RefundAboveRest(rest);
  if (amountFen === 0) return [];
  const parts = splitFen(amountFen, rests);
  return meant.map((line, at) => ({ ...line, rebatedFen: fen(line.rebatedFen + (parts[at] ?? 0)) }));
}

async function freeStock(tx: Tx, asked: RefundLinesAsked, lines: readonly OrderLine[]): Promise<void> {
  const { cityId, orderId } = asked.order;
  const parcels = (await parcelsOf(tx.db, [asked.order])).get(orderId) ?? [];
  const placeOf = new Map(parcels.map((parcel) => [parcel.parcelId, parcel.placeId]));
  const freed = asked.lines.flatMap(({ lineNo, quantity }) => {
    const line = lineOf(lines, lineNo);
    const placeId = placeOf.get(line.parcelId);
    return placeId === undefined ? [] : stockOf(line, quantity, placeId);
  });
  const reason = asked.kind === 'shortage' || asked.kind === 'group_failed' ? asked.kind : 'refunded';
  await releaseStock(tx, { cityId, holders: [{ holderId: orderId, lines: freed }], reason });
}

export interface RefundAskedOf extends Pick<RefundLinesAsked, 'kind' | 'reason' | 'reference'> {
  readonly amountFen: Fen;
  readonly goodsFen: Fen;
}

/** Part: asks for an amount from the payments that counted, the newest first; what has to wait is queued. */
export async function askOrQueue(
  tx: Tx,
  { order, payments }: OrderAndMoney,
  asked: RefundAskedOf,
): Promise<RefundId[]> {
  const { kind, reason, reference } = asked;
  const counted = payments.filter((payment) => payment.state === 'succeeded').toReversed();
  const rest = counted.reduce((sum, payment) => sum + restOf(payment), 0);
  if (asked.amountFen > rest) throw new RefundAboveRest(rest);
  let now: Order = order;
  let [leftFen, goodsLeft]: [number, number] = [asked.amountFen, asked.goodsFen];
  const refundIds: RefundId[] = [];
  for (const payment of counted) {
    const amountFen = fen(Math.min(leftFen, restOf(payment)));
    if (amountFen === 0) continue;
    const goodsFen = fen(Math.min(goodsLeft, amountFen));
    try {
      const part = { amountFen, goodsFen, kind, reason, reference, source: 'order' } as const;
      const made = await askRefund(tx, now, payment, part);
      now = made.order;
      refundIds.push(made.refund.refundId);
    } catch (error) {
      // Nothing was written: the noun refuses before.
      if (!(error instanceof RefundTooSoon) && !(error instanceof TooManyRefunds)) throw error;
      await insertDue(tx, order, { amountFen, goodsFen, kind, reason, reference });
    }
    leftFen -= amountFen;
    goodsLeft -= goodsFen;
  }
  return refundIds;
}
