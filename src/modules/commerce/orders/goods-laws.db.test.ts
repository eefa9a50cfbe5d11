import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { Refusal } from '#kernel/errors';
import type { SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { MINUTE } from '#kernel/time';
import { balances, unbalancedEntries } from '#platform/ledger';
import { auditStock, availableStock, reservationsOf } from '#modules/inventory';
import { useServer, type Client } from '#testing';
import { askProvider } from '../payments/ask-provider.ts';
import { advanceAccount, cashAccount, heldAccount, keptAccount } from '../payments/books.ts';
import { paymentsOf } from '../payments/payment-store.ts';
import { refundsOf } from '../payments/refund-store.ts';
import { SANDBOX_BEHAVIOURS } from '../payments/sandbox/sandbox-contract.ts';
import { runSandbox } from '../payments/sandbox/deliver-notices.ts';
import { payTrade, releaseNotice } from '../payments/sandbox/pay-trade.ts';
import { deliverParcel } from '../pick-up/hand-over-at-counter.ts';
import { askDueRefunds } from './ask-due-refunds.ts';
import { cancelOrder } from './cancel-order.ts';
import { layStock, makeBuyer, makeGoods, type GoodsGround } from './fixtures/goods.ts';
import type { PlacedOrder } from './goods-order-contract.ts';
import { linesOf } from './line-store.ts';
import { unitsLeft } from './order-line.ts';
import { ordersByIds } from './order-store.ts';
import { parcelsOf } from './parcel-store.ts';
import { refundOrderLines } from './refund-order-lines.ts';
import { timeOutOrders } from './time-out-orders.ts';

const LAID = 2_000;
const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
const db = () => server.world.database.db;
let ground: GoodsGround;
let mine: Client;

beforeAll(async () => {
  ground = await makeGoods(ctx, 'GL');
  mine = await server.client((await makeBuyer(ctx(), '13700030009')).userId);
  const lines = ground.skuIds.map((skuId) => ({ skuId, counted: LAID }));
  await layStock(ctx(), ground.flashId, lines);
});

const units = fc.integer({ min: 1, max: 3 });
const act = fc.oneof(
  fc.record({ do: fc.constant('pay' as const), behaviour: fc.constantFrom(...SANDBOX_BEHAVIOURS) }),
  fc.record({ do: fc.constant('release' as const) }),
  fc.record({ do: fc.constant('cancel' as const), by: fc.constantFrom('customer' as const, 'staff' as const) }),
  fc.record({ do: fc.constant('back' as const), lineNo: fc.integer({ min: 1, max: 2 }), units }),
  fc.record({ do: fc.constant('rebate' as const), amountFen: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ do: fc.constant('deliver' as const) }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 3, 16) }),
  fc.record({ do: fc.constant('provider' as const) }),
);
const story = fc.record({
  bundles: units,
  singles: units,
  /** Most pay at once. */
  paid: fc.constantFrom(...(['normal', 'normal', 'normal', 'duplicate_notice', 'late_notice', null] as const)),
  acts: fc.array(act, { minLength: 2, maxLength: 14 }),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Ordered at the price that the first refusal names. */
async function placed(bundles: number, singles: number): Promise<PlacedOrder> {
  const lines = [
    { skuId: ground.bundleId, quantity: bundles },
    { skuId: ground.skuIds[0] as SkuId, quantity: singles },
  ];
  const { communityId } = ground;
  const asked = { channel: 'instant', communityId, mode: 'delivery', address: '三栋二单元 501', lines };
  const seen = await mine.post<{ totalFen: number }>('/api/commerce/own/orders', { ...asked, seenTotalFen: 1 });
  expect(seen).toMatchObject({ status: 409, body: { code: 'price-changed' } });
  const { body } = await mine.post<PlacedOrder>('/api/commerce/own/orders', {
    ...asked,
    seenTotalFen: seen.body.totalFen,
  });
  expect(body.state).toBe('placed');
  return body;
}

/** Does one of them, as people do it: they give money back only where some is. */
async function perform(order: PlacedOrder, it: Act): Promise<void> {
  const token = order.payment?.cashierUrl.split('/').at(-1) ?? '';
  const key = { cityId: ground.cityId, orderId: order.orderId };
  const [now] = await ordersByIds(db(), [order.orderId]);
  if (it.do === 'pay') await payTrade(ctx(), { token, behaviour: it.behaviour });
  if (it.do === 'release') await releaseNotice(ctx(), token);
  if (it.do === 'cancel' && it.by === 'staff') await cancelOrder(ctx(), { orderId: order.orderId, reason: 'other' });
  if (it.do === 'cancel' && it.by === 'customer') {
    await mine.post(`/api/commerce/own/orders/${order.orderId}/cancel`, { reason: 'not_now' });
  }
  if ((it.do === 'back' || it.do === 'rebate') && now?.state === 'paid') {
    const [parcel] = (await parcelsOf(db(), [key])).get(order.orderId) ?? [];
    const lines = [{ lineNo: it.do === 'back' ? it.lineNo : 1, quantity: it.do === 'back' ? it.units : 0 }];
    const amountFen = it.do === 'rebate' ? fen(it.amountFen) : undefined;
    const stock = it.do === 'back' && parcel?.state === 'waiting' ? 'release' : 'keep';
    const why = { kind: 'claim', reason: '少了', reference: null, stock } as const;
    await ctx().transaction((tx) => refundOrderLines(tx, { order: key, lines, amountFen, ...why }));
  }
  if (it.do === 'deliver') {
    const [parcel] = (await parcelsOf(db(), [key])).get(order.orderId) ?? [];
    if (parcel !== undefined) await deliverParcel(ctx(), { parcelId: parcel.parcelId });
  }
  if (it.do === 'wait') server.world.clock.advance(it.minutes * MINUTE);
  if (it.do === 'wait' || it.do === 'provider') await pass();
}

/** What jobs do in a while. */
async function pass(): Promise<void> {
  await timeOutOrders(ctx());
  await askDueRefunds(ctx());
  await runSandbox(ctx());
  await askProvider(ctx());
}

async function settle(): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    server.world.clock.advance(4 * MINUTE);
    await pass();
  }
}

