import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '#platform/context';
import { communitiesByCodes, storesServing } from '#modules/territory';
import { effectiveCatalogue } from '#modules/commerce';
import { useContext } from '#testing';
import { generateWorld } from '../world/index.ts';
import { loadWorld } from './load-world.ts';
import { loadPrices } from './prices.ts';

const plan = { seed: 3, cities: 2, stores: 4, communities: 8, residents: 60, days: 3, postsPerCommunityDay: 0.1 };

describe('the demo’s prices', () => {
  const test = useContext();
  const world = generateWorld({ ...plan, until: test.clock.now() });
  beforeAll(() => loadWorld(test.runtime, world, () => {}));

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

  it('differ by city, and every renewal package has options', async () => {
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

  it('are loaded once, however often', async () => {
    const code = world.places.stores[0]?.communityCodes[0];
    const before = await pricesAt(code);
    await loadPrices(systemContext(test.runtime, 'again'), world);
    expect(await pricesAt(code)).toEqual(before);
  });
});
