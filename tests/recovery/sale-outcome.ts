import { sql } from 'kysely';
import { MINUTE } from '#kernel/time';
import { askProvider, runSandbox } from '#modules/commerce';
import { availableStock } from '#modules/inventory';
import { undelivered } from '#platform/outbox';
import { SUBSCRIPTIONS } from './killable-server.ts';
import { eventually } from './patient-client.ts';
import type { Sale } from './sale.ts';

/**
 * Moves what is unpaid so far into the past that its time is over, and waits until the server has called it off: its own
 * job does so, within seconds.
 */
export async function letTimeRunOut({ db }: Sale): Promise<void> {
  const by = sql`interval '${sql.raw(String((16 * MINUTE) / 1_000))} seconds'`;
  await db.transaction().execute(async (trx) => {
    await sql`update commerce.order_due set due_at = due_at - ${by} where what = 'pay'`.execute(trx);
    await sql`update commerce.sales_order set pay_by = pay_by - ${by} where state = 'placed'`.execute(trx);
    await sql`update inventory.reservation_line set held_until = held_until - ${by} where state = 'held'`.execute(trx);
  });
  await eventually(async () => ((await unpaid({ db })) === 0 ? true : undefined), 'unpaid orders to be called off');
}

/** Orders that are neither paid nor called off. */
async function unpaid({ db }: Pick<Sale, 'db'>): Promise<number> {
  const { rows } = await sql<{ orders: number }>`
    select count(*) as orders from commerce.sales_order where state = 'placed'`.execute(db);
  return rows[0]?.orders ?? NaN;
}

/** What would be tried again later is tried now, until every refund is done and every event delivered. */
export async function untilSettled({ db, ctx }: Sale): Promise<void> {
  await eventually(async () => {
    const now = ctx().clock.now();
    await sql`
      with asked as (
        update commerce.payment_refund set next_try_at = least(next_try_at, ${now}) where state in ('requested', 'accepted')
      ), done as (
        update commerce.sandbox_refund set finish_at = least(finish_at, ${now}) where state = 'accepted'
      )
      update commerce.sandbox_notice set due_at = least(due_at, ${now}) where delivered_at is null`.execute(db);
    await askProvider(ctx());
    await runSandbox(ctx());
    const { rows } = await sql<{ open: number }>`
      select (select count(*) from commerce.payment_refund where state in ('requested', 'accepted'))
        + (select count(*) from commerce.payment where state in ('created', 'pending'))
        + (select count(*) from commerce.sandbox_notice where delivered_at is null) as open`.execute(db);
    return rows[0]?.open === 0 && (await undelivered(db, SUBSCRIPTIONS)) === 0 ? true : undefined;
  }, 'refunds to be done');
}

/** What the database says of the sale. */
export interface SaleOutcome {
  /** Orders by state, those called off by why. */
  readonly orders: Readonly<Record<string, number>>;
  /** Customers, each of whom asked under one key, with more orders than one. */
  readonly twice: readonly string[];
  /** Of the scarce thing, in orders that are paid; those of bundles among them. */
  readonly paidUnits: number;
  readonly paidInBundles: number;
  /** Of the scarce thing. */
  readonly stock: { readonly onHand: number; readonly reserved: number; readonly available: number } | undefined;
  /** Units of an order and a thing that are owed and not reserved without limit, or reserved and owed to nobody. */
  readonly misreserved: readonly string[];
  /** Orders whose units the limits of the group buy count otherwise. */
  readonly miscounted: readonly string[];
  /** Paid less given back, in fen: by the orders, by the payments, by the books of the house. */
  readonly ordersFen: number;
  readonly paymentsFen: number;
  readonly houseFen: number;
  readonly refundedFen: number;
  /** Orders of which the ledger owes something else than what was paid less what went back. */
  readonly misbooked: readonly string[];
}

export async function readSale(sale: Sale): Promise<SaleOutcome> {
  const { placeId, single } = sale.ground;
  const level = (await availableStock(sale.db, [placeId], [single.skuId])).get(`${placeId}/${single.skuId}`);
  return {
    orders: await ordersByState(sale),
    twice: await twice(sale),
    ...(await paidUnits(sale, single.skuId)),
    stock: level && { onHand: level.onHand, reserved: level.reserved, available: level.available },
    misreserved: await misreserved(sale),
    miscounted: await miscounted(sale),
    ...(await money(sale)),
    misbooked: await misbooked(sale),
  };
}

async function ordersByState({ db }: Sale): Promise<Record<string, number>> {
  const { rows } = await sql<{ what: string; orders: number }>`
    select concat_ws(': ', state, cancel_reason) as what, count(*) as orders from commerce.sales_order
    group by 1 order by 1`.execute(db);
  return Object.fromEntries(rows.map(({ what, orders }) => [what, orders]));
}

async function twice({ db }: Sale): Promise<string[]> {
  const { rows } = await sql<{ customer_key: string }>`
    select customer_key from commerce.sales_order group by customer_key having count(*) > 1`.execute(db);
  return rows.map((row) => row.customer_key);
}

