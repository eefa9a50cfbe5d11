import type { Migration } from '#platform/postgres';

/** Why an opportunity was lost, and what the seller wrote about it. */
export const givenUp: Migration = {
  name: '0016-given-up',
  up: `
    alter table commerce.opportunity
      add column close_reason text check (close_reason <> ''),
      -- Under the key of the customer.
      add column close_note_sealed bytea,
      add check (close_reason is null or state = 'lost'),
      add check (close_note_sealed is null or close_reason is not null);
  `,
};
