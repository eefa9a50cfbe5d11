import type { Distribution, Migration } from '../postgres/migration.ts';

/** An erased person keeps their row, without a key: the mark that nothing may be kept for them again. */
export const migrations: Migration[] = [
  {
    name: '0100-privacy-vault',
    up: `
      create table platform.vault_person (
        person_id uuid not null primary key,
        wrapped_key bytea,
        key_id text,
        created_at timestamptz not null,
        erased_at timestamptz,
        constraint vault_person_key_or_erased check (
          (erased_at is null and wrapped_key is not null and key_id is not null)
          or (erased_at is not null and wrapped_key is null and key_id is null)
        )
      );
      create index vault_person_by_key on platform.vault_person (key_id, person_id) where key_id is not null;

      create table platform.vault_field (
        person_id uuid not null references platform.vault_person (person_id),
        kind text not null,
        keyed_hash bytea not null check (octet_length(keyed_hash) = 32),
        ciphertext bytea not null,
        put_at timestamptz not null,
        primary key (person_id, kind, keyed_hash)
      );

      create table platform.vault_lookup (
        keyed_hash bytea not null check (octet_length(keyed_hash) = 32),
        person_id uuid not null,
        kind text not null,
        part text not null,
        primary key (keyed_hash, person_id, kind, part)
      );
      create index vault_lookup_by_person on platform.vault_lookup (person_id);

      create table platform.vault_tombstone (
        keyed_hash bytea not null check (octet_length(keyed_hash) = 32),
        kind text not null,
        erased_at timestamptz not null,
        primary key (keyed_hash, kind)
      );
    `,
  },
];

export const tables: Record<string, Distribution> = {
  vault_person: { by: 'person_id' },
  vault_field: { by: 'person_id' },
  vault_lookup: { by: 'keyed_hash' },
  vault_tombstone: { by: 'keyed_hash' },
};
