import type { Migration } from '#platform/postgres';

/** Orders of goods have no package; those of a group buy are its leader's. */
export const goodsAttribution: Migration = {
  name: '0005-goods-orders',
  up: `
    alter table growth.order_attribution
      alter column package_id drop not null,
      drop constraint order_attribution_basis_check,
      add constraint order_attribution_basis_check check (basis in ('lead', 'share_link', 'group_buy', 'nobody'));`,
};
