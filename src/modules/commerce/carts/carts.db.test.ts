import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerKey, SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { businessDay, addDays } from '#kernel/time';
import { customerOf } from '#platform/auth';
import { adjustStock } from '#modules/inventory';
import { saveWarehouse, setSupply } from '#modules/territory';
import { makeStores, useServer, type Client, type StorePlace } from '#testing';
import { makeCategory, makeProduct, skuFacts } from '../catalogue/test-catalogue.ts';
import type { CategoryId, PromotionId } from '../promotions/benefit.ts';
import { grantCoupons } from '../promotions/grant-coupons.ts';
import { movePromotion } from '../promotions/move-promotion.ts';
import { makePromotion } from '../promotions/test-promotions.ts';
import type { PricedCartAnswer, ShopCart } from './cart-contract.ts';

const server = useServer({ rateLimits: false });
let here: StorePlace;
let there: StorePlace;
let admin: Client;
let fruit: CategoryId;
let apples: CategoryId;
let milk: SkuId;
let apple: SkuId;
let customers = 0;

const ctx = () => server.world.ctx();
const make = (...args: Parameters<typeof makePromotion> extends [unknown, ...infer Rest] ? Rest : never) =>
  makePromotion(ctx, ...args);

beforeAll(async () => {
  ({ here, there } = await makeStores(ctx, 'CT'));
  admin = await server.signInAs('admin');
  fruit = await makeCategory(ctx(), 'fruit');
  apples = await makeCategory(ctx(), 'apples', { parentId: fruit });
  const dairy = await makeCategory(ctx(), 'dairy');
  milk = (await makeProduct(ctx(), dairy, 'milk', { skus: [skuFacts('milk', { listFen: fen(1_320) })] })).skuId;
  apple = (await makeProduct(ctx(), apples, 'apple', { skus: [skuFacts('apple', { listFen: fen(990) })] })).skuId;
  for (const place of [here, there]) await stockFlash(place);
});

/** A flash warehouse for the community, with plenty of everything. */
async function stockFlash({ cityId, communityId }: StorePlace): Promise<void> {
  const facts = { externalCode: `F-${communityId}`, name: '前置仓', cityId, active: true };
  const position = { lng: 120.1, lat: 30.2 };
  const { id: placeId } = await saveWarehouse(ctx(), { facts: { ...facts, kind: 'flash', position } });
  await setSupply(ctx(), { kind: 'flash', warehouseId: placeId, communityIds: [communityId] });
  const lines = [milk, apple].map((skuId) => ({ skuId, counted: 50 }));
  await adjustStock(ctx(), { placeId, reason: 'counted', lines });
}

interface Customer {
  readonly client: Client;
  readonly customerKey: CustomerKey;
}

/** Somebody who signed in with their phone; `name` is all that is known of them otherwise. */
async function makeCustomer(name = '陈某'): Promise<Customer> {
  const phone = `1380013${String((customers += 1)).padStart(4, '0')}`;
  const userId = await ctx().transaction((tx) => customerOf(ctx(), tx, phone));
  const { vault } = ctx().services;
  const [personId] = await vault.find(ctx().db, 'phone', phone);
  if (personId === undefined) throw new Error('nobody has the phone');
  await ctx().transaction((tx) => vault.put(tx, [{ personId, fields: { name } }]));
  return { client: await server.client(userId), customerKey: vault.hash('phone', phone) as CustomerKey };
}

const basket = (over: object = {}) => ({
  lines: [
    { skuId: milk, quantity: 4 },
    { skuId: apple, quantity: 1 },
  ],
  place: { communityId: here.communityId },
  channel: 'instant',
  fulfilment: 'pickup',
  ...over,
});
const price = async (client: Client, over: object = {}): Promise<ShopCart> => {
  const { status, body, text } = await client.post<ShopCart>('/api/commerce/shop/carts/price', basket(over));
  if (status !== 200) throw new Error(`${status} ${text}`);
  return body;
};
const grant = (promotionId: PromotionId, customerKey: CustomerKey, reference = 'test:1') =>
  ctx().transaction((tx) => grantCoupons(tx, { promotionId, customerKeys: [customerKey], reference }));
const end = (promotionId: PromotionId) => movePromotion(ctx(), { promotionId, move: 'end' });

