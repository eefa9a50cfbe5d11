import type { Migration } from '#platform/postgres';

/** Payments, refunds, every genuine notice once, and the books of the sandbox. */
export const payments: Migration = {
  name: '0006-payments',
  up: `
    create table commerce.payment (
      city_id uuid not null,
      payment_id uuid not null,
      payment_number text not null,
      order_id uuid not null,
      community_id uuid not null,
      store_id uuid,
      provider text not null,
      stage text not null check (stage in ('deposit', 'balance')),
      state text not null check (state in ('created', 'pending', 'succeeded', 'closed', 'held')),
      amount_fen bigint not null check (amount_fen > 0),
      received_fen bigint not null check (received_fen >= 0),
      refunded_fen bigint not null check (refunded_fen >= 0),
      refunding_fen bigint not null check (refunding_fen >= 0),
      refunds integer not null check (refunds between 0 and 50),
      last_refund_at timestamptz,
      cashier_url text,
      provider_trade text,
      held_why text check (held_why in ('amount_differs', 'order_closed', 'paid_twice')),
      decision text check (decision in ('accept', 'refund')),
      decision_reason text,
      decided_by uuid,
      decided_at timestamptz,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      paid_at timestamptz,
      next_ask_at timestamptz not null,
      revision integer not null check (revision > 0),
      primary key (city_id, payment_id),
      unique (city_id, payment_number),
      foreign key (city_id, order_id) references commerce.sales_order (city_id, order_id),
      check (refunded_fen + refunding_fen <= received_fen),
      check ((received_fen > 0) = (paid_at is not null)),
      check (state not in ('succeeded', 'held') or received_fen > 0),
      check (state not in ('created', 'pending') or received_fen = 0),
      check (state <> 'pending' or cashier_url is not null),
      check (state <> 'held' or held_why is not null),
      check ((decision is null) = (decided_at is null) and (decision is null) = (decision_reason is null))
    );
    -- One that can be paid, for each stage of an order.
    create unique index payment_live on commerce.payment (city_id, order_id, stage)
      where state in ('created', 'pending');
    create index payment_of_order on commerce.payment (city_id, order_id, created_at);
    create index payment_by_id on commerce.payment (payment_id);
    create index payment_newest on commerce.payment (created_at desc, payment_id desc);
    create index payment_held on commerce.payment (created_at desc, payment_id desc) where state = 'held';
    create index payment_to_ask on commerce.payment (next_ask_at) where state in ('created', 'pending');

    create table commerce.payment_refund (
      city_id uuid not null,
      refund_id uuid not null,
      refund_number text not null,
      payment_id uuid not null,
      order_id uuid not null,
      source text not null check (source in ('order', 'held')),
      state text not null check (state in ('requested', 'accepted', 'succeeded', 'failed')),
      amount_fen bigint not null check (amount_fen > 0),
      reason text not null,
      requested_by uuid,
      requested_at timestamptz not null,
      accepted_at timestamptz,
      finished_at timestamptz,
      next_try_at timestamptz not null,
      tries integer not null check (tries >= 0),
      primary key (city_id, refund_id),
      unique (city_id, refund_number),
      foreign key (city_id, payment_id) references commerce.payment (city_id, payment_id),
      check ((state in ('succeeded', 'failed')) = (finished_at is not null))
    );
    create index payment_refund_of_payment on commerce.payment_refund (city_id, payment_id, requested_at);
    create index payment_refund_by_id on commerce.payment_refund (refund_id);
    create index payment_refund_open on commerce.payment_refund (next_try_at) where state in ('requested', 'accepted');

    -- Whose a number is: a notice says no more than that.
    create table commerce.payment_number (
      payment_number text primary key,
      city_id uuid not null,
      order_id uuid not null,
      payment_id uuid not null
    );

    -- Every genuine notice once; of its body the hash, since providers tell who paid.
    create table commerce.payment_notice (
      notice_id text not null,
      provider text not null,
      kind text not null check (kind in ('payment', 'refund')),
      payment_number text not null,
      refund_number text,
      amount_fen bigint not null check (amount_fen >= 0),
      provider_trade text,
      body_hash text not null,
      happened_at timestamptz not null,
      received_at timestamptz not null,
      outcome text not null,
      primary key (notice_id, provider)
    );
    create index payment_notice_of_payment on commerce.payment_notice (payment_number);

    -- What was refused at the door: how often, never its content.
    create table commerce.refused_notice (
      provider text not null,
      day date not null,
      why text not null,
      times bigint not null check (times > 0),
      last_at timestamptz not null,
      primary key (provider, day, why)
    );

    -- The sandbox's own side: what a real provider would keep in its house.
    create table commerce.sandbox_key (
      serial text primary key,
      public_key text not null,
      private_key text not null,
      made_at timestamptz not null
    );
    create table commerce.sandbox_trade (
      payment_number text primary key,
      secret text not null,
      description text not null,
      amount_fen bigint not null check (amount_fen > 0),
      paid_fen bigint not null check (paid_fen >= 0),
      refunded_fen bigint not null check (refunded_fen >= 0 and refunded_fen <= paid_fen),
      refunds_fail boolean not null,
      trade_number text,
      notify_url text not null,
      return_url text not null,
      opened_at timestamptz not null,
      expires_at timestamptz not null,
      paid_at timestamptz
    );
    create table commerce.sandbox_refund (
      payment_number text not null references commerce.sandbox_trade (payment_number),
      refund_number text not null,
      amount_fen bigint not null check (amount_fen > 0),
      state text not null check (state in ('accepted', 'succeeded', 'failed')),
      notify_url text not null,
      asked_at timestamptz not null,
      finish_at timestamptz not null,
      finished_at timestamptz,
      primary key (payment_number, refund_number)
    );
    create index sandbox_refund_open on commerce.sandbox_refund (finish_at) where state = 'accepted';
    create table commerce.sandbox_notice (
      payment_number text not null references commerce.sandbox_trade (payment_number),
      notice_id text not null,
      body text not null,
      notify_url text not null,
      copies integer not null check (copies > 0),
      probe boolean not null,
      kept_back boolean not null,
      tries integer not null check (tries >= 0),
      due_at timestamptz not null,
      delivered_at timestamptz,
      given_up boolean not null,
      primary key (payment_number, notice_id)
    );
    create index sandbox_notice_due on commerce.sandbox_notice (due_at)
      where delivered_at is null and not kept_back and not given_up;
  `,
};
