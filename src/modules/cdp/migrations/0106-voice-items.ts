import type { Migration } from '#platform/postgres';

/** What messages name of what is sold, by the catalogue's ids. Those that came before name nothing. */
export const voiceItems: Migration = {
  name: '0106-voice-items',
  up: `
    alter table cdp.voice add column items uuid[] not null default '{}';
    alter table cdp.voice alter column items drop default;
  `,
};
