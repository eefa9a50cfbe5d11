import type { Migration } from '#platform/postgres';

export const touchpoints: Migration = {
  name: '0001-touchpoints',
  up: `
    create table touchpoints.touchpoint (
      touchpoint_id uuid primary key,
      user_id uuid not null unique,
      person_id uuid not null unique,
      external_code text not null unique,
      city_id uuid not null,
      store_id uuid,
      partner_id uuid,
      job_role text not null,
      state text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      version integer not null
    );
    create index touchpoint_city on touchpoints.touchpoint (city_id, touchpoint_id);
    create index touchpoint_store on touchpoints.touchpoint (store_id) where store_id is not null;

    create table touchpoints.coverage (
      touchpoint_id uuid not null references touchpoints.touchpoint (touchpoint_id),
      community_id uuid not null,
      city_id uuid not null,
      rank integer not null check (rank >= 1),
      primary key (touchpoint_id, community_id)
    );
    create index coverage_community on touchpoints.coverage (community_id, rank);

    create table touchpoints.task (
      city_id uuid not null,
      task_id uuid not null,
      play_id uuid not null,
      package_id uuid not null,
      community_id uuid not null,
      store_id uuid,
      touchpoint_id uuid,
      state text not null,
      kit jsonb not null,
      share_token text not null,
      attempt integer not null check (attempt >= 0),
      why text not null,
      offered_at timestamptz not null,
      due_at timestamptz not null,
      accepted_at timestamptz,
      forwarded_at timestamptz,
      completed_at timestamptz,
      outcome text,
      note text,
      evidence_file_id uuid,
      primary key (city_id, task_id)
    );
    create unique index task_play on touchpoints.task (city_id, play_id);
    create index task_share on touchpoints.task (share_token);
    create index task_by_id on touchpoints.task (task_id);
    create index task_touchpoint on touchpoints.task (touchpoint_id, state, offered_at);
    create index task_community on touchpoints.task (community_id, offered_at);
    create index task_offered on touchpoints.task (city_id, offered_at);
    create index task_newest on touchpoints.task (offered_at desc, task_id desc);
    create index task_due on touchpoints.task (due_at) where state in ('offered', 'accepted', 'forwarded', 'unplaced');

    create table touchpoints.task_offer (
      city_id uuid not null,
      task_id uuid not null,
      touchpoint_id uuid not null,
      attempt integer not null,
      why text not null,
      offered_at timestamptz not null,
      answered_at timestamptz,
      answer text,
      reason text,
      primary key (city_id, task_id, touchpoint_id),
      foreign key (city_id, task_id) references touchpoints.task (city_id, task_id)
    );

    create index task_offer_touchpoint on touchpoints.task_offer (touchpoint_id, answer);

    create table touchpoints.signal (
      city_id uuid not null,
      signal_id uuid not null,
      community_id uuid not null,
      touchpoint_id uuid not null,
      kind text not null,
      topic text not null,
      reported_at timestamptz not null,
      primary key (city_id, signal_id)
    );
    create index signal_newest on touchpoints.signal (reported_at desc, signal_id desc);
    create index signal_community on touchpoints.signal (community_id, reported_at);
    create index signal_touchpoint on touchpoints.signal (touchpoint_id, reported_at);`,
};
