import { beforeAll, describe, expect, it } from 'vitest';
import { fen } from '#kernel/money';
import { DAY } from '#kernel/time';
import type { SkuId, StockPlaceId } from '#kernel/ids';
import { availableStock, reservationsOf } from '#modules/inventory';
import { type Client, useServer } from '#testing';
import { setDeliveryRule } from '../promotions/set-delivery-rule.ts';
import { runSandbox } from '../payments/sandbox/deliver-notices.ts';
import { sendRefunds } from '../payments/send-refunds.ts';
import { layStock, makeBuyer, makeGoods, type Buyer, type GoodsGround } from './fixtures/goods.ts';
import type { PlacedOrder } from './goods-order-contract.ts';
import type { OrderDetail, OwnOrderDetail } from './order-contract.ts';
import { orderedByCommunities } from './community-demand-store.ts';
import { completeDueOrders } from './complete-orders.ts';
import { refundOrderLines } from './refund-order-lines.ts';
import { timeOutOrders } from './time-out-orders.ts';

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
let ground: GoodsGround;
let buyer: Buyer;
let mine: Client;
let admin: Client;

beforeAll(async () => {
  ground = await makeGoods(ctx, 'GO');
  buyer = await makeBuyer(ctx(), '13700030001');
  mine = await server.client(buyer.userId);
  admin = await server.signInAs('admin');
  await layStock(
    ctx(),
    ground.flashId,
    ground.skuIds.map((skuId) => ({ skuId, counted: 100 })),
  );
  await layStock(
    ctx(),
    ground.storeId,
    ground.skuIds.map((skuId) => ({ skuId, counted: 100 })),
  );
});

const level = async (placeId: StockPlaceId, skuId: SkuId) =>
  (await availableStock(server.world.database.db, [placeId], [skuId])).get(`${placeId}/${skuId}`);
const heldBy = async (orderId: string): Promise<number> =>
  ((await reservationsOf(server.world.database.db, [orderId])).get(orderId) ?? []).reduce(
    (sum, line) => sum + line.quantity - line.issued - line.released,
    0,
  );

const sku = (at: number): SkuId => ground.skuIds[at] as SkuId;
const asked = (over: Record<string, unknown> = {}) => ({
  channel: 'instant',
  communityId: ground.communityId,
  mode: 'pickup',
  pickupPointId: ground.pickupPointId,
  lines: [
    { skuId: sku(0), quantity: 2 },
    { skuId: sku(1), quantity: 1 },
  ],
  seenTotalFen: 3_000,
  ...over,
});
const place = (over: Record<string, unknown> = {}, client: Client = mine, key?: string) =>
  client.post<PlacedOrder>('/api/commerce/own/orders', asked(over), key === undefined ? {} : { key });
const placed = async (over: Record<string, unknown> = {}): Promise<PlacedOrder> => {
  const { status, body, text } = await place(over);
  if (status !== 200) throw new Error(`not placed: ${status} ${text}`);
  return body;
};
const pay = async (order: PlacedOrder, behaviour = 'normal') => {
  const token = order.payment?.cashierUrl.split('/').at(-1) ?? '';
  const paid = await server.anonymous.post(`/api/commerce/sandbox/cashier/${token}/pay`, { behaviour });
  expect(paid.status).toBe(200);
};
const own = async (order: PlacedOrder) =>
  (await mine.get<OwnOrderDetail>(`/api/commerce/own/orders/${order.orderId}`)).body;
const detail = async (order: PlacedOrder) =>
  (await admin.get<OrderDetail>(`/api/commerce/orders/${order.orderId}`)).body;
const settleRefunds = async (): Promise<void> => {
  server.world.clock.advance(5_000);
  await runSandbox(ctx());
};

