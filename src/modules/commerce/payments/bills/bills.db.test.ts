import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { businessDay, DAY, HOUR, MINUTE } from '#kernel/time';
import { useServer } from '#testing';
import type { Order } from '../../orders/order.ts';
import { Till } from '../fixtures/till.ts';
import type { StartPaymentAnswer } from '../payment-contract.ts';
import { WechatClient } from '../wechat/wechat-client.ts';
import { wechatProvider } from '../wechat/wechat-provider.ts';
import { makeCertificate } from '../test-certificate.ts';
import { installPaymentProviders } from '../providers.ts';
import type { BillItem, DifferencesAnswer } from './bill-contract.ts';
import { fetchBills } from './fetch-bills.ts';
import { wechatBill, type WechatRow } from './test-bill-files.ts';

const server = useServer({ rateLimits: false });
const till = new Till(server);
const MCHID = '1900000001';
let day = '';

beforeAll(async () => {
  // Noon in Shanghai: nothing here happens over midnight.
  server.world.clock.set(`${businessDay(new Date(server.world.clock.now().getTime() + DAY))}T04:00:00Z`);
  day = businessDay(server.world.clock.now());
  await till.open('BL');
});

const bring = (body: object) => till.admin.post<BillItem>('/api/commerce/bills', body);
const upload = (text: string, provider = 'wechat', on = day) =>
  till.admin.upload<BillItem & { code: string }>(`/api/commerce/bills/upload?provider=${provider}&day=${on}`, {
    name: 'bill.csv',
    bytes: text,
  });
const differences = async (query: string) =>
  (await till.admin.get<DifferencesAnswer>(`/api/commerce/bill-differences?${query}`)).body;

describe('the bill of the sandbox', () => {
  let bill: BillItem;
  it('is taken by the job once the day is over, and finds what differs', async () => {
    await till.pay(await till.start(await till.orderMade()));
    const held = await till.start(await till.orderMade());
    await till.pay(held, 'wrong_amount');
    const silent = await till.start(await till.orderMade());
    await till.pay(silent, 'no_notice');
    expect((await bring({ provider: 'sandbox', day })).body).toMatchObject({ code: 'bill-not-yet' });
    server.world.clock.advance(22 * HOUR);
    await fetchBills(server.world.ctx());
    const { body } = await till.admin.get(`/api/commerce/bills?provider=sandbox&from=${day}&to=${day}`);
    [bill] = body.items;
    expect(bill).toMatchObject({ state: 'matched', payments: 3, paymentsFen: 599_999, open: 2, failure: null });
    const { items, byKind } = await differences(`billId=${bill.billId}`);
    expect(byKind).toEqual({ state_differs: 2 });
    expect(new Set(items.map((it) => [it.paymentNumber, it.mend, it.oursStateName]))).toEqual(
      new Set([
        [held.paymentNumber, 'decide', '待人工处理'],
        [silent.paymentNumber, 'ask', '待支付'],
      ]),
    );
    expect(await fetchBills(server.world.ctx())).toBe(0);
  });

  it('closes what agrees once the provider was asked again, and what a person explains', async () => {
    const { items } = await differences(`billId=${bill.billId}`);
    const path = (mend: string) => {
      const it = items.find((each) => each.mend === mend);
      return `/api/commerce/bills/${bill.billId}/differences/${it?.differenceNo}`;
    };
    expect((await till.admin.post(`${path('ask')}/ask`)).body).toMatchObject({ state: 'agreed', mend: null });
    const reason = { reason: '顾客少付一分，已同意' };
    expect((await till.admin.post(`${path('decide')}/explain`, reason)).body).toMatchObject({ state: 'explained' });
    expect((await till.admin.post(`${path('decide')}/explain`, reason)).status).toBe(409);
    expect((await till.admin.get(`/api/commerce/bills/${bill.billId}`)).body).toMatchObject({ open: 0, explained: 1 });
    // The same file again finds nothing new.
    expect((await bring({ provider: 'sandbox', day })).body).toMatchObject({
      billId: bill.billId,
      open: 0,
      payments: 3,
    });
    const { text } = await till.admin.get(`/api/commerce/bill-differences.csv?billId=${bill.billId}`);
    expect(text.split('\r\n')).toHaveLength(4);
    expect(text).toContain('顾客少付一分');
  });

  it('is not seen by those who do not reconcile', async () => {
    const manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: till.here.storeId });
    expect((await manager.get('/api/commerce/bills')).status).toBe(403);
    const operator = await server.signInAs('operator', { areaKind: 'store', areaId: till.there.storeId });
    expect((await operator.get('/api/commerce/bills')).body).toMatchObject({ items: [] });
    expect((await operator.get(`/api/commerce/bills/${bill.billId}`)).status).toBe(404);
    expect((await operator.post('/api/commerce/bills', { provider: 'sandbox', day })).status).toBe(404);
    expect((await operator.get('/api/commerce/bill-differences')).body).toMatchObject({ items: [], byKind: {} });
    const [it] = (await differences(`billId=${bill.billId}`)).items;
    const path = `/api/commerce/bills/${bill.billId}/differences/${it?.differenceNo}`;
    expect((await operator.post(`${path}/explain`, { reason: '试一试能不能' })).status).toBe(404);
    expect((await operator.post(`${path}/ask`)).status).toBe(404);
    const own = await server.signInAs('operator', { areaKind: 'store', areaId: till.here.storeId });
    expect((await own.get('/api/commerce/bill-differences')).body.items).toHaveLength(2);
  });
});

