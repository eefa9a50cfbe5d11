import { sql } from 'kysely';
import type { CityId, Id } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import { MINUTE } from '#kernel/time';
import type { Database, DatabaseTransaction, Tx } from '#platform/context';
import type { RefundKind } from '../payments/refund.ts';
import type { Order, OrderId } from './order.ts';

/** A refund that waits until its payment may be asked for another part. */
export interface RefundDue {
  readonly dueId: Id<'RefundDue'>;
  readonly cityId: CityId;
  readonly orderId: OrderId;
  readonly amountFen: Fen;
  readonly goodsFen: Fen;
  readonly kind: RefundKind;
  readonly reason: string;
  readonly reference: string | null;
}

export async function insertDue(
  tx: Tx,
  order: Pick<Order, 'cityId' | 'orderId'>,
  it: Omit<RefundDue, 'dueId' | 'cityId' | 'orderId'>,
): Promise<void> {
  await sql`
    insert into commerce.refund_due (city_id, due_id, order_id, amount_fen, goods_fen, kind, reason, reference, asked_at,
      due_at)
    values (${order.cityId}, ${tx.newId<'RefundDue'>()}, ${order.orderId}, ${it.amountFen}, ${it.goodsFen}, ${it.kind},
      ${it.reason}, ${it.reference}, ${tx.now}, ${new Date(tx.now.getTime() + MINUTE)})`.execute(tx.db);
}

/** Orders with a refund whose time has come. */
export async function ordersWithDue(
  db: Database,
  now: Date,
  limit: number,
): Promise<{ cityId: CityId; orderId: OrderId }[]> {
  const found = await sql<{ cityId: CityId; orderId: OrderId }>`
    select distinct city_id as "cityId", order_id as "orderId" from (
      select city_id, order_id from commerce.refund_due where due_at <= ${now} order by due_at limit ${limit}) d`.execute(
    db,
  );
  return found.rows;
}

/** What of an order, which is locked, is due: all of it, the oldest first. */
export async function duesOf(
  db: DatabaseTransaction,
  order: { readonly cityId: CityId; readonly orderId: OrderId },
): Promise<RefundDue[]> {
  const found = await sql<RefundDue>`
    select due_id as "dueId", city_id as "cityId", order_id as "orderId", amount_fen as "amountFen",
      goods_fen as "goodsFen", kind, reason, reference
    from commerce.refund_due where city_id = ${order.cityId} and order_id = ${order.orderId}
    order by asked_at, due_id limit 500`.execute(db);
  return found.rows;
}

export async function deleteDues(db: DatabaseTransaction, dues: readonly RefundDue[]): Promise<void> {
  await sql`
    delete from commerce.refund_due where (city_id, due_id) in (
      select * from unnest(${dues.map((due) => due.cityId)}::uuid[], ${dues.map((due) => due.dueId)}::uuid[]))`.execute(
    db,
  );
}

/** Those of an order wait another minute. */
export async function putOffDues(
  db: DatabaseTransaction,
  order: { readonly cityId: CityId; readonly orderId: OrderId },
  until: Date,
): Promise<void> {
  await sql`
    update commerce.refund_due set due_at = ${until}
    where city_id = ${order.cityId} and order_id = ${order.orderId}`.execute(db);
}
