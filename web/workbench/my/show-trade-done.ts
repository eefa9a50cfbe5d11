import type { QueryClient } from '@tanstack/react-query';
import type { ArrivalBody, MyParcel, MyPickUpAnswer } from '#modules/commerce/contract';
import type { Op } from '../outbox/op.ts';
import { isRedeem, parcelsAfter, redeemBodyOf } from './hand-over-list.ts';
import { ARRIVALS } from './trade-paths.ts';

/** Writes what the server has just taken into the lists of a point, until they are fetched again. */
export function showTradeDone(client: QueryClient, op: Op): void {
  if (isRedeem(op)) {
    const key = ['my', 'parcels', redeemBodyOf(op).pickupPointId, 'to_collect'];
    client.setQueryData<readonly MyParcel[]>(key, (parcels) => parcels && parcelsAfter(parcels, [op]));
  }
  if (op.path === ARRIVALS) {
    const { pickupPointId, pickupOn } = op.body as ArrivalBody;
    client.setQueryData<readonly MyParcel[]>(['my', 'parcels', pickupPointId, 'on_the_way'], (parcels) =>
      parcels?.filter((parcel) => parcel.state !== 'on_the_way' || parcel.pickupOn !== pickupOn),
    );
    client.setQueryData<MyPickUpAnswer>(['my', 'pick-up'], (it) => it && withoutComing(it, pickupPointId, pickupOn));
  }
}

const withoutComing = (it: MyPickUpAnswer, pickupPointId: string, pickupOn: string | null): MyPickUpAnswer => ({
  ...it,
  points: it.points.map((point) =>
    point.pickupPointId !== pickupPointId
      ? point
      : {
          ...point,
          days: point.days.map((day) =>
            day.pickupOn === pickupOn ? { ...day, arrived: day.arrived + day.onTheWay, onTheWay: 0 } : day,
          ),
        },
  ),
});
