import type { Migration } from '#platform/postgres';

/** Printed codes with their scans, visits that residents book themselves, and leads that come with them. */
export const bookings: Migration = {
  name: '0002-bookings',
  up: `
    insert into growth.consent_text (purpose, version, notice, published_at) values (
      'book_visit', '2026-01',
      '同意本店用上面的称呼、电话和门牌号安排这次上门，并让上门的同事看到；联系人和门牌号只用于这次预约。我的姓会以「王*」的样子显示给邻居看。随时可以取消预约、要求删除信息，不影响在店里购物。',
      '2026-01-01T00:00:00+08:00');

    -- A code to be printed, of a community, of a touchpoint, or of a touchpoint in a community.
    create table growth.booking_code (
      code text not null primary key check (code ~ '^[2-9A-HJ-NP-Z]{6}$'),
      city_id uuid not null,
      community_id uuid,
      store_id uuid,
      touchpoint_id uuid,
      package_id uuid,
      label text not null check (label <> ''),
      state text not null check (state in ('live', 'revoked')),
      made_by uuid,
      made_at timestamptz not null,
      revoked_by uuid,
      revoked_at timestamptz,
      check (community_id is not null or touchpoint_id is not null),
      check ((state = 'revoked') = (revoked_at is not null))
    );
    create index booking_code_newest on growth.booking_code (made_at desc, code desc);
    create index booking_code_of_store on growth.booking_code (store_id, made_at desc) where store_id is not null;
    create index booking_code_of_community on growth.booking_code (community_id, made_at desc)
      where community_id is not null;
    create index booking_code_of_touchpoint on growth.booking_code (touchpoint_id, made_at desc)
      where touchpoint_id is not null;

    -- A browser that opened a code on a business day, under a hash that differs from code to code.
    create table growth.code_scan (
      code text not null references growth.booking_code (code),
      visitor_hash text not null,
      day date not null,
      scanned_at timestamptz not null,
      primary key (code, visitor_hash, day)
    );

    alter table growth.lead drop constraint lead_channel_check;
    alter table growth.lead add constraint lead_channel_check
      check (channel in ('offer_page', 'by_hand', 'code'));
    alter table growth.lead add column booking_code text;
    alter table growth.lead add constraint lead_booking_code_check
      check ((channel = 'code') = (booking_code is not null));
    -- The latest visit that the lead knows of: what an older one does no longer concerns it.
    alter table growth.lead add column visit_id uuid;

    -- A visit that a resident booked: one at a time for a lead.
    create table growth.booking (
      city_id uuid not null,
      visit_id uuid not null,
      lead_id uuid not null,
      share_token text,
      booking_code text,
      state text not null check (state in ('open', 'over')),
      booked_at timestamptz not null,
      primary key (city_id, visit_id),
      foreign key (city_id, lead_id) references growth.lead (city_id, lead_id),
      check ((share_token is null) <> (booking_code is null))
    );
    create unique index booking_open on growth.booking (city_id, lead_id) where state = 'open';
    create index booking_of_code on growth.booking (booking_code) where booking_code is not null;
  `,
};