describe('an uploaded bill', () => {
  const key = makeCertificate('4A01', new Date('2020-01-01'), new Date('2031-01-01'));
  const row = (paymentNumber: string, yuan: string, more: Partial<WechatRow> = {}): WechatRow => ({
    at: `${day} 12:00:01`,
    paymentNumber,
    yuan,
    ...more,
  });
  beforeAll(() => {
    const merchant = { mchid: MCHID, serial: key.serial, privateKey: key.privateKey };
    const settings = { merchant, merchantEndsAt: key.endsAt, appid: 'wx', apiV3Key: Buffer.alloc(32), publicKeys: [] };
    installPaymentProviders([wechatProvider(new WechatClient({ ...settings, baseUrl: 'http://127.0.0.1:1' }))]);
  });
  // Files share their modules.
  afterAll(() => installPaymentProviders([]));

  it('tells what is missing with us; a better file takes its place, a broken one changes nothing', async () => {
    const rows = Array.from({ length: 12_000 }, (_, at) => row(`NOT-OURS-${at}`, '1.00', { trade: `t${at}` }));
    const { body } = await upload(wechatBill(MCHID, rows));
    expect(body).toMatchObject({ payments: 12_000, paymentsFen: 1_200_000, open: 12_000, openFen: 1_200_000 });
    const first = await differences(`billId=${body.billId}&limit=2`);
    expect(first.items[0]).toMatchObject({ kind: 'missing_with_us', mend: 'explain', oursFen: null, theirsFen: 100 });
    const next = await differences(`billId=${body.billId}&limit=2&cursor=${first.nextCursor}`);
    expect(next.items.map((it) => it.differenceNo)).toEqual([11_998, 11_997]);
    expect((await upload(wechatBill(MCHID, rows, 5))).body).toMatchObject({ code: 'bill-unreadable' });
    const broken = await till.admin.get(`/api/commerce/bills/${body.billId}`);
    expect(broken.body).toMatchObject({ state: 'matched', payments: 12_000, failure: expect.stringContaining('合计') });
    expect((await upload(wechatBill(MCHID, [row('X-1', '1', { at: '2020-01-01 00:00:00' })]))).body.code).toBe(
      'bill-unreadable',
    );
    const empty = await upload(wechatBill(MCHID, []));
    expect(empty.body).toMatchObject({ billId: body.billId, payments: 0, open: 0, failure: null });
  });

  it('is compared with our payments and refunds by number, amount and state', async () => {
    // Of the sandbox: what was paid there is known by its file, and a file may be brought for it too.
    server.world.clock.advance(2 * HOUR);
    const on = businessDay(server.world.clock.now());
    const paid = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const order = await till.orderMade();
        const path = `/api/commerce/own/orders/${order.orderId}/payments`;
        const asked = { stage: 'deposit', provider: 'sandbox' };
        return { order, started: (await till.mine.post<StartPaymentAnswer>(path, asked)).body };
      }),
    );
    for (const { started } of paid) await till.pay(started);
    const [less, gone, back] = paid.map(({ started }) => started.paymentNumber);
    const [payment] = (await till.detail(paid[2]?.order as Order)).payments;
    const refund = { amountFen: 50_000, reason: '多收了' };
    await till.admin.post(`/api/commerce/payments/${payment?.paymentId}/refunds`, refund);
    await till.settleRefunds();
    const time = server.world.clock.now().toISOString();
    const trades = await Promise.all(
      paid.map(async ({ started }) => JSON.parse(await till.noticeOf(started)).tradeNumber),
    );
    const lines = [
      ['沙箱账单', on],
      ['类型', '付款单号', '退款单号', '沙箱交易号', '金额（分）', '状态', '时间'],
      ['付款', less, '', trades[0], '199999', '成功', time],
      ['付款', back, '', trades[2], '200000', '成功', time],
      ['退款', back, `${back}-R1`, 'r', '50000', '失败', time],
      ['退款', back, `${back}-R9`, 'r', '1', '成功', time],
      ['合计', 4],
    ];
    server.world.clock.advance(DAY + MINUTE);
    const { body } = await upload(lines.map((cells) => cells.join(',')).join('\r\n'), 'sandbox', on);
    expect(body).toMatchObject({ payments: 2, refunds: 2, open: 4 });
    const { items } = await differences(`billId=${body.billId}`);
    expect(new Set(items.map((it) => [it.paymentNumber, it.refundNumber, it.kind, it.mend]))).toEqual(
      new Set([
        [less, null, 'amount_differs', 'explain'],
        [gone, null, 'missing_with_them', 'ask'],
        [back, `${back}-R1`, 'state_differs', 'refund'],
        [back, `${back}-R9`, 'missing_with_us', 'explain'],
      ]),
    );
    // The true file, asked of the provider, agrees with everything.
    const whole = await bring({ provider: 'sandbox', day: on });
    expect(whole.body).toMatchObject({ payments: 3, refunds: 1, open: 0 });
  });
});
