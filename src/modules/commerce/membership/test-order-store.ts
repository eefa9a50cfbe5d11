import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { Tx } from '#platform/context';
import type { TestOrder, TestOrderAsked } from './test-membership.ts';

/** For tests: a completed order with one line, as it is kept once everything was handed over. */
export async function insertTestOrder(
  tx: Tx,
  asked: TestOrderAsked & { readonly orderId: Id<'Order'>; readonly orderNumber: string },
): Promise<void> {
  const { cityId, communityId, customerKey, personId, orderId, orderNumber, netFen } = asked;
  const { deliveryFen = 0, groupBuyId = null, categoryId = null, placedAt = tx.now } = asked;
  const total = netFen + deliveryFen;
  await sql`
    insert into commerce.sales_order (city_id, order_id, order_number, channel, community_id, customer_key, person_id,
      state, total_fen, deposit_fen, goods_fen, discount_fen, delivery_fen, paid_fen, refunded_fen, group_buy_id,
      payments, steps, revision, placed_at, paid_at, completed_at)
    values (${cityId}, ${orderId}, ${orderNumber}, ${groupBuyId === null ? 'instant' : 'group_buy'}, ${communityId},
      ${customerKey}, ${personId}, 'completed', ${total}, 0, ${netFen}, 0, ${deliveryFen}, ${total}, 0, ${groupBuyId},
      1, 1, 1, ${placedAt}, ${placedAt}, ${tx.now})`.execute(tx.db);
  await sql`
    insert into commerce.order_line (city_id, order_id, line_no, parcel_id, sku_id, sku_code, sku_name, sku_spec, unit,
      category_id, claim_hours, parts, quantity, unit_fen, gross_fen, discount_fen, net_fen, splits, refunded_quantity,
      refunded_fen, rebated_fen)
    values (${cityId}, ${orderId}, 1, ${tx.newId<'Parcel'>()}, ${tx.newId<'Sku'>()}, 'T', '青菜', '', '份',
      ${categoryId}, 24, '[]', 1, ${netFen}, ${netFen}, 0, ${netFen}, '[]', 0, 0, 0)`.execute(tx.db);
}

/** For tests: money of its goods went back. */
export async function refundTestLine(
  tx: Tx,
  { cityId, orderId }: Pick<TestOrder, 'cityId' | 'orderId'>,
  goodsFen: number,
): Promise<void> {
  await sql`
    update commerce.order_line set rebated_fen = rebated_fen + ${goodsFen}
    where city_id = ${cityId} and order_id = ${orderId}`.execute(tx.db);
  await sql`
    update commerce.sales_order set refunded_fen = refunded_fen + ${goodsFen}
    where city_id = ${cityId} and order_id = ${orderId}`.execute(tx.db);
}