describe('a cart', () => {
  it('is priced for anybody, says where its prices come from, and leaves out what is not sold', async () => {
    const retired = '01900000-0000-7000-8000-00000000dead';
    const cart = await price(server.anonymous, {
      lines: [
        { skuId: milk, quantity: 2 },
        { skuId: retired, quantity: 1 },
      ],
    });
    expect(cart).toMatchObject({ goodsFen: 2_640, totalFen: 2_640, coupons: [], proposed: [] });
    expect(cart.lines).toMatchObject([
      {
        name: '商品milk',
        unitFen: 1_320,
        netFen: 2_640,
        sellable: true,
        hint: null,
        why: '商品标价',
        available: 50,
        limit: null,
      },
      { sellable: false, hint: '商品不存在或已下架', netFen: 0 },
    ]);
    expect(cart.steps.map(({ step, amountFen }) => [step, amountFen])).toEqual([['goods', 2_640]]);
  });

  it('says what is scarce', async () => {
    const cart = await price(server.anonymous, { lines: [{ skuId: milk, quantity: 60 }] });
    expect(cart.lines).toMatchObject([{ available: 50, sellable: true, hint: '只剩 50 份' }]);
  });

  it('shows what can be had at the till of a store', async () => {
    const cart = await price(server.anonymous, {
      channel: 'store',
      fulfilment: 'counter',
      place: { storeId: here.storeId },
    });
    expect(cart.lines).toMatchObject([
      { available: 0, sellable: false, hint: '已经卖完了' },
      { available: 0, sellable: false },
    ]);
  });

  it('pays for delivery by the nearest rule', async () => {
    const set = (areaKind: string, areaId: string | null, feeFen: number, freeFromFen: number | null) =>
      admin.post('/api/commerce/delivery-rules', { areaKind, areaId, feeFen, freeFromFen });
    const national = await set('all', null, 800, null);
    expect(national).toMatchObject({ status: 201, body: { published: '运费8元' } });
    expect((await set('community', here.communityId, 500, 3_900)).body.published).toBe('运费5元，满39元免运费');
    const delivered = { fulfilment: 'delivery', lines: [{ skuId: apple, quantity: 1 }] };
    expect(await price(server.anonymous, delivered)).toMatchObject({ deliveryFen: 500, totalFen: 1_490 });
    expect(await price(server.anonymous, { fulfilment: 'delivery' })).toMatchObject({ deliveryFen: 0 });
    const other = { ...delivered, place: { communityId: there.communityId } };
    expect(await price(server.anonymous, other)).toMatchObject({ deliveryFen: 800 });
    // A newer rule of the same area takes the older one's place.
    await set('all', null, 300, null);
    expect(await price(server.anonymous, other)).toMatchObject({ deliveryFen: 300 });
    const { body } = await admin.get('/api/commerce/delivery-rules');
    expect(body.items.map(({ areaKind, feeFen }: { areaKind: string; feeFen: number }) => [areaKind, feeFen])).toEqual([
      ['all', 300],
      ['community', 500],
    ]);
    for (const { ruleId } of body.items) {
      expect((await admin.post(`/api/commerce/delivery-rules/${ruleId}/end`)).status).toBe(200);
    }
    expect(await price(server.anonymous, other)).toMatchObject({ deliveryFen: 0 });
  });

  it('takes off what holds for categories below, and says what does not apply', async () => {
    const scope = { kind: 'categories', categoryIds: [fruit] } as const;
    const rule = { kind: 'percent', offBasisPoints: 1_000, capFen: null, fromFen: fen(0) } as const;
    const automatic = await make({ way: 'automatic', title: '水果九折', scope, rule });
    const newcomers = await make({ way: 'automatic', title: '新客立减', eligibility: { kind: 'first_order' } });
    const cart = await price(server.anonymous);
    expect(cart).toMatchObject({ goodsFen: 6_270, discountFen: 99, totalFen: 6_171 });
    expect(cart.unused).toMatchObject([{ title: '新客立减', why: '登录后可用' }]);
    const { client } = await makeCustomer();
    expect(await price(client)).toMatchObject({ discountFen: 599, unused: [] });
    await end(automatic.promotionId);
    await end(newcomers.promotionId);
  });

  it('offers coupons, proposes the best combination, and takes those that were chosen', async () => {
    const { client, customerKey } = await makeCustomer();
    const threshold = (fromFen: number, offFen: number) =>
      ({ kind: 'fixed', fromFen: fen(fromFen), offFen: fen(offFen) }) as const;
    const given = { way: 'grant', perPersonLimit: null } as const;
    const large = await make({ ...given, title: '大额券', rule: threshold(6_000, 900) });
    const all = await make({ ...given, title: '全场券', rule: threshold(0, 600), stackable: true });
    const scope = { kind: 'skus', skuIds: [apple] } as const;
    const part = await make({ ...given, title: '苹果券', rule: threshold(0, 400), scope, stackable: true });
    const far = await make({ ...given, title: '满百券', rule: threshold(10_000, 3_000) });
    const elsewhere = await make({ ...given, title: '隔壁券' }, { areaKind: 'community', areaId: there.communityId });
    for (const { promotionId } of [large, all, part, far, elsewhere]) await grant(promotionId, customerKey);
    const cart = await price(client);
    expect(cart.totalFen).toBe(6_270 - 1_000);
    expect(cart.coupons.map(({ title, savesFen, chosen, why }) => [title, savesFen, chosen, why])).toEqual([
      ['大额券', 900, false, null],
      ['全场券', 600, true, null],
      ['苹果券', 400, true, null],
      ['满百券', 0, false, '满100可用，还差37.30元'],
      ['隔壁券', 0, false, '这里或这种下单方式不能用'],
    ]);
    expect(new Set(cart.proposed)).toEqual(
      new Set(cart.coupons.filter(({ chosen }) => chosen).map(({ couponId }) => couponId)),
    );
    const couponId = cart.coupons[0]!.couponId;
    expect(await price(client, { coupons: [couponId] })).toMatchObject({ totalFen: 5_370 });
    expect(await price(client, { coupons: [] })).toMatchObject({ totalFen: 6_270 });
    // Nobody else can choose it.
    expect(await price((await makeCustomer()).client, { coupons: [couponId] })).toMatchObject({
      totalFen: 6_270,
      coupons: [],
    });
  });

  it('takes a code that is typed in, and says why not', async () => {
    const { promotionId } = await make({ way: 'code', code: 'FENGLI88', title: '枫里专属' });
    const { client } = await makeCustomer();
    const codes = ['fengli88', 'NOTHING'];
    expect((await price(client, { codes })).codes).toEqual([
      { code: 'fengli88', accepted: true, why: null },
      { code: 'NOTHING', accepted: false, why: '没有这个优惠码，或已经过期' },
    ]);
    expect((await price(server.anonymous, { codes: ['FENGLI88'] })).codes).toEqual([
      { code: 'FENGLI88', accepted: false, why: '登录后可用' },
    ]);
    await end(promotionId);
  });
});

