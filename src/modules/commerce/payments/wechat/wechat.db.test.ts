import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addDays, businessDay, HOUR, MINUTE } from '#kernel/time';
import { useServer } from '#testing';
import { askProvider } from '../ask-provider.ts';
import { fetchBills } from '../bills/fetch-bills.ts';
import { wechatBill } from '../bills/test-bill-files.ts';
import { Till } from '../fixtures/till.ts';
import { installPaymentProviders } from '../providers.ts';
import { makeCertificate } from '../test-certificate.ts';
import type { StartPaymentAnswer } from '../payment-contract.ts';
import type { Order } from '../../orders/order.ts';
import { WechatHouse, type HouseKey } from './test-wechat-house.ts';
import type { WechatClient } from './wechat-client.ts';
import { wechatProvider } from './wechat-provider.ts';

const server = useServer({ rateLimits: false });
const till = new Till(server);
const now = (): Date => server.world.clock.now();
const keyOf = (serial: string, name = serial): HouseKey => ({
  serial: name,
  certificate: makeCertificate(serial, new Date('2020-01-01'), new Date('2031-01-01')),
});
const [first, second, stranger] = [keyOf('51AA'), keyOf('52BB'), keyOf('5FFF')];
const publicKey = keyOf('5300', 'PUB_KEY_ID_0110000000000000000000000000000001');
const merchant = makeCertificate('4A01', new Date('2020-01-01'), new Date('2031-01-01'));
const identity = { mchid: '1900000001', appid: 'wx0123456789abcdef' };
const apiV3Key = 'an-api-v3-key-of-32-characters-!';
const house = new WechatHouse({ ...identity, apiV3Key, merchant, now }, [first, second]);

function install(over: Partial<WechatClient['settings']> = {}): void {
  installPaymentProviders([wechatProvider(house.merchantClient(over))]);
}

beforeAll(async () => {
  await house.open();
  await till.open('WX');
});
afterAll(() => house.close());
// Files share their modules.
afterAll(() => installPaymentProviders([]));
beforeEach(() => {
  house.signer = first;
  house.lies = false;
  install();
});

const start = async (order: Order, client: object = { kind: 'desktop' }): Promise<StartPaymentAnswer> => {
  const path = `/api/commerce/own/orders/${order.orderId}/payments`;
  const answer = await till.mine.post<StartPaymentAnswer>(path, { stage: 'deposit', provider: 'wechat', client });
  expect(answer.text).toContain('paymentNumber');
  return answer.body;
};
/** A payment that was begun, and then paid there without a notice. */
const paid = async (over: { total?: number; currency?: string } = {}) => {
  const order = await till.orderMade();
  const started = await start(order);
  const { notifyUrl } = house.pay(started.paymentNumber, over);
  return { order, started, notifyUrl, notice: house.paymentNotice(started.paymentNumber) };
};
const PAID = { state: 'deposit_paid', paidFen: 200_000 };
const UNPAID = { state: 'placed', paidFen: 0 };

