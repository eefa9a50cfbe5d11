import type { Migration } from '#platform/postgres';

/** Short messages leave the machine after the message was delivered: what waits, what was asked, what was answered. */
export const shortMessages: Migration = {
  name: '0002-short-messages',
  up: `
    -- The provider's number of it, and what it said in a sentence.
    alter table messaging.delivery add column reference text;
    alter table messaging.delivery add column note text;
    create index delivery_waiting on messaging.delivery (tried_at, message_id)
      where why in ('waits_for_channel', 'asking_channel');
  `,
};
