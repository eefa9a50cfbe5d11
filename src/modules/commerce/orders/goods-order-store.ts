import { sql } from 'kysely';
import type { DatabaseTransaction } from '#platform/context';
import { prepared } from '#platform/postgres';
import type { Payment } from '../payments/payment.ts';
import type { OrderLine } from './order-line.ts';
import type { Order } from './order.ts';
import type { Parcel } from './parcel.ts';
import type { OrderStep } from './step-store.ts';

/** All that is written when goods are ordered. */
export interface GoodsOrder {
  readonly order: Order;
  readonly step: OrderStep;
  readonly lines: readonly OrderLine[];
  readonly parcels: readonly Parcel[];
  /** Null where nothing is to be paid, or it was paid elsewhere. */
  readonly payment: Payment | null;
  /** Sealed under the customer's key. */
  readonly privateNote: Uint8Array | null;
}

const parcelRow = (it: Parcel) => ({
  parcel: it.parcelId,
  place: it.placeId,
  mode: it.mode,
  point: it.pickupPointId,
  day: it.pickupOn,
  code: it.code,
  state: it.state,
  collected: it.collectedAt,
});

const lineRow = (it: OrderLine) => ({
  line: it.lineNo,
  parcel: it.parcelId,
  sku: it.skuId,
  sku_code: it.skuCode,
  sku_name: it.skuName,
  spec: it.skuSpec,
  unit: it.unit,
  category: it.categoryId,
  image: it.imageId,
  claim: it.claimHours,
  parts: it.parts,
  quantity: it.quantity,
  unit_fen: it.unitFen,
  gross: it.grossFen,
  discount: it.discountFen,
  net: it.netFen,
  splits: it.splits,
});