/** The laws of one order; answers the units of the first goods that left for good. */
async function expectLaws({ orderId }: PlacedOrder): Promise<number> {
  const key = { cityId: ground.cityId, orderId };
  const [order] = await ordersByIds(db(), [orderId]);
  if (order === undefined) throw new Error('the order is gone');
  const lines = (await linesOf(db(), [key])).get(orderId) ?? [];
  const [parcel] = (await parcelsOf(db(), [key])).get(orderId) ?? [];
  const payments = await paymentsOf(db(), [order]);
  // Nobody's goods are held for nothing, and nobody who paid goes without.
  const held = ((await reservationsOf(db(), [orderId])).get(orderId) ?? []).reduce(
    (sum, line) => sum + line.quantity - line.issued - line.released,
    0,
  );
  const due = lines.reduce((sum, line) => sum + unitsLeft(line) * (line.parts.length === 0 ? 1 : 3), 0);
  const waits = order.state === 'paid' && parcel?.state === 'waiting';
  expect(held).toBe(waits ? due : 0);
  expect(order.state).not.toBe('placed');
  // Money: what was paid and not given back is owed, to the fen; nothing of goods is kept.
  const booked = await balances(db(), [
    advanceAccount(orderId),
    keptAccount(orderId),
    ...payments.map((payment) => heldAccount(payment.paymentId)),
  ]);
  const owed = 0 - (booked.get(advanceAccount(orderId)) ?? NaN);
  expect(owed).toBe(order.paidFen - order.refundedFen);
  expect(booked.get(keptAccount(orderId))).toBe(0);
  expect(order.refundedFen).toBeLessThanOrEqual(order.paidFen);
  expect(order.paidFen).toBe(
    payments.reduce((sum, payment) => sum + (payment.state === 'succeeded' ? payment.receivedFen : 0), 0),
  );
  const refunds = await refundsOf(
    db(),
    payments.filter((payment) => payment.state === 'succeeded'),
  );
  // What the house could not give back is still owed, and somebody gives it back by another way.
  const failed = refunds.reduce((sum, refund) => sum + (refund.state === 'failed' ? refund.amountFen : 0), 0);
  const back = lines.reduce((sum, line) => sum + line.refundedFen + line.rebatedFen, 0);
  expect(order.refundedFen + failed).toBe(order.state === 'cancelled' ? order.paidFen : back);
  for (const line of lines) {
    expect(line.refundedFen + line.rebatedFen).toBeLessThanOrEqual(line.netFen);
    expect(line.refundedQuantity).toBeLessThanOrEqual(line.quantity);
  }
  if (parcel?.state !== 'collected') return 0;
  return issuedOf(orderId);
}

async function issuedOf(orderId: PlacedOrder['orderId']): Promise<number> {
  const rows = (await reservationsOf(db(), [orderId])).get(orderId) ?? [];
  return rows.filter((row) => row.skuId === ground.skuIds[0]).reduce((sum, row) => sum + row.issued, 0);
}

it('whatever is done in whatever order: goods, their ledger and the money come out even', async () => {
  const skuId = ground.skuIds[0] as SkuId;
  let left = 0;
  await fc.assert(
    fc.asyncProperty(story, async ({ bundles, singles, paid, acts }) => {
      const order = await placed(bundles, singles);
      const first: Act[] = paid === null ? [] : [{ do: 'pay', behaviour: paid }];
      for (const it of [...first, ...acts]) {
        await perform(order, it).catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
        });
      }
      await settle();
      left += await expectLaws(order);
      const level = (await availableStock(db(), [ground.flashId], [skuId])).get(`${ground.flashId}/${skuId}`);
      expect(level?.onHand).toBe(LAID - left);
    }),
    { numRuns: 20, endOnFailure: true },
  );
  expect((await auditStock(ctx())).differences).toBe(0);
  expect(await unbalancedEntries(db())).toEqual([]);
  expect((await balances(db(), [cashAccount('sandbox')])).get(cashAccount('sandbox'))).toBeGreaterThanOrEqual(0);
}, 240_000);
