import type { CityId, CommunityId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Tx } from '#platform/context';
import { announceFactsChanged, type Announce } from './announce-facts.ts';
import { addOrderDays, touchActivity, type OrderDay } from './community-store.ts';

/** An order as the profile of its community counts it. */
export interface CountedOrder {
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  /** What was paid, in fen, not negative. */
  readonly amountFen: number;
  readonly occurredAt: Date;
}

/**
 * Part: adds orders to their communities' days in the caller's transaction. The caller has dropped duplicates: an
 * order given twice counts twice.
 */
export async function countOrders(
  tx: Tx,
  orders: readonly CountedOrder[],
  options: { readonly announce?: Exclude<Announce, 'mentions'> } = {},
): Promise<void> {
  if (orders.length === 0) return;
  await addOrderDays(tx.db, orderDays(orders));
  await touchActivity(tx.db, orders);
  if (options.announce !== 'nothing') await announceFactsChanged(tx, orders);
}

function orderDays(orders: readonly CountedOrder[]): OrderDay[] {
  const days = new Map<string, OrderDay>();
  for (const { cityId, communityId, amountFen, occurredAt } of orders) {
    const day = businessDay(occurredAt);
    const key = `${cityId} ${communityId} ${day}`;
    const known = days.get(key);
    days.set(key, {
      cityId,
      communityId,
      day,
      orders: (known?.orders ?? 0) + 1,
      amountFen: (known?.amountFen ?? 0) + amountFen,
    });
  }
  return [...days.values()];
}