/** Which parcels were written; undefined when the number of the order is taken. */
export async function insertGoodsOrder(
  db: DatabaseTransaction,
  it: GoodsOrder,
): Promise<ReadonlySet<string> | undefined> {
  const { order, step, payment } = it;
  const written = await prepared<{ placed: number; parcels: string[] | null }>`
    with placed as (
      insert into commerce.sales_order (city_id, order_id, order_number, channel, community_id, store_id, touchpoint_id,
        customer_key, person_id, lead_id, share_token, state, total_fen, deposit_fen, goods_fen, discount_fen,
        delivery_fen, paid_fen, refunded_fen, group_buy_id, team_id, campaign_id, pickup_point_id, pay_by, external_source,
        external_id, private_note, payments, steps, revision, placed_at, paid_at, complete_after)
      values (${order.cityId}, ${order.orderId}, ${order.orderNumber}, ${order.channel}, ${order.communityId},
        ${order.storeId}, ${order.touchpointId}, ${order.customerKey}, ${order.personId}, ${order.leadId},
        ${order.shareToken}, ${order.state}, ${order.totalFen}, 0, ${order.goodsFen}, ${order.discountFen},
        ${order.deliveryFen}, ${order.paidFen}, 0, ${order.groupBuyId}, ${order.teamId}, ${order.campaignId},
        ${order.pickupPointId}, ${order.payBy}, ${order.external?.source ?? null}, ${order.external?.id ?? null},
        ${it.privateNote}, ${order.payments}, ${order.steps}, ${order.revision}, ${order.placedAt}, ${order.paidAt},
        ${order.completeAfter})
      on conflict (order_number text_pattern_ops, city_id) do nothing
      returning city_id, order_id, community_id, store_id, placed_at
    ), stepped as (
      insert into commerce.order_step (city_id, order_id, step, move, by_kind, user_id, amount_fen, made_at)
      select city_id, order_id, ${step.step}::int, ${step.move}::text, ${step.by}::text, ${step.userId}::uuid,
        ${step.amountFen}::bigint, placed_at from placed
    ), queued as (
      insert into commerce.order_due (city_id, order_id, what, due_at)
      select city_id, order_id, case when ${order.state}::text = 'placed' then 'pay' else 'complete' end,
        coalesce(${order.payBy}::timestamptz, ${order.completeAfter}::timestamptz)
      from placed where ${order.payBy !== null || order.completeAfter !== null}::boolean
    ), packed as (
      insert into commerce.order_parcel (city_id, parcel_id, order_id, place_id, mode, pickup_point_id, pickup_on, code,
        state, revision, collected_at)
      select city_id, x.parcel, order_id, x.place, x.mode, x.point, x.day, x.code, x.state, 1, x.collected
      from placed, json_to_recordset(${JSON.stringify(it.parcels.map(parcelRow))}::json) as x (parcel uuid, place uuid,
        mode text, point uuid, day date, code text, state text, collected timestamptz)
      on conflict (city_id, code) where code is not null and state in ('waiting', 'on_the_way', 'arrived', 'part_collected')
        do nothing
      returning parcel_id
    ), lined as (
      insert into commerce.order_line (city_id, order_id, line_no, parcel_id, sku_id, sku_code, sku_name, sku_spec, unit,
        category_id, image_id, claim_hours, parts, quantity, unit_fen, gross_fen, discount_fen, net_fen, splits,
        refunded_quantity, refunded_fen, rebated_fen)
      select city_id, order_id, x.line, x.parcel, x.sku, x.sku_code, x.sku_name, x.spec, x.unit, x.category, x.image,
        x.claim, x.parts, x.quantity, x.unit_fen, x.gross, x.discount, x.net, x.splits, 0, 0, 0
      from placed, json_to_recordset(${JSON.stringify(it.lines.map(lineRow))}::json) as x (line int, parcel uuid, sku uuid,
        sku_code text, sku_name text, spec text, unit text, category uuid, image uuid, claim int, parts jsonb,
        quantity int, unit_fen bigint, gross bigint, discount bigint, net bigint, splits jsonb)
    ), begun as (
      insert into commerce.payment (city_id, payment_id, payment_number, order_id, community_id, store_id, provider, stage,
        state, amount_fen, received_fen, refunded_fen, refunding_fen, refunds, cashier_url, provider_trade, created_at,
        expires_at, paid_at, next_ask_at, revision)
      select city_id, ${payment?.paymentId ?? null}::uuid, ${payment?.paymentNumber ?? null}::text, order_id, community_id,
        store_id, ${payment?.provider ?? null}::text, ${payment?.stage ?? null}::text, ${payment?.state ?? null}::text,
        ${payment?.amountFen ?? null}::bigint, ${payment?.receivedFen ?? null}::bigint, 0, 0, 0,
        ${payment?.cashierUrl ?? null}::text, ${payment?.providerTrade ?? null}::text, placed_at,
        ${payment?.expiresAt ?? null}::timestamptz, ${payment?.paidAt ?? null}::timestamptz,
        ${payment?.nextAskAt ?? null}::timestamptz, 1
      from placed where ${payment !== null}::boolean
      returning payment_number, city_id, order_id, payment_id
    ), numbered as (
      insert into commerce.payment_number (payment_number, city_id, order_id, payment_id) select * from begun
    )
    select (select count(*) from placed) as placed, (select array_agg(parcel_id) from packed) as parcels`.execute(db);
  const [row] = written.rows;
  return row === undefined || row.placed === 0 ? undefined : new Set(row.parcels);
}

/** Adds parcels again whose codes were taken, under other codes; answers those that found a free one. */
export async function insertParcels(db: DatabaseTransaction, parcels: readonly Parcel[]): Promise<ReadonlySet<string>> {
  const added = await sql<{ parcel_id: string }>`
    insert into commerce.order_parcel (city_id, parcel_id, order_id, place_id, mode, pickup_point_id, pickup_on, code,
      state, revision, collected_at)
    select x.city, x.parcel, x."order", x.place, x.mode, x.point, x.day, x.code, x.state, 1, x.collected
    from json_to_recordset(${JSON.stringify(
      parcels.map((it) => ({ ...parcelRow(it), city: it.cityId, order: it.orderId })),
    )}::json) as x (city uuid, "order" uuid, parcel uuid, place uuid, mode text, point uuid, day date, code text,
      state text, collected timestamptz)
    on conflict do nothing
    returning parcel_id`.execute(db);
  return new Set(added.rows.map((row) => row.parcel_id));
}
