import type { Migration } from '#platform/postgres';

/** The catalogue belongs to commerce, which migrates before: packages move there with their ids. */
export const packagesToCommerce: Migration = {
  name: '0002-packages-to-commerce',
  up: `
    alter table intelligence.play drop constraint play_package_id_fkey;
    insert into commerce.package (
      package_id, code, name, subtitle, scene, price_fen, original_price_fen, unit, points, topics, min_age_years, suits,
      roles, cost_fen, active, revision, created_at, updated_at)
    select package_id, code, name, subtitle, scene, price_fen, original_price_fen, unit, points, topics, min_age_years, suits,
      roles, cost_fen, active, revision, created_at, updated_at
    from intelligence.package;
    drop table intelligence.package;
  `,
};
