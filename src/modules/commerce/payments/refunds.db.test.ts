import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { MINUTE } from '#kernel/time';
import { balances } from '#platform/ledger';
import { useServer } from '#testing';
import type { Order } from '../orders/order.ts';
import { askProvider } from './ask-provider.ts';
import { advanceAccount, cashAccount, heldAccount, keptAccount } from './books.ts';
import type { PaymentItem, PaymentsAnswer, RefundItem } from './payment-contract.ts';
import { runSandbox } from './sandbox/deliver-notices.ts';
import { Till } from './fixtures/till.ts';

const server = useServer({ rateLimits: false });
const till = new Till(server);
beforeAll(() => till.open('PB'));

describe('money that does not fit', () => {
  const decide = (paymentId: string, decision: 'accept' | 'refund') =>
    till.admin.post<PaymentItem>(`/api/commerce/payments/${paymentId}/decide`, { decision, reason: '和顾客核对过' });

  it('is held, recorded as received, and counts as it is once somebody accepts it', async () => {
    const order = await till.orderMade();
    const manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: till.here.storeId });
    const live = await manager.live(['order']);
    const started = await till.start(order);
    await till.pay(started, 'wrong_amount');
    await live.next((message) => message.type === 'PaymentHeld' && message.id === started.paymentId);
    live.close();
    expect(await till.now(order)).toMatchObject({ state: 'placed', paidFen: 0 });
    expect(await till.balance(heldAccount(started.paymentId))).toBe(-199_999);
    const { body } = await manager.get<PaymentsAnswer>('/api/commerce/payments?state=held');
    const held = body.items.find((item) => item.paymentId === started.paymentId);
    expect(held).toMatchObject({ heldWhy: 'amount_differs', receivedFen: 199_999, canAccept: true });
    expect((await manager.post(`/api/commerce/payments/${started.paymentId}/decide`)).status).toBe(403);
    const accepted = await decide(started.paymentId, 'accept');
    expect(accepted.body).toMatchObject({ state: 'succeeded', decision: 'accept', decisionReason: '和顾客核对过' });
    expect(await till.now(order)).toMatchObject({ state: 'deposit_paid', paidFen: 199_999 });
    expect(await till.balance(heldAccount(started.paymentId))).toBe(0);
    expect(await till.faultsOf(order)).toEqual([]);
    expect((await decide(started.paymentId, 'refund')).body).toMatchObject({ code: 'illegal-move' });
    // What is missing is part of the till.balance.
    expect((await till.start(order, 'balance')).amountFen).toBe(800_001);
  });

  it('goes back where it came from once somebody says so', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    await till.pay(started, 'wrong_amount');
    expect((await decide(started.paymentId, 'refund')).body).toMatchObject({
      state: 'closed',
      refundingFen: 199_999,
      refunds: [{ state: 'accepted' }],
    });
    await till.settleRefunds();
    expect(await till.balance(heldAccount(started.paymentId))).toBe(0);
    expect(await till.now(order)).toMatchObject({ state: 'placed', paidFen: 0, refundedFen: 0 });
    expect(await till.eventsOf(order)).toEqual(['OrderPlaced']);
    // The customer may try again.
    await till.pay(await till.start(order));
    expect(await till.now(order)).toMatchObject({ state: 'deposit_paid' });
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('paid twice is held, and accepted counts on top', async () => {
    const order = await till.orderMade();
    const first = await till.start(order);
    await till.pay(first, 'late_notice');
    // Not even by asking: the provider is silent.
    await till.closeHere(first);
    const second = await till.start(order);
    await till.pay(second);
    await till.release(first);
    const { payments } = await till.detail(order);
    expect(payments.map(({ state, heldWhy }) => [state, heldWhy])).toEqual([
      ['held', 'paid_twice'],
      ['succeeded', null],
    ]);
    await decide(first.paymentId, 'accept');
    expect(await till.now(order)).toMatchObject({ state: 'deposit_paid', paidFen: 400_000 });
    expect((await till.detail(order)).due).toEqual({ stage: 'balance', amountFen: 600_000 });
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('for an order that was cancelled can only go back', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    await till.pay(started, 'late_notice');
    await till.mine.post(`/api/commerce/own/orders/${order.orderId}/cancel`, { reason: 'changed_mind' });
    await till.release(started);
    expect((await till.detail(order)).payments[0]).toMatchObject({ state: 'held', heldWhy: 'order_closed' });
    expect((await decide(started.paymentId, 'accept')).body).toMatchObject({ code: 'held-for-closed-order' });
    expect((await decide(started.paymentId, 'refund')).status).toBe(200);
    await till.settleRefunds();
    expect(await till.now(order)).toMatchObject({ state: 'cancelled', paidFen: 0 });
    expect(await till.balance(heldAccount(started.paymentId))).toBe(0);
  });
});

