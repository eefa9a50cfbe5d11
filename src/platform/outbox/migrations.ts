import type { Distribution, Migration } from '../postgres/migration.ts';

export const tables: Readonly<Record<string, Distribution>> = {
  outbox: 'local',
  outbox_head: 'local',
  subscription_cursor: 'local',
  parked_event: 'local',
};

export const migrations: readonly Migration[] = [
  {
    name: '0002-outbox',
    up: `
      create table platform.outbox (
        event_position bigint generated always as identity primary key,
        seq bigint,
        event_id uuid not null,
        event_type text not null,
        version integer not null,
        aggregate text not null,
        aggregate_id text not null,
        payload jsonb not null,
        occurred_at timestamptz not null
      );
      create index outbox_unsequenced on platform.outbox (event_position) where seq is null;
      create unique index outbox_seq on platform.outbox (seq);
      create index outbox_type on platform.outbox (event_type, seq);
      create index outbox_occurred on platform.outbox (occurred_at);
      create table platform.outbox_head (only_row boolean primary key check (only_row), seq bigint not null);
      insert into platform.outbox_head values (true, 0);
      create table platform.subscription_cursor (subscription text primary key, seq bigint not null);
      create table platform.parked_event (
        subscription text not null,
        seq bigint not null,
        aggregate text not null,
        aggregate_id text not null,
        reason text not null,
        attempts integer not null,
        parked_at timestamptz not null,
        retry_wanted boolean not null,
        primary key (subscription, seq)
      );
      create index parked_event_aggregate on platform.parked_event (subscription, aggregate, aggregate_id);`,
  },
  {
    name: '0004-outbox-indexes',
    // An event is written when it is announced and again when it gets its number: what has none yet is in one index.
    up: `
      drop index platform.outbox_seq;
      drop index platform.outbox_type;
      drop index platform.outbox_occurred;
      create unique index outbox_seq on platform.outbox (seq) where seq is not null;
      create index outbox_type on platform.outbox (event_type, seq) where seq is not null;
      create index outbox_occurred on platform.outbox using brin (occurred_at);`,
  },
];