describe('WeChat Pay', () => {
  it('is paid by a QR code at a desk, and counts with its notice', async () => {
    const { order, started, notifyUrl, notice } = await paid();
    expect(started).toMatchObject({
      providerName: '微信支付',
      sandbox: false,
      cashier: { kind: 'qr', text: `weixin://wxpay/bizpayurl?pr=${started.paymentNumber}` },
    });
    expect(notifyUrl).toBe(`${server.url}/api/commerce/payments/notices/wechat`);
    expect(await house.send(notifyUrl, notice)).toBe(200);
    expect(await till.now(order)).toMatchObject(PAID);
    expect(await till.eventsOf(order)).toEqual(['OrderPlaced', 'OrderPaid']);
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('opens inside WeChat with signed parameters, and on a phone by an address; the old cashier is closed first', async () => {
    const order = await till.orderMade();
    const inside = await start(order, { kind: 'wechat', openid: 'oUser-1' });
    expect(inside.cashier).toMatchObject({ kind: 'wechat', params: { signType: 'RSA', appId: identity.appid } });
    expect(await start(order, { kind: 'wechat', openid: 'oUser-1' })).toMatchObject({ paymentId: inside.paymentId });
    const outside = await start(order, { kind: 'mobile' });
    expect(outside.paymentId).not.toBe(inside.paymentId);
    expect(house.trade(inside.paymentNumber).state).toBe('CLOSED');
    expect(outside.cashier).toMatchObject({ kind: 'redirect', url: expect.stringContaining('redirect_url=http') });
    server.world.clock.advance(6 * MINUTE);
    const fresh = await start(order, { kind: 'mobile' });
    expect(fresh.paymentId).not.toBe(outside.paymentId);
    house.pay(fresh.paymentNumber);
    expect(await house.send(house.trade(fresh.paymentNumber).notifyUrl, house.paymentNotice(fresh.paymentNumber))).toBe(
      200,
    );
    expect(await till.now(order)).toMatchObject(PAID);
  });

  it('counts what was paid at the cashier that is being left', async () => {
    const order = await till.orderMade();
    const inside = await start(order, { kind: 'wechat', openid: 'oUser-1' });
    house.pay(inside.paymentNumber);
    const path = `/api/commerce/own/orders/${order.orderId}/payments`;
    const answer = await till.mine.post(path, { stage: 'deposit', provider: 'wechat', client: { kind: 'desktop' } });
    expect(answer.body).toMatchObject({ code: 'nothing-to-pay' });
    expect(await till.now(order)).toMatchObject(PAID);
  });

  it('is found by asking when no notice came; who is still paying is waited for', async () => {
    const { order, started } = await paid();
    house.trade(started.paymentNumber).state = 'USERPAYING';
    server.world.clock.advance(2 * MINUTE);
    await askProvider(server.world.ctx());
    expect(await till.now(order)).toMatchObject(UNPAID);
    house.trade(started.paymentNumber).state = 'SUCCESS';
    server.world.clock.advance(6 * MINUTE);
    await askProvider(server.world.ctx());
    expect(await till.now(order)).toMatchObject(PAID);
  });
});

describe('a notice of WeChat Pay', () => {
  it('is verified with the key that it names, two of them alive at once and a new one fetched', async () => {
    const { order, notifyUrl, notice } = await paid();
    // Signed by the one in the name of the other.
    expect(await house.send(notifyUrl, notice, { key: second, serial: first.serial })).toBe(401);
    expect(await house.send(notifyUrl, notice, { key: second })).toBe(200);
    expect(await house.send(notifyUrl, notice, { key: first })).toBe(200);
    const third = keyOf('54CC');
    house.certificates.push(third);
    server.world.clock.advance(2 * MINUTE);
    expect(await house.send(notifyUrl, notice, { key: third })).toBe(200);
    expect(await till.now(order)).toMatchObject({ ...PAID, steps: 2 });
  });

  it('is verified with the public key and with a certificate while a merchant moves', async () => {
    install({ publicKeys: [{ serial: publicKey.serial, publicKey: publicKey.certificate.publicKey, endsAt: null }] });
    house.signer = publicKey;
    const { order, notifyUrl, notice } = await paid();
    expect(await house.send(notifyUrl, notice, { key: { ...stranger, serial: 'PUB_KEY_ID_other' } })).toBe(401);
    expect(await house.send(notifyUrl, notice, { key: first })).toBe(200);
    expect(await house.send(notifyUrl, notice)).toBe(200);
    expect(await till.now(order)).toMatchObject({ ...PAID, steps: 2 });
  });

  it('that is a probe, forged, changed, old or sealed with another key is refused and counted', async () => {
    const { order, notifyUrl, notice } = await paid();
    const counts = async () =>
      Object.fromEntries(
        await Promise.all(
          ['probe', 'signature', 'serial', 'timestamp', 'malformed'].map(
            async (why) => [why, await till.refusedTimes(why)] as const,
          ),
        ),
      );
    const before = await counts();
    const sent = [
      await house.send(notifyUrl, notice, { signature: 'WECHATPAY/SIGNTEST/c2lnbmF0dXJl' }),
      await house.send(notifyUrl, notice, { signature: Buffer.alloc(256, 7).toString('base64') }),
      await house.send(notifyUrl, notice, { body: (body) => body.replace('EV0', 'EV1') }),
      await house.send(notifyUrl, notice, { key: stranger }),
      await house.send(notifyUrl, notice, { at: new Date(now().getTime() - 6 * MINUTE) }),
      await house.send(notifyUrl, notice, { at: new Date(now().getTime() + HOUR) }),
      await house.send(notifyUrl, notice.replace(/"nonce":"\d/, '"nonce":"x')),
      await house.send(notifyUrl, 'not json'),
    ];
    expect(sent).toEqual(sent.map(() => 401));
    const after = await counts();
    expect(Object.fromEntries(Object.entries(after).map(([why, times]) => [why, times - (before[why] ?? 0)]))).toEqual({
      probe: 1,
      signature: 2,
      serial: 1,
      timestamp: 2,
      malformed: 2,
    });
    expect(await till.now(order)).toMatchObject(UNPAID);
    expect(await house.send(notifyUrl, notice)).toBe(200);
    expect(await till.now(order)).toMatchObject(PAID);
    const { body } = await till.admin.get('/api/commerce/payments/providers');
    const { keys, refused, lastNoticeAt } = body.items.find((item: { code: string }) => item.code === 'wechat');
    expect(keys.map((key: { serial: string }) => key.serial)).toEqual(
      expect.arrayContaining([merchant.serial, first.serial]),
    );
    expect(refused.map((each: { why: string }) => each.why)).toEqual(expect.arrayContaining(['probe', 'timestamp']));
    expect(lastNoticeAt).not.toBeNull();
  });

  it('told twice, twenty times at once, or replayed later under a new signature counts once', async () => {
    const { order, notifyUrl, notice } = await paid();
    const many = await Promise.all(Array.from({ length: 20 }, () => house.send(notifyUrl, notice)));
    expect(new Set(many)).toEqual(new Set([200]));
    server.world.clock.advance(3 * HOUR);
    expect(await house.send(notifyUrl, notice)).toBe(200);
    expect(await till.now(order)).toMatchObject({ ...PAID, steps: 2 });
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('of another amount is held, of another merchant or currency refused', async () => {
    const { order, started, notifyUrl } = await paid();
    const told = (over: object) => house.paymentNotice(started.paymentNumber, over as Record<string, unknown>);
    expect(await house.send(notifyUrl, told({ mchid: '1900000002' }))).toBe(401);
    expect(await house.send(notifyUrl, told({ appid: 'wxffffffffffffffff' }))).toBe(401);
    expect(await house.send(notifyUrl, told({ amount: { total: 200_000, currency: 'USD' } }))).toBe(401);
    expect(await till.now(order)).toMatchObject(UNPAID);
    expect(await house.send(notifyUrl, told({ amount: { total: 1, currency: 'CNY' } }))).toBe(200);
    expect((await till.detail(order)).payments[0]).toMatchObject({ state: 'held', receivedFen: 1 });
  });

  it('that comes after the payment was closed here counts all the same', async () => {
    const { order, started, notifyUrl, notice } = await paid();
    await till.closeHere(started);
    expect(await house.send(notifyUrl, notice)).toBe(200);
    expect(await till.now(order)).toMatchObject(PAID);
  });
});

describe('a refund through WeChat Pay', () => {
  const counted = async () => {
    const it = await paid();
    await house.send(it.notifyUrl, it.notice);
    const { payments } = await till.detail(it.order);
    const path = `/api/commerce/payments/${payments[0]?.paymentId}/refunds`;
    return { ...it, ask: (amountFen: number) => till.admin.post(path, { amountFen, reason: '多收了' }) };
  };

  it('is accepted first and done with its notice, which may come twice', async () => {
    const { order, started, notifyUrl, ask } = await counted();
    expect((await ask(50_000)).body).toMatchObject({ state: 'accepted' });
    const refund = house.refunds.get(`${started.paymentNumber}-R1`);
    expect(refund).toMatchObject({ amount: 50_000 });
    if (refund !== undefined) refund.state = 'SUCCESS';
    const notice = house.refundNotice(`${started.paymentNumber}-R1`);
    expect([await house.send(notifyUrl, notice), await house.send(notifyUrl, notice)]).toEqual([200, 200]);
    expect(await till.now(order)).toMatchObject({ refundedFen: 50_000 });
    expect(await till.faultsOf(order)).toEqual([]);
  });

  it('of which the answer was lost is asked for under the same number, and pays once', async () => {
    const { order, started, ask } = await counted();
    house.trouble.push({ status: 500, body: { code: 'SYSTEM_ERROR', message: '' } });
    expect((await ask(50_000)).body).toMatchObject({ state: 'requested' });
    // It arrives now, and its answer cannot be believed.
    house.lies = true;
    server.world.clock.advance(2 * MINUTE);
    await askProvider(server.world.ctx());
    expect(house.refunds.has(`${started.paymentNumber}-R1`)).toBe(true);
    house.lies = false;
    server.world.clock.advance(2 * MINUTE);
    await askProvider(server.world.ctx());
    expect((await till.detail(order)).payments[0]?.refunds).toMatchObject([{ state: 'accepted' }]);
    const refund = house.refunds.get(`${started.paymentNumber}-R1`);
    if (refund !== undefined) refund.state = 'SUCCESS';
    server.world.clock.advance(6 * MINUTE);
    await askProvider(server.world.ctx());
    expect(await till.now(order)).toMatchObject({ refundedFen: 50_000 });
    const ours = [...house.refunds.values()].filter((each) => each.paymentNumber === started.paymentNumber);
    expect(ours.map((each) => each.amount)).toEqual([50_000]);
  });

  it('that is refused for good has failed and frees the money; one that the bank could not take does not', async () => {
    const { order, started, notifyUrl, ask } = await counted();
    house.trouble.push({ status: 403, body: { code: 'NOT_ENOUGH', message: '' } });
    expect((await ask(50_000)).body).toMatchObject({ state: 'failed' });
    server.world.clock.advance(2 * MINUTE);
    expect((await ask(50_000)).body).toMatchObject({ state: 'accepted' });
    const refund = house.refunds.get(`${started.paymentNumber}-R2`);
    if (refund !== undefined) refund.state = 'ABNORMAL';
    expect(await house.send(notifyUrl, house.refundNotice(`${started.paymentNumber}-R2`))).toBe(200);
    expect((await till.detail(order)).payments[0]).toMatchObject({ refundingFen: 50_000, refundedFen: 0 });
  });
});

describe('what WeChat answers', () => {
  it('is not believed with a wrong signature', async () => {
    const { order } = await paid();
    house.lies = true;
    server.world.clock.advance(2 * MINUTE);
    await expect(askProvider(server.world.ctx())).rejects.toThrow('not every payment');
    expect(await till.now(order)).toMatchObject(UNPAID);
  });

  it('that our key is wrong, or that we ask too often, is told as a time-out of the provider', async () => {
    const order = await till.orderMade();
    const path = `/api/commerce/own/orders/${order.orderId}/payments`;
    const ask = () => till.mine.post(path, { stage: 'deposit', provider: 'wechat' });
    install({
      merchant: { mchid: identity.mchid, serial: merchant.serial, privateKey: stranger.certificate.privateKey },
    });
    expect(await ask()).toMatchObject({ status: 503, body: { code: 'provider-unavailable' } });
    install();
    house.trouble.push({ status: 429, body: { code: 'RATELIMIT_EXCEEDED', message: '' }, unsigned: true });
    const { length } = house.asked;
    expect((await ask()).status).toBe(503);
    // It rests, and asks nothing.
    expect((await ask()).headers.get('retry-after')).toBe('10');
    expect(house.asked.length - length).toBe(1);
    server.world.clock.advance(MINUTE);
    expect((await ask()).status).toBe(200);
  });

  it('no certificate is believed after its end', async () => {
    const old: HouseKey = {
      serial: '55DD',
      certificate: makeCertificate('55DD', new Date('2020-01-01'), addDays(now(), 1)),
    };
    house.certificates.push(old);
    const { order, notifyUrl, notice } = await paid();
    server.world.clock.advance(2 * MINUTE);
    expect(await house.send(notifyUrl, notice, { key: old })).toBe(200);
    server.world.clock.advance(48 * HOUR);
    expect(await house.send(notifyUrl, notice, { key: old })).toBe(401);
    expect(await till.now(order)).toMatchObject({ ...PAID, steps: 2 });
  });
});

describe('the bill of WeChat Pay', () => {
  it('is downloaded, unpacked and compared; one that does not hash to what was said is not taken', async () => {
    server.world.clock.set(`${businessDay(addDays(now(), 2))}T04:00:00Z`);
    const day = businessDay(now());
    const { started, notifyUrl, notice } = await paid();
    await house.send(notifyUrl, notice);
    const { transactionId: trade } = house.trade(started.paymentNumber);
    const row = { at: `${day} 12:00:00`, paymentNumber: started.paymentNumber, yuan: '2000.00', trade };
    server.world.clock.advance(23 * HOUR);
    const bring = () => till.admin.post('/api/commerce/bills', { provider: 'wechat', day });
    // Nothing happened, it says.
    expect((await bring()).body).toMatchObject({ payments: 0, open: 1 });
    // So it is asked again by the job, as long as we say something else.
    house.trouble.push({ status: 400, body: { code: 'STATEMENT_CREATING', message: '' } });
    expect((await bring()).body).toMatchObject({ code: 'provider-unavailable' });
    house.bill = wechatBill(identity.mchid, [row]);
    // Other days have no bill in this file's house: it tells one day's for every day.
    await expect(fetchBills(server.world.ctx())).rejects.toThrow('not every bill');
    const { body } = await till.admin.get(`/api/commerce/bills?provider=wechat&from=${day}&to=${day}`);
    expect(body.items).toMatchObject([{ payments: 1, open: 0 }]);
    expect((await bring()).body).toMatchObject({ payments: 1, paymentsFen: 200_000, open: 0, failure: null });
    house.bill = wechatBill(identity.mchid, [row, { ...row, paymentNumber: 'NOT-OURS' }]);
    vi.spyOn(house, 'packedBill', 'get').mockReturnValue({ bytes: house.packedBill.bytes, sha1: '0'.repeat(40) });
    expect((await bring()).body).toMatchObject({ code: 'bill-unreadable' });
    vi.restoreAllMocks();
    expect((await bring()).body).toMatchObject({ payments: 2, open: 1 });
  });
});
