import { beforeAll, describe, expect, it } from 'vitest';
import type { SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { adjustStock } from '#modules/inventory';
import { savePickupPoint, saveWarehouse, setSupply } from '#modules/territory';
import { makeStores, useServer, type Client, type StorePlace } from '#testing';
import type { ShopCart } from '../contract.ts';
import { makeCategory, makeProduct, skuFacts } from '../catalogue/test-catalogue.ts';
import { makeCustomer } from '../payments/fixtures/orders.ts';
import { makePromotion } from './test-promotions.ts';
import type { Promotion } from './promotion.ts';

const server = useServer({ rateLimits: false });
let here: StorePlace;
let admin: Client;
let skuIds: SkuId[];
let pickupPointId: string;
let customers = 0;

const ctx = () => server.world.ctx();

beforeAll(async () => {
  ({ here } = await makeStores(ctx, 'OP'));
  admin = await server.signInAs('admin');
  const { cityId, communityId } = here;
  const category = await makeCategory(ctx(), 'all');
  const costing = (code: string, listFen: number) =>
    makeProduct(ctx(), category, code, { skus: [skuFacts(code, { listFen: fen(listFen) })] });
  skuIds = [(await costing('a', 1_333)).skuId, (await costing('b', 777)).skuId, (await costing('c', 1)).skuId];
  const common = { externalCode: 'OP', name: '前置仓', active: true };
  const position = { lng: 120.1, lat: 30.2 };
  const { id: placeId } = await saveWarehouse(ctx(), { facts: { ...common, kind: 'flash', cityId, position } });
  await setSupply(ctx(), { kind: 'flash', warehouseId: placeId, communityIds: [communityId] });
  await adjustStock(ctx(), { placeId, reason: 'counted', lines: skuIds.map((skuId) => ({ skuId, counted: 500 })) });
  const point = { communityId, address: '', keeperId: null, parentId: null, pickupOnly: true, restDays: [] };
  pickupPointId = (await savePickupPoint(ctx(), { facts: { ...common, ...point, name: '自提点' } })).id;
});

const newCustomer = async (): Promise<Client> =>
  server.client((await makeCustomer(ctx(), `1370022${String((customers += 1)).padStart(4, '0')}`)).userId);
const lines = () => skuIds.map((skuId, at) => ({ skuId, quantity: at + 1 }));
const price = async (client: Client, over: object = {}): Promise<ShopCart> =>
  (
    await client.post<ShopCart>('/api/commerce/shop/carts/price', {
      lines: lines(),
      place: { communityId: here.communityId },
      channel: 'instant',
      fulfilment: 'pickup',
      ...over,
    })
  ).body;
const order = (client: Client, cart: ShopCart, over: object = {}) =>
  client.post('/api/commerce/own/orders', {
    channel: 'instant',
    communityId: here.communityId,
    mode: 'pickup',
    pickupPointId,
    lines: lines(),
    seenTotalFen: cart.totalFen,
    couponIds: cart.proposed,
    codes: [],
    ...over,
  });
const usage = async ({ promotionId }: Promotion) =>
  (await admin.get(`/api/commerce/promotions/${promotionId}`)).body as {
    usage: Record<string, number>;
    days: { orders: number; discountFen: number }[];
  };

describe('an order with promotions', () => {
  it('costs what the cart said, spends what it took, and gives it back when it is called off', async () => {
    const threshold = { kind: 'threshold', rungs: [{ fromFen: fen(2_000), offFen: fen(301) }] } as const;
    const coupon = await makePromotion(ctx, { title: '满减券', rule: threshold });
    const first = await makePromotion(ctx, { way: 'automatic', title: '首单', eligibility: { kind: 'first_order' } });
    const client = await newCustomer();
    await client.post('/api/commerce/own/coupons', { promotionId: coupon.promotionId });
    const cart = await price(client);
    expect(cart).toMatchObject({ goodsFen: 2_890, discountFen: 801, totalFen: 2_089 });
    const placed = await order(client, cart);
    expect(placed).toMatchObject({ status: 200, body: { totalFen: 2_089 } });
    await server.drain();
    expect((await usage(coupon)).usage).toMatchObject({ spent: 1, outstanding: 0, orders: 1, discountFen: 301 });
    expect((await usage(first)).days).toMatchObject([{ orders: 1, discountFen: 500 }]);
    const second = await price(client);
    expect(second).toMatchObject({ discountFen: 0, coupons: [], proposed: [] });
    expect(second.unused).toMatchObject([{ title: '首单', why: '新客首单可用' }]);
    // What was seen before is not what it costs now.
    expect((await order(client, cart)).status).toBe(409);
    const path = `/api/commerce/own/orders/${placed.body.orderId}/cancel`;
    expect((await client.post(path, { reason: 'changed_mind' })).status).toBe(200);
    await server.drain();
    expect((await usage(coupon)).usage).toMatchObject({ spent: 0, outstanding: 1, orders: 0, discountFen: 0 });
    expect((await usage(first)).usage).toMatchObject({ orders: 0, discountFen: 0 });
    expect(await price(client)).toMatchObject({ totalFen: 2_089 });
  });

  it('by many taps at once is one order with the coupon and the first-order benefit', async () => {
    const client = await newCustomer();
    const coupon = await makePromotion(ctx, { title: '一次券' });
    await client.post('/api/commerce/own/coupons', { promotionId: coupon.promotionId });
    const cart = await price(client);
    const tries = await Promise.all(Array.from({ length: 10 }, () => order(client, cart)));
    const placed = tries.filter((each) => each.status === 200);
    expect(placed).toHaveLength(1);
    expect([...new Set(tries.filter((each) => each.status !== 200).map((each) => each.status))]).toEqual([409]);
    expect((await usage(coupon)).usage).toMatchObject({ claimed: 1, spent: 1 });
  });

  it('makes whoever ordered without a benefit no newcomer either', async () => {
    const client = await newCustomer();
    const body = { lines: [{ skuId: skuIds[1], quantity: 1 }] };
    const titles = async () => (await price(client, body)).steps.map(({ title }) => title);
    const [first] = (await admin.get(`/api/commerce/promotions?eligibility=first_order`)).body.items;
    const move = (what: string) => admin.post(`/api/commerce/promotions/${first.promotionId}/move`, { move: what });
    expect(await titles()).toEqual(['商品', '首单']);
    await move('pause');
    expect((await order(client, await price(client, body), body)).status).toBe(200);
    await server.drain();
    await move('resume');
    expect(await titles()).toEqual(['商品']);
  });
});
