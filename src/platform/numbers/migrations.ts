import type { Distribution, Migration } from '../postgres/migration.ts';

export const tables: Readonly<Record<string, Distribution>> = {
  number_counter: { by: 'city_id' },
};

export const migrations: readonly Migration[] = [
  {
    name: '0500-numbers',
    up: `
      -- How many numbers of a series were given out in a city on a day.
      create table platform.number_counter (
        city_id uuid not null,
        day date not null,
        series text not null check (series ~ '^[a-z_]{1,40}$'),
        given integer not null check (given > 0),
        primary key (city_id, day, series)
      );`,
  },
];
