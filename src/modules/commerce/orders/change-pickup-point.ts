import { IllegalMove, NotFound } from '#kernel/errors';
import type { PickupPointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { pickupPointsByIds, supplyOf } from '#modules/territory';
import { lockOrderInScope, type Reader } from './order-store.ts';
import type { Order, OrderId } from './order.ts';
import { mayChangePoint } from './own-moves.ts';
import { lockParcels, moveParcels } from './parcel-store.ts';
import { PickupPointUnfit } from './sale-of.ts';
import { noted, saveOrder } from './save-order.ts';

/**
 * Goods that are not on their way are picked up elsewhere: at another point that is open and supplied from the same
 * warehouse. Throws NotFound, IllegalMove, PickupPointUnfit.
 */
export async function changePickupPoint(
  ctx: Context,
  reader: Reader,
  input: { readonly orderId: OrderId; readonly pickupPointId: PickupPointId },
): Promise<Order> {
  return ctx.transaction(async (tx) => {
    const order = await lockOrderInScope(tx.db, ctx.scope, reader, input.orderId);
    if (order === undefined) throw new NotFound('order');
    const parcels = await lockParcels(tx.db, order);
    if (!mayChangePoint(order, parcels)) throw new IllegalMove('order', order.state, 'point_changed');
    const point = (await pickupPointsByIds(tx.db, [input.pickupPointId])).get(input.pickupPointId);
    if (point === undefined || !point.active) throw new PickupPointUnfit();
    const supply = (await supplyOf(tx.db, [point.communityId])).get(point.communityId);
    const sources: readonly (string | null)[] = [supply?.gridId ?? null, supply?.flashId ?? null];
    if (parcels.some((parcel) => parcel.mode === 'pickup' && !sources.includes(parcel.placeId))) {
      throw new PickupPointUnfit();
    }
    await moveParcels(tx.db, order, point.id);
    const by = reader === 'customer' ? 'customer' : 'staff';
    return saveOrder(tx, { ...noted(order), pickupPointId: point.id }, { move: 'point_changed', by });
  });
}
