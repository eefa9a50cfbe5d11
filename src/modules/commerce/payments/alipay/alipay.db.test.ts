import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, businessDay, HOUR, MINUTE } from '#kernel/time';
import { useServer } from '#testing';
import { askProvider } from '../ask-provider.ts';
import { alipayBill, inGbk, zipOf } from '../bills/test-bill-files.ts';
import { Till } from '../fixtures/till.ts';
import type { StartPaymentAnswer } from '../payment-contract.ts';
import { installPaymentProviders } from '../providers.ts';
import { AlipayClient } from './alipay-client.ts';
import { alipayProvider } from './alipay-provider.ts';
import { AlipayHouse, makePair } from './test-alipay-house.ts';

const server = useServer({ rateLimits: false });
const till = new Till(server);
const [merchant, oldKey, newKey, stranger] = [makePair(), makePair(), makePair(), makePair()];
const house = new AlipayHouse(merchant.publicKey, oldKey, () => server.world.clock.now());

beforeAll(async () => {
  await house.open();
  await till.open('AL');
});
afterAll(() => house.close());
// Files share their modules.
afterAll(() => installPaymentProviders([]));
beforeEach(() => {
  house.signer = oldKey;
  house.lies = false;
  const client = new AlipayClient({
    appId: '2021000000000001',
    sellerId: '2088000000000001',
    privateKey: merchant.privateKey,
    publicKeys: [
      { serial: 'old', publicKey: oldKey.publicKey },
      { serial: 'new', publicKey: newKey.publicKey },
    ],
    gateway: `${house.url}/gateway.do`,
  });
  installPaymentProviders([alipayProvider(client)]);
});

const begun = async (client: object = { kind: 'mobile' }) => {
  const order = await till.orderMade();
  const path = `/api/commerce/own/orders/${order.orderId}/payments`;
  const { body } = await till.mine.post<StartPaymentAnswer>(path, { stage: 'deposit', provider: 'alipay', client });
  return { order, started: body, number: body.paymentNumber.replaceAll('-', '_') };
};
const paid = async () => {
  const it = await begun();
  const { notifyUrl } = await house.visit(it.started.cashierUrl);
  return { ...it, notifyUrl };
};
const counted = async () => {
  const it = await paid();
  expect((await house.send(it.notifyUrl, house.notice(it.number))).text).toBe('success');
  const [payment] = (await till.detail(it.order)).payments;
  const path = `/api/commerce/payments/${payment?.paymentId}/refunds`;
  return { ...it, ask: (amountFen: number) => till.admin.post(path, { amountFen, reason: '多收了' }) };
};
const PAID = { state: 'deposit_paid', paidFen: 200_000 };
const UNPAID = { state: 'placed', paidFen: 0 };

