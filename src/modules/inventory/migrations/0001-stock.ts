import type { Migration } from '#platform/postgres';

/** Counters of stock, what is reserved for whom, the ledger beside the counters, and what the audit found. */
export const stock: Migration = {
  name: '0001-stock',
  up: `
    create table inventory.stock (
      city_id uuid not null,
      place_id uuid not null,
      sku_id uuid not null,
      on_hand integer not null check (on_hand >= 0),
      reserved integer not null check (reserved >= 0),
      incoming integer not null check (incoming >= 0),
      -- Counts the movements: the ledger of a row is numbered without gaps.
      revision integer not null check (revision >= 0),
      low_below integer check (low_below > 0),
      changed_at timestamptz not null,
      primary key (place_id, sku_id, city_id),
      check (reserved <= on_hand + incoming)
    ) with (fillfactor = 60);
    create index stock_of_city on inventory.stock (city_id, place_id, sku_id);
    create index stock_of_sku on inventory.stock (sku_id, place_id);

    -- What a holder (an order) has reserved; open while quantity > issued + released.
    create table inventory.reservation_line (
      city_id uuid not null,
      holder_id uuid not null,
      place_id uuid not null,
      sku_id uuid not null,
      quantity integer not null check (quantity > 0),
      issued integer not null check (issued >= 0),
      released integer not null check (released >= 0),
      state text not null check (state in ('held', 'kept', 'closed')),
      held_until timestamptz,
      changed_at timestamptz not null,
      primary key (holder_id, place_id, sku_id, city_id),
      check (issued + released <= quantity),
      check ((state = 'closed') = (issued + released = quantity)),
      check (state <> 'kept' or held_until is null)
    ) with (fillfactor = 80);

    -- The three deltas of each change of a counter. For a row of stock they sum to its counters, always.
    create table inventory.movement (
      city_id uuid not null,
      place_id uuid not null,
      sku_id uuid not null,
      revision integer not null check (revision > 0),
      moved_at timestamptz not null,
      kind text not null check (kind in ('planned', 'received', 'reserved', 'released', 'short', 'issued', 'returned',
        'returned_waste', 'counted', 'transferred_out', 'transferred_in', 'written_off', 'opened')),
      -- Units that moved; goods that come back only to be thrown away change no counter.
      quantity integer not null check (quantity >= 0),
      on_hand_delta integer not null,
      reserved_delta integer not null,
      incoming_delta integer not null,
      reference_kind text not null,
      reference_id text not null,
      reason text,
      user_id uuid,
      primary key (place_id, sku_id, revision, moved_at, city_id)
    ) partition by range (moved_at);
    -- For what no month was prepared for yet; the nightly job moves it to its month.
    create table inventory.movement_default partition of inventory.movement default;
    create index movement_by_age on inventory.movement using brin (moved_at);

    -- How often an item was refused because there was too little, by hour: what is hot.
    create table inventory.refusal_hour (
      city_id uuid not null,
      place_id uuid not null,
      sku_id uuid not null,
      began_at timestamptz not null,
      refusals integer not null check (refusals > 0),
      units bigint not null check (units > 0),
      primary key (began_at, place_id, sku_id, city_id)
    );

    create table inventory.audit_run (
      run_id uuid primary key,
      started_at timestamptz not null,
      finished_at timestamptz not null,
      rows_checked integer not null check (rows_checked >= 0),
      differences integer not null check (differences >= 0)
    );

    create table inventory.stock_difference (
      city_id uuid not null,
      run_id uuid not null,
      place_id uuid not null,
      sku_id uuid not null,
      kind text not null check (kind in ('on_hand', 'reserved', 'incoming', 'revision', 'reservations', 'overdue')),
      counter bigint not null,
      ledger bigint not null,
      primary key (run_id, place_id, sku_id, kind, city_id)
    );
    create index stock_difference_of_city on inventory.stock_difference (city_id, run_id);

    -- Uploaded opening stock that waits to be taken over.
    create table inventory.stock_import (
      import_id uuid primary key,
      file_name text not null,
      file_hash text not null,
      created_by text not null,
      created_at timestamptz not null,
      good integer not null check (good >= 0),
      unchanged integer not null check (unchanged >= 0),
      bad integer not null check (bad >= 0)
    );
    create index stock_import_by_age on inventory.stock_import (created_at);
    create table inventory.stock_import_row (
      import_id uuid not null references inventory.stock_import (import_id),
      line_number integer not null check (line_number > 0),
      verdict text not null check (verdict in ('change', 'same', 'bad')),
      cells jsonb not null,
      city_id uuid,
      place_id uuid,
      sku_id uuid,
      counted integer check (counted >= 0),
      low_below integer check (low_below > 0),
      on_hand integer,
      faults jsonb not null,
      committed_at timestamptz,
      primary key (import_id, line_number)
    );
    create index stock_import_row_by_verdict on inventory.stock_import_row (import_id, verdict, line_number);
  `,
};
