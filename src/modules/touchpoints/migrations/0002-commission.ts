import type { Migration } from '#platform/postgres';

/** Who gets which share, what was paid and refunded, whose the order is, and the lines that follow from these. */
export const commission: Migration = {
  name: '0002-commission',
  up: `
    -- For a role at the front or a kind of partner organisation. Of the rules in force the one for the package goes
    -- before the one for all, then the one that began last. Nothing is ever changed backwards.
    create table touchpoints.commission_rule (
      rule_id uuid primary key,
      party_kind text not null check (party_kind in ('role', 'partner')),
      party text not null check (party <> ''),
      package_id uuid,
      rate_bps integer not null check (rate_bps between 0 and 10000),
      hold_days integer not null check (hold_days between 0 and 366),
      valid_from timestamptz not null,
      valid_until timestamptz check (valid_until >= valid_from),
      reason text not null check (reason <> ''),
      signed_by uuid,
      signed_at timestamptz not null,
      ended_by uuid,
      end_reason text
    );
    create index commission_rule_party on touchpoints.commission_rule (party_kind, party);
    insert into touchpoints.commission_rule
      (rule_id, party_kind, party, rate_bps, hold_days, valid_from, reason, signed_at)
    select rule_id::uuid, party_kind, party, rate_bps, 15, '2020-01-01T00:00:00+08:00', '系统预设，可由运营调整',
      '2020-01-01T00:00:00+08:00'
    from (values
      ('016f5b5d-1000-7000-8000-000000000001', 'role', 'property_steward', 300),
      ('016f5b5d-1000-7000-8000-000000000002', 'role', 'group_leader', 300),
      ('016f5b5d-1000-7000-8000-000000000003', 'role', 'ambassador', 200),
      ('016f5b5d-1000-7000-8000-000000000004', 'role', 'realtor', 200),
      ('016f5b5d-1000-7000-8000-000000000005', 'partner', 'property_company', 100)
    ) as preset (rule_id, party_kind, party, rate_bps);

    -- What is known of an order so far. attributed_at is null until growth has said whose it is.
    create table touchpoints.commission_order (
      city_id uuid not null,
      order_id uuid not null,
      community_id uuid not null,
      package_id uuid not null,
      store_id uuid,
      order_number text,
      attributed_at timestamptz,
      touchpoint_id uuid,
      job_role text,
      partner_id uuid,
      partner_kind text,
      primary key (city_id, order_id)
    );

    create table touchpoints.commission_payment (
      city_id uuid not null,
      payment_id uuid not null,
      order_id uuid not null,
      stage text not null check (stage in ('deposit', 'balance')),
      amount_fen bigint not null check (amount_fen > 0),
      paid_at timestamptz not null,
      primary key (city_id, payment_id),
      foreign key (city_id, order_id) references touchpoints.commission_order (city_id, order_id)
    );
    create index commission_payment_order on touchpoints.commission_payment (city_id, order_id);

    -- May be heard of before its payment is.
    create table touchpoints.commission_refund (
      city_id uuid not null,
      refund_id uuid not null,
      order_id uuid not null,
      payment_id uuid not null,
      amount_fen bigint not null check (amount_fen > 0),
      refunded_at timestamptz not null,
      primary key (city_id, refund_id),
      foreign key (city_id, order_id) references touchpoints.commission_order (city_id, order_id)
    );
    create index commission_refund_order on touchpoints.commission_refund (city_id, order_id);

    -- One for each payment (accrual) or refund (reversal) and each who has a share in it. Never changed.
    create table touchpoints.commission_line (
      city_id uuid not null,
      line_id uuid not null,
      order_id uuid not null,
      cause_id uuid not null,
      kind text not null check (kind in ('accrual', 'reversal')),
      reverses_id uuid,
      community_id uuid not null,
      store_id uuid,
      party_kind text not null check (party_kind in ('role', 'partner')),
      party text not null,
      touchpoint_id uuid,
      partner_id uuid,
      stage text not null check (stage in ('deposit', 'balance')),
      rule_id uuid not null references touchpoints.commission_rule (rule_id),
      rate_bps integer not null check (rate_bps > 0),
      base_fen bigint not null check (base_fen <> 0),
      amount_fen bigint not null check (case when base_fen > 0 then amount_fen >= 0 else amount_fen <= 0 end),
      occurred_at timestamptz not null,
      payable_at timestamptz not null,
      entry_id uuid,
      primary key (city_id, line_id),
      constraint commission_line_once unique (city_id, cause_id, party_kind),
      foreign key (city_id, order_id) references touchpoints.commission_order (city_id, order_id),
      foreign key (city_id, reverses_id) references touchpoints.commission_line (city_id, line_id),
      constraint commission_line_kind check ((kind = 'reversal') = (reverses_id is not null)
        and (kind = 'accrual') = (base_fen > 0)),
      constraint commission_line_one_owner check (num_nonnulls(touchpoint_id, partner_id) = 1
        and (party_kind = 'role') = (touchpoint_id is not null)),
      constraint commission_line_booked check ((amount_fen = 0) = (entry_id is null))
    );
    create index commission_line_order on touchpoints.commission_line (order_id);
    create index commission_line_reversals on touchpoints.commission_line (city_id, reverses_id);
    create index commission_line_newest on touchpoints.commission_line (occurred_at desc, line_id desc);
    create index commission_line_city on touchpoints.commission_line (city_id, occurred_at desc, line_id desc);
    create index commission_line_touchpoint
      on touchpoints.commission_line (touchpoint_id, occurred_at desc, line_id desc);
    create index commission_line_partner on touchpoints.commission_line (partner_id, occurred_at desc, line_id desc);
    create index commission_line_community
      on touchpoints.commission_line (community_id, occurred_at desc, line_id desc);`,
};
