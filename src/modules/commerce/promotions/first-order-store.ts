import { sql } from 'kysely';
import type { CustomerKey, Id } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { OrderKey } from './spent-store.ts';

type Db = Database | DatabaseTransaction;

/** Whether a customer has an order that lives: whoever has none is new. */
export async function hasLivingOrder(db: Db, customerKey: CustomerKey): Promise<boolean> {
  const { rows } = await sql`
    select 1 from commerce.first_order f where f.customer_key = ${customerKey}`.execute(db);
  return rows.length === 1;
}

/** Notes orders that were placed and live as the first ones of their customers, where these have none. */
export async function noteFirstOrders(tx: DatabaseTransaction, orders: readonly OrderKey[]): Promise<void> {
  await sql`
    insert into commerce.first_order (customer_key, city_id, order_id, claimed_at)
    select distinct on (o.customer_key) o.customer_key, o.city_id, o.order_id, o.placed_at
    from commerce.sales_order o
    where o.city_id = any(${[...new Set(orders.map((each) => each.cityId))]}::uuid[])
      and o.order_id = any(${orders.map((each) => each.orderId)}::uuid[])
      and o.customer_key is not null and o.state <> 'cancelled'
    order by o.customer_key, o.placed_at, o.order_id
    on conflict (customer_key) do nothing`.execute(tx);
}

/** Makes an order the first one of a customer; false if they have one that lives. */
export async function claimFirstOrder(
  tx: DatabaseTransaction,
  { cityId, orderId }: OrderKey,
  customerKey: CustomerKey,
  now: Date,
): Promise<boolean> {
  // Orders without a benefit are noted a moment after they were placed: they count from the beginning.
  const { rows } = await sql`
    insert into commerce.first_order (customer_key, city_id, order_id, claimed_at)
    select ${customerKey}, ${cityId}, ${orderId}, ${now}
    where not exists (select 1 from commerce.sales_order o
      where o.customer_key = ${customerKey} and o.order_id <> ${orderId} and o.state <> 'cancelled')
    on conflict (customer_key) do nothing returning 1`.execute(tx);
  return rows.length === 1;
}

/** Customers whose first order these were are new again. */
export async function releaseFirstOrders(
  tx: DatabaseTransaction,
  orders: readonly { readonly customerKey: CustomerKey; readonly orderId: Id<'Order'> }[],
): Promise<void> {
  await sql`
    delete from commerce.first_order f
    using unnest(${orders.map((each) => each.customerKey)}::text[], ${orders.map((each) => each.orderId)}::uuid[])
      as w (customer_key, order_id)
    where f.customer_key = w.customer_key and f.order_id = w.order_id`.execute(tx);
}

/** Customers who have none although another order of theirs lives: that one is their first now. */
export async function renoteFirstOrders(tx: DatabaseTransaction, customerKeys: readonly CustomerKey[]): Promise<void> {
  await sql`
    insert into commerce.first_order (customer_key, city_id, order_id, claimed_at)
    select distinct on (o.customer_key) o.customer_key, o.city_id, o.order_id, o.placed_at
    from commerce.sales_order o
    where o.customer_key = any(${[...new Set(customerKeys)].toSorted()}::text[]) and o.state <> 'cancelled'
    order by o.customer_key, o.placed_at, o.order_id
    on conflict (customer_key) do nothing`.execute(tx);
}
