import { expect, test } from 'vitest';
import type { CityId } from '#kernel/ids';
import { DAY } from '#kernel/time';
import { useContext } from '#testing';
import { nextNumber } from './index.ts';

const world = useContext();

const ask = (cityId: CityId, series = 'contract') =>
  world.ctx().transaction((tx) => nextNumber(tx, { series, prefix: 'HT', cityId, cityCode: 'sz' }));

test('numbers count by city, day and series', async () => {
  const [here, there] = [world.ctx().newId<'City'>(), world.ctx().newId<'City'>()];
  expect(await ask(here)).toBe('HT-SZ-260606-0001');
  expect(await ask(here)).toBe('HT-SZ-260606-0002');
  expect(await ask(here, 'order')).toBe('HT-SZ-260606-0001');
  expect(await ask(there)).toBe('HT-SZ-260606-0001');
  world.clock.advance(DAY);
  expect(await ask(here)).toBe('HT-SZ-260607-0001');
});

test('those who ask at once get different numbers, and a rolled back one leaves no gap', async () => {
  const cityId = world.ctx().newId<'City'>();
  const failed = world.ctx().transaction(async (tx) => {
    await nextNumber(tx, { series: 'contract', prefix: '', cityId, cityCode: 'hz' });
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  const given = await Promise.all(Array.from({ length: 8 }, () => ask(cityId)));
  expect(given.map((number) => number.slice(-4)).toSorted()).toEqual(
    Array.from({ length: 8 }, (_, at) => String(at + 1).padStart(4, '0')),
  );
});
