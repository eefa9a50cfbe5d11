import { beforeAll, describe, expect, it } from 'vitest';
import type { SkuId } from '#kernel/ids';
import { setSupply } from '#modules/territory';
import { type Answer, useServer } from '#testing';
import { item, OPEN_LIST, openCampaign } from '../group-buys/fixtures/open.ts';
import { layStock, makeBuyer, makeGoods, type GoodsGround } from '../orders/fixtures/goods.ts';
import type { ShopCommunities, ShopHome, ShopItem, ShopShelf } from './storefront-contract.ts';

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
let ground: GoodsGround;

const sku = (at: number): SkuId => ground.skuIds[at] as SkuId;
const PHONE = '13900041000';

beforeAll(async () => {
  ground = await makeGoods(ctx, 'SF');
  await layStock(ctx(), ground.gridId, [{ skuId: sku(0), counted: 100 }]);
  await layStock(ctx(), ground.flashId, [
    { skuId: sku(0), counted: 7 },
    { skuId: sku(1), counted: 2 },
  ]);
  const { groupBuys } = await openCampaign(ctx(), ground, { terms: OPEN_LIST, items: [item(sku(0))] });
  const buyer = await makeBuyer(ctx(), PHONE);
  const client = await server.client(buyer.userId);
  const { status, text } = await client.post('/api/commerce/own/orders', {
    channel: 'group_buy',
    groupBuyId: groupBuys[0]?.groupBuyId,
    lines: [{ skuId: sku(0), quantity: 1 }],
    seenTotalFen: 800,
  });
  if (status !== 200) throw new Error(text);
});

const get = <T>(path: string): Promise<Answer<T>> => server.anonymous.get<T>(path);
const home = async (query = ''): Promise<ShopHome> =>
  (await get<ShopHome>(`/api/commerce/shop/home?communityId=${ground.communityId}${query}`)).body;
const leftOf = (stock: ShopHome['stock']) => new Map(stock.map((one) => [one.skuId, one.left]));

describe('choosing a community', () => {
  it('begins with those in which something is sold together today, and finds the others by name', async () => {
    const { body } = await get<ShopCommunities>('/api/commerce/shop/communities');
    const here = { communityId: ground.communityId, name: '青枫里', openGroupBuys: 1 };
    expect(body.items).toEqual([expect.objectContaining(here)]);
    const found = await get<ShopCommunities>(`/api/commerce/shop/communities?text=${encodeURIComponent('枫里')}`);
    expect(found.body.items).toEqual(body.items);
    expect((await get<ShopCommunities>('/api/commerce/shop/communities?text=zzz')).body.items).toEqual([]);
  });
});

describe('the shop of a community', () => {
  it('shows anybody what is sold together, where it is picked up, and what is at hand, and nobody’s own', async () => {
    const shown = await home();
    expect(shown.community).toMatchObject({ communityId: ground.communityId, name: '青枫里' });
    expect(shown.groupBuys).toHaveLength(1);
    expect(shown.groupBuys[0]).toMatchObject({
      state: 'open',
      itemCount: 1,
      items: [{ skuId: sku(0), priceFen: 800 }],
    });
    expect(shown.pickupPoints).toEqual([
      { pickupPointId: ground.pickupPointId, name: '东门便利店', address: '东门右手第一家', restDays: [] },
    ]);
    expect(shown.instant).toBe(true);
    expect(JSON.stringify(shown)).not.toContain(PHONE);
  });

  it('counts of a set what its parts make, and of the rest what lies in the flash warehouse', async () => {
    const left = leftOf((await home()).stock);
    expect([left.get(sku(0)), left.get(sku(1)), left.get(sku(2))]).toEqual([7, 2, 0]);
    // Two of the first and one of the second.
    expect(left.get(ground.bundleId)).toBe(2);
  });

  it('narrows the shelf to what is typed, and goes on where a page ends', async () => {
    const { products } = await home(`&text=${encodeURIComponent('GSF1')}`);
    expect(products.flatMap((one) => one.skus.map((each) => each.skuId))).toEqual([sku(1)]);
    const { body } = await get<ShopShelf>(`/api/commerce/shop/shelf?communityId=${ground.communityId}`);
    expect(body.products).toEqual((await home()).products);
  });

  it('says that nothing is at hand where no flash warehouse serves the community, and still shows the goods', async () => {
    const here = { kind: 'flash', communityIds: [ground.communityId] } as const;
    await setSupply(ctx(), { ...here, warehouseId: null });
    const shown = await home();
    expect([shown.instant, shown.stock, shown.deliveryWords]).toEqual([false, [], null]);
    expect(shown.products.length).toBeGreaterThan(0);
    await setSupply(ctx(), { ...here, warehouseId: ground.flashId });
  });

  it('is not found for a community that there is not', async () => {
    expect((await get(`/api/commerce/shop/home?communityId=${ctx().newId<'Community'>()}`)).status).toBe(404);
  });
});

describe('the page of a product', () => {
  const page = (code: string): Promise<Answer<ShopItem>> =>
    get<ShopItem>(`/api/commerce/shop/item?code=${code}&communityId=${ground.communityId}`);

  it('is opened by the code of a SKU, with what is there and the group buys that have it', async () => {
    const { body } = await page('GSF0');
    expect(body).toMatchObject({ instant: true, storageName: '常温', claimHours: 48, askedSkuId: sku(0) });
    expect(body.stock).toEqual([{ skuId: sku(0), left: 7 }]);
    expect(body.groupBuys).toMatchObject([{ title: '今晚的菜', items: [{ skuId: sku(0), priceFen: 800 }] }]);
  });

  it('is opened by the id of the product too, and not by anything else', async () => {
    const { body } = await page('GSF0');
    expect((await page(body.spuId)).body.name).toBe(body.name);
    expect((await page('NO-SUCH-CODE')).status).toBe(404);
  });
});