describe('Alipay', () => {
  it('opens by a signed address without a call, is paid there, and counts with its notice', async () => {
    const { length } = house.asked;
    const { order, started, number } = await begun();
    expect(house.asked).toHaveLength(length);
    expect(started).toMatchObject({ providerName: '支付宝', cashier: { kind: 'redirect', url: started.cashierUrl } });
    expect(started.cashierUrl).toContain('method=alipay.trade.wap.pay');
    const { notifyUrl } = await house.visit(started.cashierUrl);
    const answer = await house.send(notifyUrl, house.notice(number));
    expect(answer).toEqual({ status: 200, text: 'success' });
    expect(await till.now(order)).toMatchObject(PAID);
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('has another page at a desk, and is not offered inside WeChat', async () => {
    expect((await begun({ kind: 'desktop' })).started.cashierUrl).toContain('alipay.trade.page.pay');
    const offered = async (client: string) => {
      const { body } = await till.mine.get(`/api/commerce/own/payment-providers?client=${client}`);
      return body.items.map((item: { code: string }) => item.code);
    };
    expect([await offered('mobile'), await offered('wechat')]).toEqual([['sandbox', 'alipay'], ['sandbox']]);
    const order = await till.orderMade();
    const path = `/api/commerce/own/orders/${order.orderId}/payments`;
    const inside = { stage: 'deposit', provider: 'alipay', client: { kind: 'wechat', openid: 'oUser-1' } };
    expect((await till.mine.post(path, inside)).body).toMatchObject({ code: 'payment-provider-missing' });
  });

  it('is found by asking when no notice came; a page that nobody opened is waited for', async () => {
    const { order, started } = await begun();
    server.world.clock.advance(2 * MINUTE);
    await askProvider(server.world.ctx());
    expect(await till.now(order)).toMatchObject(UNPAID);
    await house.visit(started.cashierUrl);
    server.world.clock.advance(6 * MINUTE);
    await askProvider(server.world.ctx());
    expect(await till.now(order)).toMatchObject(PAID);
  });

  it('is not believed with a wrong signature of its answer', async () => {
    const { order } = await paid();
    house.lies = true;
    server.world.clock.advance(2 * MINUTE);
    await expect(askProvider(server.world.ctx())).rejects.toThrow('not every payment');
    expect(await till.now(order)).toMatchObject(UNPAID);
  });
});

describe('a notice of Alipay', () => {
  it('is verified with both keys while they are changed', async () => {
    const { order, number, notifyUrl } = await paid();
    expect((await house.send(notifyUrl, house.notice(number), { key: newKey })).text).toBe('success');
    expect((await house.send(notifyUrl, house.notice(number), { key: oldKey })).text).toBe('success');
    expect(await till.now(order)).toMatchObject({ ...PAID, steps: 2 });
  });

  it('that is forged, changed, for another or old is refused and counted', async () => {
    const { order, number, notifyUrl } = await paid();
    const before = [await till.refusedTimes('signature'), await till.refusedTimes('addressee')];
    const notice = house.notice(number);
    const late = house.notice(number, { notify_time: '2020-01-01 00:00:00' });
    const sent = [
      await house.send(notifyUrl, notice, { key: stranger }),
      await house.send(notifyUrl, notice, { change: { total_amount: '1.00' } }),
      await house.send(notifyUrl, notice, { change: { sign: '' } }),
      await house.send(notifyUrl, notice, { change: { sign_type: 'RSA' } }),
      await house.send(notifyUrl, { ...notice, app_id: '2021000000000002' }),
      await house.send(notifyUrl, { ...notice, seller_id: '2088000000000002' }),
      await house.send(notifyUrl, late),
    ];
    expect(sent.map((answer) => answer.status)).toEqual(sent.map(() => 401));
    expect(sent.map((answer) => answer.text)).not.toContain('success');
    expect([await till.refusedTimes('signature'), await till.refusedTimes('addressee')]).toEqual([
      (before[0] ?? 0) + 4,
      (before[1] ?? 0) + 2,
    ]);
    expect(await till.now(order)).toMatchObject(UNPAID);
  });

  it('told again, also hours later, counts once; of another amount it is held', async () => {
    const { order, number, notifyUrl } = await paid();
    const notice = house.notice(number);
    await Promise.all(Array.from({ length: 10 }, () => house.send(notifyUrl, notice)));
    server.world.clock.advance(24 * HOUR);
    expect((await house.send(notifyUrl, notice)).text).toBe('success');
    expect(await till.now(order)).toMatchObject({ ...PAID, steps: 2 });
    const other = await paid();
    expect((await house.send(other.notifyUrl, house.notice(other.number, { total_amount: '0.01' }))).text).toBe(
      'success',
    );
    expect((await till.detail(other.order)).payments[0]).toMatchObject({ state: 'held', receivedFen: 1 });
  });

  it('that a trade was created, or closed unpaid, is answered and changes nothing', async () => {
    const { order, started, number } = await begun();
    const { notifyUrl } = await house.visit(started.cashierUrl, false);
    expect((await house.send(notifyUrl, house.notice(number))).text).toBe('success');
    expect((await house.send(notifyUrl, house.notice(number, { trade_status: 'TRADE_CLOSED' }))).text).toBe('success');
    expect(await till.now(order)).toMatchObject(UNPAID);
    expect((await house.send(notifyUrl, house.notice(number, { trade_status: 'TRADE_FINISHED' }))).text).toBe(
      'success',
    );
    expect(await till.now(order)).toMatchObject(PAID);
  });
});

describe('a refund through Alipay', () => {
  it('is done with a notice of its trade, which tells the sum of all', async () => {
    const { order, started, number, notifyUrl, ask } = await counted();
    expect((await ask(50_000)).body).toMatchObject({ state: 'accepted' });
    server.world.clock.advance(2 * MINUTE);
    expect((await ask(30_000)).body).toMatchObject({ state: 'accepted' });
    const refund = { gmt_refund: '2026-06-06 10:00:00.123', refund_fee: '800.00' };
    const told = (name: string) => house.notice(number, { ...refund, out_biz_no: `${number}_${name}` });
    expect((await house.send(notifyUrl, told('R2'))).text).toBe('success');
    expect((await house.send(notifyUrl, told('R1'))).text).toBe('success');
    expect((await house.send(notifyUrl, told('R1'))).text).toBe('success');
    expect(await till.now(order)).toMatchObject({ refundedFen: 80_000, ...PAID });
    expect(started.paymentNumber).toContain('-P1');
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('whose answer was lost is asked for under the same number, pays once, and is found done by asking', async () => {
    const { order, number, ask } = await counted();
    house.trouble.push({ code: '', lost: true });
    expect((await ask(50_000)).body).toMatchObject({ state: 'requested' });
    server.world.clock.advance(2 * MINUTE);
    await askProvider(server.world.ctx());
    expect((await till.detail(order)).payments[0]?.refunds).toMatchObject([{ state: 'accepted' }]);
    expect([...house.trade(number).refunds]).toEqual([[`${number}_R1`, 50_000]]);
    server.world.clock.advance(6 * MINUTE);
    await askProvider(server.world.ctx());
    expect(await till.now(order)).toMatchObject({ refundedFen: 50_000 });
  });

  it('that the system could not do now is tried again; one that is refused has failed', async () => {
    const { order, ask } = await counted();
    house.trouble.push({ code: '40004', sub_code: 'ACQ.SYSTEM_ERROR' });
    expect((await ask(50_000)).body).toMatchObject({ state: 'requested' });
    server.world.clock.advance(2 * MINUTE);
    await askProvider(server.world.ctx());
    house.trouble.push({ code: '40004', sub_code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH' });
    server.world.clock.advance(2 * MINUTE);
    expect((await ask(10_000)).body).toMatchObject({ state: 'failed' });
    server.world.clock.advance(6 * MINUTE);
    await askProvider(server.world.ctx());
    expect((await till.detail(order)).payments[0]).toMatchObject({ refundedFen: 50_000, refundingFen: 0 });
  });
});

describe('the bill of Alipay', () => {
  it('is downloaded as a zip in GBK and compared, refunds too', async () => {
    server.world.clock.set(`${businessDay(addDays(server.world.clock.now(), 2))}T04:00:00Z`);
    const day = businessDay(server.world.clock.now());
    const { number, ask } = await counted();
    await ask(50_000);
    server.world.clock.advance(6 * MINUTE);
    await askProvider(server.world.ctx());
    server.world.clock.advance(23 * HOUR);
    const bring = () => till.admin.post('/api/commerce/bills', { provider: 'alipay', day });
    expect((await bring()).body).toMatchObject({ payments: 0, open: 2 });
    const at = `${day} 12:00:00`;
    const rows = [
      { at, number, yuan: '2000.00', trade: house.trade(number).tradeNo },
      { at, number, yuan: '-500.00', request: `${number}_R1` },
    ];
    house.bill = zipOf([{ name: '2088_业务明细.csv', bytes: inGbk(alipayBill(rows)) }]);
    expect((await bring()).body).toMatchObject({ payments: 1, refunds: 1, refundsFen: 50_000, open: 0 });
  });
});
