import type { Migration } from '#platform/postgres';

/** An order of a marketplace is looked for by its number there, of whichever city it is. */
export const externalNumbers: Migration = {
  name: '0017-external-numbers',
  up: `
    create unique index sales_order_external_number on commerce.sales_order (external_source, external_id, city_id)
      where external_source is not null;
    drop index commerce.sales_order_external;
  `,
};
