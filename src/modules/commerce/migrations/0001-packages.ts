import type { Migration } from '#platform/postgres';

/** What can be offered in a community, at the price of the whole country. */
export const packages: Migration = {
  name: '0001-packages',
  up: `
    create table commerce.package (
      package_id uuid primary key,
      code text not null unique check (code ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$'),
      name text not null check (name <> ''),
      subtitle text not null,
      scene text not null check (scene in ('renewal', 'fresh', 'event')),
      price_fen bigint not null check (price_fen >= 0),
      original_price_fen bigint check (original_price_fen > price_fen),
      unit text not null,
      points text[] not null,
      topics text[] not null,
      min_age_years integer check (min_age_years between 0 and 200),
      suits text[] not null check (suits <@ array['kids', 'elderly']),
      roles text[] not null check (cardinality(roles) > 0),
      cost_fen bigint not null check (cost_fen >= 0),
      active boolean not null,
      revision integer not null check (revision > 0),
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
  `,
};
