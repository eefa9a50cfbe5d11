import type { Migration } from '#platform/postgres';

/** Goods have no package and are paid at once. */
export const goodsCommission: Migration = {
  name: '0003-goods-orders',
  up: `
    alter table touchpoints.commission_order alter column package_id drop not null;
    alter table touchpoints.commission_payment
      drop constraint commission_payment_stage_check,
      add constraint commission_payment_stage_check check (stage in ('deposit', 'balance', 'full'));
    alter table touchpoints.commission_line
      drop constraint commission_line_stage_check,
      add constraint commission_line_stage_check check (stage in ('deposit', 'balance', 'full'));`,
};
