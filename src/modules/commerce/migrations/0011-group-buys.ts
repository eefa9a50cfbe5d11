import type { Migration } from '#platform/postgres';

/** Group buys of communities, the campaigns and frames they come from, teams, and what they close with. */
export const groupBuys: Migration = {
  name: '0011-group-buys',
  up: `
    -- When a group buy closes and when it can be picked up, by area and category.
    create table commerce.cut_off_rule (
      cut_off_rule_id uuid primary key,
      area_kind text not null check (area_kind in ('all', 'region', 'city')),
      area_id uuid,
      area_name text not null check (area_name <> ''),
      category_id uuid references commerce.category (category_id),
      cut_off_minute integer not null check (cut_off_minute between 0 and 1439),
      pickup_days integer not null check (pickup_days between 0 and 14),
      revision integer not null check (revision > 0),
      updated_at timestamptz not null,
      check ((area_kind = 'all') = (area_id is null))
    );
    create unique index cut_off_rule_once on commerce.cut_off_rule (area_kind, area_id, category_id) nulls not distinct;

    -- What leaders may sell by themselves, and the terms that they have to keep.
    create table commerce.leader_item (
      leader_item_id uuid primary key,
      city_id uuid,
      sku_id uuid not null references commerce.sku (sku_id),
      kind text not null check (kind in ('open_list', 'min_size', 'tiered')),
      team_size integer check (team_size between 2 and 500),
      team_hours integer check (team_hours between 1 and 72),
      tier_by text check (tier_by in ('units', 'people')),
      price_fen bigint not null check (price_fen > 0),
      tiers jsonb not null,
      per_person_limit integer check (per_person_limit > 0),
      per_community_limit integer check (per_community_limit > 0),
      quota integer check (quota > 0),
      valid_from timestamptz not null,
      valid_until timestamptz,
      revision integer not null check (revision > 0),
      updated_at timestamptz not null,
      check ((kind = 'min_size') = (team_size is not null) and (team_hours is null or team_size is not null)),
      check ((kind = 'tiered') = (tier_by is not null)),
      check (valid_until > valid_from)
    );
    create index leader_item_of_city on commerce.leader_item (city_id, sku_id, valid_from);

    create table commerce.campaign (
      campaign_id uuid primary key,
      title text not null check (title <> ''),
      words text not null,
      kind text not null check (kind in ('open_list', 'min_size', 'tiered')),
      team_size integer check (team_size between 2 and 500),
      team_hours integer check (team_hours between 1 and 72),
      tier_by text check (tier_by in ('units', 'people')),
      state text not null check (state in ('draft', 'launching', 'launched', 'cancelled')),
      city_ids uuid[] not null check (cardinality(city_ids) > 0),
      -- Empty: all communities of the cities.
      community_ids uuid[] not null,
      -- Terms of each item; copied into every group buy.
      items jsonb not null,
      opens_at timestamptz not null,
      cut_off_at timestamptz,
      target_kind text check (target_kind in ('orders', 'people', 'fen')),
      target_amount bigint check (target_amount > 0),
      -- How far a launch came: communities looked at, of how many, and the last of them.
      launch_done integer not null check (launch_done >= 0),
      launch_total integer not null check (launch_total >= 0),
      launch_left_out integer not null check (launch_left_out >= 0),
      launched_to uuid,
      cancel_reason text,
      created_by uuid,
      revision integer not null check (revision > 0),
      created_at timestamptz not null,
      updated_at timestamptz not null,
      check ((kind = 'min_size') = (team_size is not null) and (team_hours is null or team_size is not null)),
      check ((kind = 'tiered') = (tier_by is not null)),
      check (cut_off_at > opens_at),
      check ((target_kind is null) = (target_amount is null)),
      check ((state = 'cancelled') = (cancel_reason is not null))
    );
    create index campaign_newest on commerce.campaign (created_at desc, campaign_id desc);
    create index campaign_launching on commerce.campaign (updated_at) where state = 'launching';

    create table commerce.group_buy_number (
      group_buy_number text primary key check (group_buy_number ~ '^[0-9]{10}$'),
      city_id uuid not null,
      group_buy_id uuid not null
    );

    -- Orders share its row's lock while they join; what counts lies elsewhere.
    create table commerce.group_buy (
      city_id uuid not null,
      group_buy_id uuid not null,
      group_buy_number text not null,
      campaign_id uuid references commerce.campaign (campaign_id),
      community_id uuid not null,
      store_id uuid,
      touchpoint_id uuid,
      pickup_point_id uuid not null,
      place_id uuid not null,
      kind text not null check (kind in ('open_list', 'min_size', 'tiered')),
      team_size integer check (team_size between 2 and 500),
      team_hours integer check (team_hours between 1 and 72),
      tier_by text check (tier_by in ('units', 'people')),
      title text not null check (title <> ''),
      words text not null,
      state text not null check (state in ('draft', 'scheduled', 'open', 'closing', 'closed', 'cancelled')),
      outcome text check (outcome in ('succeeded', 'partly', 'failed')),
      opened_by text not null check (opened_by in ('headquarters', 'leader')),
      opens_at timestamptz not null,
      cut_off_at timestamptz not null,
      pickup_on date not null,
      -- Once it is there everything goes back.
      cancel_reason text,
      revision integer not null check (revision > 0),
      created_at timestamptz not null,
      opened_at timestamptz,
      frozen_at timestamptz,
      closed_at timestamptz,
      primary key (city_id, group_buy_id),
      unique (city_id, group_buy_number),
      unique (city_id, campaign_id, community_id),
      check ((kind = 'min_size') = (team_size is not null) and (team_hours is null or team_size is not null)),
      check ((kind = 'tiered') = (tier_by is not null)),
      check (cut_off_at > opens_at),
      check ((state = 'closed') = (outcome is not null)),
      check (state <> 'cancelled' or cancel_reason is not null),
      check (cancel_reason is null or state in ('closing', 'cancelled')),
      check ((state in ('closed', 'cancelled')) = (closed_at is not null))
    );
    create index group_buy_by_id on commerce.group_buy (group_buy_id);
    create index group_buy_of_community on commerce.group_buy (community_id, state, cut_off_at);
    create index group_buy_of_leader on commerce.group_buy (touchpoint_id, cut_off_at desc, group_buy_id desc)
      where touchpoint_id is not null;
    create index group_buy_of_campaign on commerce.group_buy (campaign_id) where campaign_id is not null;
    create index group_buy_newest on commerce.group_buy (cut_off_at desc, group_buy_id desc);
    create index group_buy_to_open on commerce.group_buy (opens_at) where state = 'scheduled';
    create index group_buy_to_close on commerce.group_buy (cut_off_at) where state = 'open';
    create index group_buy_to_settle on commerce.group_buy (frozen_at) where state = 'closing';

    create table commerce.group_buy_item (
      city_id uuid not null,
      group_buy_id uuid not null,
      sku_id uuid not null,
      list_position integer not null,
      price_fen bigint not null check (price_fen > 0),
      tiers jsonb not null,
      per_person_limit integer check (per_person_limit > 0),
      per_community_limit integer check (per_community_limit > 0),
      quota integer check (quota > 0),
      -- The smaller of limit and quota; what was taken is counted only where there is one.
      sell_limit integer check (sell_limit > 0),
      taken integer not null check (taken >= 0),
      -- Of a tiered one, once it is settled.
      final_fen bigint check (final_fen > 0 and final_fen <= price_fen),
      primary key (city_id, group_buy_id, sku_id),
      foreign key (city_id, group_buy_id) references commerce.group_buy (city_id, group_buy_id),
      check (sell_limit is not distinct from least(per_community_limit, quota)),
      check (taken <= sell_limit)
    );

    create table commerce.group_buy_team (
      city_id uuid not null,
      team_id uuid not null,
      group_buy_id uuid not null,
      size integer not null check (size between 2 and 500),
      -- The whole community: more than the size may join.
      whole boolean not null,
      -- Who began it; null for the whole community.
      customer_key text check (customer_key ~ '^[0-9a-f]{64}$'),
      person_id uuid,
      -- Places held, paid ones among them; people who have paid.
      held integer not null check (held >= 0),
      paid integer not null check (paid >= 0),
      state text not null check (state in ('open', 'filled', 'failed')),
      opened_at timestamptz not null,
      expires_at timestamptz not null,
      decided_at timestamptz,
      primary key (city_id, team_id),
      foreign key (city_id, group_buy_id) references commerce.group_buy (city_id, group_buy_id),
      check (whole or held <= size),
      check (paid <= held),
      check ((state = 'open') = (decided_at is null))
    );
    create index group_buy_team_by_id on commerce.group_buy_team (team_id);
    create index group_buy_team_of_group_buy on commerce.group_buy_team (city_id, group_buy_id, state);
    create index group_buy_team_due on commerce.group_buy_team (expires_at) where state = 'open';
    -- Failed, and not everybody got their money back yet.
    create index group_buy_team_stranded on commerce.group_buy_team (city_id, team_id) where state = 'failed' and held > 0;

    -- What an order took: a place in a team, and units that are limited. Orders that took nothing limited have none.
    create table commerce.group_buy_seat (
      city_id uuid not null,
      order_id uuid not null,
      group_buy_id uuid not null,
      team_id uuid,
      whole boolean not null,
      customer_key text not null check (customer_key ~ '^[0-9a-f]{64}$'),
      person_id uuid not null,
      -- Units that are counted against a limit: of the person, of the community.
      taken jsonb not null,
      state text not null check (state in ('held', 'paid', 'left')),
      taken_at timestamptz not null,
      primary key (city_id, order_id),
      foreign key (city_id, team_id) references commerce.group_buy_team (city_id, team_id)
    );
    -- Nobody takes two places of a team.
    create unique index group_buy_seat_once on commerce.group_buy_seat (city_id, team_id, customer_key)
      where team_id is not null and not whole and state <> 'left';
    create index group_buy_seat_of_team on commerce.group_buy_seat (city_id, team_id, state) where team_id is not null;
    create index group_buy_seat_of_customer on commerce.group_buy_seat (customer_key, taken_at desc)
      where team_id is not null;

    create table commerce.group_buy_take (
      city_id uuid not null,
      group_buy_id uuid not null,
      sku_id uuid not null,
      customer_key text not null check (customer_key ~ '^[0-9a-f]{64}$'),
      taken integer not null check (taken >= 0),
      at_most integer not null check (at_most > 0),
      primary key (city_id, group_buy_id, sku_id, customer_key),
      check (taken <= at_most)
    );

    -- As the orders stand, a moment ago: counted from them, never by steps.
    create table commerce.group_buy_count (
      city_id uuid not null,
      group_buy_id uuid not null,
      orders integer not null check (orders >= 0),
      people integer not null check (people >= 0),
      units bigint not null check (units >= 0),
      goods_fen bigint not null check (goods_fen >= 0),
      failed_orders integer not null check (failed_orders >= 0),
      refunded_fen bigint not null check (refunded_fen >= 0),
      item_units jsonb not null,
      revision integer not null check (revision > 0),
      counted_at timestamptz not null,
      primary key (city_id, group_buy_id)
    );

    -- What went back because a tier was reached; once for each line.
    create table commerce.tier_rebate (
      city_id uuid not null,
      order_id uuid not null,
      line_no integer not null,
      group_buy_id uuid not null,
      amount_fen bigint not null check (amount_fen > 0),
      made_at timestamptz not null,
      primary key (city_id, order_id, line_no)
    );
    create index tier_rebate_of_group_buy on commerce.tier_rebate (city_id, group_buy_id);

    -- What a closed group buy comes to: as it was sold (the leader sorts by it) and as stock (it is bought by it).
    create table commerce.close_sum (
      city_id uuid not null,
      group_buy_id uuid not null,
      counted_as text not null check (counted_as in ('sold', 'stock')),
      sku_id uuid not null,
      place_id uuid not null,
      touchpoint_id uuid,
      pickup_point_id uuid not null,
      pickup_on date not null,
      orders integer not null check (orders > 0),
      units bigint not null check (units > 0),
      primary key (city_id, group_buy_id, counted_as, sku_id),
      foreign key (city_id, group_buy_id) references commerce.group_buy (city_id, group_buy_id)
    );
    create index close_sum_of_place on commerce.close_sum (place_id, pickup_on, counted_as);
  `,
};
