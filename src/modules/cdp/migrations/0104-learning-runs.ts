import type { Migration } from '#platform/postgres';

/** Learning of the text models that somebody asked for, or the night did, and who gave up what was learnt. */
export const learningRuns: Migration = {
  name: '0104-learning-runs',
  up: `
    create table cdp.learning_run (
      run_id uuid primary key,
      state text not null check (state in ('asked', 'running', 'done', 'failed')),
      asked_at timestamptz not null,
      -- Null where the night asked.
      asked_by uuid,
      started_at timestamptz,
      -- Renewed while it runs: who died in the middle of it is known by it.
      beat_at timestamptz,
      finished_at timestamptz,
      attempts integer not null check (attempts >= 0),
      -- A model was taken into use, none was better, or too few of the corrections can still be opened.
      outcome text check (outcome in ('taken', 'no_better', 'too_few')),
      error text,
      check ((state = 'done') = (outcome is not null)),
      check ((state = 'failed') = (error is not null))
    );
    create unique index learning_run_alone on cdp.learning_run ((true)) where state in ('asked', 'running');
    create index learning_run_newest on cdp.learning_run (asked_at desc);

    alter table cdp.text_model
      add column retired_at timestamptz,
      -- Who went back to the model that ships; null where a better one took the place.
      add column retired_by uuid;
  `,
};
