import { HOUR } from '#kernel/time';
import type { Tx } from '#platform/context';
import { withOpenClaim } from '../claims/claim-store.ts';
import { setCompleteAfter } from '../orders/complete-store.ts';
import { linesOf } from '../orders/line-store.ts';
import { unitsLeft } from '../orders/order-line.ts';
import { OVER_STATES } from '../orders/parcel.ts';
import { cardsOfOrders, type OrderKey } from './parcel-card-store.ts';
import { sentLinesOf } from './parcel-line-store.ts';

/**
 * Part, after parcels or claims of an order changed: once everything is handed over, came back or was called off, the
 * order is complete when nothing of it can be claimed any more; not while something lies there or is claimed. The order
 * is locked.
 */
export async function timeCompletion(tx: Tx, order: OrderKey): Promise<void> {
  const cards = await cardsOfOrders(tx.db, [order]);
  const claimed = (await withOpenClaim(tx.db, [order])).has(order.orderId);
  if (claimed || !cards.every(({ state }) => OVER_STATES.includes(state))) {
    await setCompleteAfter(tx.db, order, null);
    return;
  }
  const lines = (await linesOf(tx.db, [order])).get(order.orderId) ?? [];
  const sent = (await sentLinesOf(tx.db, [order])).get(order.orderId) ?? [];
  const parcelCollected = new Map(cards.map((card) => [card.parcelId, card.collectedAt]));
  const ends = lines
    .filter((line) => unitsLeft(line) > 0)
    .flatMap((line) => {
      const times = sent.filter((each) => each.lineNo === line.lineNo).map((each) => each.collectedAt);
      const handedOver = [...times, parcelCollected.get(line.parcelId) ?? null].filter((at) => at !== null);
      return handedOver.map((at) => at.getTime() + line.claimHours * HOUR);
    });
  await setCompleteAfter(tx.db, order, new Date(Math.max(tx.now.getTime(), ...ends)));
}
