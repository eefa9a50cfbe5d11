import type { Migration } from '#platform/postgres';

/**
 * What goods earned waits until nothing can be claimed of them any more, and by its time. Lines of goods that were booked
 * before wait as well: they are complete when their order says so.
 */
export const goodsComplete: Migration = {
  name: '0004-goods-complete',
  up: `
    alter table touchpoints.commission_order add column completed_at timestamptz;
    alter table touchpoints.commission_line add column awaits_completion boolean not null default false;
    update touchpoints.commission_line l set awaits_completion = true
    from touchpoints.commission_order o
    where o.city_id = l.city_id and o.order_id = l.order_id and o.package_id is null;`,
};
