import type { Migration } from '#platform/postgres';

/**
 * Orders of every channel in the one model: goods have lines and parcels, a service has a contract and a deposit. What
 * was there before stays as it is.
 */
export const goodsOrders: Migration = {
  name: '0010-goods-orders',
  up: `
    alter table commerce.sales_order
      drop constraint sales_order_channel_check,
      drop constraint sales_order_state_check,
      drop constraint sales_order_total_fen_check,
      drop constraint sales_order_paid_fen_check,
      drop constraint sales_order_refunded_fen_check,
      drop constraint sales_order_payments_check,
      drop constraint sales_order_steps_check,
      drop constraint sales_order_revision_check,
      drop constraint sales_order_customer_key_check,
      drop constraint sales_order_check,
      drop constraint sales_order_check1,
      drop constraint sales_order_check2,
      drop constraint sales_order_check3,
      drop constraint sales_order_check4,
      drop constraint sales_order_check5,
      alter column contract_id drop not null,
      alter column quotation_id drop not null,
      alter column package_id drop not null,
      alter column community_id drop not null,
      alter column touchpoint_id drop not null,
      alter column customer_key drop not null,
      alter column person_id drop not null,
      add column goods_fen bigint not null default 0,
      add column discount_fen bigint not null default 0,
      add column delivery_fen bigint not null default 0,
      add column group_buy_id uuid,
      add column team_id uuid,
      add column campaign_id uuid,
      add column pickup_point_id uuid,
      add column pay_by timestamptz,
      add column complete_after timestamptz,
      add column completed_at timestamptz,
      add column external_source text,
      add column external_id text,
      add column private_note bytea;
    -- A service is sold as one thing.
    update commerce.sales_order set goods_fen = total_fen;
    alter table commerce.sales_order
      alter column goods_fen drop default,
      alter column discount_fen drop default,
      alter column delivery_fen drop default,
      -- Few and whole: the server reads each of them again with every statement that writes an order.
      add constraint sales_order_amounts check (total_fen = goods_fen - discount_fen + delivery_fen and
        least(goods_fen - discount_fen, discount_fen, delivery_fen, deposit_fen, refunded_fen, paid_fen - refunded_fen,
          payments, steps - 1, revision - 1) >= 0),
      add constraint sales_order_channel check (case channel
        when 'service' then deposit_fen > 0 and deposit_fen <= total_fen
          and num_nulls(contract_id, quotation_id, package_id, touchpoint_id, community_id, customer_key) = 0
        when 'group_buy' then num_nulls(group_buy_id, community_id, customer_key) = 0
        when 'instant' then num_nulls(community_id, customer_key) = 0
        when 'store' then store_id is not null
        -- What a marketplace took never lies with us.
        when 'imported' then num_nulls(external_source, external_id) = 0 and paid_fen = 0
        else false end
        and (customer_key is null) = (person_id is null) and (channel = 'service' or deposit_fen = 0)
        and (channel = 'group_buy' or group_buy_id is null) and (channel = 'imported' or external_source is null)),
      add constraint sales_order_state check (case state
        when 'placed' then paid_fen = 0
        when 'deposit_paid' then channel = 'service'
        when 'awaiting_group' then channel = 'group_buy' and paid_fen >= total_fen
        when 'paid' then channel = 'imported' or paid_fen >= total_fen
        when 'completed' then completed_at is not null and (channel = 'imported' or paid_fen >= total_fen)
        when 'cancelled' then num_nulls(cancelled_at, cancel_reason) = 0
        else false end
        and (state = 'completed' or completed_at is null) and (state = 'cancelled' or cancelled_at is null));
    create unique index sales_order_external on commerce.sales_order (city_id, external_source, external_id)
      where external_source is not null;
    create index sales_order_of_group_buy on commerce.sales_order (group_buy_id, order_id)
      where group_buy_id is not null;
    -- Orders of goods have no contract, and need no place in its index.
    alter table commerce.sales_order drop constraint sales_order_city_id_contract_id_key;
    create unique index sales_order_of_contract on commerce.sales_order (city_id, contract_id)
      where contract_id is not null;
    -- What changes with an order stands in none of its indexes, so that a payment rewrites the row in its page and leaves
    -- them all alone; what has to be found by its time stands in the queue below.
    alter table commerce.sales_order set (fillfactor = 70);
    -- One index finds an order by its id, with the city or without; one its number, whole or by its beginning.
    alter table commerce.order_step drop constraint order_step_city_id_order_id_fkey;
    alter table commerce.payment drop constraint payment_city_id_order_id_fkey;
    alter table commerce.sales_order
      drop constraint sales_order_pkey,
      add primary key (order_id, city_id),
      drop constraint sales_order_city_id_order_number_key;
    drop index commerce.sales_order_by_id;
    drop index commerce.sales_order_by_number;
    create unique index sales_order_number on commerce.sales_order (order_number text_pattern_ops, city_id);
    create table commerce.order_due (
      city_id uuid not null,
      order_id uuid not null,
      -- Unpaid: to be called off. Handed over: complete when nothing can be claimed any more.
      what text not null check (what in ('pay', 'complete')),
      due_at timestamptz not null,
      primary key (order_id, what, city_id)
    ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
    create index order_due_next on commerce.order_due (due_at);
    -- Written with its order in one statement, and never without.
    alter table commerce.order_step
      drop constraint order_step_move_check,
      drop constraint order_step_by_kind_check,
      drop constraint order_step_step_check,
      drop constraint order_step_amount_fen_check,
      add constraint order_step_shape check (step > 0 and (amount_fen is null or amount_fen >= 0)
        and by_kind in ('customer', 'staff', 'provider', 'system') and move in ('placed', 'paid',
      'deposit_paid', 'balance_paid', 'extra_paid', 'payment_held', 'refund_asked', 'refunded', 'refund_failed',
      'group_filled', 'point_changed', 'completed', 'cancelled'));

    -- What was bought, as it was called and priced then.
    create table commerce.order_line (
      city_id uuid not null,
      order_id uuid not null,
      line_no integer not null,
      parcel_id uuid not null,
      sku_id uuid not null,
      sku_code text not null,
      sku_name text not null,
      sku_spec text not null,
      unit text not null,
      category_id uuid,
      image_id uuid,
      claim_hours integer not null,
      -- Of a bundle: what one of it holds.
      parts jsonb not null,
      quantity integer not null,
      unit_fen bigint not null,
      gross_fen bigint not null,
      discount_fen bigint not null,
      net_fen bigint not null,
      -- What each promotion took off.
      splits jsonb not null,
      refunded_quantity integer not null,
      -- Asked back for goods that were not handed over or came back.
      refunded_fen bigint not null,
      -- Given back while the goods stay: a lower tier was reached, or a part of the worth.
      rebated_fen bigint not null,
      -- Written with its order in one statement, and never without.
      primary key (city_id, order_id, line_no),
      check (gross_fen = unit_fen * quantity and net_fen = gross_fen - discount_fen and least(line_no - 1, claim_hours,
        quantity - 1, unit_fen, discount_fen, refunded_quantity, quantity - refunded_quantity, refunded_fen, rebated_fen,
        net_fen - refunded_fen - rebated_fen) >= 0)
    );
    create index order_line_of_parcel on commerce.order_line (city_id, parcel_id);

    -- An order splits by where its goods come from.
    create table commerce.order_parcel (
      city_id uuid not null,
      parcel_id uuid not null,
      order_id uuid not null,
      place_id uuid not null,
      mode text not null,
      pickup_point_id uuid,
      pickup_on date,
      code text,
      state text not null,
      revision integer not null,
      arrived_at timestamptz,
      collected_at timestamptz,
      primary key (parcel_id, city_id),
      check (revision > 0 and case mode when 'pickup' then pickup_point_id is not null and length(code) = 8
        when 'delivery' then pickup_point_id is null when 'counter' then pickup_point_id is null else false end),
      check (case state when 'waiting' then true when 'on_the_way' then true when 'cancelled' then true
        when 'returned' then true when 'arrived' then mode = 'pickup' when 'part_collected' then mode = 'pickup'
        when 'collected' then collected_at is not null else false end)
    );
    create index order_parcel_of_order on commerce.order_parcel (city_id, order_id);
    create index order_parcel_of_point on commerce.order_parcel (pickup_point_id, state, pickup_on)
      where pickup_point_id is not null;
    -- A code opens one parcel at a time; what is over frees it.
    create unique index order_parcel_code on commerce.order_parcel (city_id, code)
      where code is not null and state in ('waiting', 'on_the_way', 'arrived', 'part_collected');

    -- Its number is unique in payment_number already.
    alter table commerce.payment_refund drop constraint payment_refund_city_id_payment_id_fkey;
    drop index commerce.payment_by_id;
    alter table commerce.payment
      drop constraint payment_pkey,
      add primary key (payment_id, city_id),
      drop constraint payment_city_id_payment_number_key,
      drop constraint payment_stage_check,
      drop constraint payment_state_check,
      drop constraint payment_amount_fen_check,
      drop constraint payment_received_fen_check,
      drop constraint payment_refunded_fen_check,
      drop constraint payment_refunding_fen_check,
      drop constraint payment_refunds_check,
      drop constraint payment_revision_check,
      drop constraint payment_held_why_check,
      drop constraint payment_decision_check,
      drop constraint payment_check,
      drop constraint payment_check1,
      drop constraint payment_check2,
      drop constraint payment_check3,
      drop constraint payment_check4,
      drop constraint payment_check5,
      drop constraint payment_check6,
      alter column community_id drop not null,
      add constraint payment_amounts check (least(amount_fen - 1, refunded_fen, refunding_fen,
        received_fen - refunded_fen - refunding_fen, refunds, 50 - refunds, revision - 1) >= 0
        and (received_fen > 0) = (paid_at is not null)),
      add constraint payment_state check (stage in ('deposit', 'balance', 'full') and case state
        when 'created' then received_fen = 0
        when 'pending' then received_fen = 0 and cashier_url is not null
        when 'succeeded' then received_fen > 0
        when 'held' then received_fen > 0 and held_why in ('amount_differs', 'order_closed', 'paid_twice')
        when 'closed' then true
        else false end
        and (decision is null or decision in ('accept', 'refund'))
        and num_nulls(decision, decided_at, decision_reason) in (0, 3)),
      add foreign key (city_id, order_id) references commerce.sales_order (city_id, order_id);
    alter table commerce.payment_refund
      add foreign key (city_id, payment_id) references commerce.payment (city_id, payment_id);

    -- What a refund is for, and which goods: the ledger of refunds by line.
    alter table commerce.payment_refund
      add column kind text check (kind in ('cancelled', 'group_failed', 'shortage', 'claim', 'uncollected', 'price_tier')),
      add column goods_fen bigint not null default 0 check (goods_fen >= 0 and goods_fen <= amount_fen),
      add column reference text;
    alter table commerce.payment_refund alter column goods_fen drop default;

    -- Refunds of lines that wait until their payment may be sent another part: at least a minute lies between two.
    create table commerce.refund_due (
      city_id uuid not null,
      due_id uuid not null,
      order_id uuid not null,
      amount_fen bigint not null check (amount_fen > 0),
      goods_fen bigint not null check (goods_fen >= 0 and goods_fen <= amount_fen),
      kind text not null check (kind in ('cancelled', 'group_failed', 'shortage', 'claim', 'uncollected', 'price_tier')),
      reason text not null,
      reference text,
      asked_at timestamptz not null,
      due_at timestamptz not null,
      primary key (city_id, due_id),
      foreign key (city_id, order_id) references commerce.sales_order (city_id, order_id)
    );
    create index refund_due_next on commerce.refund_due (due_at);
    create index refund_due_of_order on commerce.refund_due (city_id, order_id);

    -- What we and the sandbox's house both know: a cashier's address is signed with it, so that opening one is no call.
    create table commerce.sandbox_merchant (
      merchant text primary key,
      secret text not null,
      made_at timestamptz not null
    );
    alter table commerce.sandbox_trade drop column secret;
  `,
};