describe('an order of goods', () => {
  it('is placed with its cashier in one request, holds its goods, and keeps them once it is paid', async () => {
    const before = await level(ground.flashId, sku(0));
    const order = await placed();
    expect(order.orderNumber).toMatch(/^\d{6}-\d{4}-\d{4}$/);
    expect(order).toMatchObject({ state: 'placed', totalFen: 3_000, payment: { amountFen: 3_000, sandbox: true } });
    expect(await heldBy(order.orderId)).toBe(3);
    await pay(order);
    expect(await own(order)).toMatchObject({
      state: 'paid',
      stateName: '已付款',
      paidFen: 3_000,
      lines: [
        { quantity: 2, netFen: 2_000 },
        { quantity: 1, netFen: 1_000 },
      ],
      parcels: [{ mode: 'pickup', state: 'waiting', code: expect.stringMatching(/^\d{8}$/) }],
    });
    const after = await level(ground.flashId, sku(0));
    expect(after?.reserved).toBe((before?.reserved ?? 0) + 2);
  });

  it('answers the same under the same key, and orders once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => place({}, mine, 'the-same')));
    expect(new Set(answers.map((answer) => answer.body.orderId)).size).toBe(1);
    expect(await heldBy(answers[0]?.body.orderId ?? '')).toBe(3);
  });

  it('is not placed at another price than was seen, and says what it costs now', async () => {
    const refused = await place({ seenTotalFen: 2_900 });
    expect(refused).toMatchObject({ status: 409, body: { code: 'price-changed', totalFen: 3_000 } });
  });

  it('of which something is short is not placed at all', async () => {
    const before = await level(ground.flashId, sku(1));
    const refused = await place({
      lines: [
        { skuId: sku(1), quantity: 1 },
        { skuId: sku(2), quantity: 999 },
      ],
      seenTotalFen: 1_000_000,
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'stock-short' } });
    expect(await level(ground.flashId, sku(1))).toEqual(before);
  });

  it('that is not paid in time is called off, and its goods are free', async () => {
    const order = await placed();
    server.world.clock.advance(16 * 60_000);
    expect(await timeOutOrders(ctx())).toBeGreaterThan(0);
    expect(await own(order)).toMatchObject({ state: 'cancelled', cancelReason: 'timed_out' });
    expect(await heldBy(order.orderId)).toBe(0);
  });

  it('whose money is there although no notice came is paid, not called off', async () => {
    const order = await placed();
    await pay(order, 'no_notice');
    server.world.clock.advance(16 * 60_000);
    await timeOutOrders(ctx());
    expect(await own(order)).toMatchObject({ state: 'paid' });
    expect(await heldBy(order.orderId)).toBe(3);
  });

  it('that was called off sends late money back by itself', async () => {
    const order = await placed();
    await pay(order, 'late_notice');
    expect((await mine.post(`/api/commerce/own/orders/${order.orderId}/cancel`, { reason: 'not_now' })).status).toBe(
      200,
    );
    const token = order.payment?.cashierUrl.split('/').at(-1) ?? '';
    await server.anonymous.post(`/api/commerce/sandbox/cashier/${token}/release`);
    const [payment] = (await detail(order)).payments;
    expect(payment).toMatchObject({ state: 'closed', decision: 'refund', refundingFen: 3_000 });
  });

  it('is called off by the customer once paid, and all of it goes back', async () => {
    const order = await placed({ couponIds: [] });
    await pay(order);
    const off = await mine.post(`/api/commerce/own/orders/${order.orderId}/cancel`, { reason: 'changed_mind' });
    expect(off.body).toMatchObject({ state: 'cancelled' });
    expect(await heldBy(order.orderId)).toBe(0);
    await settleRefunds();
    expect(await detail(order)).toMatchObject({
      refundedFen: 3_000,
      lines: [{ refundedQuantity: 2 }, { refundedQuantity: 1 }],
    });
  });

  it('of which a part goes back has it sent once, however often the job looks', async () => {
    const order = await placed();
    await pay(order);
    const { cityId } = ground;
    await ctx().transaction((tx) =>
      refundOrderLines(tx, {
        order: { cityId, orderId: order.orderId },
        lines: [{ lineNo: 2, quantity: 1 }],
        kind: 'shortage',
        reason: '缺货',
        reference: null,
        stock: 'release',
      }),
    );
    server.world.clock.advance(5_000);
    expect((await Promise.all([sendRefunds(ctx()), sendRefunds(ctx())])).some((sent) => sent > 0)).toBe(true);
    expect(await sendRefunds(ctx())).toBe(0);
    await settleRefunds();
    const { refundedFen, payments } = await detail(order);
    expect(refundedFen).toBe(1_000);
    expect(payments.flatMap((payment) => payment.refunds)).toMatchObject([{ state: 'succeeded', amountFen: 1_000 }]);
  });

  it('of which nothing came gives the delivery back with the last of its goods', async () => {
    const city = { areaKind: 'city', areaId: ground.cityId } as const;
    await setDeliveryRule(ctx(), { ...city, feeFen: fen(500), freeFromFen: null });
    const order = await placed({ mode: 'delivery', address: '三栋二单元 501', seenTotalFen: 3_500 });
    await pay(order);
    const short = (lineNo: number, quantity: number) =>
      ctx().transaction((tx) =>
        refundOrderLines(tx, {
          order: { cityId: ground.cityId, orderId: order.orderId },
          lines: [{ lineNo, quantity }],
          kind: 'shortage',
          reason: '缺货',
          reference: null,
          stock: 'release',
        }),
      );
    expect(await short(1, 2)).toMatchObject({ amountFen: 2_000, goodsFen: 2_000 });
    expect(await short(2, 1)).toMatchObject({ amountFen: 1_500, goodsFen: 1_000 });
  });

  it('sold over the counter is paid, handed over, and complete once nothing can be claimed', async () => {
    const sold = await admin.post<PlacedOrder>('/api/commerce/store-orders', {
      storeId: ground.storeId,
      lines: [{ skuId: sku(0), quantity: 1 }],
      seenTotalFen: 1_000,
      phone: '13700030001',
      paid: 'cash',
    });
    expect(sold.body).toMatchObject({ state: 'paid', payment: null });
    expect(await detail(sold.body)).toMatchObject({ parcels: [{ state: 'collected' }], customerPhone: '137****0001' });
    expect((await level(ground.storeId, sku(0)))?.onHand).toBe(99);
    server.world.clock.advance(49 * 3_600_000);
    await completeDueOrders(ctx());
    expect(await detail(sold.body)).toMatchObject({ state: 'completed' });
  });

  it('counts as what its community wanted, but for what was never paid', async () => {
    const { cityId, communityId } = ground;
    const now = server.world.clock.now();
    const span = { cityIds: [cityId], from: new Date(now.getTime() - 20 * DAY), to: new Date(now.getTime() + DAY) };
    const wanted = async (): Promise<number> => {
      const all = await orderedByCommunities(server.world.database.db, span);
      const own = all.filter((each) => each.communityId === communityId && each.skuId === sku(0));
      return own.reduce((sum, { units }) => sum + units, 0);
    };
    const before = await wanted();
    const paid = await placed();
    await pay(paid);
    const unpaid = await placed();
    expect(await wanted()).toBe(before + 4);
    await mine.post(`/api/commerce/own/orders/${unpaid.orderId}/cancel`, { reason: 'changed_mind' });
    expect(await wanted()).toBe(before + 2);
  });

  it('takes the parts of a bundle, and splits by the place that has what is asked for', async () => {
    await layStock(ctx(), ground.flashId, [{ skuId: sku(2), counted: 0 }]);
    const order = await placed({
      lines: [
        { skuId: ground.bundleId, quantity: 1 },
        { skuId: sku(2), quantity: 1 },
      ],
      seenTotalFen: 3_500,
    });
    expect(await heldBy(order.orderId)).toBe(4);
    expect((await own(order)).parcels).toHaveLength(2);
  });
});
