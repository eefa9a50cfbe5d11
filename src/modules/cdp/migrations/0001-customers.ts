import type { Migration } from '#platform/postgres';

/** Sources, the event log, One-ID, profiles, quarantine and imports. Identifiers are keyed hashes, never values. */
export const customers: Migration = {
  name: '0001-customers',
  up: `
    create table cdp.source (
      source_id uuid primary key,
      name text not null check (name <> ''),
      kind text not null check (kind in ('server', 'web', 'app', 'chat', 'import')),
      write_key_hash bytea not null unique,
      write_key_hint text not null,
      allowed_origins text[] not null,
      enabled boolean not null,
      events_per_minute integer not null check (events_per_minute > 0),
      max_event_bytes integer not null check (max_event_bytes between 256 and 32768),
      max_batch_bytes integer not null check (max_batch_bytes between 1024 and 512000),
      created_at timestamptz not null,
      updated_at timestamptz not null,
      version integer not null check (version > 0)
    );

    create table cdp.tracking_plan (
      source_id uuid not null references cdp.source (source_id),
      event_name text not null check (event_name <> ''),
      required jsonb not null,
      updated_at timestamptz not null,
      primary key (source_id, event_name)
    );

    create table cdp.source_counter (
      source_id uuid not null,
      slot smallint not null,
      accepted bigint not null check (accepted >= 0),
      duplicate bigint not null check (duplicate >= 0),
      quarantined bigint not null check (quarantined >= 0),
      last_seen_at timestamptz not null,
      primary key (source_id, slot)
    );

    create table cdp.message (
      source_id uuid not null,
      message_id text not null,
      received_at timestamptz not null,
      primary key (message_id, source_id)
    );
    create index message_by_age on cdp.message (received_at);

    create table cdp.event (
      subject_id uuid not null,
      event_id uuid not null,
      source_id uuid not null,
      kind text not null,
      name text not null,
      occurred_at timestamptz not null,
      received_at timestamptz not null,
      community_id uuid,
      city_id uuid,
      properties jsonb not null,
      personal bytea,
      primary key (subject_id, occurred_at, event_id, received_at)
    ) partition by range (received_at);

    create table cdp.identifier (
      keyed_hash bytea not null,
      kind text not null,
      subject_id uuid not null,
      source_id uuid not null,
      first_seen_at timestamptz not null,
      primary key (keyed_hash, kind)
    );
    create index identifier_of_subject on cdp.identifier (subject_id);

    create table cdp.blocked_identifier (
      keyed_hash bytea not null,
      kind text not null,
      effect text not null check (effect in ('blocked', 'shared')),
      reason text not null,
      blocked_at timestamptz not null,
      primary key (keyed_hash, kind)
    );

    create table cdp.subject (
      subject_id uuid primary key,
      profile_id uuid not null,
      community_id uuid,
      city_id uuid,
      household_id uuid,
      placed_at timestamptz,
      created_at timestamptz not null,
      check ((community_id is null) = (city_id is null))
    );
    create index subject_of_profile on cdp.subject (profile_id);

    create table cdp.subject_trait (
      subject_id uuid not null,
      trait text not null,
      content jsonb not null,
      set_at timestamptz not null,
      event_id uuid not null,
      primary key (subject_id, trait)
    );

    create table cdp.consent (
      subject_id uuid not null,
      purpose text not null,
      recorded_at timestamptz not null,
      consent_id uuid not null,
      notice_version text not null,
      granted boolean not null,
      source_id uuid not null,
      primary key (subject_id, purpose, recorded_at, consent_id)
    );

    create table cdp.profile (
      profile_id uuid primary key,
      community_id uuid,
      city_id uuid,
      household_id uuid,
      absorbed_into uuid,
      created_at timestamptz not null
    );
    create index profile_of_community on cdp.profile (community_id, profile_id) where absorbed_into is null;
    create index profile_of_household on cdp.profile (household_id) where household_id is not null;

    create table cdp.household (
      household_hash bytea primary key,
      household_id uuid not null,
      community_id uuid not null,
      city_id uuid not null,
      created_at timestamptz not null
    );

    create table cdp.profile_merge (
      merge_id uuid primary key,
      profile_id uuid not null,
      absorbed_profile_id uuid not null,
      rule text not null,
      linking_kind text not null,
      joined_kind text not null,
      event_id uuid not null,
      source_id uuid not null,
      kept_subject_id uuid not null,
      joined_subject_id uuid not null,
      absorbed_subject_ids uuid[] not null,
      merged_at timestamptz not null,
      undone_at timestamptz,
      undone_by text,
      undo_reason text
    );
    create index merge_of_profile on cdp.profile_merge (profile_id, merged_at desc);
    create index merge_of_absorbed on cdp.profile_merge (absorbed_profile_id, merged_at desc);

    create table cdp.kept_apart (
      subject_id uuid not null,
      other_subject_id uuid not null,
      merge_id uuid not null,
      decided_at timestamptz not null,
      primary key (subject_id, other_subject_id)
    );

    create table cdp.quarantine (
      source_id uuid not null,
      quarantine_id uuid not null,
      message_id text,
      event_name text not null,
      reason text not null,
      detail text not null,
      payload bytea not null,
      received_at timestamptz not null,
      state text not null check (state in ('held', 'replayed', 'discarded')),
      decided_at timestamptz,
      decided_by text,
      decision_reason text,
      primary key (source_id, quarantine_id)
    );
    create index quarantine_held on cdp.quarantine (source_id, reason, quarantine_id) where state = 'held';
    create index quarantine_by_age on cdp.quarantine (received_at);

    create table cdp.imported_row (
      external_id text not null,
      kind text not null,
      event_id uuid not null,
      imported_at timestamptz not null,
      primary key (external_id, kind)
    );

    create table cdp.file_import (
      import_id uuid primary key,
      kind text not null check (kind in ('orders', 'people', 'posts')),
      file_name text not null,
      file_hash text not null,
      payload bytea,
      created_by text not null,
      created_at timestamptz not null,
      good integer not null check (good >= 0),
      bad integer not null check (bad >= 0),
      committed integer not null check (committed >= 0),
      committed_at timestamptz
    );
    create index file_import_newest on cdp.file_import (import_id desc);
    create index file_import_with_payload on cdp.file_import (created_at) where payload is not null;

    create table cdp.file_import_fault (
      import_id uuid not null references cdp.file_import (import_id),
      line_number integer not null check (line_number > 0),
      faults jsonb not null,
      primary key (import_id, line_number)
    );
  `,
};
