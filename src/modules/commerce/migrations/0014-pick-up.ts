import type { Migration } from '#platform/postgres';

/** Goods on their way to points and from there to customers: waves, units by line, hand-overs, and what nobody fetched. */
export const pickUp: Migration = {
  name: '0014-pick-up',
  up: `
    alter table commerce.order_parcel
      add column wave_id uuid,
      add column sent_at timestamptz,
      -- The claim that it makes good.
      add column replaces_for uuid;
    create index order_parcel_to_send on commerce.order_parcel (place_id, pickup_on) where state = 'waiting';
    create index order_parcel_of_place on commerce.order_parcel (place_id, state, parcel_id);

    -- What a warehouse said that left it.
    create table commerce.wave (
      city_id uuid not null,
      wave_id uuid not null,
      place_id uuid not null,
      pickup_on date,
      parcels integer not null check (parcels >= 0),
      units integer not null check (units >= 0),
      short_units integer not null check (short_units >= 0),
      shortages jsonb not null,
      sent_by uuid,
      sent_at timestamptz not null,
      primary key (city_id, wave_id)
    );
    create index wave_of_place on commerce.wave (place_id, sent_at desc);

    -- Units of a line in a parcel, from when it was sent or handed over.
    create table commerce.parcel_line (
      city_id uuid not null,
      parcel_id uuid not null,
      line_no integer not null,
      order_id uuid not null,
      sku_id uuid not null,
      due integer not null check (due > 0),
      short integer not null check (short >= 0),
      missing integer not null check (missing >= 0),
      damaged integer not null check (damaged >= 0),
      -- Of what was missing or damaged: given back to the customer.
      settled integer not null check (settled between 0 and missing + damaged),
      collected integer not null check (collected >= 0),
      -- Of what was collected: given back to the customer since.
      reclaimed integer not null check (reclaimed between 0 and collected),
      returned integer not null check (returned >= 0),
      left_quantity integer not null check (left_quantity >= 0),
      storage_kind text not null check (storage_kind in ('ambient', 'chilled', 'frozen')),
      keep_until timestamptz,
      remind_at timestamptz,
      collected_at timestamptz,
      primary key (city_id, parcel_id, line_no),
      foreign key (city_id, parcel_id) references commerce.order_parcel (city_id, parcel_id),
      foreign key (city_id, order_id, line_no) references commerce.order_line (city_id, order_id, line_no),
      check (left_quantity = due - short - missing - damaged - collected - returned),
      check ((collected = 0) or (collected_at is not null))
    );
    create index parcel_line_of_order on commerce.parcel_line (city_id, order_id);
    create index parcel_line_over on commerce.parcel_line (keep_until) where left_quantity > 0;
    create index parcel_line_to_remind on commerce.parcel_line (remind_at) where left_quantity > 0;

    -- What whoever keeps a point found when its goods came.
    create table commerce.arrival (
      city_id uuid not null,
      arrival_id uuid not null,
      pickup_point_id uuid not null,
      pickup_on date,
      parcels integer not null check (parcels > 0),
      exceptions jsonb not null,
      confirmed_by uuid,
      arrived_at timestamptz not null,
      primary key (city_id, arrival_id)
    );
    create index arrival_of_point on commerce.arrival (pickup_point_id, arrived_at desc);

    create table commerce.hand_over (
      city_id uuid not null,
      hand_over_id uuid not null,
      pickup_point_id uuid,
      customer_key text check (customer_key ~ '^[0-9a-f]{64}$'),
      person_id uuid,
      way text not null check (way in ('scan', 'code', 'list', 'counter', 'delivery')),
      on_behalf boolean not null,
      units integer not null check (units > 0),
      made_by uuid,
      made_at timestamptz not null,
      undone_by uuid,
      undone_at timestamptz,
      undo_reason text check (undo_reason in ('wrong_person', 'wrong_items', 'tapped_wrong', 'customer_returned')),
      primary key (city_id, hand_over_id),
      check ((undone_at is null) = (undo_reason is null))
    );
    create index hand_over_by_id on commerce.hand_over (hand_over_id);
    create index hand_over_of_point on commerce.hand_over (pickup_point_id, made_at desc, hand_over_id desc)
      where pickup_point_id is not null;

    create table commerce.hand_over_line (
      city_id uuid not null,
      hand_over_id uuid not null,
      parcel_id uuid not null,
      line_no integer not null,
      quantity integer not null check (quantity > 0),
      primary key (city_id, hand_over_id, parcel_id, line_no),
      foreign key (city_id, hand_over_id) references commerce.hand_over (city_id, hand_over_id),
      foreign key (city_id, parcel_id, line_no) references commerce.parcel_line (city_id, parcel_id, line_no)
    );
    create index hand_over_line_of_parcel on commerce.hand_over_line (city_id, parcel_id);

    -- With what the tokens in QR codes of a city are signed.
    create table commerce.pickup_key (
      city_id uuid primary key,
      secret bytea not null check (length(secret) = 32),
      made_at timestamptz not null
    );

    -- Digits that opened nothing, by who typed them, since when they are counted.
    create table commerce.wrong_code (
      user_id uuid primary key,
      wrong integer not null check (wrong > 0),
      since timestamptz not null
    );

    -- How long goods lie at a point, and what becomes of them then; each change stays, with its reason.
    create table commerce.collect_rule (
      storage_kind text not null check (storage_kind in ('ambient', 'chilled', 'frozen')),
      revision integer not null check (revision > 0),
      keep_days integer not null check (keep_days between 0 and 14),
      remind_hours integer not null check (remind_hours between 1 and 72),
      goods text not null check (goods in ('sellable', 'waste')),
      refund_percent integer not null check (refund_percent between 0 and 100),
      reason text not null check (reason <> ''),
      changed_by uuid,
      changed_at timestamptz not null,
      primary key (storage_kind, revision)
    );
  `,
};