/** What lines of orders take from stock, a row a thing: of a bundle its parts. */
const TAKEN = sql`
  select o.order_id, o.state, p.place_id, coalesce((part.value ->> 'skuId')::uuid, l.sku_id) as sku_id,
    part.value is not null as bundled,
    (l.quantity - l.refunded_quantity) * coalesce((part.value ->> 'quantity')::int, 1) as units
  from commerce.sales_order o
  join commerce.order_line l on l.city_id = o.city_id and l.order_id = o.order_id
  join commerce.order_parcel p on p.city_id = l.city_id and p.parcel_id = l.parcel_id
  left join lateral jsonb_array_elements(l.parts) part on true`;

async function paidUnits({ db }: Sale, scarce: string): Promise<{ paidUnits: number; paidInBundles: number }> {
  const { rows } = await sql<{ paid: number; bundled: number }>`
    select sum(t.units) as paid, sum(t.units) filter (where t.bundled) as bundled
    from (${TAKEN}) t where t.state = 'paid' and t.sku_id = ${scarce}`.execute(db);
  return { paidUnits: Number(rows[0]?.paid), paidInBundles: Number(rows[0]?.bundled) };
}

async function misreserved({ db }: Sale): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`
    with owed as (
      select t.order_id, t.place_id, t.sku_id, sum(t.units) as units from (${TAKEN}) t where t.state = 'paid'
      group by 1, 2, 3
    ), kept as (
      select holder_id as order_id, place_id, sku_id, state, quantity - issued - released as units
      from inventory.reservation_line where state <> 'closed'
    )
    select format('%s: %s owed, %s %s', coalesce(o.order_id, k.order_id), coalesce(o.units, 0), coalesce(k.units, 0),
      coalesce(k.state, 'reserved')) as fault
    from owed o full join kept k on k.order_id = o.order_id and k.place_id = o.place_id and k.sku_id = o.sku_id
    where k.state is distinct from 'kept' or k.units is distinct from o.units
    union all
    select format('%s: nobody''s', r.holder_id) from inventory.reservation_line r
    where not exists (select from commerce.sales_order o where o.order_id = r.holder_id)`.execute(db);
  return rows.map(({ fault }) => fault);
}

async function miscounted({ db }: Sale): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`
    with bought as (
      select o.group_buy_id, o.customer_key, l.sku_id, sum(l.quantity) as units
      from commerce.sales_order o join commerce.order_line l on l.city_id = o.city_id and l.order_id = o.order_id
      where o.state = 'paid' and l.parts = '[]' group by 1, 2, 3
    )
    select format('%s: %s bought, %s counted', coalesce(b.customer_key, t.customer_key), b.units, t.taken) as fault
    from bought b full join commerce.group_buy_take t on t.group_buy_id = b.group_buy_id and t.sku_id = b.sku_id
      and t.customer_key = b.customer_key
    where coalesce(b.units, 0) <> coalesce(t.taken, 0)`.execute(db);
  return rows.map(({ fault }) => fault);
}

type Money = Pick<SaleOutcome, 'ordersFen' | 'paymentsFen' | 'houseFen' | 'refundedFen'>;

async function money({ db }: Sale): Promise<Money> {
  const { rows } = await sql<Record<keyof Money, string>>`
    select (select sum(paid_fen - refunded_fen) from commerce.sales_order) as "ordersFen",
      (select sum(received_fen - refunded_fen) from commerce.payment) as "paymentsFen",
      (select sum(paid_fen) from commerce.sandbox_trade)
        - (select coalesce(sum(amount_fen), 0) from commerce.sandbox_refund where state = 'succeeded') as "houseFen",
      (select coalesce(sum(refunded_fen), 0) from commerce.payment) as "refundedFen"`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('no money was counted');
  const { ordersFen, paymentsFen, houseFen, refundedFen } = row;
  return {
    ordersFen: Number(ordersFen),
    paymentsFen: Number(paymentsFen),
    houseFen: Number(houseFen),
    refundedFen: Number(refundedFen),
  };
}

async function misbooked({ db }: Sale): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`
    with booked as (
      select account, sum(amount) as fen from platform.ledger_line where account like 'order:advance:%' group by 1
    )
    select format('%s: %s paid, %s owed', coalesce(o.order_id::text, b.account), o.paid_fen - o.refunded_fen, -b.fen)
      as fault
    from commerce.sales_order o full join booked b on b.account = 'order:advance:' || o.order_id::text
    where coalesce(o.paid_fen - o.refunded_fen, 0) <> coalesce(-b.fen, 0)`.execute(db);
  return rows.map(({ fault }) => fault);
}

/** When orders were placed, in milliseconds of this machine, by their ids. */
export async function placedAt({ db }: Sale): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ order_id: string; placed_at: Date }>`
    select order_id, placed_at from commerce.sales_order`.execute(db);
  return new Map(rows.map((row) => [row.order_id, row.placed_at.getTime()]));
}
