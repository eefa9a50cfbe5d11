import type { z } from 'zod';
import type { Context } from '#platform/context';
import { pickupPointsByIds } from '#modules/territory';
import type { OrderLineItem, ownParcelItem } from './goods-order-contract.ts';
import { linesOf } from './line-store.ts';
import type { OrderLine } from './order-line.ts';
import { isGoods, type Order, type OrderId } from './order.ts';
import { parcelsOf } from './parcel-store.ts';
import { PARCEL_MODES, PARCEL_STATES } from './parcel.ts';

export type DescribedParcel = z.infer<typeof ownParcelItem>;
export interface DescribedGoods {
  readonly lines: OrderLineItem[];
  /** With their codes: to be taken off for everybody but the customer. */
  readonly parcels: DescribedParcel[];
}

export const describeLine = (line: OrderLine): OrderLineItem => ({
  lineNo: line.lineNo,
  parcelId: line.parcelId,
  skuId: line.skuId,
  skuCode: line.skuCode,
  name: line.skuName,
  spec: line.skuSpec,
  unit: line.unit,
  imageId: line.imageId,
  quantity: line.quantity,
  unitFen: line.unitFen,
  grossFen: line.grossFen,
  discountFen: line.discountFen,
  netFen: line.netFen,
  refundedQuantity: line.refundedQuantity,
  refundedFen: line.refundedFen,
  rebatedFen: line.rebatedFen,
});

/** The lines and parcels of orders of goods, in a few batched reads. */
export async function describeGoods(ctx: Context, orders: readonly Order[]): Promise<Map<OrderId, DescribedGoods>> {
  const goods = orders.filter(isGoods);
  if (goods.length === 0) return new Map();
  const lines = await linesOf(ctx.db, goods);
  const parcels = await parcelsOf(ctx.db, goods);
  const pointIds = [...parcels.values()].flat().flatMap((parcel) => parcel.pickupPointId ?? []);
  const points = await pickupPointsByIds(ctx.db, [...new Set(pointIds)]);
  return new Map(
    goods.map((order) => [
      order.orderId,
      {
        lines: (lines.get(order.orderId) ?? []).map(describeLine),
        parcels: (parcels.get(order.orderId) ?? []).map((parcel) => {
          const point = parcel.pickupPointId === null ? undefined : points.get(parcel.pickupPointId);
          return {
            parcelId: parcel.parcelId,
            placeId: parcel.placeId,
            mode: parcel.mode,
            modeName: PARCEL_MODES[parcel.mode],
            pickupPointId: parcel.pickupPointId,
            pickupPointName: point?.name ?? null,
            pickupPointAddress: point?.address ?? null,
            pickupOn: parcel.pickupOn,
            code: parcel.code,
            state: parcel.state,
            stateName: PARCEL_STATES[parcel.state],
            arrivedAt: parcel.arrivedAt?.toISOString() ?? null,
            collectedAt: parcel.collectedAt?.toISOString() ?? null,
          };
        }),
      },
    ]),
  );
}

/** Those of one order; nothing of a service. */
export const goodsOf = async (ctx: Context, order: Order): Promise<DescribedGoods> =>
  (await describeGoods(ctx, [order])).get(order.orderId) ?? { lines: [], parcels: [] };
