import { sql } from 'kysely';
import type { DatabaseTransaction } from '#platform/context';
import { gathered, literally, prepared, type Prepared } from '#platform/postgres';
import type { Payment } from '../payments/payment.ts';
import type { OrderLine } from './order-line.ts';
import type { Order, OrderId } from './order.ts';
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

const orderRow = ({ order, step, payment, privateNote }: GoodsOrder) => ({
  city: order.cityId,
  id: order.orderId,
  number: order.orderNumber,
  channel: order.channel,
  community: order.communityId,
  store: order.storeId,
  touchpoint: order.touchpointId,
  customer: order.customerKey,
  person: order.personId,
  lead: order.leadId,
  share: order.shareToken,
  state: order.state,
  total: order.totalFen,
  goods: order.goodsFen,
  discount: order.discountFen,
  delivery: order.deliveryFen,
  paid_fen: order.paidFen,
  group_buy: order.groupBuyId,
  team: order.teamId,
  campaign: order.campaignId,
  point: order.pickupPointId,
  pay_by: order.payBy,
  source: order.external?.source ?? null,
  external: order.external?.id ?? null,
  note: privateNote === null ? null : Buffer.from(privateNote).toString('hex'),
  payments: order.payments,
  steps: order.steps,
  revision: order.revision,
  placed: order.placedAt,
  paid: order.paidAt,
  complete: order.completeAfter,
  step: step.step,
  move: step.move,
  by: step.by,
  who: step.userId,
  step_fen: step.amountFen,
  payment: payment && {
    id: payment.paymentId,
    number: payment.paymentNumber,
    provider: payment.provider,
    stage: payment.stage,
    state: payment.state,
    amount: payment.amountFen,
    received: payment.receivedFen,
    cashier: payment.cashierUrl,
    trade: payment.providerTrade,
    expires: payment.expiresAt,
    paid: payment.paidAt,
    ask: payment.nextAskAt,
  },
});

const parcelRow = (it: Parcel) => ({
  of: it.orderId,
  parcel: it.parcelId,
  place: it.placeId,
  mode: it.mode,
  point: it.pickupPointId,
  day: it.pickupOn,
  code: it.code,
  state: it.state,
  collected: it.collectedAt,
});

