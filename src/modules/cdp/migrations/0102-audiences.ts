import type { Migration } from '#platform/postgres';

/** Rules that select communities, who is in, and how that changed. */
export const audiences: Migration = {
  name: '0102-audiences',
  up: `
    create table cdp.audience (
      audience_id uuid primary key,
      name text not null check (char_length(name) between 1 and 60),
      rule_tree jsonb not null,
      state text not null check (state in ('live', 'archived')),
      revision integer not null check (revision > 0),
      owner_id uuid,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      archived_at timestamptz
    );
    create unique index audience_live_name on cdp.audience (name) where state = 'live';

    -- The row to hold while a community is evaluated: evaluations of one community queue here, not on its counters.
    create table cdp.community_evaluation (
      city_id uuid not null,
      community_id uuid not null,
      evaluated_at timestamptz not null,
      primary key (city_id, community_id)
    ) with (fillfactor = 80);

    create table cdp.audience_member (
      city_id uuid not null,
      audience_id uuid not null references cdp.audience (audience_id),
      community_id uuid not null,
      entered_at timestamptz not null,
      facts jsonb not null,
      primary key (city_id, audience_id, community_id)
    );
    create index audience_member_page on cdp.audience_member (audience_id, community_id);
    create index audience_member_community on cdp.audience_member (community_id);

    create table cdp.audience_transition (
      city_id uuid not null,
      transition_id uuid not null,
      audience_id uuid not null references cdp.audience (audience_id),
      community_id uuid not null,
      kind text not null check (kind in ('entered', 'left')),
      cause text not null check (cause in ('facts', 'window', 'rule', 'archive')),
      facts jsonb not null,
      occurred_at timestamptz not null,
      primary key (city_id, transition_id)
    );
    create index audience_transition_page on cdp.audience_transition (audience_id, transition_id desc);
    create index audience_transition_community on cdp.audience_transition (community_id, transition_id desc);

    create table cdp.audience_snapshot (
      snapshot_id uuid primary key,
      audience_id uuid not null references cdp.audience (audience_id),
      rule_tree jsonb not null,
      member_count integer not null check (member_count >= 0),
      taken_by uuid,
      taken_at timestamptz not null
    );
    create index audience_snapshot_page on cdp.audience_snapshot (audience_id, snapshot_id desc);

    create table cdp.audience_snapshot_member (
      city_id uuid not null,
      snapshot_id uuid not null references cdp.audience_snapshot (snapshot_id),
      community_id uuid not null,
      entered_at timestamptz not null,
      facts jsonb not null,
      primary key (city_id, snapshot_id, community_id)
    );
    create index audience_snapshot_member_page on cdp.audience_snapshot_member (snapshot_id, community_id);
  `,
};
