import type { CityId, Id, SkuId, StockPlaceId } from '#kernel/ids';

export type StockAuditId = Id<'StockAudit'>;

/**
 * How a counter can be wrong: not the sum of its movements; the movements not without gaps; what is reserved not the
 * sum of open reservations; a reservation a day over its limit, which its order should have given back.
 */
export const DIFFERENCE_KINDS = {
  on_hand: '在库与流水不符',
  reserved: '占用与流水不符',
  incoming: '在途与流水不符',
  revision: '流水不连续',
  reservations: '占用与订单不符',
  overdue: '超时未释放',
} as const;
export type DifferenceKind = keyof typeof DIFFERENCE_KINDS;

export interface StockDifference {
  readonly cityId: CityId;
  readonly runId: StockAuditId;
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly kind: DifferenceKind;
  readonly counter: number;
  /** What it should be by movements or reservations. */
  readonly ledger: number;
}

export interface StockAudit {
  readonly runId: StockAuditId;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly rowsChecked: number;
  readonly differences: number;
}
