import type { ModuleSchema } from '#platform/postgres';
import type { Rule } from './table-rules.ts';

/** A small schema, and what the lint must say of it: nothing, or one fault each. */
export interface Fixture {
  readonly title: string;
  readonly up: string;
  readonly tables: ModuleSchema['tables'];
  readonly finds: readonly { readonly rule: Rule; readonly table: string; readonly says: RegExp }[];
}

const TRADE = { by: 'city_id' } as const;

/** Sound schemas: what the rules must let pass. */
export const SOUND: readonly Fixture[] = [
  {
    title: 'distributed tables that join on the shard key, and a reference table',
    up: `
      create table kind (id uuid primary key, label text not null default '');
      create table play (
        city_id uuid not null, id uuid not null, kind_id uuid not null references kind,
        price_fen bigint not null check (price_fen >= 0), opened_at timestamptz not null,
        primary key (city_id, id)
      );
      create table task (
        city_id uuid not null, id uuid not null, play_id uuid not null,
        primary key (city_id, id), unique (play_id, city_id),
        foreign key (city_id, play_id) references play (city_id, id)
      );`,
    tables: { kind: 'reference', play: TRADE, task: TRADE },
    finds: [],
  },
  {
    title: 'a partitioned log, whose partitions nobody declares',
    up: `
      create table fact (subject_id uuid not null, happened_at timestamptz not null, primary key (subject_id, happened_at))
        partition by range (happened_at);
      create table fact_2026_11 partition of fact for values from ('2026-11-01') to ('2026-12-01');`,
    tables: { fact: { by: 'subject_id' } },
    finds: [],
  },
  {
    title: 'local tables that refer to each other',
    up: `
      create table job (id bigint generated always as identity primary key, state text not null default 'now');
      create table attempt (job_id bigint not null references job, no int not null, primary key (job_id, no));`,
    tables: { job: 'local', attempt: 'local' },
    finds: [],
  },
];

