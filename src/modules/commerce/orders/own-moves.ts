import { isGoods, type Order } from './order.ts';
import { UNSENT_STATES, type Parcel } from './parcel.ts';

const isUnsent = (parcels: readonly Pick<Parcel, 'state'>[]): boolean =>
  parcels.every(({ state }) => UNSENT_STATES.includes(state));

/**
 * Whether the customer may call an order off by themself: a service as long as nothing was paid, goods until they are on
 * their way. Of a group buy the cut-off is asked of it besides.
 */
export function mayCancelOwn(
  order: Pick<Order, 'channel' | 'state'>,
  parcels: readonly Pick<Parcel, 'state'>[],
): boolean {
  if (!isGoods(order)) return order.state === 'placed';
  if (order.channel === 'imported' || order.channel === 'store') return false;
  return ['placed', 'awaiting_group', 'paid'].includes(order.state) && isUnsent(parcels);
}

/** Whether the goods can still be sent to another pick-up point. */
export function mayChangePoint(
  order: Pick<Order, 'channel' | 'state'>,
  parcels: readonly Pick<Parcel, 'state' | 'mode'>[],
): boolean {
  const picked = parcels.filter(({ mode }) => mode === 'pickup');
  return ['placed', 'awaiting_group', 'paid'].includes(order.state) && picked.length > 0 && isUnsent(picked);
}
