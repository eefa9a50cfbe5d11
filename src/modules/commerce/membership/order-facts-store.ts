import { sql } from 'kysely';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';
import { localMinute } from '#kernel/time';
import type { DatabaseTransaction } from '#platform/context';
import { keptFenOf } from './point-terms.ts';

export interface OrderKey {
  readonly cityId: CityId;
  readonly orderId: Id<'Order'>;
}

/** What a completed order counts for a member. */
export interface OrderFacts extends OrderKey {
  readonly orderNumber: string;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly communityId: CommunityId | null;
  readonly storeId: StoreId | null;
  readonly channel: string;
  readonly groupBuyId: Id<'GroupBuy'> | null;
  readonly categoryIds: readonly Id<'Category'>[];
  readonly placedAt: Date;
  readonly completedAt: Date;
  readonly keptFen: Fen;
}

interface FactsRow extends Omit<OrderFacts, 'keptFen'> {
  goodsRestFen: number;
  paidFen: number;
  refundedFen: number;
}

/** Completed orders of known customers as they stand now, refunds that are asked for taken off; others are absent. */
export async function completedOrders(
  db: DatabaseTransaction,
  orders: readonly OrderKey[],
): Promise<Map<Id<'Order'>, OrderFacts>> {
  if (orders.length === 0) return new Map();
  const { rows } = await sql<FactsRow>`
    select o.city_id as "cityId", o.order_id as "orderId", o.order_number as "orderNumber",
      o.customer_key as "customerKey", o.person_id as "personId", o.community_id as "communityId",
      o.store_id as "storeId", o.channel, o.group_buy_id as "groupBuyId", o.placed_at as "placedAt",
      o.completed_at as "completedAt", o.paid_fen as "paidFen", o.refunded_fen as "refundedFen",
      coalesce(l.rest, o.goods_fen - o.discount_fen)::bigint as "goodsRestFen",
      coalesce(l.categories, '{}') as "categoryIds"
    from commerce.sales_order o
    left join lateral (
      select sum(n.net_fen - n.refunded_fen - n.rebated_fen) as rest,
        array_agg(distinct n.category_id) filter (where n.category_id is not null) as categories
      from commerce.order_line n where n.city_id = o.city_id and n.order_id = o.order_id
    ) l on true
    where (o.city_id, o.order_id) in (
        select * from unnest(${orders.map((it) => it.cityId)}::uuid[], ${orders.map((it) => it.orderId)}::uuid[]))
      and o.state = 'completed' and o.customer_key is not null`.execute(db);
  return new Map(
    rows.map(({ goodsRestFen, paidFen, refundedFen, ...row }) => {
      return [
        row.orderId,
        { ...row, keptFen: keptFenOf({ channel: row.channel, goodsRestFen, paidFen, refundedFen }) },
      ];
    }),
  );
}

/** What is known of an order that counted already. */
export interface CountedOrder {
  readonly orderId: Id<'Order'>;
  readonly keptFen: Fen;
  readonly earned: number;
  readonly reversed: number;
}

export async function countedOrders(
  db: DatabaseTransaction,
  orders: readonly Pick<OrderFacts, 'customerKey' | 'orderId'>[],
): Promise<Map<Id<'Order'>, CountedOrder>> {
  const { rows } = await sql<{ order_id: Id<'Order'>; kept_fen: number; earned: number; reversed: number }>`
    select m.order_id, m.kept_fen, m.earned, m.reversed from commerce.member_order m
    where (m.customer_key, m.order_id) in (
      select * from unnest(${orders.map((it) => it.customerKey)}::text[], ${orders.map((it) => it.orderId)}::uuid[]))`.execute(
    db,
  );
  return new Map(
    rows.map((row) => [
      row.order_id,
      { orderId: row.order_id, keptFen: fen(row.kept_fen), earned: row.earned, reversed: row.reversed },
    ]),
  );
}

/** Keeps what orders count for; the members are locked. */
export async function saveCounted(
  db: DatabaseTransaction,
  orders: readonly (OrderFacts & CountedOrder)[],
): Promise<void> {
  if (orders.length === 0) return;
  const rows = orders.map((it) => ({ ...it, hour: Number(localMinute(it.placedAt).slice(11, 13)) }));
  await sql`
    insert into commerce.member_order (customer_key, order_id, city_id, order_number, channel, group_buy_id, category_ids,
      placed_at, placed_hour, completed_at, kept_fen, earned, reversed)
    select x."customerKey", x."orderId", x."cityId", x."orderNumber", x.channel, x."groupBuyId",
      array(select json_array_elements_text(x."categoryIds")::uuid), x."placedAt", x.hour, x."completedAt", x."keptFen",
      x.earned, x.reversed
    from json_to_recordset(${JSON.stringify(rows)}::json) as x ("customerKey" text, "orderId" uuid, "cityId" uuid,
      "orderNumber" text, channel text, "groupBuyId" uuid, "categoryIds" json, "placedAt" timestamptz, hour int,
      "completedAt" timestamptz, "keptFen" bigint, earned bigint, reversed bigint)
    on conflict (customer_key, order_id) do update set kept_fen = excluded.kept_fen, reversed = excluded.reversed`.execute(
    db,
  );
}
