import { IllegalMove } from '#kernel/errors';
import type { CityId, Id, PickupPointId, StockPlaceId } from '#kernel/ids';
import type { Random } from '#kernel/random';
import type { OrderId } from './order.ts';

export type ParcelId = Id<'Parcel'>;

/** 待备货 → 配送中 → 待自提 → (部分已提) → 已提货 | 未提退回 | 已取消. */
export const PARCEL_STATES = {
  waiting: '待备货',
  on_the_way: '配送中',
  arrived: '待自提',
  part_collected: '部分已提',
  collected: '已提货',
  returned: '未提退回',
  cancelled: '已取消',
} as const;
export type ParcelState = keyof typeof PARCEL_STATES;

export const PARCEL_MODES = { pickup: '自提', delivery: '配送', counter: '当面交付' } as const;
export type ParcelMode = keyof typeof PARCEL_MODES;

/**
 * The legal moves. What is delivered is handed over on the way; what lies at a point is collected from there. A hand-over
 * can be taken back for some minutes: goods lie there again.
 */
const MOVES: Readonly<Record<ParcelState, readonly ParcelState[]>> = {
  waiting: ['on_the_way', 'arrived', 'collected', 'cancelled'],
  on_the_way: ['arrived', 'collected', 'returned', 'cancelled'],
  arrived: ['part_collected', 'collected', 'returned', 'cancelled'],
  part_collected: ['part_collected', 'collected', 'returned', 'arrived'],
  collected: ['part_collected', 'arrived'],
  returned: [],
  cancelled: [],
};
/** Not handed over yet: it can be called off, and its point can be changed. */
export const UNSENT_STATES: readonly ParcelState[] = ['waiting'];
export const OVER_STATES: readonly ParcelState[] = ['collected', 'returned', 'cancelled'];

/** What of an order lies at one place and goes one way. */
export interface Parcel {
  readonly parcelId: ParcelId;
  readonly cityId: CityId;
  readonly orderId: OrderId;
  /** Where its goods come from. */
  readonly placeId: StockPlaceId;
  readonly mode: ParcelMode;
  readonly pickupPointId: PickupPointId | null;
  /** Business day on which it can be collected. */
  readonly pickupOn: string | null;
  /** Eight digits that open it at the point. */
  readonly code: string | null;
  readonly state: ParcelState;
  readonly revision: number;
  readonly arrivedAt: Date | null;
  readonly collectedAt: Date | null;
}

/** Throws IllegalMove. */
export function checkParcelMove(from: ParcelState, to: ParcelState): void {
  if (!MOVES[from].includes(to)) throw new IllegalMove('parcel', from, to);
}

export const mayParcelMove = (from: ParcelState, to: ParcelState): boolean => MOVES[from].includes(to);

function digits(random: Random, count: number): string {
  let drawn = '';
  for (const byte of random.bytes(count * 4)) {
    if (byte < 250 && drawn.length < count) drawn += String(byte % 10);
  }
  return drawn;
}

/** So many random digits. */
export function drawDigits(random: Random, count: number): string {
  for (;;) {
    const drawn = digits(random, count);
    // One byte in forty is thrown away, so that every digit is as likely.
    if (drawn.length === count) return drawn;
  }
}
