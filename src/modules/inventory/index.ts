export { inventoryModule } from './module.ts';

// Parts of other modules' transactions: one statement each, all lines or none.
export { issueStock } from './stock/issue-stock.ts';
export { keepStock } from './stock/keep-stock.ts';
export { moveStock } from './stock/transfer-stock.ts';
export { planStock } from './stock/plan-stock.ts';
export { releaseStock } from './stock/release-stock.ts';
export { reserveStock } from './stock/reserve-stock.ts';
export { returnStock } from './stock/return-stock.ts';
export type { HolderLines, Reservation, TakenLine } from './stock/reservation-store.ts';
export {
  ReservationGone,
  StockNotOnHand,
  StockPromised,
  StockShort,
  type ReleaseReason,
  type ShortLine,
  type Stock,
  type StockLevel,
  type StockLine,
  type StockReference,
} from './stock/stock.ts';

// Reads for other modules, without a reader's scope.
export { pastStock, type PastStock } from './demand/past-stock-store.ts';
export { takenBetween, type TakenDay } from './demand/taken-store.ts';
export { reservationsOf } from './stock/reservation-store.ts';
export { coversPlace, stockPlacesByIds, type StockPlace } from './stock/stock-place.ts';
export { arrivedSince, type Arrived } from './stock/arrival-store.ts';
export { availableStock, stockSnapshot, type StockPosition } from './stock/stock-store.ts';

// Reads for a user, within their scope.
export { placeStock } from './stock/place-stock.ts';

// The catalogue's port: what items are called.
export { installSkuDirectory, type SkuDirectory, type SkuLabel } from './stock/sku-directory.ts';

// Verbs.
export { adjustStock } from './stock/adjust-stock.ts';
export { auditStock } from './audits/audit-stock.ts';
export { planIncoming } from './stock/plan-incoming.ts';
export { receiveStock } from './stock/receive-stock.ts';
export { setThreshold } from './stock/set-threshold.ts';
export { transferStock } from './stock/transfer-stock.ts';
export { writeOffStock } from './stock/write-off-stock.ts';
