import type { Migration } from '#platform/postgres';

/** Goods and services, what they cost and whether they are sold where, and how many are edited at once. */
export const catalogue: Migration = {
  name: '0008-catalogue',
  up: `
    create table commerce.category (
      category_id uuid primary key,
      parent_id uuid references commerce.category (category_id),
      level integer not null check (level between 1 and 3),
      code text not null unique check (code ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$'),
      name text not null check (name <> ''),
      list_position integer not null check (list_position >= 0),
      claim_hours integer check (claim_hours between 0 and 8760),
      storage text check (storage in ('ambient', 'chilled', 'frozen')),
      active boolean not null,
      revision integer not null check (revision > 0),
      created_at timestamptz not null,
      updated_at timestamptz not null,
      check ((level = 1) = (parent_id is null))
    );
    create index category_of_parent on commerce.category (parent_id);

    create table commerce.spu (
      spu_id uuid primary key,
      code text not null unique check (code ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$'),
      name text not null check (name <> ''),
      category_id uuid not null references commerce.category (category_id),
      kind text not null check (kind in ('goods', 'service')),
      description text not null,
      image_ids uuid[] not null check (cardinality(image_ids) <= 9),
      unit text not null check (unit <> ''),
      options jsonb not null,
      shelf_life_days integer check (shelf_life_days > 0),
      storage text check (storage in ('ambient', 'chilled', 'frozen')),
      claim_hours integer check (claim_hours between 0 and 8760),
      active boolean not null,
      revision integer not null check (revision > 0),
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create index spu_of_category on commerce.spu (category_id, code);

    create table commerce.sku (
      sku_id uuid primary key,
      spu_id uuid not null references commerce.spu (spu_id),
      code text not null unique check (code ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$'),
      spec text[] not null,
      unit text check (unit <> ''),
      list_fen bigint not null check (list_fen >= 0),
      original_fen bigint check (original_fen > list_fen),
      cost_fen bigint not null check (cost_fen >= 0),
      weight_grams integer check (weight_grams > 0),
      barcode text unique check (barcode ~ '^[0-9]{6,14}$'),
      list_position integer not null check (list_position >= 0),
      active boolean not null
    );
    create index sku_of_spu on commerce.sku (spu_id, list_position);

    create table commerce.bundle_part (
      bundle_sku_id uuid not null references commerce.sku (sku_id),
      part_sku_id uuid not null references commerce.sku (sku_id),
      quantity integer not null check (quantity between 1 and 99),
      primary key (bundle_sku_id, part_sku_id),
      check (bundle_sku_id <> part_sku_id)
    );
    create index bundle_part_used on commerce.bundle_part (part_sku_id);

    -- Pictures of products: everybody may see them, so they are kept apart from files with a place.
    create table commerce.product_picture (
      file_id uuid primary key,
      small_file_id uuid not null,
      width integer not null check (width > 0),
      height integer not null check (height > 0),
      added_at timestamptz not null
    );

    -- Price lists: SKUs beside packages, regions beside the other areas.
    alter table commerce.area_price alter column package_id drop not null;
    alter table commerce.area_price add column sku_id uuid references commerce.sku (sku_id);
    alter table commerce.area_price add column region_id uuid;
    alter table commerce.area_price drop constraint area_price_area_kind_check;
    alter table commerce.area_price drop constraint area_price_check;
    alter table commerce.area_price
      add constraint area_price_area_kind_check check (area_kind in ('all', 'region', 'city', 'store', 'community')),
      add constraint area_price_has_region check ((area_kind = 'region') = (region_id is not null)),
      add constraint area_price_has_city check ((area_kind in ('all', 'region')) = (city_id is null)),
      add constraint area_price_has_one_thing check (num_nonnulls(package_id, sku_id) = 1),
      add constraint area_price_option_of_package check (option_code is null or package_id is not null);
    create index area_price_of_sku on commerce.area_price (sku_id, valid_from) where sku_id is not null;

    -- Assortment: whether a SKU, a product or a whole category is sold in an area; sold where nothing is said.
    create table commerce.area_listing (
      listing_id uuid primary key,
      sku_id uuid references commerce.sku (sku_id),
      spu_id uuid references commerce.spu (spu_id),
      category_id uuid references commerce.category (category_id),
      listed boolean not null,
      area_kind text not null check (area_kind in ('all', 'region', 'city', 'store', 'community')),
      region_id uuid,
      city_id uuid,
      store_id uuid,
      community_id uuid,
      area_name text not null check (area_name <> ''),
      valid_from timestamptz not null,
      valid_until timestamptz,
      signed_by uuid,
      signed_at timestamptz not null,
      constraint area_listing_has_one_thing check (num_nonnulls(sku_id, spu_id, category_id) = 1),
      constraint area_listing_has_region check ((area_kind = 'region') = (region_id is not null)),
      constraint area_listing_has_city check ((area_kind in ('all', 'region')) = (city_id is null)),
      constraint area_listing_has_store check ((area_kind = 'store') = (store_id is not null)),
      constraint area_listing_has_community check ((area_kind = 'community') = (community_id is not null)),
      check (valid_until >= valid_from)
    );
    create index area_listing_of_sku on commerce.area_listing (sku_id, valid_from) where sku_id is not null;
    create index area_listing_of_spu on commerce.area_listing (spu_id, valid_from) where spu_id is not null;
    create index area_listing_of_category on commerce.area_listing (category_id, valid_from)
      where category_id is not null;
    create index area_listing_newest on commerce.area_listing (valid_from desc, listing_id desc);

    -- Many edited at once, with what each was before, so that it can be taken back.
    create table commerce.bulk_edit (
      edit_id uuid primary key,
      kind text not null check (kind in ('price', 'listing', 'category', 'active')),
      title text not null check (title <> ''),
      change jsonb not null,
      changed integer not null check (changed > 0),
      city_id uuid,
      store_id uuid,
      community_id uuid,
      made_by uuid,
      made_at timestamptz not null,
      undone_by uuid,
      undone_at timestamptz
    );
    create table commerce.bulk_edit_row (
      edit_id uuid not null references commerce.bulk_edit (edit_id),
      sku_id uuid not null references commerce.sku (sku_id),
      before jsonb not null,
      after jsonb not null,
      primary key (edit_id, sku_id)
    );

    create table commerce.catalogue_import (
      import_id uuid primary key,
      file_name text not null,
      file_hash text not null,
      created_by text not null,
      created_at timestamptz not null,
      creates integer not null,
      changes integer not null,
      unchanged integer not null,
      bad integer not null
    );
    create table commerce.catalogue_import_row (
      import_id uuid not null references commerce.catalogue_import (import_id),
      line_number integer not null check (line_number > 0),
      code text not null,
      verdict text not null check (verdict in ('create', 'change', 'same', 'bad')),
      cells jsonb not null,
      base_revision integer,
      changed_fields text[] not null,
      faults jsonb not null,
      committed_at timestamptz,
      primary key (import_id, line_number)
    );
    create index catalogue_import_row_by_verdict on commerce.catalogue_import_row (import_id, verdict, line_number);
  `,
};
