import type { Migration } from '#platform/postgres';

/** What was bought, what of it was paid and went back, and every step on the way. */
export const orders: Migration = {
  name: '0005-orders',
  up: `
    create table commerce.sales_order (
      city_id uuid not null,
      order_id uuid not null,
      order_number text not null,
      channel text not null check (channel in ('service')),
      contract_id uuid not null,
      quotation_id uuid not null,
      package_id uuid not null,
      community_id uuid not null,
      store_id uuid,
      touchpoint_id uuid not null,
      customer_key text not null check (customer_key ~ '^[0-9a-f]{64}$'),
      person_id uuid not null,
      lead_id uuid,
      visit_id uuid,
      share_token text,
      state text not null check (state in ('placed', 'deposit_paid', 'paid', 'cancelled')),
      total_fen bigint not null check (total_fen > 0),
      deposit_fen bigint not null check (deposit_fen > 0 and deposit_fen <= total_fen),
      paid_fen bigint not null check (paid_fen >= 0),
      refunded_fen bigint not null check (refunded_fen >= 0),
      payments integer not null check (payments >= 0),
      steps integer not null check (steps > 0),
      revision integer not null check (revision > 0),
      placed_at timestamptz not null,
      deposit_paid_at timestamptz,
      paid_at timestamptz,
      cancelled_at timestamptz,
      cancel_reason text,
      primary key (city_id, order_id),
      unique (city_id, order_number),
      unique (city_id, contract_id),
      check (refunded_fen <= paid_fen),
      check ((state = 'cancelled') = (cancelled_at is not null)),
      check ((cancelled_at is null) = (cancel_reason is null)),
      check (state <> 'placed' or paid_fen = 0),
      check (state <> 'paid' or paid_fen >= total_fen)
    );
    create index sales_order_by_id on commerce.sales_order (order_id);
    create index sales_order_by_number on commerce.sales_order (order_number text_pattern_ops);
    create index sales_order_by_number_end on commerce.sales_order (right(order_number, 4));
    create index sales_order_newest on commerce.sales_order (city_id, placed_at desc, order_id desc);
    create index sales_order_of_store on commerce.sales_order (store_id, placed_at desc, order_id desc)
      where store_id is not null;
    create index sales_order_of_community on commerce.sales_order (community_id, placed_at desc, order_id desc);
    create index sales_order_of_touchpoint on commerce.sales_order (touchpoint_id, placed_at desc, order_id desc);
    create index sales_order_of_customer on commerce.sales_order (customer_key, placed_at desc, order_id desc);

    create table commerce.order_step (
      city_id uuid not null,
      order_id uuid not null,
      step integer not null check (step > 0),
      move text not null check (move in ('placed', 'deposit_paid', 'balance_paid', 'extra_paid', 'payment_held',
        'refund_asked', 'refunded', 'refund_failed', 'cancelled')),
      by_kind text not null check (by_kind in ('customer', 'staff', 'provider', 'system')),
      user_id uuid,
      payment_id uuid,
      refund_id uuid,
      amount_fen bigint check (amount_fen >= 0),
      reason text,
      made_at timestamptz not null,
      primary key (city_id, order_id, step),
      foreign key (city_id, order_id) references commerce.sales_order (city_id, order_id)
    );
  `,
};
