import type { Migration } from '#platform/postgres';

/** Whose each order is. */
export const attribution: Migration = {
  name: '0003-attribution',
  up: `
    -- Written once, also for an order that nobody brought: then basis says so and touchpoint_id is null.
    create table growth.order_attribution (
      city_id uuid not null,
      order_id uuid not null,
      community_id uuid not null,
      package_id uuid not null,
      basis text not null check (basis in ('lead', 'share_link', 'nobody')),
      lead_id uuid,
      share_token text,
      play_id uuid,
      touchpoint_id uuid,
      job_role text,
      partner_id uuid,
      attributed_at timestamptz not null,
      primary key (city_id, order_id),
      constraint order_attribution_basis check ((basis = 'nobody') = (touchpoint_id is null)
        and (basis = 'lead') = (lead_id is not null)),
      constraint order_attribution_role check ((touchpoint_id is null) = (job_role is null))
    );
    create index order_attribution_by_order on growth.order_attribution (order_id);`,
};
