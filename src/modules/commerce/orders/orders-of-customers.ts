import type { CustomerKey } from '#kernel/ids';
import type { Context } from '#platform/context';
import { describeOrders } from './describe-orders.ts';
import type { OrderItem } from './order-contract.ts';
import { listOrders } from './order-store.ts';

/** More are not looked through for a list of people. */
const MOST = 200;

/** Door: the orders of some customers within the reader's scope since a day, the newest first, by customer; masked. */
export async function ordersOfCustomers(
  ctx: Context,
  asked: { readonly customerKeys: readonly CustomerKey[]; readonly since: Date },
): Promise<Map<CustomerKey, OrderItem[]>> {
  const { customerKeys, since } = asked;
  if (customerKeys.length === 0) return new Map();
  const filter = { customerKeys, placedFrom: since };
  const orders = await listOrders(ctx.db, ctx.scope, 'staff', filter, { before: undefined, limit: MOST });
  const items = new Map((await describeOrders(ctx, orders)).map((item) => [item.orderId, item]));
  const found = new Map<CustomerKey, OrderItem[]>();
  for (const { orderId, customerKey } of orders) {
    const item = items.get(orderId);
    if (customerKey === null || item === undefined) continue;
    found.set(customerKey, [...(found.get(customerKey) ?? []), item]);
  }
  return found;
}
