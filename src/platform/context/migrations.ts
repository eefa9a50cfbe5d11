import type { Distribution, Migration } from '../postgres/migration.ts';

export const tables: Readonly<Record<string, Distribution>> = { command: { by: 'command_key' } };

export const migrations: readonly Migration[] = [
  {
    name: '0001-context-command',
    up: `
      create table platform.command (
        owner text not null,
        command_key text not null,
        fingerprint text not null,
        answer text,
        created_at timestamptz not null,
        primary key (command_key, owner)
      );
      create index command_created on platform.command (created_at);`,
  },
  {
    name: '0003-context-command-room',
    // The answer is written into the row soon after it: it finds room in the page, and no index is touched again.
    up: `alter table platform.command set (fillfactor = 50);`,
  },
  {
    name: '0050-context-insist',
    up: `
      create function platform.insist(holds boolean, what text) returns boolean language plpgsql as $$
      begin
        if holds is not true then
          raise exception 'does not hold: %', what using errcode = 'TW001';
        end if;
        return true;
      end $$;`,
  },
];
