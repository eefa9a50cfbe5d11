import type { Migration } from '#platform/postgres';

/** Warehouses, which of them supply which communities, and the points where neighbours pick up. */
export const supply: Migration = {
  name: '0002-supply',
  up: `
    create table territory.warehouse (
      id uuid primary key,
      external_code text not null unique check (external_code <> ''),
      kind text not null check (kind in ('central', 'grid', 'flash')),
      city_id uuid not null references territory.city (id),
      name text not null check (name <> ''),
      lng double precision not null check (lng between -180 and 180),
      lat double precision not null check (lat between -90 and 90),
      active boolean not null,
      updated_at timestamptz not null,
      version integer not null check (version > 0),
      unique (id, kind)
    );
    create index warehouse_of_city on territory.warehouse (city_id, external_code);

    -- One grid and one flash warehouse for each community at a time.
    create table territory.warehouse_community (
      community_id uuid not null references territory.community (id),
      kind text not null check (kind in ('grid', 'flash')),
      warehouse_id uuid not null,
      primary key (community_id, kind),
      foreign key (warehouse_id, kind) references territory.warehouse (id, kind)
    );
    create index community_of_warehouse on territory.warehouse_community (warehouse_id, community_id);

    create table territory.pickup_point (
      id uuid primary key,
      external_code text not null unique check (external_code <> ''),
      city_id uuid not null references territory.city (id),
      community_id uuid not null references territory.community (id),
      name text not null check (name <> ''),
      -- Words for a place that everybody may know: a shop, a gate. Nobody's home.
      address text not null,
      keeper_id uuid,
      parent_id uuid references territory.pickup_point (id) check (parent_id <> id),
      pickup_only boolean not null,
      rest_days smallint[] not null check (rest_days <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]),
      active boolean not null,
      updated_at timestamptz not null,
      version integer not null check (version > 0)
    );
    create index pickup_point_of_city on territory.pickup_point (city_id, external_code);
    create index pickup_point_of_community on territory.pickup_point (community_id, external_code);
    create index pickup_point_of_keeper on territory.pickup_point (keeper_id) where keeper_id is not null;
    create index pickup_point_of_parent on territory.pickup_point (parent_id) where parent_id is not null;

    alter table territory.place_import drop constraint place_import_kind_check;
    alter table territory.place_import add constraint place_import_kind_check check (
      kind in ('regions', 'cities', 'partners', 'stores', 'communities', 'warehouses', 'pickup_points'));
  `,
};
