import type { Distribution, Migration } from '../postgres/migration.ts';

/**
 * Writers add an entry and its id to `audit_pending`; the sealer moves ids from there into the chain. What is pending is
 * seen row by row, so a transaction that commits late is late in the chain and never left out of it.
 */
export const migrations: Migration[] = [
  {
    name: '0200-audit-chain',
    up: `
      create table platform.audit_entry (
        entry_id uuid not null primary key,
        occurred_at timestamptz not null,
        actor jsonb not null,
        action_name text not null,
        subject_kind text not null,
        subject_id text not null,
        purpose text,
        details jsonb
      );
      create table platform.audit_pending (
        entry_id uuid not null primary key
      );
      create table platform.audit_seal (
        seq bigint not null primary key check (seq > 0),
        entry_id uuid not null unique,
        entry_hash bytea not null check (octet_length(entry_hash) = 32),
        previous_hash bytea not null check (octet_length(previous_hash) = 32)
      );
      create table platform.audit_head (
        chain text not null primary key check (chain = 'main'),
        seq bigint not null check (seq >= 0),
        entry_hash bytea not null check (octet_length(entry_hash) = 32)
      );
      insert into platform.audit_head (chain, seq, entry_hash) values ('main', 0, decode(repeat('00', 32), 'hex'));
    `,
  },
];

/** A chain has one end: it stays on the first node, as the outbox does, and is thinned by export. */
export const tables: Record<string, Distribution> = {
  audit_entry: 'local',
  audit_pending: 'local',
  audit_seal: 'local',
  audit_head: 'local',
};
