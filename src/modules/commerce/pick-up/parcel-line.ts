import type { CityId, SkuId } from '#kernel/ids';
import type { Storage } from '../catalogue/category.ts';
import type { OrderLine } from '../orders/order-line.ts';
import type { OrderId } from '../orders/order.ts';
import type { ParcelId, ParcelState } from '../orders/parcel.ts';

/**
 * Units of one line of an order in one parcel, counted from when it is sent:
 * due = short + missing + damaged + collected + returned + left.
 */
export interface ParcelLine {
  readonly cityId: CityId;
  readonly parcelId: ParcelId;
  readonly orderId: OrderId;
  readonly lineNo: number;
  readonly skuId: SkuId;
  /** Bought, less what went back before it was sent. */
  readonly due: number;
  /** Did not leave the warehouse. */
  readonly short: number;
  /** Left it and was not there on arrival. */
  readonly missing: number;
  /** Was there, and not fit to be handed over. */
  readonly damaged: number;
  /** Of what was missing or damaged: given back to the customer. */
  readonly settled: number;
  readonly collected: number;
  /** Of what was collected: given back to the customer since. */
  readonly reclaimed: number;
  /** Nobody fetched it. */
  readonly returned: number;
  readonly storage: Storage;
  readonly keepUntil: Date | null;
  readonly remindAt: Date | null;
  /** When something of it was handed over last. */
  readonly collectedAt: Date | null;
}

export const leftOf = (line: Pick<ParcelLine, 'due' | 'short' | 'missing' | 'damaged' | 'collected' | 'returned'>) =>
  line.due - line.short - line.missing - line.damaged - line.collected - line.returned;

/** A line of a parcel that was just sent or is handed over at once. */
export const lineSent = (
  from: Pick<ParcelLine, 'cityId' | 'parcelId' | 'orderId' | 'lineNo' | 'skuId' | 'due' | 'storage'>,
): ParcelLine => ({
  ...from,
  short: 0,
  missing: 0,
  damaged: 0,
  settled: 0,
  collected: 0,
  reclaimed: 0,
  returned: 0,
  keepUntil: null,
  remindAt: null,
  collectedAt: null,
});

/**
 * Units that may be handed over: what lies there, less what was given back to the customer beside the parcel. What was
 * given back of a line is short, settled, reclaimed, returned, or was called off by somebody meanwhile.
 */
export function collectable(
  line: ParcelLine,
  bought: Pick<OrderLine, 'quantity' | 'refundedQuantity'>,
  replacement: boolean,
): number {
  if (replacement) return leftOf(line);
  const lost = line.missing + line.damaged - line.settled;
  const kept = bought.quantity - bought.refundedQuantity - (line.collected - line.reclaimed) - lost;
  return Math.max(0, Math.min(leftOf(line), kept));
}

/** Whether something of a line is still to be decided: it may be handed over after all. */
const undecided = (line: ParcelLine): boolean => line.missing + line.damaged > line.settled;

/** The state of a parcel after its lines changed; `from` is one in which goods lie at a point, or were handed over. */
export function stateOf(lines: readonly ParcelLine[], open: number): Exclude<ParcelState, 'waiting' | 'on_the_way'> {
  const sum = (of: (line: ParcelLine) => number): number => lines.reduce((total, line) => total + of(line), 0);
  const collected = sum((line) => line.collected);
  if (open > 0) return collected > 0 ? 'part_collected' : 'arrived';
  if (collected > 0) return 'collected';
  if (lines.some(undecided)) return 'arrived';
  return sum((line) => line.returned) > 0 ? 'returned' : 'cancelled';
}
