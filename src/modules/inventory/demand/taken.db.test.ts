import { beforeAll, describe, expect, it } from 'vitest';
import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import { addDays, HOUR, startOfBusinessDay } from '#kernel/time';
import { makeStores, useContext } from '#testing';
import {
  adjustStock,
  arrivedSince,
  pastStock,
  receiveStock,
  releaseStock,
  reserveStock,
  takenBetween,
  writeOffStock,
} from '../index.ts';

const world = useContext();
let cityId: CityId;
let placeId: StockPlaceId;
const DAY = startOfBusinessDay('2026-06-08');
const at = (hours: number, days = 0): void => world.clock.set(new Date(addDays(DAY, days).getTime() + hours * HOUR));
const newSku = (): SkuId => world.ctx().newId<'Sku'>();
const reserve = async (skuId: SkuId, quantity: number): Promise<string> => {
  const holderId = world.ctx().newId<'Order'>();
  const lines = [{ placeId, skuId, quantity }];
  await world.ctx().transaction((tx) => reserveStock(tx, { cityId, holderId, heldUntil: null, lines }));
  return holderId;
};
const release = (holderId: string, reason: 'cancelled' | 'shortage') =>
  world.ctx().transaction((tx) => releaseStock(tx, { cityId, holders: [{ holderId }], reason }));
const taken = async (skuId: SkuId) =>
  (await takenBetween(world.database.db, DAY, addDays(DAY, 1))).find((each) => each.skuId === skuId);

beforeAll(async () => {
  const { here } = await makeStores(() => world.ctx(), 'TK');
  ({ cityId, storeId: placeId } = here);
});

const lay = (skuId: SkuId, counted: number) =>
  adjustStock(world.ctx(), { placeId, reason: 'counted', lines: [{ skuId, counted }] });

describe('what orders took of a day', () => {
  it('is what was reserved and not given back unpaid; what never came was wanted all the same', async () => {
    const skuId = newSku();
    at(-5);
    await lay(skuId, 50);
    await reserve(skuId, 9);
    at(9);
    await reserve(skuId, 4);
    const unpaid = await reserve(skuId, 7);
    const short = await reserve(skuId, 3);
    at(10);
    await release(unpaid, 'cancelled');
    await release(short, 'shortage');
    at(3, 1);
    await reserve(skuId, 20);
    // Yesterday's nine and tomorrow's twenty are none of today's.
    expect(await taken(skuId)).toMatchObject({ units: 7, outOfStock: 0 });
  });

  it('tells how much of the opening hours there was nothing, also where nothing moved at all', async () => {
    const [ranOut, empty] = [newSku(), newSku()];
    at(-5);
    await lay(ranOut, 5);
    await lay(empty, 1);
    await reserve(empty, 1);
    at(14);
    await reserve(ranOut, 5);
    at(18);
    await receiveStock(world.ctx(), { placeId, lines: [{ skuId: ranOut, received: 10, missing: 0 }] });
    at(20, 1);
    // Nobody kept count of this one before tomorrow.
    const later = newSku();
    await lay(later, 3);
    expect(await taken(later)).toBeUndefined();
    // From two to six in the afternoon, of sixteen hours.
    expect(await taken(ranOut)).toMatchObject({ units: 5, outOfStock: 0.25 });
    expect(await taken(empty)).toMatchObject({ units: 0, outOfStock: 1 });
  });
});

describe('how an item was kept', () => {
  it('is what came, what was thrown away, and what lay there in the evenings on average', async () => {
    const skuId = newSku();
    at(8);
    await lay(skuId, 10);
    at(9, 1);
    await receiveStock(world.ctx(), { placeId, lines: [{ skuId, received: 8, missing: 0 }] });
    at(9, 2);
    await writeOffStock(world.ctx(), { placeId, reason: 'expired', lines: [{ skuId, quantity: 6 }] });
    at(9, 4);
    await receiveStock(world.ctx(), { placeId, lines: [{ skuId, received: 100, missing: 0 }] });
    const span = { from: DAY, to: addDays(DAY, 3), days: 3 };
    const past = (await pastStock(world.database.db, span)).find((each) => each.skuId === skuId);
    // Evenings of 10, 18 and 12.
    expect(past).toMatchObject({ received: 8, wasted: 6 });
    expect(past!.meanStock).toBeCloseTo(40 / 3, 6);
    const arrived = (await arrivedSince(world.database.db, [placeId], DAY)).filter((each) => each.skuId === skuId);
    expect(arrived.map(({ day, units }) => [day, units])).toEqual([
      ['2026-06-12', 100],
      ['2026-06-09', 8],
      ['2026-06-08', 10],
    ]);
  });
});
