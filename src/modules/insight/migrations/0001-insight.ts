import type { Migration } from '#platform/postgres';

/** What happened in the loop, one row an event, and the same added up by day and community. */
export const insight: Migration = {
  name: '0001-insight',
  up: `
    create table insight.stage_fact (
      city_id uuid not null,
      event_id uuid not null,
      community_id uuid not null,
      kind text not null,
      quantity integer not null check (quantity > 0),
      play_id uuid,
      task_id uuid,
      lead_id uuid,
      package_id uuid,
      touchpoint_id uuid,
      day date not null,
      occurred_at timestamptz not null,
      primary key (city_id, event_id)
    );
    create index stage_fact_of_play on insight.stage_fact (city_id, play_id, kind, occurred_at) where play_id is not null;
    create index stage_fact_of_lead on insight.stage_fact (city_id, lead_id, kind, occurred_at) where lead_id is not null;
    create index stage_fact_of_community on insight.stage_fact (city_id, community_id, kind, occurred_at);
    create index stage_fact_newest on insight.stage_fact (kind, occurred_at desc);
    create index stage_fact_by_day on insight.stage_fact (day);

    -- The facts added up, kept in their transaction.
    create table insight.stage_day (
      city_id uuid not null,
      community_id uuid not null,
      day date not null,
      kind text not null,
      volume bigint not null check (volume > 0),
      primary key (city_id, community_id, day, kind)
    ) with (fillfactor = 80);
    create index stage_day_by_day on insight.stage_day (day, kind);
    create index stage_day_of_community on insight.stage_day (community_id, day, kind);
  `,
};
