import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '#platform/context';
import { communitiesByCodes, storesServing, supplyOf } from '#modules/territory';
import { categoriesOf, effectiveCatalogue, effectiveSkus, skusByCodes } from '#modules/commerce';
import { useContext } from '#testing';
import { GOODS } from '../world/goods.ts';
import { generateWorld } from '../world/index.ts';
import { loadCatalogue } from './catalogue.ts';
import { loadWorld } from './load-world.ts';
import { loadPrices } from './prices.ts';
import { loadSelling } from './selling.ts';
import { loadSupply } from './supply.ts';

const plan = { seed: 3, cities: 2, stores: 4, communities: 8, residents: 60, days: 3, postsPerCommunityDay: 0.1 };

describe('the demo’s catalogue', () => {
  const test = useContext();
  const world = generateWorld({ ...plan, until: test.clock.now() });
  beforeAll(() => loadWorld(test.runtime, world, () => {}));

  const soldIn = async (city: number) => {
    const { db } = test.database;
    const code = world.places.communities.find((each) => each.cityCode === world.places.cities[city]?.code)?.code ?? '';
    const place = (await communitiesByCodes(db, [code])).get(code);
    if (place === undefined) throw new Error(`no community ${code}`);
    const storeId = (await storesServing(db, [place.communityId])).get(place.communityId)?.[0]?.id ?? null;
    const skus = await skusByCodes(db, [...GOODS.map((good) => good.code), 'B001', 'S001']);
    const skuIds = [...skus.values()].map((sku) => sku.skuId);
    const found = await effectiveSkus(db, { skuIds, place: { ...place, storeId }, at: test.clock.now() });
    return new Map([...found.values()].map((sku) => [sku.code, sku]));
  };

  it('holds every good under the code that tills know, with its name, price and picture', async () => {
    const sold = await soldIn(0);
    expect(GOODS.filter((good) => sold.get(good.code)?.name !== good.name)).toEqual([]);
    expect(GOODS.filter((good) => sold.get(good.code)?.imageId == null)).toEqual([]);
    expect(sold.get('F015')).toMatchObject({ priceFen: 1_580, weightGrams: 950, shelfLifeDays: 7, storage: 'chilled' });
    expect(sold.get('B001')).toMatchObject({ kind: 'bundle', parts: [{}, {}, {}] });
    expect(sold.get('S001')?.kind).toBe('service');
  });

  it('differs in the second city', async () => {
    const [first, second] = [await soldIn(0), await soldIn(1)];
    expect(second.get('F001')?.priceFen).toBeGreaterThan(first.get('F001')?.priceFen ?? Number.MAX_VALUE);
    expect(second.get('F001')?.why).toContain('价目');
    expect([first.get('F023')?.listed, second.get('F023')?.listed]).toEqual([true, false]);
  });

  it('is loaded once, however often', async () => {
    const before = await soldIn(1);
    const categories = await categoriesOf(test.database.db);
    await loadCatalogue(systemContext(test.runtime, 'again'), world);
    expect(await soldIn(1)).toEqual(before);
    expect(await categoriesOf(test.database.db)).toEqual(categories);
  });

  const pricesAt = async (code: string | undefined) => {
    const { db } = test.database;
    const place = (await communitiesByCodes(db, [code ?? ''])).get(code ?? '');
    if (place === undefined) throw new Error(`no community ${code}`);
    const storeId = (await storesServing(db, [place.communityId])).get(place.communityId)?.[0]?.id ?? null;
    const found = await effectiveCatalogue(db, {
      scene: 'renewal',
      place: { ...place, storeId },
      at: test.clock.now(),
    });
    return new Map(found.map((each) => [each.code, each]));
  };

  it('has prices that differ by city, and every renewal package has options', async () => {
    const here = await pricesAt(
      world.places.communities.find((each) => each.cityCode === world.places.cities[0]?.code)?.code,
    );
    const there = await pricesAt(
      world.places.communities.find((each) => each.cityCode === world.places.cities[1]?.code)?.code,
    );
    expect([...here.values()].map(({ options }) => options.length).filter((count) => count < 2)).toEqual([]);
    expect(here.get('kitchen-bath')?.passedOver.length).toBeGreaterThan(0);
    expect(there.get('kitchen-bath')).toMatchObject({ priceFen: 980_000, why: '套餐标价', passedOver: [] });
  });

  it('has its prices loaded once, however often', async () => {
    const code = world.places.stores[0]?.communityCodes[0];
    const before = await pricesAt(code);
    await loadPrices(systemContext(test.runtime, 'again'), world);
    expect(await pricesAt(code)).toEqual(before);
  });

  it('lies in warehouses that supply every community, with a point that somebody keeps, and is said once', async () => {
    const { db } = test.database;
    const places = await communitiesByCodes(
      db,
      world.communities.map(({ code }) => code),
    );
    const ids = [...places.values()].map(({ communityId }) => communityId);
    const supplies = [...(await supplyOf(db, ids)).values()];
    expect(supplies).toHaveLength(world.communities.length);
    expect(supplies.filter(({ gridId, flashId }) => gridId === null || flashId === null)).toEqual([]);
    expect(supplies.filter(({ pickupPoints }) => !pickupPoints.some((point) => point.keeperId !== null))).toEqual([]);
    const said = async (): Promise<unknown[]> =>
      (
        await sql`select (select count(*)::int from commerce.promotion) as promotions,
          (select count(*)::int from commerce.reward) as rewards, (select count(*)::int from commerce.cut_off_rule) as rules,
          (select count(*)::int from commerce.leader_item) as items, (select sum(on_hand)::int from inventory.stock) as stock,
          (select count(*)::int from territory.pickup_point) as points`.execute(db)
      ).rows;
    const before = await said();
    await loadSupply(systemContext(test.runtime, 'again'), world);
    await loadSelling(test.runtime, world);
    expect(await said()).toEqual(before);
    expect(before).toMatchObject([{ promotions: 4, rewards: 5, rules: 3 }]);
  });
});
