import type { Migration } from '#platform/postgres';

/** Regions, cities, stores, partners, communities, who serves whom, and imports that wait to be committed. */
export const places: Migration = {
  name: '0001-places',
  up: `
    create table territory.region (
      id uuid primary key,
      code text not null unique check (code <> ''),
      name text not null check (name <> '')
    );

    create table territory.city (
      id uuid primary key,
      region_id uuid not null references territory.region (id),
      code text not null unique check (code <> ''),
      name text not null check (name <> ''),
      lng double precision not null check (lng between -180 and 180),
      lat double precision not null check (lat between -90 and 90)
    );
    create index city_of_region on territory.city (region_id);

    create table territory.partner (
      id uuid primary key,
      external_code text not null unique check (external_code <> ''),
      kind text not null check (kind in ('property_company', 'agency')),
      name text not null check (name <> '')
    );

    create table territory.store (
      id uuid primary key,
      external_code text not null unique check (external_code <> ''),
      city_id uuid not null references territory.city (id),
      name text not null check (name <> ''),
      lng double precision not null check (lng between -180 and 180),
      lat double precision not null check (lat between -90 and 90),
      updated_at timestamptz not null,
      version integer not null check (version > 0)
    );
    create index store_of_city on territory.store (city_id, external_code);

    create table territory.community (
      id uuid primary key,
      external_code text not null unique check (external_code <> ''),
      city_id uuid not null references territory.city (id),
      name text not null check (name <> ''),
      district text not null,
      lng double precision not null check (lng between -180 and 180),
      lat double precision not null check (lat between -90 and 90),
      built_year integer check (built_year between 1800 and 2200),
      households integer check (households >= 0),
      partner_id uuid references territory.partner (id),
      updated_at timestamptz not null,
      version integer not null check (version > 0)
    );
    create index community_of_city on territory.community (city_id, external_code);
    create index community_by_built_year on territory.community (built_year);
    create index community_of_partner on territory.community (partner_id);

    create table territory.store_community (
      store_id uuid not null references territory.store (id),
      community_id uuid not null references territory.community (id),
      primary key (store_id, community_id)
    );
    create index store_of_community on territory.store_community (community_id);

    create table territory.place_import (
      id uuid primary key,
      kind text not null check (kind in ('regions', 'cities', 'partners', 'stores', 'communities')),
      datum text not null check (datum in ('wgs84', 'gcj02', 'bd09')),
      file_name text not null,
      file_hash text not null,
      created_by text not null,
      created_at timestamptz not null,
      creates integer not null check (creates >= 0),
      changes integer not null check (changes >= 0),
      unchanged integer not null check (unchanged >= 0),
      bad integer not null check (bad >= 0)
    );
    create index place_import_by_age on territory.place_import (created_at);

    create table territory.place_import_row (
      import_id uuid not null references territory.place_import (id),
      line_number integer not null check (line_number > 0),
      code text not null,
      verdict text not null check (verdict in ('create', 'change', 'same', 'bad')),
      cells jsonb not null,
      base_version integer,
      changed_fields text[] not null,
      faults jsonb not null,
      warnings jsonb not null,
      committed_at timestamptz,
      primary key (import_id, line_number)
    );
    create index place_import_row_by_verdict on territory.place_import_row (import_id, verdict, line_number);
  `,
};
