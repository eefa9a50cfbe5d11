import { sql } from 'kysely';
import type { Database } from '#platform/context';
import { toOrder, type OrderRow } from '../orders/order-store.ts';
import type { Order } from '../orders/order.ts';
import type { GroupBuy } from './group-buy.ts';

/** A place in the list of those who ordered. */
export interface ParticipantPlace {
  readonly paidAt: Date;
  readonly orderId: string;
  /** From 1. */
  readonly place: number;
}

/** Orders of a group buy that stand or wait for their team, in the order in which they were paid, after a place. */
export async function participantsPage(
  db: Database,
  { cityId, groupBuyId }: Pick<GroupBuy, 'cityId' | 'groupBuyId'>,
  page: { readonly after: ParticipantPlace | undefined; readonly limit: number },
): Promise<{ readonly order: Order; readonly place: number }[]> {
  const { after } = page;
  const found = await sql<OrderRow>`
    select o.* from commerce.sales_order o
    where o.group_buy_id = ${groupBuyId} and o.city_id = ${cityId} and o.state in ('awaiting_group', 'paid', 'completed')
      and ${after === undefined ? sql`true` : sql`(coalesce(o.paid_at, o.placed_at), o.order_id) > (${after.paidAt}, ${after.orderId}::uuid)`}
    order by coalesce(o.paid_at, o.placed_at), o.order_id limit ${page.limit}`.execute(db);
  return found.rows.map((row, at) => ({ order: toOrder(row), place: (after?.place ?? 0) + at + 1 }));
}