describe('the same basket', () => {
  it('costs the same whoever buys it, as long as the published benefits are the same (PIPL art. 24)', async () => {
    const automatic = await make({ way: 'automatic', title: '全场立减' });
    const coupon = await make({ title: '人人可领', way: 'claim' });
    const seen: ShopCart[] = [];
    const profiles = ['欧阳先生', '王', '爱新觉罗小姐', 'Alice', '张三丰', '李四'];
    for (const [at, name] of profiles.entries()) {
      const { client } = await makeCustomer(name);
      // What they did before differs: how much they looked, and in which other place.
      for (let look = 0; look < at; look += 1) {
        await price(client, {
          lines: [{ skuId: apple, quantity: 1 + look }],
          place: { communityId: there.communityId },
        });
      }
      const got = await client.post('/api/commerce/own/coupons', { promotionId: coupon.promotionId });
      expect(got.status).toBe(201);
      seen.push(await price(client));
    }
    const nameless = (cart: ShopCart) =>
      JSON.stringify({ ...cart, coupons: cart.coupons.length, proposed: cart.proposed.length }).replaceAll(
        /"couponId":"[^"]+"/g,
        '"couponId":"one"',
      );
    expect(new Set(seen.map(nameless)).size).toBe(1);
    expect(seen[0]).toMatchObject({ goodsFen: 6_270, discountFen: 1_000, totalFen: 5_270 });
    // And like somebody of whom nothing is known, but for the coupon that everybody may claim.
    expect(await price(server.anonymous)).toMatchObject({ totalFen: 5_770 });
    await end(automatic.promotionId);
    await end(coupon.promotionId);
  });
});

describe('a trial of a cart', () => {
  it('prices what is not live yet, for groups that are published and nobody in particular', async () => {
    const draft = await admin.post('/api/commerce/promotions', {
      title: '会员九五折',
      rule: { kind: 'percent', offBasisPoints: 500, capFen: null, fromFen: 0 },
      scope: { kind: 'all' },
      way: 'automatic',
      code: null,
      touchpointId: null,
      grantedFor: null,
      eligibility: { kind: 'member_level', level: 2 },
      areaKind: 'city',
      areaId: here.cityId,
      channels: ['instant'],
      from: businessDay(server.world.clock.now()),
      to: businessDay(addDays(server.world.clock.now(), 6)),
      validDays: null,
      claimLimit: null,
      perPersonLimit: null,
      stackable: false,
    });
    expect(draft).toMatchObject({ status: 201, body: { state: 'draft', moves: ['publish', 'end'] } });
    expect(draft.body.published).toMatch(/^全场95折，2级及以上会员可用，城市CT，限即时配送，\d+月\d+日到/);
    const { promotionId } = draft.body;
    const asked = basket({ promotionIds: [promotionId] });
    const tried = await admin.post<PricedCartAnswer>('/api/commerce/promotions/dry-run', asked);
    expect(tried.body).toMatchObject({ goodsFen: 6_270, discountFen: 314, totalFen: 5_956 });
    const manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
    expect((await manager.post('/api/commerce/promotions/dry-run', asked)).body.totalFen).toBe(5_956);
    const foreign = { ...asked, place: { communityId: there.communityId } };
    expect((await manager.post('/api/commerce/promotions/dry-run', foreign)).status).toBe(404);
    expect((await manager.post('/api/commerce/promotions', draft.body)).status).toBe(403);
    await admin.post(`/api/commerce/promotions/${promotionId}/move`, { move: 'publish' });
    const level = async (n: number) => {
      const body = { ...basket(), level: n };
      return (await admin.post<PricedCartAnswer>('/api/commerce/promotions/dry-run', body)).body.totalFen;
    };
    expect([await level(1), await level(2)]).toEqual([6_270, 5_956]);
  });
});
