import { Refusal } from '#kernel/errors';
import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';

/** So many units of an item at a place. */
export interface StockLine {
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly quantity: number;
}

/** What lies there, what of it is promised, what is to come; `available` = onHand + incoming − reserved. */
export interface StockLevel {
  readonly onHand: number;
  readonly reserved: number;
  readonly incoming: number;
  readonly available: number;
}

/** One counter row: an item at a place. */
export interface Stock extends StockLevel {
  readonly cityId: CityId;
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  /** Announced as low when `available` falls below it; null: never. */
  readonly lowBelow: number | null;
  /** Grows with every movement. */
  readonly revision: number;
  readonly changedAt: Date;
}

export const availableOf = (counters: { onHand: number; reserved: number; incoming: number }): number =>
  counters.onHand + counters.incoming - counters.reserved;

export interface ShortLine {
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly asked: number;
  readonly available: number;
}

/** There is less than was asked for; nothing was changed. Every line that is short is named. */
export class StockShort extends Refusal {
  readonly lines: readonly ShortLine[];
  constructor(lines: readonly ShortLine[]) {
    super('stock-short', 'conflict', { count: lines.length }, { more: { lines } });
    this.lines = lines;
  }
}

/** Goods cannot be handed over, moved or written off before they are received; `available` is what lies there. */
export class StockNotOnHand extends Refusal {
  readonly lines: readonly ShortLine[];
  constructor(lines: readonly ShortLine[]) {
    super('stock-not-on-hand', 'conflict', { count: lines.length }, { more: { lines } });
    this.lines = lines;
  }
}

/** More of it is promised to orders than would be left: the orders come first (缺货退单), then the figure. */
export class StockPromised extends Refusal {
  readonly lines: readonly ShortLine[];
  constructor(lines: readonly ShortLine[]) {
    super('stock-promised', 'conflict', { count: lines.length }, { more: { lines } });
    this.lines = lines;
  }
}

/** Paid too late: what was reserved has been given back. */
export class ReservationGone extends Refusal {
  readonly holderIds: readonly string[];
  constructor(holderIds: readonly string[]) {
    super('reservation-gone', 'conflict', { count: holderIds.length });
    this.holderIds = holderIds;
  }
}

/** What stock can be moved by; the sentence is for people. */
export const MOVEMENT_KINDS = {
  planned: '计划到货',
  received: '收货',
  reserved: '下单占用',
  released: '释放占用',
  short: '缺货退单',
  issued: '出库',
  returned: '退货入库',
  returned_waste: '退货报废',
  counted: '盘点',
  transferred_out: '调出',
  transferred_in: '调入',
  written_off: '报损',
  opened: '期初',
} as const;
export type MovementKind = keyof typeof MOVEMENT_KINDS;

/** Why reservations were given up. `shortage`: the goods do not exist, so they are not for sale again either. */
export const RELEASE_REASONS = {
  cancelled: '订单取消',
  timed_out: '超时未付',
  group_failed: '未成团',
  shortage: '缺货',
  refunded: '退款',
} as const;
export type ReleaseReason = keyof typeof RELEASE_REASONS;

/** Why people correct stock by hand: a closed list, so that nothing personal is written into the ledger. */
export const ADJUST_REASONS = {
  counted: '盘点',
  found: '找回',
  lost: '丢失',
  mistake: '录入更正',
} as const;
export type AdjustReason = keyof typeof ADJUST_REASONS;

export const WRITE_OFF_REASONS = {
  damaged: '破损',
  expired: '过期',
  sample: '试用领用',
  recalled: '召回',
} as const;
export type WriteOffReason = keyof typeof WRITE_OFF_REASONS;

/** Where a movement comes from: an order, a group buy, a receipt, an import. Ids only. */
export interface StockReference {
  readonly kind: string;
  readonly id: string;
}

/** More units than this in one line are a typing error, and the counters' type ends at twice as many. */
export const MAX_UNITS = 1_000_000_000;

/** @throws RangeError for what is no number of units: the callers' schemas keep people from it. */
export function checkUnits(quantity: number): void {
  if (!Number.isInteger(quantity) || quantity <= 0 || quantity > MAX_UNITS) {
    throw new RangeError(`not a number of units: ${quantity}`);
  }
}

/** One line for each item and place, whatever order and bundles they came in. @throws RangeError */
export function mergeLines(lines: readonly StockLine[]): StockLine[] {
  const merged = new Map<string, StockLine>();
  for (const line of lines) {
    checkUnits(line.quantity);
    const key = `${line.placeId}/${line.skuId}`;
    merged.set(key, { ...line, quantity: line.quantity + (merged.get(key)?.quantity ?? 0) });
  }
  return [...merged.values()];
}
