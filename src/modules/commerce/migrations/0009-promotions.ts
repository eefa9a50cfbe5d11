import type { Migration } from '#platform/postgres';

/** What is taken off prices and for whom, coupons of customers, and what orders took of them. */
export const promotions: Migration = {
  name: '0009-promotions',
  up: `
    create table commerce.promotion (
      promotion_id uuid primary key,
      title text not null check (title <> ''),
      rule_kind text not null check (rule_kind in ('fixed', 'percent', 'threshold', 'bundle_price', 'delivery')),
      terms jsonb not null,
      goods jsonb not null,
      way text not null check (way in ('automatic', 'claim', 'grant', 'code')),
      code text unique check (code ~ '^[A-Z0-9]{6,20}$'),
      touchpoint_id uuid,
      granted_for text check (granted_for <> ''),
      eligibility text not null check (eligibility in ('everybody', 'first_order', 'member_level')),
      member_level integer check (member_level between 1 and 9),
      area_kind text not null check (area_kind in ('all', 'region', 'city', 'store', 'community')),
      region_id uuid,
      city_id uuid,
      store_id uuid,
      community_id uuid,
      area_name text not null check (area_name <> ''),
      channels text[] not null check (cardinality(channels) between 1 and 3
        and channels <@ array['group_buy', 'instant', 'store']),
      valid_from timestamptz not null,
      valid_until timestamptz not null,
      valid_days integer check (valid_days > 0),
      claim_limit bigint check (claim_limit > 0),
      per_person_limit integer check (per_person_limit > 0),
      stackable boolean not null,
      state text not null check (state in ('draft', 'live', 'paused', 'ended')),
      revision integer not null check (revision > 0),
      created_at timestamptz not null,
      updated_at timestamptz not null,
      check (valid_until > valid_from),
      check ((way = 'code') = (code is not null)),
      check (way = 'code' or touchpoint_id is null),
      check ((way = 'grant') = (granted_for is not null)),
      check ((eligibility = 'member_level') = (member_level is not null)),
      check (way in ('automatic', 'grant') or per_person_limit is not null),
      check (rule_kind <> 'bundle_price' or way = 'automatic'),
      check ((area_kind = 'region') = (region_id is not null)),
      check ((area_kind in ('all', 'region')) = (city_id is null)),
      check ((area_kind = 'store') = (store_id is not null)),
      check ((area_kind = 'community') = (community_id is not null))
    );
    create index promotion_newest on commerce.promotion (created_at desc, promotion_id desc);
    create index promotion_live on commerce.promotion (way, valid_until) where state = 'live';

    -- One row for each promotion with a limit in total; touched last, by conditional update.
    create table commerce.promotion_count (
      promotion_id uuid primary key,
      claim_limit bigint not null check (claim_limit > 0),
      claimed bigint not null check (claimed >= 0),
      check (claimed <= claim_limit)
    );

    create table commerce.coupon (
      customer_key text not null check (customer_key ~ '^[0-9a-f]{64}$'),
      coupon_id uuid not null,
      promotion_id uuid not null references commerce.promotion (promotion_id),
      -- The how-manieth of the customer: what two requests at once cannot both get.
      ordinal integer not null check (ordinal > 0),
      -- 'used' was never held: a code typed in, or the use of an automatic one that is limited.
      origin text not null check (origin in ('claimed', 'granted', 'used')),
      reference text,
      state text not null check (state in ('live', 'spent', 'expired')),
      valid_until timestamptz not null,
      claimed_at timestamptz not null,
      spent_at timestamptz,
      city_id uuid,
      order_id uuid,
      primary key (customer_key, coupon_id),
      unique (customer_key, promotion_id, ordinal),
      unique (customer_key, promotion_id, reference),
      check ((state = 'spent') = (order_id is not null)),
      check ((order_id is null) = (city_id is null)),
      check ((order_id is null) = (spent_at is null)),
      check (origin <> 'used' or state = 'spent'),
      check ((origin = 'granted') = (reference is not null))
    );
    create index coupon_of_customer on commerce.coupon (customer_key, state, valid_until, coupon_id);
    create index coupon_of_promotion on commerce.coupon (promotion_id, state);
    create index coupon_due on commerce.coupon (valid_until) where state = 'live';

    -- What an order took that has to be given back if it dies. No foreign key: coupons lie with their customers.
    create table commerce.spent_benefit (
      city_id uuid not null,
      order_id uuid not null,
      promotion_id uuid not null references commerce.promotion (promotion_id),
      customer_key text check (customer_key ~ '^[0-9a-f]{64}$'),
      coupon_id uuid,
      -- A unit of the limit in total was taken with the order.
      counted boolean not null,
      first_order boolean not null,
      amount_fen bigint not null check (amount_fen >= 0),
      spent_at timestamptz not null,
      primary key (city_id, order_id, promotion_id),
      check (customer_key is not null or (coupon_id is null and not first_order))
    );

    -- Who has an order that lives: whoever has none is new.
    create table commerce.first_order (
      customer_key text primary key check (customer_key ~ '^[0-9a-f]{64}$'),
      city_id uuid not null,
      order_id uuid not null,
      claimed_at timestamptz not null
    );
    insert into commerce.first_order (customer_key, city_id, order_id, claimed_at)
      select distinct on (o.customer_key) o.customer_key, o.city_id, o.order_id, o.placed_at
      from commerce.sales_order o where o.state <> 'cancelled' and o.customer_key is not null
      order by o.customer_key, o.placed_at, o.order_id;

    -- What promotions took off orders by day of the order: counted from their lines as orders are placed and die.
    create table commerce.promotion_day (
      city_id uuid not null,
      promotion_id uuid not null references commerce.promotion (promotion_id),
      business_day date not null,
      orders bigint not null check (orders >= 0),
      discount_fen bigint not null check (discount_fen >= 0),
      primary key (city_id, promotion_id, business_day)
    );
    create index promotion_day_of on commerce.promotion_day (promotion_id, business_day desc);

    create table commerce.delivery_rule (
      rule_id uuid primary key,
      area_kind text not null check (area_kind in ('all', 'region', 'city', 'store', 'community')),
      region_id uuid,
      city_id uuid,
      store_id uuid,
      community_id uuid,
      area_name text not null check (area_name <> ''),
      fee_fen bigint not null check (fee_fen >= 0),
      free_from_fen bigint check (free_from_fen > 0),
      valid_from timestamptz not null,
      valid_until timestamptz,
      signed_by uuid,
      signed_at timestamptz not null,
      check ((area_kind = 'region') = (region_id is not null)),
      check ((area_kind in ('all', 'region')) = (city_id is null)),
      check ((area_kind = 'store') = (store_id is not null)),
      check ((area_kind = 'community') = (community_id is not null)),
      check (valid_until >= valid_from)
    );
    create index delivery_rule_in_force on commerce.delivery_rule (area_kind, valid_from) where valid_until is null;
  `,
};
