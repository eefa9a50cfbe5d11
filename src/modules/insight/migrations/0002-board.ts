import type { Migration } from '#platform/postgres';

/** What became of leads in money and words: one row an event, and the same added up by day and community. */
export const board: Migration = {
  name: '0002-board',
  up: `
    create table insight.deal_fact (
      city_id uuid not null,
      event_id uuid not null,
      community_id uuid not null,
      kind text not null,
      amount_fen bigint not null check (amount_fen >= 0),
      lead_id uuid,
      day date not null,
      occurred_at timestamptz not null,
      primary key (city_id, event_id)
    );
    create index deal_fact_of_lead on insight.deal_fact (city_id, lead_id, kind) where lead_id is not null;
    create index deal_fact_signed on insight.deal_fact (occurred_at, community_id) where kind = 'signed';
    create index deal_fact_by_day on insight.deal_fact (day);

    -- The facts added up, kept in their transaction.
    create table insight.deal_day (
      city_id uuid not null,
      community_id uuid not null,
      day date not null,
      kind text not null,
      volume bigint not null check (volume > 0),
      amount_fen bigint not null check (amount_fen >= 0),
      primary key (city_id, community_id, day, kind)
    ) with (fillfactor = 80);
    create index deal_day_by_day on insight.deal_day (day, kind);
    create index deal_day_of_community on insight.deal_day (community_id, day, kind);
  `,
};
