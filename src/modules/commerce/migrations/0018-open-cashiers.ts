import type { Migration } from '#platform/postgres';

/** A payment that was closed here while its cashier was open is closed at its provider too: when to ask for that next. */
export const openCashiers: Migration = {
  name: '0018-open-cashiers',
  up: `
    alter table commerce.payment add column close_there_at timestamptz;
    create index payment_close_there on commerce.payment (close_there_at) where close_there_at is not null;
  `,
};
