import type { ReactNode } from 'react';
import type { OwnOrderDetail } from '#modules/commerce/contract';
import { dateTime } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { isLying } from '../goods/code-words.ts';
import { parcelState, placeWords, wayOf } from '../goods/order-words.ts';
import { Card } from './page.tsx';

type Parcel = OwnOrderDetail['parcels'][number];

/** Each parcel of an order: where, when, and how far it is. */
export function OrderParcels({ order, now }: { order: OwnOrderDetail; now: number }): ReactNode {
  const several = order.parcels.length > 1;
  const isPaid = order.state === 'paid' || order.state === 'completed';
  return order.parcels.map((parcel, at) => (
    <Card
      key={parcel.parcelId}
      title={several ? `包裹 ${at + 1}` : parcel.mode === 'pickup' ? '提货' : '配送'}
      state={isPaid ? { words: parcelState(parcel), tone: isLying(parcel) ? 'waiting' : 'going' } : undefined}
    >
      <p className="my-where">
        <Icon name="place" />
        <span>
          <strong>{placeWords(parcel, now)}</strong>
          {parcel.pickupPointAddress === null ? null : <small>{parcel.pickupPointAddress}</small>}
        </span>
      </p>
      {isPaid ? <Way parcel={parcel} now={now} /> : null}
      {several ? (
        <p className="my-note">
          {order.lines
            .filter((line) => line.parcelId === parcel.parcelId)
            .map((line) => `${line.name} ${line.quantity}${line.unit}`)
            .join('、')}
        </p>
      ) : null}
    </Card>
  ));
}

function Way({ parcel, now }: { parcel: Parcel; now: number }): ReactNode {
  const way = wayOf(parcel);
  if (way === null) return null;
  const at = parcel.state === 'collected' ? parcel.collectedAt : parcel.arrivedAt;
  return (
    <>
      <ol className="my-way">
        {way.steps.map((name, step) => (
          <li
            key={name}
            className={step < way.at ? 'my-way-done' : undefined}
            aria-current={step === way.at - 1 ? 'step' : undefined}
          >
            {name}
          </li>
        ))}
      </ol>
      {at === null ? null : (
        <p className="my-note">
          {parcel.state === 'collected' ? '提走' : '到货'} {dateTime(at, now)}
        </p>
      )}
    </>
  );
}
