import type { Migration } from '#platform/postgres';

/** Links that carry a place, who opened them, what they left, and what they agreed to. */
export const growth: Migration = {
  name: '0001-growth',
  up: `
    -- What people agree to, by purpose. A text that was shown is never changed: a new version takes its place.
    create table growth.consent_text (
      purpose text not null,
      version text not null,
      notice text not null check (notice <> ''),
      published_at timestamptz not null,
      primary key (purpose, version)
    );
    insert into growth.consent_text (purpose, version, notice, published_at) values (
      'contact_about_lead', '2026-01',
      '同意本店和分享这条链接的社区服务人员用上面的称呼、电话联系我，只为沟通这次预约。我的姓会以「王*」的样子显示给邻居看。随时可以要求停止联系、删除信息，不影响在店里购物。',
      '2026-01-01T00:00:00+08:00');

    create table growth.share_link (
      share_token text not null primary key,
      city_id uuid not null,
      community_id uuid not null,
      store_id uuid,
      play_id uuid not null,
      task_id uuid not null,
      package_id uuid not null,
      touchpoint_id uuid not null,
      attempt integer not null check (attempt >= 1),
      made_at timestamptz not null,
      moved_at timestamptz not null
    );

    -- A browser that opened a link, under a hash that differs from link to link; who held the task at that moment.
    create table growth.visitor (
      share_token text not null references growth.share_link (share_token),
      visitor_hash text not null,
      touchpoint_id uuid not null,
      first_visited_at timestamptz not null,
      primary key (share_token, visitor_hash)
    );
    create index visitor_recent on growth.visitor (share_token, first_visited_at);

    create table growth.lead (
      city_id uuid not null,
      lead_id uuid not null,
      lead_number text not null,
      person_id uuid not null,
      community_id uuid not null,
      store_id uuid,
      touchpoint_id uuid not null,
      channel text not null check (channel in ('offer_page', 'by_hand')),
      share_token text,
      play_id uuid,
      task_id uuid,
      package_id uuid,
      need text not null,
      state text not null check (state in ('new', 'contacted', 'visit_booked', 'quoted', 'won', 'lost')),
      has_note boolean not null,
      steps integer not null check (steps > 0),
      revision integer not null check (revision > 0),
      created_at timestamptz not null,
      first_contact_due_at timestamptz not null,
      first_contacted_at timestamptz,
      visit_at timestamptz,
      closed_at timestamptz,
      lost_reason text,
      amount_fen bigint check (amount_fen >= 0),
      consent_withdrawn_at timestamptz,
      primary key (city_id, lead_id),
      unique (city_id, lead_number),
      check ((channel = 'offer_page') = (play_id is not null)),
      check ((state = 'lost') = (lost_reason is not null)),
      check ((state in ('won', 'lost')) = (closed_at is not null))
    );
    create index lead_by_id on growth.lead (lead_id);
    create index lead_by_number on growth.lead (lead_number text_pattern_ops);
    create index lead_by_number_end on growth.lead (right(lead_number, 4));
    create index lead_newest on growth.lead (city_id, created_at desc, lead_id desc);
    create index lead_of_touchpoint on growth.lead (touchpoint_id, created_at desc, lead_id desc);
    create index lead_of_community on growth.lead (community_id, created_at desc, lead_id desc);
    create index lead_of_store on growth.lead (store_id, created_at desc) where store_id is not null;
    create index lead_of_play on growth.lead (play_id, created_at desc) where play_id is not null;
    create index lead_waiting on growth.lead (first_contact_due_at) where state = 'new';

    create table growth.lead_step (
      city_id uuid not null,
      lead_id uuid not null,
      step integer not null check (step > 0),
      move text not null,
      by_kind text not null check (by_kind in ('resident', 'touchpoint', 'staff', 'system')),
      user_id uuid,
      touchpoint_id uuid,
      reason text,
      note_sealed bytea,
      made_at timestamptz not null,
      primary key (city_id, lead_id, step),
      foreign key (city_id, lead_id) references growth.lead (city_id, lead_id)
    );

    -- How many numbers were given out in a city on a day.
    create table growth.lead_counter (
      city_id uuid not null,
      day date not null,
      given integer not null check (given > 0),
      primary key (city_id, day)
    );

    create table growth.consent (
      city_id uuid not null,
      consent_id uuid not null,
      lead_id uuid not null,
      person_id uuid not null,
      purpose text not null,
      version text not null,
      text_hash text not null,
      given_by text not null check (given_by in ('self', 'verbal')),
      witness_touchpoint_id uuid,
      given_at timestamptz not null,
      withdrawn_at timestamptz,
      primary key (city_id, consent_id),
      foreign key (city_id, lead_id) references growth.lead (city_id, lead_id),
      check ((given_by = 'verbal') = (witness_touchpoint_id is not null))
    );
    create index consent_of_lead on growth.consent (city_id, lead_id);

    -- One lead for a phone and an offer: the play, or the community where the lead was added by hand.
    create table growth.phone_lead (
      phone_hash text not null,
      offer_id uuid not null,
      city_id uuid not null,
      lead_id uuid not null,
      primary key (phone_hash, offer_id)
    );
  `,
};