const lineRow = (of: OrderId, it: OrderLine) => ({
  of,
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
  const [row] = (await writing<WrittenRow>([it], AS_FAR_AS_FREE).execute(db)).rows;
  return row && new Set(row.parcels);
}

/**
 * The same for all who order at the same moment, in one statement that nobody needs to wait for: it raises where a number
 * or a code is taken.
 */
export const insertWholeOrder = gathered(
  async (db: DatabaseTransaction, all: readonly GoodsOrder[]): Promise<readonly void[]> => {
    await writing(all, OR_RAISE).execute(db);
    return all.map(() => undefined);
  },
);

interface WrittenRow {
  readonly parcels: string[] | null;
}

/** What the statement does about numbers and codes that are taken, as parts of its text. */
interface Manner {
  readonly placed: Prepared<unknown>;
  /** The orders to go on with. */
  readonly done: Prepared<unknown>;
  readonly packed: Prepared<unknown>;
  readonly answer: Prepared<unknown>;
}

const AS_FAR_AS_FREE: Manner = {
  placed: literally('on conflict (order_number text_pattern_ops, city_id) do nothing returning order_id'),
  done: literally('materialized (select a.* from asked a join placed p on p.order_id = a.id)'),
  packed: literally(`on conflict (city_id, code)
      where code is not null and state in ('waiting', 'on_the_way', 'arrived', 'part_collected') do nothing
      returning order_id, parcel_id`),
  answer: literally(
    'select (select array_agg(k.parcel_id) from packed k where k.order_id = d.id) as parcels from done d',
  ),
};

const OR_RAISE: Manner = {
  placed: literally(''),
  done: literally('not materialized (select * from asked)'),
  packed: literally(''),
  answer: literally('select'),
};

function writing<Row>(all: readonly GoodsOrder[], { placed, done, packed, answer }: Manner): Prepared<Row> {
  const orders = JSON.stringify(all.map(orderRow));
  const parcels = JSON.stringify(all.flatMap((it) => it.parcels.map(parcelRow)));
  const lines = JSON.stringify(all.flatMap((it) => it.lines.map((line) => lineRow(it.order.orderId, line))));
  return prepared<Row>`
    with asked as materialized (
      select * from json_to_recordset(${orders}::json) as x (city uuid, id uuid, number text, channel text,
        community uuid, store uuid, touchpoint uuid, customer text, person uuid, lead uuid, share text, state text,
        total bigint, goods bigint, discount bigint, delivery bigint, paid_fen bigint, group_buy uuid, team uuid,
        campaign uuid, point uuid, pay_by timestamptz, source text, external text, note text, payments int, steps int,
        revision int, placed timestamptz, paid timestamptz, complete timestamptz, step int, move text, by text, who uuid,
        step_fen bigint, payment json)
    ), placed as (
      insert into commerce.sales_order (city_id, order_id, order_number, channel, community_id, store_id, touchpoint_id,
        customer_key, person_id, lead_id, share_token, state, total_fen, deposit_fen, goods_fen, discount_fen,
        delivery_fen, paid_fen, refunded_fen, group_buy_id, team_id, campaign_id, pickup_point_id, pay_by, external_source,
        external_id, private_note, payments, steps, revision, placed_at, paid_at, complete_after)
      select city, id, number, channel, community, store, touchpoint, customer, person, lead, share, state, total, 0, goods,
        discount, delivery, paid_fen, 0, group_buy, team, campaign, point, pay_by, source, external, decode(note, 'hex'),
        payments, steps, revision, placed, paid, complete
      from asked
      ${placed}
    ), done as ${done}, stepped as (
      insert into commerce.order_step (city_id, order_id, step, move, by_kind, user_id, amount_fen, made_at)
      select city, id, step, move, by, who, step_fen, placed from done
    ), queued as (
      insert into commerce.order_due (city_id, order_id, what, due_at)
      select city, id, case when state = 'placed' then 'pay' else 'complete' end, coalesce(pay_by, complete)
      from done where coalesce(pay_by, complete) is not null
    ), packed as (
      insert into commerce.order_parcel (city_id, parcel_id, order_id, place_id, mode, pickup_point_id, pickup_on, code,
        state, revision, collected_at)
      select d.city, x.parcel, d.id, x.place, x.mode, x.point, x.day, x.code, x.state, 1, x.collected
      from json_to_recordset(${parcels}::json) as x ("of" uuid, parcel uuid, place uuid, mode text, point uuid, day date,
        code text, state text, collected timestamptz)
      join done d on d.id = x."of"
      ${packed}
    ), lined as (
      insert into commerce.order_line (city_id, order_id, line_no, parcel_id, sku_id, sku_code, sku_name, sku_spec, unit,
        category_id, image_id, claim_hours, parts, quantity, unit_fen, gross_fen, discount_fen, net_fen, splits,
        refunded_quantity, refunded_fen, rebated_fen)
      select d.city, d.id, x.line, x.parcel, x.sku, x.sku_code, x.sku_name, x.spec, x.unit, x.category, x.image,
        x.claim, x.parts, x.quantity, x.unit_fen, x.gross, x.discount, x.net, x.splits, 0, 0, 0
      from json_to_recordset(${lines}::json) as x ("of" uuid, line int, parcel uuid, sku uuid, sku_code text,
        sku_name text, spec text, unit text, category uuid, image uuid, claim int, parts jsonb, quantity int,
        unit_fen bigint, gross bigint, discount bigint, net bigint, splits jsonb)
      join done d on d.id = x."of"
    ), begun as (
      insert into commerce.payment (city_id, payment_id, payment_number, order_id, community_id, store_id, provider, stage,
        state, amount_fen, received_fen, refunded_fen, refunding_fen, refunds, cashier_url, provider_trade, created_at,
        expires_at, paid_at, next_ask_at, revision)
      select d.city, p.id, p.number, d.id, d.community, d.store, p.provider, p.stage, p.state, p.amount, p.received, 0, 0, 0,
        p.cashier, p.trade, d.placed, p.expires, p.paid, p.ask, 1
      from done d, json_to_record(d.payment) as p (id uuid, number text, provider text, stage text, state text,
        amount bigint, received bigint, cashier text, trade text, expires timestamptz, paid timestamptz, ask timestamptz)
      where d.payments > 0
      returning payment_number, city_id, order_id, payment_id
    ), numbered as (
      insert into commerce.payment_number (payment_number, city_id, order_id, payment_id) select * from begun
    )
    ${answer}`;
}

/** Adds parcels again whose codes were taken, under other codes; answers those that found a free one. */
export async function insertParcels(db: DatabaseTransaction, parcels: readonly Parcel[]): Promise<ReadonlySet<string>> {
  const added = await sql<{ parcel_id: string }>`
    insert into commerce.order_parcel (city_id, parcel_id, order_id, place_id, mode, pickup_point_id, pickup_on, code,
      state, revision, collected_at)
    select x.city, x.parcel, x."of", x.place, x.mode, x.point, x.day, x.code, x.state, 1, x.collected
    from json_to_recordset(${JSON.stringify(
      parcels.map((it) => ({ ...parcelRow(it), city: it.cityId })),
    )}::json) as x (city uuid, "of" uuid, parcel uuid, place uuid, mode text, point uuid, day date, code text,
      state text, collected timestamptz)
    on conflict do nothing
    returning parcel_id`.execute(db);
  return new Set(added.rows.map((row) => row.parcel_id));
}
