import type { Migration } from '#platform/postgres';

/** Messages that a configured language model reads again. */
export const refining: Migration = {
  name: '0105-refining',
  up: `
    alter table cdp.voice
      -- When it was read again, or there was nothing to be had: then by nobody.
      add column refined_at timestamptz,
      -- The model that read it again.
      add column refined_by text,
      -- Until then a run is at it.
      add column refining_until timestamptz,
      add constraint voice_refined_check check (refined_by is null or refined_at is not null);

    -- How many texts a language model answered on a business day.
    create table cdp.refining_day (
      day date primary key,
      texts integer not null check (texts >= 0)
    );
  `,
};
