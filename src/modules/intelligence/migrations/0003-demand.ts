import type { Migration } from '#platform/postgres';

/** What was sold where on which day, what is expected, what is to be ordered, moved and reduced, and what people made of it. */
export const demand: Migration = {
  name: '0003-demand',
  up: `
    -- A day of an item at a place: a store or a warehouse, or a community. Before the day what is known of it; after it what
    -- was sold. Receipts of a store have an item's id of their own.
    create table intelligence.demand_day (
      measure text not null check (measure in ('units', 'receipts', 'community')),
      city_id uuid not null,
      place_id uuid not null,
      sku_id uuid not null,
      day date not null,
      -- Null while the day has not come, or where nothing was on sale.
      sold real check (sold >= 0),
      -- Share of the opening hours without stock.
      out_of_stock real not null check (out_of_stock between 0 and 1),
      -- Paid of what it usually costs.
      discount real check (discount between 0 and 1),
      activity boolean not null,
      -- What a person or their system told counts before what was counted here.
      told boolean not null,
      primary key (place_id, sku_id, day, city_id)
    ) with (fillfactor = 90);
    create index demand_day_by_day on intelligence.demand_day (day, place_id, sku_id);

    -- What an operator says of a day against the official calendar.
    create table intelligence.calendar_day (
      day date primary key,
      name text not null check (length(name) <= 40),
      is_off boolean not null,
      -- People prepare for it: days to it and since it count.
      is_festival boolean not null,
      revision integer not null check (revision > 0),
      set_by uuid,
      updated_at timestamptz not null
    );

    create table intelligence.forecast_run (
      run_id uuid primary key,
      kind text not null check (kind in ('forecast', 'backtest')),
      state text not null check (state in ('asked', 'running', 'done', 'failed')),
      asked_at timestamptz not null,
      asked_by uuid,
      started_at timestamptz,
      -- Renewed while it runs: who died in the middle of it is known by it.
      beat_at timestamptz,
      finished_at timestamptz,
      attempts integer not null check (attempts >= 0),
      step text not null,
      progress real not null check (progress between 0 and 1),
      origin date,
      series integer,
      -- Held-out figures, gains of features, and what a backtest found.
      result jsonb,
      error text
    );
    create index forecast_run_by_age on intelligence.forecast_run (asked_at desc);
    create unique index forecast_run_alone on intelligence.forecast_run (kind) where state in ('asked', 'running');

    -- What was expected of a day, as seen from the end of its origin.
    create table intelligence.forecast (
      measure text not null check (measure in ('units', 'receipts', 'community')),
      city_id uuid not null,
      place_id uuid not null,
      sku_id uuid not null,
      origin date not null,
      day date not null check (day > origin),
      mean real not null check (mean >= 0),
      low real not null check (low >= 0),
      high real not null check (high >= low),
      -- What the last four same weekdays would have said.
      naive real not null check (naive >= 0),
      method text not null check (method in ('model', 'naive', 'similar')),
      -- Which features of the run added how many units, the strongest first.
      reasons jsonb not null,
      primary key (origin, place_id, sku_id, day, city_id)
    );
    create index forecast_of_series on intelligence.forecast (place_id, sku_id, origin, day);

    -- How far off one-day-ahead forecasts of a category were, by day; sums, so that weeks and areas add up.
    create table intelligence.accuracy_day (
      city_id uuid not null,
      category_id uuid not null,
      day date not null,
      series integer not null,
      actual double precision not null,
      expected double precision not null,
      absolute double precision not null,
      naive_absolute double precision not null,
      -- Units that were wanted while there was nothing.
      lost double precision not null,
      primary key (city_id, category_id, day)
    );
    create index accuracy_by_day on intelligence.accuracy_day (day);

    create table intelligence.supply_rule (
      -- A category, or one item; the item's counts before its category's, nothing said before neither.
      subject_id uuid primary key,
      subject_kind text not null check (subject_kind in ('category', 'sku')),
      lead_days integer not null check (lead_days between 1 and 5),
      every_days integer not null check (every_days between 1 and 7),
      pack integer not null check (pack between 1 and 10000),
      minimum integer not null check (minimum between 0 and 100000),
      -- Null to take the product's.
      keeps_days integer check (keeps_days between 1 and 3650),
      -- What a sale that is missed costs, in margins.
      missing_margins real not null check (missing_margins between 0.1 and 20),
      revision integer not null check (revision > 0),
      set_by uuid,
      updated_at timestamptz not null
    );
    create table intelligence.supply_limit (
      place_id uuid not null,
      city_id uuid not null,
      -- A day; null for none.
      budget_fen bigint check (budget_fen >= 0),
      room_units integer check (room_units >= 0),
      revision integer not null check (revision > 0),
      set_by uuid,
      updated_at timestamptz not null,
      primary key (place_id, city_id)
    );

    create table intelligence.supply_line (
      city_id uuid not null,
      line_id uuid not null,
      run_id uuid not null,
      -- The evening on which it is decided.
      day date not null,
      kind text not null check (kind in ('order', 'transfer', 'discount')),
      place_id uuid not null,
      sku_id uuid not null,
      category_id uuid not null,
      -- Of a transfer, where it comes from.
      from_place_id uuid,
      -- Units to order or move; of a discount, the price in fen.
      proposed integer not null check (proposed >= 0),
      decided integer check (decided >= 0),
      state text not null check (state in ('proposed', 'taken', 'changed', 'refused', 'lapsed')),
      arrives_on date not null,
      -- What of the figures it rests on: band, stock, rule, money.
      basis jsonb not null,
      worth_fen bigint not null check (worth_fen >= 0),
      reason text,
      note text not null,
      decided_by uuid,
      decided_at timestamptz,
      -- What came of it, and what would have come of the proposal.
      outcome jsonb,
      revision integer not null check (revision > 0),
      primary key (city_id, line_id),
      check ((kind = 'transfer') = (from_place_id is not null))
    ) with (fillfactor = 85);
    create unique index supply_line_once on intelligence.supply_line
      (day, kind, place_id, sku_id, coalesce(from_place_id, place_id), city_id);
    create index supply_line_of_run on intelligence.supply_line (run_id);
    -- What nobody decided yet; what is on its way; what waits to be compared, and what was decided otherwise.
    create index supply_line_open on intelligence.supply_line (day) where state = 'proposed';
    create index supply_line_coming on intelligence.supply_line (arrives_on)
      where kind = 'order' and state in ('taken', 'changed');
    create index supply_line_to_compare on intelligence.supply_line (day)
      where kind = 'order' and outcome is null and state in ('taken', 'changed', 'refused');
    create index supply_line_compared on intelligence.supply_line (day) where state in ('changed', 'refused');
    create index supply_line_of_city on intelligence.supply_line (city_id, day desc, kind, state);
  `,
};
