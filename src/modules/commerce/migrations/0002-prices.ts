import type { Migration } from '#platform/postgres';

/** What can be added to a package, and what things cost where. */
export const prices: Migration = {
  name: '0002-prices',
  up: `
    create table commerce.package_option (
      package_id uuid not null references commerce.package (package_id),
      code text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$'),
      name text not null check (name <> ''),
      kind text not null check (kind in ('add_on', 'per_area')),
      unit text not null check (unit in ('项', '㎡', '米', '套')),
      price_fen bigint not null check (price_fen >= 0),
      active boolean not null,
      list_position integer not null check (list_position >= 0),
      revision integer not null check (revision > 0),
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (package_id, code),
      check ((kind = 'per_area') = (unit = '㎡'))
    );

    -- Entries of price lists. One that was live is never changed but for its end.
    create table commerce.area_price (
      price_id uuid primary key,
      package_id uuid not null references commerce.package (package_id),
      option_code text,
      area_kind text not null check (area_kind in ('all', 'city', 'store', 'community')),
      city_id uuid,
      store_id uuid,
      community_id uuid,
      area_name text not null check (area_name <> ''),
      price_fen bigint not null check (price_fen >= 0),
      valid_from timestamptz not null,
      valid_until timestamptz,
      signed_by uuid,
      signed_at timestamptz not null,
      foreign key (package_id, option_code) references commerce.package_option (package_id, code),
      check ((area_kind = 'all') = (city_id is null)),
      check ((area_kind = 'store') = (store_id is not null)),
      check ((area_kind = 'community') = (community_id is not null)),
      check (valid_until >= valid_from)
    );
    create index area_price_of_package on commerce.area_price (package_id, option_code, valid_from);
    create index area_price_newest on commerce.area_price (valid_from desc, price_id desc);
  `,
};
