import { IllegalMove, NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { claimedUnits } from '../claims/claim-store.ts';
import { drawDigits } from '../orders/parcel.ts';
import { changeParcels, lockParcelsOf } from './change-parcels.ts';
import { canUndo, ClaimedSince, UndoTooLate, type HandOver, type HandOverId, type UndoReason } from './hand-over.ts';
import { handOverById, undoRow } from './hand-over-store.ts';
import { myPoints } from './my-points.ts';
import { cardsByIds } from './parcel-card-store.ts';
import { announceCollected } from './redeem-parcels.ts';

/**
 * Whoever keeps the point takes a hand-over back within five minutes, and says why: the goods lie there again under the
 * same code. Announces ParcelCollected, undone. Throws NotFound, UndoTooLate, ClaimedSince, IllegalMove for an order that
 * is complete.
 */
export async function undoHandOver(
  ctx: Context,
  input: { readonly handOverId: HandOverId; readonly reason: UndoReason },
): Promise<HandOver> {
  return ctx.transaction(async (tx) => {
    const act = await handOverById(tx.db, input.handOverId);
    const point = (await myPoints(ctx, tx.db)).find((each) => each.id === act?.pickupPointId);
    if (act === undefined || point === undefined) throw new NotFound('hand-over');
    if (!canUndo(act, tx.now)) throw new UndoTooLate();
    const ids = new Set(act.lines.map((line) => line.parcelId));
    const seen = await lockParcelsOf(tx, act.cityId, await ordersOf(tx, ids));
    const parcels = seen.filter(({ card }) => ids.has(card.parcelId));
    const by = tx.actor.kind === 'user' ? tx.actor.userId : null;
    if (!(await undoRow(tx.db, { ...act, by, reason: input.reason, at: tx.now }))) throw new UndoTooLate();
    for (const [orderId, of] of Map.groupBy(parcels, (parcel) => parcel.card.orderId)) {
      const order = { cityId: act.cityId, orderId };
      const state = of[0]?.card.orderState;
      if (state !== 'paid') throw new IllegalMove('order', state ?? '', 'undo');
      const claimed = await claimedUnits(tx.db, order);
      const changed = of.flatMap((parcel) =>
        parcel.lines.flatMap((line) => {
          const handed = act.lines.find((each) => each.parcelId === line.parcelId && each.lineNo === line.lineNo);
          if (handed === undefined) return [];
          const collected = line.collected - handed.quantity;
          const held = claimed
            .filter(
              (each) => each.parcelId === line.parcelId && each.lineNo === line.lineNo && !NEVER_HANDED.has(each.kind),
            )
            .reduce((sum, each) => sum + each.units, 0);
          if (collected < Math.max(held, line.reclaimed)) throw new ClaimedSince();
          return [{ ...line, collected, collectedAt: collected === 0 ? null : line.collectedAt }];
        }),
      );
      const spareCode = () => drawDigits(ctx.random, 8);
      await announceCollected(tx, point, await changeParcels(tx, order, changed, { spareCode }), act, true);
    }
    return { ...act, undoneAt: tx.now, undoReason: input.reason };
  });
}

const NEVER_HANDED: ReadonlySet<string> = new Set(['shortage', 'damage']);

async function ordersOf(
  tx: Parameters<typeof lockParcelsOf>[0],
  ids: ReadonlySet<HandOver['lines'][number]['parcelId']>,
) {
  return (await cardsByIds(tx.db, [...ids])).map((card) => card.orderId);
}
