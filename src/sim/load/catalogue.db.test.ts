import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '#platform/context';
import { communitiesByCodes, storesServing } from '#modules/territory';
import { categoriesOf, effectiveSkus, skusByCodes } from '#modules/commerce';
import { useContext } from '#testing';
import { GOODS } from '../world/goods.ts';
import { generateWorld } from '../world/index.ts';
import { loadCatalogue } from './catalogue.ts';
import { loadWorld } from './load-world.ts';

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
});
