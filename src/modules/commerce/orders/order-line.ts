import { Refusal } from '#kernel/errors';
import type { FileId } from '#platform/files';
import type { Id, SkuId, StockPlaceId } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';
import type { ParcelId } from './parcel.ts';

/** What one of a bundle holds; empty for what is one thing. */
export interface LinePart {
  readonly skuId: SkuId;
  readonly quantity: number;
}

/** What a promotion took off a line. */
export interface LineSplit {
  readonly promotionId: string;
  readonly amountFen: Fen;
}

/** One thing of an order, as it was called and priced when it was bought. */
export interface OrderLine {
  /** From 1. */
  readonly lineNo: number;
  readonly parcelId: ParcelId;
  readonly skuId: SkuId;
  readonly skuCode: string;
  readonly skuName: string;
  readonly skuSpec: string;
  readonly unit: string;
  readonly categoryId: Id<'Category'> | null;
  readonly imageId: FileId | null;
  /** How long after it was handed over something can be claimed. */
  readonly claimHours: number;
  readonly parts: readonly LinePart[];
  readonly quantity: number;
  readonly unitFen: Fen;
  readonly grossFen: Fen;
  readonly discountFen: Fen;
  readonly netFen: Fen;
  readonly splits: readonly LineSplit[];
  readonly refundedQuantity: number;
  /** Asked back for goods that were not handed over or came back. */
  readonly refundedFen: Fen;
  /** Given back while the goods stay. */
  readonly rebatedFen: Fen;
}

/** More of a line is to go back than was bought and did not go back yet. */
export class LineAlreadyRefunded extends Refusal {
  constructor(lineNo: number, left: number) {
    super('line-already-refunded', 'conflict', { lineNo, left });
  }
}

export const unitsLeft = (line: Pick<OrderLine, 'quantity' | 'refundedQuantity'>): number =>
  line.quantity - line.refundedQuantity;

/** Of a line's price: what can still go back. */
export const lineRestOf = (line: Pick<OrderLine, 'netFen' | 'refundedFen' | 'rebatedFen'>): Fen =>
  fen(line.netFen - line.refundedFen - line.rebatedFen);

export interface StockLine {
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly quantity: number;
}

/** What a number of units of a line takes from stock: of a bundle its parts. */
export function stockOf(
  line: Pick<OrderLine, 'skuId' | 'parts'>,
  quantity: number,
  placeId: StockPlaceId,
): StockLine[] {
  if (line.parts.length === 0) return [{ placeId, skuId: line.skuId, quantity }];
  return line.parts.map((part) => ({ placeId, skuId: part.skuId, quantity: part.quantity * quantity }));
}

/** The same stock asked for by several lines, once. */
export function sumStock(lines: readonly StockLine[]): StockLine[] {
  const sums = new Map<string, StockLine>();
  for (const line of lines) {
    const key = `${line.placeId}/${line.skuId}`;
    const before = sums.get(key);
    sums.set(key, before === undefined ? line : { ...line, quantity: before.quantity + line.quantity });
  }
  return [...sums.values()];
}
