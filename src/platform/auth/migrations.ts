import type { Distribution, Migration } from '../postgres/migration.ts';

export const tables: Readonly<Record<string, Distribution>> = {
  app_user: 'reference',
  app_user_grant: 'reference',
  session: { by: 'token_hash' },
  sign_in_code: { by: 'phone_hash' },
  sign_in_failure: { by: 'subject_hash' },
  sandbox_message: 'local',
  proof_code: { by: 'phone_hash' },
};

export const migrations: readonly Migration[] = [
  {
    name: '0010-auth',
    up: `
      create table platform.app_user (
        user_id uuid primary key,
        kind text not null check (kind in ('staff', 'touchpoint')),
        login text unique,
        password_hash text,
        title text,
        person_id uuid,
        created_at timestamptz not null,
        disabled_at timestamptz
      );
      create unique index app_user_person on platform.app_user (person_id);
      create table platform.app_user_grant (
        user_id uuid not null references platform.app_user (user_id),
        role text not null,
        area_kind text not null check (area_kind in ('all', 'city', 'store', 'community')),
        area_id uuid,
        check ((area_kind = 'all') = (area_id is null)),
        grant_key text not null,
        primary key (user_id, grant_key)
      );
      create table platform.session (
        token_hash bytea primary key,
        session_id uuid not null,
        user_id uuid not null,
        created_at timestamptz not null,
        seen_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        device text not null
      );
      create index session_by_user on platform.session (user_id);
      create index session_expires on platform.session (expires_at);
      create table platform.sign_in_code (
        phone_hash bytea not null,
        code_id uuid not null,
        user_id uuid,
        code_hash bytea not null,
        attempts integer not null,
        sent_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        primary key (phone_hash, code_id)
      );
      create index sign_in_code_sent on platform.sign_in_code (phone_hash, sent_at);
      create index sign_in_code_expires on platform.sign_in_code (expires_at);
      create table platform.sign_in_failure (
        subject_hash bytea primary key,
        failures integer not null,
        since timestamptz not null
      );
      create table platform.sandbox_message (
        message_id uuid primary key,
        channel text not null,
        masked_to text not null,
        body text not null,
        sent_at timestamptz not null
      );
      create index sandbox_message_sent on platform.sandbox_message (sent_at);`,
  },
  {
    name: '0020-customers',
    up: `
      alter table platform.app_user drop constraint app_user_kind_check;
      alter table platform.app_user add constraint app_user_kind_check
        check (kind in ('staff', 'touchpoint', 'customer'));
      -- Whoever enters the right code becomes a customer, if nobody has the phone yet.
      alter table platform.sign_in_code add column for_customer boolean not null default false;`,
  },
  {
    name: '0030-proofs',
    up: `
      -- Codes by which somebody proves on another's device that a phone is theirs.
      create table platform.proof_code (
        phone_hash bytea not null,
        proof_id uuid not null,
        person_id uuid not null,
        subject text not null check (subject <> ''),
        code_hash bytea not null,
        attempts integer not null check (attempts >= 0),
        sent_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        primary key (phone_hash, proof_id)
      );
      create index proof_code_sent on platform.proof_code (phone_hash, sent_at);
      create index proof_code_expires on platform.proof_code (expires_at);`,
  },
  {
    name: '0040-sandbox-place',
    up: `
      -- Where the matter of a message lies, for readers of an area; null for codes, which belong to no place.
      alter table platform.sandbox_message add column city_id uuid;
      alter table platform.sandbox_message add column store_id uuid;
      alter table platform.sandbox_message add column community_id uuid;`,
  },
];