describe('a refund', () => {
  const ask = (paymentId: string, amountFen: number) =>
    till.admin.post<RefundItem & { code: string }>(`/api/commerce/payments/${paymentId}/refunds`, {
      amountFen,
      reason: '少装一项',
    });

  it('in parts, a minute apart, is done when the provider says so, and never exceeds what is left', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    await till.pay(started);
    const first = await ask(started.paymentId, 50_000);
    expect(first.body).toMatchObject({ state: 'accepted', refundNumber: `${started.paymentNumber}-R1` });
    expect(await till.now(order)).toMatchObject({ refundedFen: 0 });
    expect((await ask(started.paymentId, 1)).body).toMatchObject({ code: 'refund-too-soon' });
    await till.settleRefunds();
    expect(await till.now(order)).toMatchObject({ state: 'deposit_paid', refundedFen: 50_000 });
    server.world.clock.advance(MINUTE);
    expect((await ask(started.paymentId, 150_001)).body).toMatchObject({ code: 'refund-above-payment' });
    expect((await ask(started.paymentId, 150_000)).status).toBe(200);
    await till.settleRefunds();
    await runSandbox(server.world.ctx());
    expect(await till.now(order)).toMatchObject({ refundedFen: 200_000 });
    expect(await till.eventsOf(order)).toEqual(['OrderPlaced', 'OrderPaid', 'OrderRefunded', 'OrderRefunded']);
    expect((await till.detail(order)).refundableFen).toBe(0);
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('of which no notice came is found by asking, and one notice more changes nothing', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    await till.pay(started);
    await ask(started.paymentId, 10_000);
    await sql`
      update commerce.sandbox_refund set state = 'succeeded', finished_at = ${server.world.clock.now()}
      where payment_number = ${started.paymentNumber}`.execute(till.db);
    server.world.clock.advance(3 * MINUTE);
    await askProvider(server.world.ctx());
    expect(await till.now(order)).toMatchObject({ refundedFen: 10_000 });
    await askProvider(server.world.ctx());
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('that fails frees the money', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    await till.pay(started, 'refund_fails');
    const listed = async (refund: 'under_way' | 'failed') => {
      const { body } = await till.admin.get<PaymentsAnswer>(`/api/commerce/payments?refund=${refund}`);
      return { mine: body.items.some((item) => item.paymentId === started.paymentId), ...body.counts };
    };
    const before = await listed('failed');
    await ask(started.paymentId, 200_000);
    expect(await listed('under_way')).toMatchObject({
      mine: true,
      refundsUnderWay: before.refundsUnderWay + 1,
      refundingFen: before.refundingFen + 200_000,
    });
    await till.settleRefunds();
    expect(await listed('under_way')).toMatchObject({ mine: false });
    expect(await listed('failed')).toMatchObject({ mine: true, refundsFailed: before.refundsFailed + 1 });
    expect((await till.detail(order)).payments[0]).toMatchObject({ refundingFen: 0, refunds: [{ state: 'failed' }] });
    expect(await till.detail(order)).toMatchObject({ refundedFen: 0, refundableFen: 200_000 });
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('asked for many times at once goes once', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    await till.pay(started);
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(started.paymentId, 200_000)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    await till.settleRefunds();
    expect(await till.now(order)).toMatchObject({ refundedFen: 200_000 });
    expect(await till.faultsOf(order)).toEqual([]);
  });
});

describe('money that is kept', () => {
  const cancel = (orderId: string, refundFen: number) =>
    till.admin.post(`/api/commerce/orders/${orderId}/cancel`, { reason: 'changed_mind', refundFen });
  const books = async (order: Order) => ({
    owed: 0 - (await till.balance(advanceAccount(order.orderId))),
    kept: 0 - (await till.balance(keptAccount(order.orderId))),
  });

  it('is income from the moment the order is called off; what goes back is owed until it is gone', async () => {
    const order = await till.orderMade();
    await till.pay(await till.start(order));
    expect(await books(order)).toEqual({ owed: 200_000, kept: 0 });
    expect((await cancel(order.orderId, 150_000)).status).toBe(200);
    expect(await books(order)).toEqual({ owed: 150_000, kept: 50_000 });
    await till.settleRefunds();
    expect(await books(order)).toEqual({ owed: 0, kept: 50_000 });
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('is owed again where it goes back after all, and no money of a refund that failed is income', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    await till.pay(started, 'refund_fails');
    await cancel(order.orderId, 120_000);
    await till.settleRefunds();
    expect(await books(order)).toEqual({ owed: 120_000, kept: 80_000 });
    server.world.clock.advance(MINUTE);
    const again = { amountFen: 150_000, reason: '退给顾客' };
    expect((await till.admin.post(`/api/commerce/payments/${started.paymentId}/refunds`, again)).status).toBe(200);
    expect(await books(order)).toEqual({ owed: 150_000, kept: 50_000 });
    expect(await till.faultsOf(order)).toEqual([]);
  });
});

it('the books of all agree: ledger, orders, payments and the sandbox', async () => {
  await till.settleRefunds();
  const sum = async (query: ReturnType<typeof sql<{ fen: string }>>): Promise<number> =>
    Number((await query.execute(till.db)).rows[0]?.fen);
  const cash = await till.balance(cashAccount('sandbox'));
  const under = async (prefix: string): Promise<number> =>
    [...(await balances(till.db, { prefix })).values()].reduce((all, each) => all + each, 0);
  const [advances, kept, held] = [
    await under('order:advance:'),
    await under('income:kept:'),
    await under('payment:held:'),
  ] as const;
  expect(cash + advances + kept + held).toBe(0);
  const owed = sql<{ fen: string }>`select sum(paid_fen - refunded_fen) as fen from commerce.sales_order`;
  expect(await sum(owed)).toBe(0 - advances - kept);
  const received = sql<{ fen: string }>`select sum(received_fen - refunded_fen) as fen from commerce.payment`;
  expect(await sum(received)).toBe(cash);
});
