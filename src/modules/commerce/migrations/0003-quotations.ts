import type { Migration } from '#platform/postgres';

/** Who may buy after a visit, and what was quoted to them. */
export const quotations: Migration = {
  name: '0003-quotations',
  up: `
    create table commerce.opportunity (
      city_id uuid not null,
      visit_id uuid not null,
      community_id uuid not null,
      store_id uuid,
      customer_key text not null,
      person_id uuid not null,
      lead_id uuid,
      share_token text,
      package_id uuid,
      touchpoint_id uuid,
      visit_starts_at timestamptz,
      visit_ends_at timestamptz,
      -- Which news of the visit the appointment is from: what comes later with a smaller number is older.
      heard_seq bigint not null check (heard_seq >= 0),
      state text not null check (state in ('open', 'quoted', 'won', 'lost')),
      opened_at timestamptz not null,
      closed_at timestamptz,
      primary key (city_id, visit_id),
      check ((state in ('won', 'lost')) = (closed_at is not null)),
      check ((visit_starts_at is null) = (visit_ends_at is null))
    );
    create index opportunity_by_visit on commerce.opportunity (visit_id);
    create index opportunity_newest on commerce.opportunity (city_id, opened_at desc, visit_id desc);
    create index opportunity_of_community on commerce.opportunity (community_id, opened_at desc, visit_id desc);
    create index opportunity_of_store on commerce.opportunity (store_id, opened_at desc) where store_id is not null;
    create index opportunity_of_touchpoint on commerce.opportunity (touchpoint_id, opened_at desc, visit_id desc);
    create index opportunity_of_customer on commerce.opportunity (customer_key);

    create table commerce.quotation (
      city_id uuid not null,
      quotation_id uuid not null,
      visit_id uuid not null,
      revision integer not null check (revision > 0),
      state text not null check (state in ('draft', 'sent', 'signed', 'superseded', 'withdrawn', 'expired')),
      community_id uuid not null,
      store_id uuid,
      customer_key text not null,
      person_id uuid not null,
      lead_id uuid,
      share_token text,
      package_id uuid not null,
      package_name text not null,
      touchpoint_id uuid not null,
      list_fen bigint not null check (list_fen >= 0),
      discount_fen bigint not null check (discount_fen >= 0),
      total_fen bigint not null check (total_fen > 0),
      deposit_fen bigint not null check (deposit_fen > 0 and deposit_fen <= total_fen),
      valid_until timestamptz not null,
      created_at timestamptz not null,
      sent_at timestamptz,
      closed_at timestamptz,
      primary key (city_id, quotation_id),
      unique (city_id, visit_id, revision),
      foreign key (city_id, visit_id) references commerce.opportunity (city_id, visit_id),
      check (total_fen = list_fen - discount_fen),
      check (state not in ('sent', 'signed') or sent_at is not null),
      check ((state in ('draft', 'sent')) = (closed_at is null))
    );
    -- One offer stands at a time, and a signed one stands for good.
    create unique index quotation_standing on commerce.quotation (city_id, visit_id) where state in ('sent', 'signed');
    create unique index quotation_drafted on commerce.quotation (city_id, visit_id) where state = 'draft';
    create index quotation_by_id on commerce.quotation (quotation_id);
    create index quotation_of_visit on commerce.quotation (visit_id, revision desc);
    create index quotation_newest on commerce.quotation (city_id, created_at desc, quotation_id desc);
    create index quotation_of_community on commerce.quotation (community_id, created_at desc, quotation_id desc);
    create index quotation_of_store on commerce.quotation (store_id, created_at desc) where store_id is not null;
    create index quotation_of_touchpoint on commerce.quotation (touchpoint_id, created_at desc, quotation_id desc);
    create index quotation_of_customer on commerce.quotation (customer_key, sent_at desc) where sent_at is not null;
    create index quotation_running_out on commerce.quotation (valid_until) where state in ('draft', 'sent');

    create table commerce.quotation_line (
      city_id uuid not null,
      quotation_id uuid not null,
      line integer not null check (line > 0),
      kind text not null check (kind in ('package', 'option', 'discount')),
      code text,
      name text not null,
      unit text not null,
      quantity_hundredths integer not null check (quantity_hundredths > 0),
      unit_price_fen bigint not null,
      amount_fen bigint not null,
      why text not null,
      primary key (city_id, quotation_id, line),
      foreign key (city_id, quotation_id) references commerce.quotation (city_id, quotation_id),
      check ((kind = 'discount') = (amount_fen < 0)),
      check ((kind = 'discount') = (unit_price_fen < 0)),
      check ((kind = 'package') = (code is null))
    );
  `,
};
