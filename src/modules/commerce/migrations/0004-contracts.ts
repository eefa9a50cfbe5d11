import type { Migration } from '#platform/postgres';

/** What is signed, word for word, and how it came to be signed. */
export const contracts: Migration = {
  name: '0004-contracts',
  up: `
    -- Number, id and moment of the contract of a quotation, so that its document can be made again with the same bytes.
    create table commerce.contract_number (
      city_id uuid not null,
      quotation_id uuid not null,
      contract_id uuid not null,
      contract_number text not null,
      given_at timestamptz not null,
      primary key (city_id, quotation_id),
      unique (city_id, contract_number)
    );

    create table commerce.contract (
      city_id uuid not null,
      contract_id uuid not null,
      contract_number text not null,
      quotation_id uuid not null,
      quotation_revision integer not null check (quotation_revision > 0),
      visit_id uuid not null,
      community_id uuid not null,
      store_id uuid,
      customer_key text not null check (customer_key ~ '^[0-9a-f]{64}$'),
      person_id uuid not null,
      package_id uuid not null,
      package_name text not null,
      touchpoint_id uuid not null,
      state text not null check (state in ('offered', 'signed', 'voided')),
      total_fen bigint not null check (total_fen > 0),
      deposit_fen bigint not null check (deposit_fen > 0 and deposit_fen <= total_fen),
      terms_version text not null,
      document_file_id uuid not null,
      document_sha256 text not null check (document_sha256 ~ '^[0-9a-f]{64}$'),
      offered_at timestamptz not null,
      valid_until timestamptz not null,
      signed_at timestamptz,
      signed_by text check (signed_by in ('session', 'code')),
      consent_version text,
      drawing_file_id uuid,
      drawing_sha256 text check (drawing_sha256 ~ '^[0-9a-f]{64}$'),
      order_id uuid,
      voided_at timestamptz,
      void_reason text check (void_reason in ('superseded', 'withdrawn', 'expired', 'declined')),
      -- Length and last hash of the chain of evidence: without them an end could be cut off unseen.
      evidence_count integer not null check (evidence_count >= 0),
      evidence_head bytea not null check (octet_length(evidence_head) = 32),
      primary key (city_id, contract_id),
      unique (city_id, contract_number),
      unique (city_id, quotation_id),
      check ((state = 'signed') = (signed_at is not null)),
      check ((signed_at is null) = (signed_by is null)),
      check ((signed_at is null) = (consent_version is null)),
      check ((signed_at is null) = (drawing_file_id is null)),
      check ((signed_at is null) = (drawing_sha256 is null)),
      check ((signed_at is null) = (order_id is null)),
      check ((state = 'voided') = (voided_at is not null)),
      check ((voided_at is null) = (void_reason is null))
    );
    create index contract_by_id on commerce.contract (contract_id);
    create index contract_by_quotation on commerce.contract (quotation_id);
    create index contract_newest on commerce.contract (city_id, offered_at desc, contract_id desc);
    create index contract_of_community on commerce.contract (community_id, offered_at desc, contract_id desc);
    create index contract_of_store on commerce.contract (store_id, offered_at desc) where store_id is not null;
    create index contract_of_touchpoint on commerce.contract (touchpoint_id, offered_at desc, contract_id desc);
    create index contract_of_customer on commerce.contract (customer_key, offered_at desc, contract_id desc);
    create index contract_offered on commerce.contract (city_id, visit_id) where state = 'offered';

    create table commerce.contract_evidence (
      city_id uuid not null,
      contract_id uuid not null,
      seq integer not null check (seq > 0),
      kind text not null check (kind in ('document_made', 'opened', 'consent_shown', 'phone_verified', 'drawn', 'signed',
        'declined', 'voided')),
      facts jsonb not null,
      device text not null,
      happened_at timestamptz not null,
      prev_hash bytea not null check (octet_length(prev_hash) = 32),
      entry_hash bytea not null check (octet_length(entry_hash) = 32),
      primary key (city_id, contract_id, seq),
      foreign key (city_id, contract_id) references commerce.contract (city_id, contract_id)
    );
  `,
};
