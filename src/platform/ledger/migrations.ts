import type { Distribution, Migration } from '../postgres/migration.ts';

/** Accounts are compared byte by byte (collation C), so that a prefix is a range of the index. */
export const migrations: Migration[] = [
  {
    name: '0300-ledger-entries',
    up: `
      create table platform.ledger_entry (
        city_id uuid not null,
        entry_id uuid not null,
        kind text not null,
        occurred_at timestamptz not null,
        reference_kind text not null,
        reference_id text not null,
        reverses_id uuid,
        reason text,
        primary key (city_id, entry_id),
        constraint ledger_entry_reversed_once unique (city_id, reverses_id),
        constraint ledger_entry_reverses foreign key (city_id, reverses_id)
          references platform.ledger_entry (city_id, entry_id),
        constraint ledger_entry_reversal_has_reason check ((reverses_id is null) = (reason is null)),
        constraint ledger_entry_not_itself check (reverses_id <> entry_id)
      );
      create table platform.ledger_line (
        city_id uuid not null,
        entry_id uuid not null,
        line_no integer not null check (line_no > 0),
        account text collate "C" not null,
        amount_fen bigint not null check (amount_fen <> 0),
        occurred_at timestamptz not null,
        memo text,
        primary key (city_id, entry_id, line_no),
        constraint ledger_line_of_entry foreign key (city_id, entry_id)
          references platform.ledger_entry (city_id, entry_id)
      );
      create index ledger_line_by_account
        on platform.ledger_line (account, occurred_at desc, entry_id desc, line_no desc) include (amount_fen);
    `,
  },
  {
    name: '0301-ledger-units',
    up: `
      -- What is there is money. The unit of an entry is that of its lines: accounts under points: hold points.
      alter table platform.ledger_entry add column unit text not null default 'CNY' check (unit in ('CNY', 'POINT'));
      alter table platform.ledger_entry alter column unit drop default;
      alter table platform.ledger_line rename column amount_fen to amount;
      alter table platform.ledger_line add column unit text not null default 'CNY';
      alter table platform.ledger_line
        alter column unit drop default,
        add constraint ledger_line_unit check (unit in ('CNY', 'POINT')
          and (unit = 'POINT') = (account >= 'points:' and account < 'points;'));
    `,
  },
];

/**
 * By city, as everything in trade: an entry is posted in the transaction of the order, refund or settlement that it
 * books, and all of these carry the city. So an entry, its lines, its reversal and its cause lie on one node. The balance
 * of somebody who earns in two cities is a sum over nodes, which adds up by itself.
 */
export const tables: Record<string, Distribution> = {
  ledger_entry: { by: 'city_id' },
  ledger_line: { by: 'city_id' },
};
