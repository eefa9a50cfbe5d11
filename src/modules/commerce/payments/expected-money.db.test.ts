import { beforeAll, describe, expect, it } from 'vitest';
import { unbalancedEntries } from '#platform/ledger';
import { reservationsOf } from '#modules/inventory';
import { type Client, useServer } from '#testing';
import { layStock, makeBuyer, makeGoods, placeForPickup, type GoodsGround } from '../orders/fixtures/goods.ts';
import type { PlacedOrder } from '../orders/goods-order-contract.ts';
import type { OrderDetail } from '../orders/order-contract.ts';
import { takeExpected } from './expected-money.ts';
import { sandboxNoticeOf } from './fixtures/till-store.ts';
import { lockAwaited } from './receipt-store.ts';
import { signedHeaders } from './sandbox/sandbox-signature.ts';
import { sandboxKeys } from './sandbox/sandbox-store.ts';

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
const BUYERS = 8;
let ground: GoodsGround;
let buyers: Client[];
let admin: Client;

beforeAll(async () => {
  ground = await makeGoods(ctx, 'EM');
  const counted = ground.skuIds.map((skuId) => ({ skuId, counted: 1_000 }));
  await layStock(ctx(), ground.flashId, counted);
  const people = Array.from({ length: BUYERS }, (_, at) => makeBuyer(ctx(), `1370009000${at}`));
  buyers = await Promise.all((await Promise.all(people)).map(({ userId }) => server.client(userId)));
  admin = await server.signInAs('admin');
});

const placeAll = (): Promise<PlacedOrder[]> => Promise.all(buyers.map((buyer) => placeForPickup(buyer, ground)));
const numberOf = (order: PlacedOrder): string => order.payment?.paymentNumber ?? '';

/** Pays at the house, which says nothing yet; answers what it will say. */
async function payQuietly(order: PlacedOrder): Promise<string> {
  const token = order.payment?.cashierUrl.split('/').at(-1) ?? '';
  await server.anonymous.post(`/api/commerce/sandbox/cashier/${token}/pay`, { behaviour: 'late_notice' });
  return sandboxNoticeOf(server.world.database.db, numberOf(order));
}

/** Sends notices, all at once, and answers how they were answered. */
async function tell(notices: readonly string[]): Promise<number[]> {
  const [key] = await sandboxKeys(server.world.database.db);
  if (key === undefined) throw new Error('the house has no key');
  const answers = notices.map((body) => {
    const headers = signedHeaders(key, Buffer.from(body), server.world.clock.now(), ctx().newId());
    const all = { ...headers, 'content-type': 'application/json' };
    return server.anonymous.send('POST', '/api/commerce/payments/notices/sandbox', body, { headers: all, key: null });
  });
  return (await Promise.all(answers)).map(({ status }) => status);
}

const detail = async (order: PlacedOrder): Promise<OrderDetail> =>
  (await admin.get<OrderDetail>(`/api/commerce/orders/${order.orderId}`)).body;
const kept = async (order: PlacedOrder): Promise<number> =>
  ((await reservationsOf(server.world.database.db, [order.orderId])).get(order.orderId) ?? []).reduce(
    (sum, line) => sum + line.quantity - line.issued - line.released,
    0,
  );

describe('money that is expected', () => {
  it('is remembered with its order as both were written, and once', async () => {
    const [order] = await placeAll();
    if (order === undefined) throw new Error('nobody ordered');
    const remembered = takeExpected(ctx(), numberOf(order));
    expect(remembered).toEqual(await ctx().transaction((tx) => lockAwaited(tx.db, numberOf(order))));
    expect(remembered?.order.orderId).toBe(order.orderId);
    expect(takeExpected(ctx(), numberOf(order))).toBeUndefined();
  });

  it('counts once, however often and in whatever company it is told', async () => {
    const orders = await placeAll();
    const notices = await Promise.all(orders.map(payQuietly));
    expect(new Set(await tell([...notices, ...notices]))).toEqual(new Set([200]));
    expect(new Set(await tell(notices))).toEqual(new Set([200]));
    for (const order of orders) {
      expect(await detail(order)).toMatchObject({ state: 'paid', paidFen: 2_000, timeline: [{}, { move: 'paid' }] });
      expect(await kept(order)).toBe(2);
    }
    expect(await unbalancedEntries(server.world.database.db)).toEqual([]);
  });

  it('for an order that was called off meanwhile goes back, and that of the others who are told of with it counts', async () => {
    const orders = await placeAll();
    const [first, ...others] = orders;
    if (first === undefined) throw new Error('nobody ordered');
    const notices = await Promise.all(orders.map(payQuietly));
    const off = await buyers[0]?.post(`/api/commerce/own/orders/${first.orderId}/cancel`, { reason: 'not_now' });
    expect(off?.status).toBe(200);
    expect(new Set(await tell(notices))).toEqual(new Set([200]));
    expect(await detail(first)).toMatchObject({
      state: 'cancelled',
      payments: [{ state: 'closed', decision: 'refund', refundingFen: 2_000 }],
    });
    expect(await kept(first)).toBe(0);
    for (const order of others) {
      expect(await detail(order)).toMatchObject({ state: 'paid', paidFen: 2_000 });
      expect(await kept(order)).toBe(2);
    }
    expect(await unbalancedEntries(server.world.database.db)).toEqual([]);
  });

  it('of another sum than was asked for waits for a person, and does not keep the others', async () => {
    const orders = await placeAll();
    const [short, ...rest] = await Promise.all(orders.map(payQuietly));
    if (short === undefined) throw new Error('nobody ordered');
    const notice: unknown = { ...(JSON.parse(short) as object), amountFen: 1_999 };
    expect(new Set(await tell([JSON.stringify(notice), ...rest]))).toEqual(new Set([200]));
    const [first, ...others] = await Promise.all(orders.map(detail));
    expect(first).toMatchObject({ state: 'placed', payments: [{ state: 'held', heldWhy: 'amount_differs' }] });
    expect(others.map(({ state }) => state)).toEqual(others.map(() => 'paid'));
    expect(await unbalancedEntries(server.world.database.db)).toEqual([]);
  });
});
