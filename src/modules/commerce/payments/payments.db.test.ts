import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#kernel/time';
import { useServer } from '#testing';
import type { OwnOrderDetail } from '../orders/order-contract.ts';
import { askProvider } from './ask-provider.ts';
import { closeCashiers } from './close-cashiers.ts';
import { makeKey, signedHeaders } from './sandbox/sandbox-signature.ts';
import { Till } from './fixtures/till.ts';

const server = useServer({ rateLimits: false });
const till = new Till(server);
beforeAll(() => till.open('PA'));
const callOff = (orderId: string) =>
  till.mine.post(`/api/commerce/own/orders/${orderId}/cancel`, { reason: 'not_now' });

describe('a payment', () => {
  it('is begun by the customer, paid at the cashier, and counted by the notice', async () => {
    const order = await till.orderMade();
    const live = await till.mine.live(['own-order']);
    const started = await till.start(order);
    expect(started).toMatchObject({ amountFen: 200_000, stage: 'deposit', sandbox: true, providerName: '沙箱支付' });
    expect(started.paymentNumber).toBe(`${order.orderNumber}-P1`);
    const cashier = await server.anonymous.get(till.cashierOf(started));
    expect(cashier.body).toMatchObject({ state: 'open', amountFen: 200_000, notice: expect.stringContaining('沙箱') });
    expect((await till.pay(started)).body).toMatchObject({ state: 'paid' });
    expect((await live.next((message) => message.type === 'OrderPaid')).id).toBe(order.orderId);
    live.close();
    const { body } = await till.mine.get<OwnOrderDetail>(`/api/commerce/own/orders/${order.orderId}`);
    expect(body).toMatchObject({
      state: 'deposit_paid',
      paidFen: 200_000,
      due: { stage: 'balance', amountFen: 800_000 },
      payments: [{ state: 'succeeded', receivedFen: 200_000 }],
      canCancel: false,
    });
    expect((await till.pay(await till.start(order, 'balance'))).status).toBe(200);
    expect(await till.now(order)).toMatchObject({ state: 'paid', paidFen: 1_000_000 });
    expect((await till.detail(order)).timeline.map((entry) => entry.move)).toEqual([
      'placed',
      'deposit_paid',
      'balance_paid',
    ]);
    expect(await till.eventsOf(order)).toEqual(['OrderPlaced', 'OrderPaid', 'OrderPaid']);
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('has one cashier for a stage, also when it is started many times at once', async () => {
    const order = await till.orderMade();
    const many = await Promise.all(Array.from({ length: 8 }, () => till.start(order)));
    expect(new Set(many.map((each) => each.cashierUrl)).size).toBe(1);
    expect((await till.detail(order)).payments).toHaveLength(1);
    const early = await till.mine.post(`/api/commerce/own/orders/${order.orderId}/payments`, { stage: 'balance' });
    expect(early).toMatchObject({ status: 409, body: { code: 'nothing-to-pay' } });
  });

  it('answers the same under the same key', async () => {
    const order = await till.orderMade();
    const path = `/api/commerce/own/orders/${order.orderId}/payments`;
    const first = await till.mine.post(path, { stage: 'deposit' }, { key: `pay-${order.orderId}` });
    const again = await till.mine.post(path, { stage: 'deposit' }, { key: `pay-${order.orderId}` });
    expect([first.status, again.text]).toEqual([200, first.text]);
  });

  it('is replaced once it expired', async () => {
    const order = await till.orderMade();
    const first = await till.start(order);
    server.world.clock.advance(31 * MINUTE);
    const second = await till.start(order);
    expect(second.paymentNumber).toBe(`${order.orderNumber}-P2`);
    expect((await till.pay(first)).body).toMatchObject({ code: 'sandbox-trade-expired' });
    expect((await till.pay(second)).status).toBe(200);
    expect((await till.detail(order)).payments.map((payment) => payment.state)).toEqual(['closed', 'succeeded']);
  });

  it('is found by asking when no notice comes', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    await till.pay(started, 'no_notice');
    expect((await till.now(order)).state).toBe('placed');
    server.world.clock.advance(2 * MINUTE);
    await askProvider(server.world.ctx());
    expect(await till.now(order)).toMatchObject({ state: 'deposit_paid', paidFen: 200_000 });
    await askProvider(server.world.ctx());
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('that expired and was paid without a notice counts before a second cashier opens', async () => {
    const order = await till.orderMade();
    await till.pay(await till.start(order), 'no_notice');
    server.world.clock.advance(31 * MINUTE);
    const refused = await till.mine.post(`/api/commerce/own/orders/${order.orderId}/payments`, { stage: 'deposit' });
    expect(refused.body.code).toBe('nothing-to-pay');
    expect(await till.now(order)).toMatchObject({ state: 'deposit_paid', paidFen: 200_000 });
  });

  it('of an order that is called off cannot be paid any more, there as well as here', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    expect((await callOff(order.orderId)).status).toBe(200);
    expect([await closeCashiers(server.world.ctx()), await closeCashiers(server.world.ctx())]).toEqual([1, 0]);
    expect((await till.pay(started)).body).toMatchObject({ code: 'sandbox-trade-expired' });
    expect(await till.now(order)).toMatchObject({ state: 'cancelled', paidFen: 0 });
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('that was paid before its cashier could be closed counts as late money does', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    await till.pay(started, 'no_notice');
    expect((await callOff(order.orderId)).status).toBe(200);
    await closeCashiers(server.world.ctx());
    expect((await till.detail(order)).payments[0]).toMatchObject({ state: 'held' });
    expect(await closeCashiers(server.world.ctx())).toBe(0);
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('is closed by the job when its time is over', async () => {
    const order = await till.orderMade();
    await till.start(order);
    server.world.clock.advance(31 * MINUTE);
    await askProvider(server.world.ctx());
    expect((await till.detail(order)).payments[0]).toMatchObject({ state: 'closed' });
  });
});

describe('a notice', () => {
  it('told twice, and twenty times at once, counts once', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    await till.pay(started, 'duplicate_notice');
    const body = await till.noticeOf(started);
    const [one, other] = await till.keys();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => till.signed(at % 2 === 0 ? one : other, body)),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
    // The same money under another notice id.
    const renamed = JSON.stringify({ ...JSON.parse(body), id: 'another-notice' });
    expect((await till.signed(one, renamed)).body).toEqual({ code: 'SUCCESS' });
    expect(await till.now(order)).toMatchObject({ paidFen: 200_000, steps: 2 });
    expect(await till.eventsOf(order)).toEqual(['OrderPlaced', 'OrderPaid']);
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('whose first twenty copies come at once counts once', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    await till.pay(started, 'late_notice');
    const body = await till.noticeOf(started);
    const [key] = await till.keys();
    const answers = await Promise.all(Array.from({ length: 20 }, () => till.signed(key, body)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(await till.now(order)).toMatchObject({ state: 'deposit_paid', paidFen: 200_000, steps: 2 });
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('with a wrong signature is refused with 401 and changes nothing', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    const before = await till.refusedTimes('signature');
    await till.pay(started, 'late_notice');
    const body = await till.noticeOf(started);
    const [key] = await till.keys();
    const tampered = body.replace('200000', '200001');
    const headers = signedHeaders(key, Buffer.from(body), server.world.clock.now(), 'nonce');
    expect(await till.knock(tampered, headers)).toMatchObject({ status: 401, body: { code: 'notice-refused' } });
    expect((await till.signed({ ...makeKey('x'), serial: key.serial }, body)).status).toBe(401);
    expect((await till.signed(makeKey('SANDBOX-9'), body)).status).toBe(401);
    expect((await till.knock(body, {})).status).toBe(401);
    expect((await till.signed(key, '{"id":"1","type":"else"}')).status).toBe(401);
    expect((await till.now(order)).paidFen).toBe(0);
    expect(await till.refusedTimes('signature')).toBe(before + 2);
  });

  it('after a probe with a wrong signature counts', async () => {
    const order = await till.orderMade();
    const before = await till.refusedTimes('signature');
    await till.pay(await till.start(order), 'wrong_signature');
    expect(await till.now(order)).toMatchObject({ state: 'deposit_paid' });
    expect(await till.refusedTimes('signature')).toBe(before + 1);
  });

  it('that was recorded and is played again later is refused by its time, and within it changes nothing', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    await till.pay(started);
    const body = await till.noticeOf(started);
    const [key] = await till.keys();
    const sentAt = server.world.clock.now();
    const recorded = signedHeaders(key, Buffer.from(body), sentAt, 'recorded');
    expect((await till.knock(body, recorded)).status).toBe(200);
    server.world.clock.advance(6 * MINUTE);
    expect((await till.knock(body, recorded)).status).toBe(401);
    expect((await till.signed(key, body, new Date(server.world.clock.now().getTime() + HOUR))).status).toBe(401);
    expect(await till.now(order)).toMatchObject({ paidFen: 200_000, steps: 2 });
  });

  it('that comes late, after the payment was closed here, counts all the same', async () => {
    const order = await till.orderMade();
    const started = await till.start(order);
    expect((await till.pay(started, 'late_notice')).body).toMatchObject({ noticeHeld: true });
    await till.closeHere(started);
    server.world.clock.advance(2 * HOUR);
    expect((await till.release(started)).body).toMatchObject({ noticeHeld: false });
    expect(await till.now(order)).toMatchObject({ state: 'deposit_paid', paidFen: 200_000 });
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('of a number that we never gave is kept, and answered', async () => {
    const [key] = await till.keys();
    const body = {
      id: 'n-unknown',
      type: 'payment.succeeded',
      paymentNumber: 'DD-XX-1-P1',
      tradeNumber: 't',
      amountFen: 5,
    };
    const told = JSON.stringify({ ...body, paidAt: server.world.clock.now().toISOString() });
    expect((await till.signed(key, told)).status).toBe(200);
    const kept = await sql<{ outcome: string }>`
      select outcome from commerce.payment_notice where notice_id = 'n-unknown'`.execute(till.db);
    expect(kept.rows).toEqual([{ outcome: 'unknown_number' }]);
  });

  it('for a provider that is not set up finds nobody', async () => {
    const answer = await server.anonymous.send('POST', '/api/commerce/payments/notices/nobody', '{}');
    expect(answer.status).toBe(404);
  });
});
