import type { Database, DatabaseTransaction } from '#platform/context';
import type { DeliveryRule } from '../carts/cart.ts';
import type { SellingPlace } from '../prices/area-entry.ts';
import { nearestDeliveryRule } from './delivery-rule-store.ts';

/** What delivery to the door costs at a place; null where nobody said anything, and delivery is free. One statement. */
export async function deliveryRuleAt(
  db: Database | DatabaseTransaction,
  place: SellingPlace,
  at: Date,
): Promise<DeliveryRule | null> {
  return (await nearestDeliveryRule(db, place, at)) ?? null;
}
