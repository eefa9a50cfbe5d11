import type { Migration } from '#platform/postgres';

/**
 * Times are kept as two columns and joined to a range inside the exclusion constraint. Appointments lie with the city of
 * whoever works, so that nobody is booked twice even where their store serves two cities.
 */
export const scheduling: Migration = {
  name: '0001-scheduling',
  up: `
    create extension if not exists btree_gist with schema public;

    create table fulfilment.service_type (
      service text primary key check (service ~ '^[a-z][a-z0-9_]{1,39}$'),
      name text not null,
      minutes integer not null check (minutes between 15 and 720),
      buffer_minutes integer not null check (buffer_minutes between 0 and 240),
      skill text not null,
      level integer not null check (level between 1 and 3),
      job_roles text[] not null,
      min_notice_hours integer not null check (min_notice_hours between 0 and 720),
      max_days integer not null check (max_days between 1 and 90),
      booked_by text[] not null,
      package_levels jsonb not null,
      active boolean not null,
      revision integer not null,
      updated_at timestamptz not null
    );
    insert into fulfilment.service_type (service, name, minutes, buffer_minutes, skill, level, job_roles,
      min_notice_hours, max_days, booked_by, package_levels, active, revision, updated_at)
    values
      ('measure', '上门量房', 90, 15, 'design', 1, '{designer}', 4, 14, '{customer,staff,seller}', '{}', true, 1,
        '2026-01-01T00:00:00Z'),
      ('install', '上门施工', 240, 15, 'install', 1, '{technician}', 24, 30, '{customer,staff}', '{}', true, 1,
        '2026-01-01T00:00:00Z'),
      ('repair', '上门维修', 60, 15, 'repair', 1, '{technician}', 4, 14, '{customer,staff,seller}', '{}', true, 1,
        '2026-01-01T00:00:00Z');

    create table fulfilment.worker (
      touchpoint_id uuid primary key,
      city_id uuid not null,
      store_id uuid not null,
      job_role text not null,
      state text not null,
      takes_visits boolean not null,
      skills jsonb not null,
      max_visits_a_day integer not null check (max_visits_a_day between 1 and 20),
      radius_km integer not null check (radius_km between 1 and 200),
      weekly jsonb not null,
      revision integer not null,
      updated_at timestamptz not null
    );
    create index worker_store on fulfilment.worker (store_id, touchpoint_id);

    -- A day that differs from the week: other hours, or none.
    create table fulfilment.shift_exception (
      touchpoint_id uuid not null references fulfilment.worker (touchpoint_id),
      day date not null,
      hours jsonb not null,
      primary key (touchpoint_id, day)
    );

    create table fulfilment.leave (
      leave_id uuid primary key,
      touchpoint_id uuid not null references fulfilment.worker (touchpoint_id),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      reason text not null,
      entered_by text not null,
      created_at timestamptz not null,
      cancelled_at timestamptz,
      check (starts_at < ends_at)
    );
    create index leave_touchpoint on fulfilment.leave (touchpoint_id, ends_at) where cancelled_at is null;

    create table fulfilment.visit (
      city_id uuid not null,
      visit_id uuid not null,
      visit_number text not null,
      community_id uuid not null,
      store_id uuid,
      customer_key text not null,
      person_id uuid not null,
      service text not null,
      touchpoint_id uuid,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      state text not null,
      lead_id uuid,
      share_token text,
      package_id uuid,
      project_id uuid,
      moved integer not null,
      revision integer not null,
      created_at timestamptz not null,
      accepted_at timestamptz,
      departed_at timestamptz,
      arrived_at timestamptz,
      done_at timestamptz,
      cancelled_at timestamptz,
      cancelled_by text,
      cancel_reason text,
      primary key (city_id, visit_id),
      check (starts_at < ends_at),
      check ((touchpoint_id is null) <= (state in ('unplaced', 'cancelled')))
    );
    create unique index visit_numbered on fulfilment.visit (city_id, visit_number);
    create index visit_by_id on fulfilment.visit (visit_id);
    create index visit_customer on fulfilment.visit (customer_key, starts_at);
    create index visit_touchpoint on fulfilment.visit (touchpoint_id, starts_at);
    create index visit_time on fulfilment.visit (starts_at, visit_id);
    create index visit_community on fulfilment.visit (community_id, starts_at);
    create index visit_store on fulfilment.visit (store_id, starts_at);
    create index visit_lead on fulfilment.visit (lead_id) where lead_id is not null;
    create index visit_project on fulfilment.visit (project_id) where project_id is not null;
    create index visit_unplaced on fulfilment.visit (starts_at) where state = 'unplaced';

    -- Time of a person that is taken: held for minutes, or by a visit. A row that is gone is free time again.
    create table fulfilment.appointment (
      city_id uuid not null,
      appointment_id uuid not null,
      touchpoint_id uuid not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      lng double precision not null,
      lat double precision not null,
      visit_id uuid,
      hold_expires_at timestamptz,
      primary key (city_id, appointment_id),
      check (starts_at < ends_at),
      check ((visit_id is null) <> (hold_expires_at is null)),
      constraint nobody_twice
        exclude using gist (city_id with =, touchpoint_id with =, tstzrange(starts_at, ends_at) with &&)
    );
    create index appointment_person on fulfilment.appointment (touchpoint_id, starts_at);
    create index appointment_by_id on fulfilment.appointment (appointment_id);
    create unique index appointment_visit on fulfilment.appointment (city_id, visit_id) where visit_id is not null;
    create index appointment_hold on fulfilment.appointment (hold_expires_at) where hold_expires_at is not null;

    -- What was asked for with a hold; kept a day longer than the hold, to offer other times to who comes late.
    create table fulfilment.slot_hold (
      city_id uuid not null,
      hold_id uuid not null,
      holder text not null,
      service text not null,
      community_id uuid not null,
      touchpoint_id uuid not null,
      store_id uuid not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      expires_at timestamptz not null,
      decision_id uuid not null,
      package_id uuid,
      project_id uuid,
      primary key (city_id, hold_id)
    );
    create index slot_hold_by_id on fulfilment.slot_hold (hold_id);
    create index slot_hold_holder on fulfilment.slot_hold (holder);
    create index slot_hold_expired on fulfilment.slot_hold (expires_at);

    create table fulfilment.dispatch_decision (
      city_id uuid not null,
      decision_id uuid not null,
      visit_id uuid,
      touchpoint_id uuid,
      decided_at timestamptz not null,
      occasion text not null,
      inputs jsonb not null,
      candidates jsonb not null,
      why text not null,
      seed text not null,
      model_version text not null,
      user_id uuid,
      reason text,
      primary key (city_id, decision_id)
    );
    create index dispatch_decision_visit on fulfilment.dispatch_decision (city_id, visit_id, decided_at);`,
};
