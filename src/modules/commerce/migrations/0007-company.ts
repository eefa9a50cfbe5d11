import type { Migration } from '#platform/postgres';

/** Who the installation contracts as. */
export const company: Migration = {
  name: '0007-company',
  up: `
    -- One row: the party to every contract.
    create table commerce.company (
      company_key text primary key check (company_key = 'own'),
      legal_name text not null check (legal_name <> ''),
      credit_code text check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
      registered_place text not null check (registered_place <> ''),
      service_line text not null check (service_line <> ''),
      revision integer not null check (revision > 0),
      updated_at timestamptz not null
    );
  `,
};
