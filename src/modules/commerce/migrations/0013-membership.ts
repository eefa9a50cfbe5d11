import type { Migration } from '#platform/postgres';

/** Members with their points, levels and badges, and what points are redeemed for. What is a member's lies with them. */
export const membership: Migration = {
  name: '0013-membership',
  up: `
    -- Everybody who completed an order. Whoever changes points locks this row first.
    create table commerce.member (
      customer_key text not null,
      member_id uuid not null,
      person_id uuid not null,
      -- Where they bought last.
      city_id uuid not null,
      community_id uuid,
      store_id uuid,
      balance bigint not null,
      -- Points that were taken back with a refund after they had been spent: paid by what is earned next.
      debt bigint not null check (debt >= 0),
      moves integer not null check (moves >= 0),
      orders integer not null check (orders >= 0),
      level integer not null check (level between 0 and 9),
      level_since timestamptz not null,
      -- When a level is looked at again, and by which rules it was looked at last.
      level_until timestamptz,
      level_revision integer not null,
      -- Points, or fen, of the last 365 days when it was looked at last.
      reached bigint not null,
      joined_at timestamptz not null,
      primary key (customer_key),
      check (balance >= -debt),
      check ((level = 0) = (level_until is null))
    );
    create index member_by_id on commerce.member (member_id);
    create index member_of_city on commerce.member (city_id, joined_at desc, member_id desc);
    create index member_of_store on commerce.member (store_id, joined_at desc, member_id desc) where store_id is not null;
    create index member_of_community on commerce.member (community_id, joined_at desc, member_id desc)
      where community_id is not null;
    create index member_newest on commerce.member (joined_at desc, member_id desc);
    create index member_level_due on commerce.member (level_until) where level_until is not null;
    create index member_level_rules on commerce.member (level_revision);

    -- Points that were earned together and run out together; spent from what runs out first.
    create table commerce.point_lot (
      customer_key text not null,
      lot_id uuid not null,
      city_id uuid not null,
      source text not null check (source in ('order', 'adjusted', 'given_back')),
      order_id uuid,
      points bigint not null check (points > 0),
      left_points bigint not null check (left_points between 0 and points),
      expired_points bigint not null check (expired_points >= 0 and left_points + expired_points <= points),
      earned_at timestamptz not null,
      expires_at timestamptz not null,
      reminded_at timestamptz,
      primary key (customer_key, lot_id),
      foreign key (customer_key) references commerce.member (customer_key),
      check ((source = 'order') = (order_id is not null))
    );
    create index point_lot_open on commerce.point_lot (customer_key, expires_at, lot_id) where left_points > 0;
    create index point_lot_of_order on commerce.point_lot (customer_key, order_id) where order_id is not null;
    create index point_lot_due on commerce.point_lot (expires_at) where left_points > 0;
    create index point_lot_to_remind on commerce.point_lot (expires_at) where left_points > 0 and reminded_at is null;

    -- Every line of a member's statement, each with its entry in the ledger.
    create table commerce.point_move (
      customer_key text not null,
      move_no integer not null check (move_no > 0),
      city_id uuid not null,
      kind text not null check (kind in ('earned', 'reversed', 'redeemed', 'given_back', 'expired', 'adjusted')),
      points bigint not null check (points <> 0),
      balance bigint not null,
      order_id uuid,
      voucher_id uuid,
      words text not null check (words <> ''),
      user_id uuid,
      entry_id uuid not null,
      happened_at timestamptz not null,
      primary key (customer_key, move_no),
      foreign key (customer_key) references commerce.member (customer_key)
    );
    create index point_move_by_hand on commerce.point_move (customer_key, happened_at) where kind = 'adjusted';

    -- What a completed order counts for, for levels and badges too.
    create table commerce.member_order (
      customer_key text not null,
      order_id uuid not null,
      city_id uuid not null,
      order_number text not null,
      channel text not null,
      group_buy_id uuid,
      category_ids uuid[] not null,
      placed_at timestamptz not null,
      -- Hour of the day in Asia/Shanghai.
      placed_hour integer not null check (placed_hour between 0 and 23),
      completed_at timestamptz not null,
      -- Goods and services that were kept.
      kept_fen bigint not null check (kept_fen >= 0),
      earned bigint not null check (earned >= 0),
      reversed bigint not null check (reversed between 0 and earned),
      primary key (customer_key, order_id),
      foreign key (customer_key) references commerce.member (customer_key)
    );
    create index member_order_recent on commerce.member_order (customer_key, completed_at desc);

    create table commerce.member_badge (
      customer_key text not null,
      badge text not null,
      -- Empty for once and for all, or the month or year.
      period text not null,
      words text not null,
      earned_at timestamptz not null,
      primary key (customer_key, badge, period),
      foreign key (customer_key) references commerce.member (customer_key)
    );
    create index member_badge_of on commerce.member_badge (badge, customer_key);

    -- Rules as they were published, one after the other; the last of a kind holds.
    create table commerce.membership_rules (
      kind text not null check (kind in ('levels', 'badges', 'points')),
      revision integer not null check (revision > 0),
      rules jsonb not null,
      published_by uuid,
      published_at timestamptz not null,
      primary key (kind, revision)
    );

    create table commerce.reward (
      reward_id uuid primary key,
      title text not null check (title <> ''),
      words text not null,
      kind text not null check (kind in ('goods', 'service', 'experience')),
      sku_id uuid,
      image_id uuid,
      points bigint not null check (points > 0),
      handed_in_at text not null check (handed_in_at in ('point', 'store', 'either')),
      area_kind text not null check (area_kind in ('all', 'region', 'city', 'store', 'community')),
      region_id uuid,
      city_id uuid,
      store_id uuid,
      community_id uuid,
      area_name text not null check (area_name <> ''),
      valid_from timestamptz not null,
      valid_until timestamptz not null,
      takes_place_at timestamptz,
      voucher_days integer not null check (voucher_days > 0),
      cancel_hours integer not null check (cancel_hours >= 0),
      per_person_limit integer check (per_person_limit > 0),
      min_level integer not null check (min_level between 0 and 9),
      state text not null check (state in ('draft', 'live', 'paused', 'ended')),
      revision integer not null check (revision > 0),
      created_at timestamptz not null,
      updated_at timestamptz not null,
      check ((kind = 'goods') = (sku_id is not null)),
      check ((kind = 'experience') = (takes_place_at is not null)),
      check ((area_kind = 'region') = (region_id is not null)),
      check ((area_kind in ('all', 'region')) = (city_id is null)),
      check ((area_kind = 'store') = (store_id is not null)),
      check ((area_kind = 'community') = (community_id is not null)),
      check (valid_until > valid_from)
    );
    create index reward_newest on commerce.reward (created_at desc, reward_id desc);
    create index reward_live on commerce.reward (area_kind, city_id) where state = 'live';
    -- Apart from what is said of a reward: everybody who redeems it changes this row, last of all.
    create table commerce.reward_stock (
      reward_id uuid primary key,
      stock bigint not null check (stock >= 0),
      taken bigint not null check (taken between 0 and stock)
    );

    create table commerce.voucher (
      customer_key text not null,
      voucher_id uuid not null,
      reward_id uuid not null references commerce.reward (reward_id),
      -- As it was when it was redeemed.
      title text not null,
      kind text not null,
      points bigint not null check (points > 0),
      takes_place_at timestamptz,
      code text not null check (code ~ '^[0-9]{10}$'),
      city_id uuid not null,
      community_id uuid,
      store_id uuid,
      pickup_point_id uuid,
      place_name text not null,
      state text not null check (state in ('live', 'used', 'cancelled', 'expired')),
      redeemed_at timestamptz not null,
      valid_until timestamptz not null,
      cancel_until timestamptz not null,
      used_at timestamptz,
      used_by uuid,
      cancelled_at timestamptz,
      cancelled_by text check (cancelled_by in ('customer', 'staff')),
      cancel_reason text,
      revision integer not null check (revision > 0),
      primary key (customer_key, voucher_id),
      foreign key (customer_key) references commerce.member (customer_key),
      check ((state = 'used') = (used_at is not null)),
      check ((state = 'cancelled') = (cancelled_at is not null and cancelled_by is not null)),
      check ((store_id is null) <> (pickup_point_id is null))
    );
    create index voucher_by_id on commerce.voucher (voucher_id);
    create index voucher_of_reward on commerce.voucher (customer_key, reward_id) where state <> 'cancelled';
    create index voucher_own on commerce.voucher (customer_key, redeemed_at desc, voucher_id desc);
    create index voucher_of_city on commerce.voucher (city_id, redeemed_at desc, voucher_id desc);
    create index voucher_newest on commerce.voucher (redeemed_at desc, voucher_id desc);
    create index voucher_due on commerce.voucher (valid_until) where state = 'live';
    -- A code finds its voucher; it is never given out again.
    create table commerce.voucher_code (
      code text primary key check (code ~ '^[0-9]{10}$'),
      customer_key text not null,
      voucher_id uuid not null
    );
    -- Which lots a voucher was paid from: what goes back goes back to them.
    create table commerce.voucher_lot (
      customer_key text not null,
      voucher_id uuid not null,
      lot_id uuid not null,
      points bigint not null check (points > 0),
      primary key (customer_key, voucher_id, lot_id),
      foreign key (customer_key, voucher_id) references commerce.voucher (customer_key, voucher_id),
      foreign key (customer_key, lot_id) references commerce.point_lot (customer_key, lot_id)
    );
  `,
};
