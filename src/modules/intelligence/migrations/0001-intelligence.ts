import type { Migration } from '#platform/postgres';

/** Offers, what is proposed with them where, who decided, what came of it, and what is pushed. */
export const intelligence: Migration = {
  name: '0001-intelligence',
  up: `
    create table intelligence.package (
      package_id uuid primary key,
      code text not null unique check (code ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$'),
      name text not null check (name <> ''),
      subtitle text not null,
      scene text not null check (scene in ('renewal', 'fresh', 'event')),
      price_fen bigint not null check (price_fen >= 0),
      original_price_fen bigint check (original_price_fen > price_fen),
      unit text not null,
      points text[] not null,
      topics text[] not null,
      min_age_years integer check (min_age_years between 0 and 200),
      suits text[] not null check (suits <@ array['kids', 'elderly']),
      roles text[] not null check (cardinality(roles) > 0),
      cost_fen bigint not null check (cost_fen >= 0),
      active boolean not null,
      revision integer not null check (revision > 0),
      created_at timestamptz not null,
      updated_at timestamptz not null
    );

    -- What entering an audience does. No packages listed means all of them.
    create table intelligence.play_setting (
      audience_id uuid primary key,
      automatic boolean not null,
      package_ids uuid[] not null,
      revision integer not null check (revision > 0),
      set_by uuid,
      updated_at timestamptz not null
    );

    -- The row to hold while something is decided about a community: proposals and pushes of one community queue here.
    create table intelligence.main_push (
      city_id uuid not null,
      community_id uuid not null,
      segment text not null,
      current_package_id uuid,
      accepted_at timestamptz,
      accepted_by uuid,
      proposed_package_id uuid,
      proposal_id uuid,
      proposed_at timestamptz,
      reasons text[] not null,
      record jsonb,
      dismissed_package_id uuid,
      dismissed_trials integer,
      primary key (city_id, community_id),
      check ((proposed_package_id is null) = (proposal_id is null))
    ) with (fillfactor = 80);
    create index main_push_community on intelligence.main_push (community_id);
    create index main_push_proposed on intelligence.main_push (proposal_id) where proposal_id is not null;
    create index main_push_segment on intelligence.main_push (city_id, segment);

    create table intelligence.main_push_decision (
      city_id uuid not null,
      decision_id uuid not null,
      community_id uuid not null,
      kind text not null check (kind in ('proposed', 'accepted', 'dismissed', 'lapsed')),
      package_id uuid not null,
      previous_package_id uuid,
      decided_by uuid,
      reason text,
      reasons text[] not null,
      record jsonb,
      decided_at timestamptz not null,
      primary key (city_id, decision_id)
    );
    create index main_push_decision_community on intelligence.main_push_decision (community_id, decision_id desc);

    create table intelligence.community_result (
      city_id uuid not null,
      community_id uuid not null,
      package_id uuid not null,
      trials integer not null check (trials >= 0),
      successes integer not null check (successes >= 0),
      won integer not null check (won >= 0),
      lost integer not null check (lost >= 0),
      last_result_at timestamptz not null,
      primary key (city_id, community_id, package_id)
    ) with (fillfactor = 80);
    create index community_result_community on intelligence.community_result (community_id);

    -- The same results added up, so that one community is judged without reading all the others.
    create table intelligence.segment_result (
      city_id uuid not null,
      segment text not null,
      package_id uuid not null,
      trials bigint not null check (trials >= 0),
      successes bigint not null check (successes >= 0),
      primary key (city_id, segment, package_id)
    ) with (fillfactor = 80);

    create table intelligence.lead_outcome (
      city_id uuid not null,
      lead_id uuid not null,
      community_id uuid not null,
      package_id uuid not null,
      outcome text not null check (outcome in ('won', 'lost')),
      reason text,
      recorded_at timestamptz not null,
      primary key (city_id, lead_id)
    );
    create index lead_outcome_community on intelligence.lead_outcome (community_id, package_id);

    create table intelligence.standing_approval (
      approval_id uuid primary key,
      name text not null check (name <> ''),
      package_ids uuid[] not null check (cardinality(package_ids) > 0),
      audience_ids uuid[] not null check (cardinality(audience_ids) > 0),
      city_ids uuid[] not null,
      community_ids uuid[] not null,
      budget_fen bigint not null check (budget_fen > 0),
      spent_fen bigint not null check (spent_fen between 0 and budget_fen),
      max_plays_a_day integer not null check (max_plays_a_day > 0),
      valid_until timestamptz not null,
      state text not null check (state in ('live', 'revoked', 'exhausted', 'expired')),
      statement text not null,
      statement_hash text not null,
      signed_by uuid not null,
      signed_at timestamptz not null,
      ended_by uuid,
      ended_at timestamptz,
      end_reason text
    );
    create index standing_approval_live on intelligence.standing_approval (valid_until) where state in ('live', 'exhausted');

    create table intelligence.standing_approval_day (
      approval_id uuid not null references intelligence.standing_approval (approval_id),
      day date not null,
      plays integer not null check (plays >= 0),
      primary key (approval_id, day)
    );

    create table intelligence.play (
      city_id uuid not null,
      play_id uuid not null,
      community_id uuid not null,
      audience_id uuid,
      package_id uuid not null references intelligence.package (package_id),
      state text not null check (state in ('proposed', 'approved', 'rejected', 'withdrawn')),
      revision integer not null check (revision > 0),
      headline text not null,
      script text not null,
      offer_text text not null,
      roles text[] not null,
      due_at timestamptz not null,
      offer jsonb not null,
      original jsonb not null,
      reasons text[] not null,
      cost_fen bigint not null check (cost_fen >= 0),
      proposed_at timestamptz not null,
      decided_at timestamptz,
      decided_by uuid,
      approved_by text check (approved_by in ('person', 'standing_approval')),
      standing_approval_id uuid,
      decision_reason text,
      forwarded_at timestamptz,
      primary key (city_id, play_id),
      check ((state = 'proposed') = (decided_at is null)),
      check ((approved_by = 'standing_approval') = (standing_approval_id is not null))
    );
    create unique index play_open on intelligence.play (city_id, community_id, package_id) where state = 'proposed';
    create index play_by_id on intelligence.play (play_id);
    create index play_by_state on intelligence.play (state, play_id desc);
    create index play_of_community on intelligence.play (community_id, play_id desc);
    create index play_of_audience on intelligence.play (audience_id, play_id desc);
    create index play_of_package on intelligence.play (package_id, play_id desc);
    create index play_of_approval on intelligence.play (standing_approval_id, play_id desc)
      where standing_approval_id is not null;

    create table intelligence.play_decision (
      city_id uuid not null,
      decision_id uuid not null,
      play_id uuid not null,
      kind text not null check (kind in ('proposed', 'edited', 'approved', 'rejected', 'withdrawn')),
      made_by text not null check (made_by in ('system', 'person', 'standing_approval')),
      user_id uuid,
      reason text,
      changes jsonb,
      record jsonb,
      decided_at timestamptz not null,
      primary key (city_id, decision_id),
      foreign key (city_id, play_id) references intelligence.play (city_id, play_id)
    );
    create index play_decision_of_play on intelligence.play_decision (city_id, play_id, decision_id);

    -- Posters already drawn, by the hash of what is on them.
    create table intelligence.poster (
      input_hash text primary key,
      file_id uuid not null,
      created_at timestamptz not null
    );

    -- Proposals for more communities than one request should carry: worked off in steps.
    create table intelligence.play_run (
      run_id uuid primary key,
      audience_id uuid,
      package_ids uuid[] not null,
      community_ids uuid[] not null,
      done integer not null check (done >= 0),
      proposed integer not null check (proposed >= 0),
      skipped jsonb not null,
      requested_by uuid,
      created_at timestamptz not null,
      finished_at timestamptz
    );
    create index play_run_newest on intelligence.play_run (created_at desc);
  `,
};
