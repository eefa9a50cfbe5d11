import { sql } from 'kysely';
import type { CityId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Order, OrderId } from './order.ts';

/** From when on nothing of an order, which is locked, can be claimed; null while something is claimed. */
export async function setCompleteAfter(
  db: DatabaseTransaction,
  order: { readonly cityId: CityId; readonly orderId: OrderId },
  at: Date | null,
): Promise<void> {
  await sql`
    with noted as (
      update commerce.sales_order set complete_after = ${at}, revision = revision + 1
      where city_id = ${order.cityId} and order_id = ${order.orderId} and state = 'paid'
      returning city_id, order_id
    ), unqueued as (
      delete from commerce.order_due d using noted n
      where d.city_id = n.city_id and d.order_id = n.order_id and d.what = 'complete' and ${at === null}::boolean
    )
    insert into commerce.order_due (city_id, order_id, what, due_at)
    select city_id, order_id, 'complete', ${at}::timestamptz from noted where ${at !== null}::boolean
    on conflict (order_id, what, city_id) do update set due_at = excluded.due_at`.execute(db);
}

export async function ordersToComplete(
  db: Database,
  now: Date,
  limit: number,
): Promise<{ cityId: CityId; orderId: OrderId }[]> {
  const found = await sql<{ cityId: CityId; orderId: OrderId }>`
    select city_id as "cityId", order_id as "orderId" from commerce.order_due
    where what = 'complete' and due_at <= ${now} order by due_at limit ${limit}`.execute(db);
  return found.rows;
}

/** Saves orders, which are locked, as complete, with an entry of their timelines. */
export async function completeRows(db: DatabaseTransaction, cityId: CityId, orders: readonly Order[]): Promise<void> {
  await sql`
    with done as (
      update commerce.sales_order o set state = 'completed', completed_at = x.at, steps = x.steps, revision = x.revision
      from unnest(${orders.map((it) => it.orderId)}::uuid[], ${orders.map((it) => it.completedAt)}::timestamptz[],
        ${orders.map((it) => it.steps)}::int[], ${orders.map((it) => it.revision)}::int[]) as x (id, at, steps, revision)
      where o.city_id = ${cityId} and o.order_id = x.id and o.revision = x.revision - 1
      returning o.city_id, o.order_id, o.steps, o.completed_at
    ), unqueued as (
      delete from commerce.order_due d using done where d.city_id = done.city_id and d.order_id = done.order_id
    )
    insert into commerce.order_step (city_id, order_id, step, move, by_kind, made_at)
    select city_id, order_id, steps, 'completed', 'system', completed_at from done`.execute(db);
}

/** Moves orders from `awaiting_group` to `paid`, locked in the order of their ids, with an entry of their timelines. */
export async function fillRows(
  db: DatabaseTransaction,
  cityId: CityId,
  orderIds: readonly OrderId[],
  at: Date,
): Promise<void> {
  await sql`
    with waiting as (
      select o.order_id from commerce.sales_order o
      where o.city_id = ${cityId} and o.order_id = any(${[...orderIds]}::uuid[]) and o.state = 'awaiting_group'
      order by o.order_id for update
    ), filled as (
      update commerce.sales_order o set state = 'paid', steps = o.steps + 1, revision = o.revision + 1
      from waiting w where o.city_id = ${cityId} and o.order_id = w.order_id
      returning o.order_id, o.steps
    )
    insert into commerce.order_step (city_id, order_id, step, move, by_kind, made_at)
    select ${cityId}::uuid, order_id, steps, 'group_filled', 'system', ${at}::timestamptz from filled`.execute(db);
}