/** Schemas that break one rule each. */
export const VIOLATING: readonly Fixture[] = [
  {
    title: 'a table that nobody declares',
    up: 'create table stray (id uuid primary key)',
    tables: {},
    finds: [{ rule: 'undeclared-table', table: 'stray', says: /No schema declares/ }],
  },
  {
    title: 'a declared table that no migration makes',
    up: 'select 1',
    tables: { ghost: 'local' },
    finds: [{ rule: 'missing-table', table: 'ghost', says: /no migration makes it/ }],
  },
  {
    title: 'a table without a primary key',
    up: 'create table note (id uuid not null unique)',
    tables: { note: 'reference' },
    finds: [{ rule: 'primary-key', table: 'note', says: /no primary key/ }],
  },
  {
    title: 'a shard key that does not exist',
    up: 'create table play (id uuid primary key)',
    tables: { play: TRADE },
    finds: [{ rule: 'shard-key', table: 'play', says: /no column city_id/ }],
  },
  {
    title: 'a shard key that may be null and is in no key',
    up: 'create table play (id uuid primary key, city_id uuid)',
    tables: { play: TRADE },
    finds: [
      { rule: 'shard-key', table: 'play', says: /city_id may be null/ },
      { rule: 'shard-key', table: 'play', says: /play_pkey does not contain/ },
    ],
  },
  {
    title: 'a unique constraint without the shard key',
    up: 'create table play (city_id uuid, id uuid, code text unique, primary key (city_id, id))',
    tables: { play: TRADE },
    finds: [{ rule: 'shard-key', table: 'play', says: /play_code_key does not contain/ }],
  },
  {
    title: 'a unique index that only includes the shard key beside its columns',
    up: `
      create table play (city_id uuid, id uuid, code text, primary key (city_id, id));
      create unique index play_by_code on play (lower(code)) include (city_id) where code is not null`,
    tables: { play: TRADE },
    finds: [{ rule: 'shard-key', table: 'play', says: /play_by_code does not contain/ }],
  },
  {
    title: 'a foreign key that forgets the shard key',
    up: `
      create table play (city_id uuid, id uuid, primary key (city_id, id));
      create table task (
        city_id uuid, id uuid, other_city_id uuid, play_id uuid, primary key (city_id, id),
        foreign key (other_city_id, play_id) references play (city_id, id)
      )`,
    tables: { play: TRADE, task: TRADE },
    finds: [{ rule: 'foreign-key', table: 'task', says: /does not join on the shard key/ }],
  },
  {
    title: 'a foreign key between tables of different shard keys',
    up: `
      create table fact (subject_id uuid, city_id uuid, primary key (subject_id, city_id));
      create table task (
        city_id uuid, subject_id uuid, primary key (city_id, subject_id),
        foreign key (subject_id, city_id) references fact
      )`,
    tables: { fact: { by: 'subject_id' }, task: TRADE },
    finds: [{ rule: 'foreign-key', table: 'task', says: /distributed in another way/ }],
  },
  {
    title: 'a reference table that leads to a distributed one',
    up: `
      create table play (city_id uuid primary key);
      create table kind (id uuid primary key, city_id uuid references play)`,
    tables: { play: TRADE, kind: 'reference' },
    finds: [{ rule: 'foreign-key', table: 'kind', says: /distributed in another way/ }],
  },
  {
    title: 'a foreign key to another schema',
    up: 'create table place (id uuid primary key references neighbour.place)',
    tables: { place: 'reference' },
    finds: [{ rule: 'foreign-key', table: 'place', says: /another schema, neighbour\.place/ }],
  },
  {
    title: 'a trigger',
    up: `
      create table note (id uuid primary key);
      create trigger note_guard before update on note for each row execute function suppress_redundant_updates_trigger()`,
    tables: { note: 'reference' },
    finds: [{ rule: 'trigger', table: 'note', says: /note_guard/ }],
  },
  {
    title: 'defaults of time and chance',
    up: `
      create table note (
        id uuid primary key default gen_random_uuid(),
        made_at timestamptz not null default now(),
        changed_at timestamptz not null default current_timestamp,
        weight float8 not null default random() * 2,
        day date default current_date + 1,
        taken_at timestamptz default 'now'::text::timestamptz
      )`,
    tables: { note: 'reference' },
    finds: [
      { rule: 'ambient-default', table: 'note', says: /^id defaults/ },
      { rule: 'ambient-default', table: 'note', says: /^made_at defaults/ },
      { rule: 'ambient-default', table: 'note', says: /^changed_at defaults/ },
      { rule: 'ambient-default', table: 'note', says: /^weight defaults/ },
      { rule: 'ambient-default', table: 'note', says: /^day defaults/ },
      { rule: 'ambient-default', table: 'note', says: /^taken_at defaults/ },
    ],
  },
  {
    title: 'a time without its zone',
    up: 'create table note (id uuid primary key, made_at timestamp not null, seen timestamp[])',
    tables: { note: 'reference' },
    finds: [
      { rule: 'time-zone', table: 'note', says: /^made_at is/ },
      { rule: 'time-zone', table: 'note', says: /^seen is/ },
    ],
  },
  {
    title: 'columns named by reserved words',
    up: 'create table note (id uuid primary key, "order" int, "left" int)',
    tables: { note: 'reference' },
    finds: [
      { rule: 'reserved-word', table: 'note', says: /^order is/ },
      { rule: 'reserved-word', table: 'note', says: /^left is/ },
    ],
  },
  {
    title: 'money that is no bigint, or unchecked',
    up: `
      create table note (
        id uuid primary key, paid_fen int not null check (paid_fen > 0), owed_fen bigint not null, fen numeric check (fen > 0)
      )`,
    tables: { note: 'reference' },
    finds: [
      { rule: 'money', table: 'note', says: /^paid_fen must/ },
      { rule: 'money', table: 'note', says: /^owed_fen must/ },
      { rule: 'money', table: 'note', says: /^fen must/ },
    ],
  },
  {
    title: 'money that a function of the row checks, and what it does not speak of',
    up: `
      create table note (id uuid primary key, paid_fen bigint not null, owed_fen bigint not null);
      create function note_holds(n note) returns boolean language sql as 'select n.paid_fen > 0';
      alter table note add check (note_holds(note))`,
    tables: { note: 'reference' },
    finds: [{ rule: 'money', table: 'note', says: /^owed_fen must/ }],
  },
];
