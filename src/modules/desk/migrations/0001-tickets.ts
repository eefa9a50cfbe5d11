import type { Migration } from '#platform/postgres';

/** What a person has to do by a deadline, and what came of it. */
export const tickets: Migration = {
  name: '0001-tickets',
  up: `
    create table desk.ticket (
      city_id uuid not null,
      ticket_id uuid not null,
      ticket_number text not null,
      kind text not null,
      subject_kind text not null,
      subject_id text not null,
      community_id uuid not null,
      store_id uuid,
      person_id uuid not null,
      -- What happened: ids, times and figures, no personal data.
      facts jsonb not null,
      priority text not null check (priority in ('urgent', 'high', 'normal')),
      state text not null check (state in ('open', 'taken', 'done')),
      opened_at timestamptz not null,
      due_at timestamptz not null,
      taken_by uuid,
      closed_at timestamptz,
      outcome text check (outcome in ('called_back', 'resolved', 'unreachable', 'no_action')),
      has_note boolean not null,
      steps integer not null check (steps > 0),
      revision integer not null check (revision > 0),
      primary key (city_id, ticket_id),
      unique (city_id, ticket_number),
      check ((state = 'done') = (closed_at is not null)),
      check ((state = 'done') = (outcome is not null)),
      check (state <> 'taken' or taken_by is not null)
    );
    -- One that is not done for a kind and what it is about.
    create unique index ticket_open_once on desk.ticket (city_id, kind, subject_kind, subject_id)
      where state <> 'done';
    create index ticket_by_id on desk.ticket (ticket_id);
    create index ticket_by_subject on desk.ticket (subject_id);
    create index ticket_due on desk.ticket (city_id, due_at, ticket_id);
    create index ticket_due_of_store on desk.ticket (store_id, due_at, ticket_id) where store_id is not null;
    create index ticket_due_of_community on desk.ticket (community_id, due_at, ticket_id);
    create index ticket_waiting on desk.ticket (due_at, ticket_id) where state <> 'done';

    create table desk.ticket_step (
      city_id uuid not null,
      ticket_id uuid not null,
      step integer not null check (step > 0),
      move text not null check (move in ('opened', 'taken', 'done')),
      by_kind text not null check (by_kind in ('staff', 'system')),
      user_id uuid,
      outcome text,
      note_sealed bytea,
      made_at timestamptz not null,
      primary key (city_id, ticket_id, step),
      foreign key (city_id, ticket_id) references desk.ticket (city_id, ticket_id)
    );
  `,
};
