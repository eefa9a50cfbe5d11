import { beforeAll, describe, expect, test } from 'vitest';
import { businessDay, DAY } from '#kernel/time';
import { OrderPaid, OrderRefunded } from '#modules/commerce/events';
import { OrderAttributed } from '#modules/growth/events';
import { useServer, type Client } from '#testing';
import type { CommissionAnswer, CommissionRuleItem, MyCommissionAnswer } from '../contract.ts';
import { touchpointsModule } from '../module.ts';
import { makeCommissionPlaces, orderAt, type CommissionPlace } from './test-places.ts';

// Alone: orders made up here are no concern of other modules.
const server = useServer({ modules: [touchpointsModule] });
let here: CommissionPlace;
let there: CommissionPlace;
let steward: Client;
let other: Client;
let manager: Client;
let sibling: Client;
let headquarters: Client;
let orders = 0;

beforeAll(async () => {
  [here, there] = await makeCommissionPlaces(() => server.world.ctx(), 'CH');
  [steward, other] = [await server.client(here.stewardUserId), await server.client(there.stewardUserId)];
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
  sibling = await server.signInAs('store_manager', { areaKind: 'store', areaId: there.storeId });
  headquarters = await server.signInAs('operator');
});

/** An order of the place is paid, attributed to its steward and company, and partly refunded if said. */
async function sell(place: CommissionPlace, amountFen: number, refundFen = 0): Promise<{ orderNumber: string }> {
  const ctx = server.world.ctx();
  const order = orderAt(place, ctx, (orders += 1));
  const paymentId = ctx.newId<'Payment'>();
  const now = ctx.clock.now().toISOString();
  const payment = { ...order, paymentId, amountFen };
  const { orderId, cityId, communityId, packageId, leadId } = order;
  const facts = { orderId, cityId, communityId, packageId, leadId, playId: null };
  await ctx.transaction((tx) =>
    tx.announce([
      OrderPaid(orderId, { ...payment, stage: 'deposit', paidFen: amountFen, paidAt: now }),
      OrderAttributed(orderId, {
        ...facts,
        touchpointId: place.stewardId,
        role: 'property_steward',
        partnerId: place.partnerId,
      }),
      ...(refundFen > 0
        ? [
            OrderRefunded(orderId, {
              ...payment,
              amountFen: refundFen,
              refundId: ctx.newId<'Refund'>(),
              goodsFen: refundFen,
              kind: null,
              reference: null,
              refundedFen: refundFen,
              refundedAt: now,
            }),
          ]
        : []),
    ]),
  );
  expect(await server.drain()).toEqual({ parked: 0 });
  return order;
}

const mine = (client: Client, query = '') => client.get<MyCommissionAnswer>(`/api/touchpoints/my/commission${query}`);
const lines = (client: Client, query = '') => client.get<CommissionAnswer>(`/api/touchpoints/commission${query}`);

describe('my commission', () => {
  test('tells each line in words, and what is held and of this month; live', async () => {
    const live = await steward.live(['my-commission']);
    const { orderNumber } = await sell(here, 300_000, 100_000);
    await live.next((message) => message.type === 'CommissionAccrued');
    await live.next((message) => message.type === 'CommissionReversed');
    live.close();
    const { status, body } = await mine(steward);
    expect(status).toBe(200);
    expect(body.totals).toEqual({
      heldFen: 6_000,
      payableFen: 0,
      month: businessDay(server.world.clock.now()).slice(0, 7),
      monthFen: 6_000,
    });
    const words = body.items.filter((line) => line.orderNumber === orderNumber).map((line) => line.text);
    expect(words).toContain(`订单 ${orderNumber} 退款 ¥1,000，扣回 ¥30`);
    expect(words.join('\n')).toMatch(
      new RegExp(String.raw`订单 ${orderNumber} 收到定金 ¥3,000，按物业管家 3% 计 ¥90，.*\d+月\d+日可结`),
    );
    expect(body.items.map((line) => line.stateName)).toEqual(['待结算', '待结算']);
  });

  test('shows nothing of anybody else, and is no page of staff', async () => {
    const { body } = await mine(other);
    expect(body.items).toEqual([]);
    expect(body.totals).toMatchObject({ heldFen: 0, payableFen: 0, monthFen: 0 });
    expect((await mine(headquarters)).status).toBe(403);
    expect((await lines(steward)).status).toBe(403);
  });

  test('goes by pages and by months, and can be taken along', async () => {
    const first = await mine(steward, '?limit=1');
    const second = await mine(steward, `?limit=1&cursor=${first.body.nextCursor ?? ''}`);
    expect(second.body.nextCursor).toBeNull();
    expect(first.body.items[0]?.lineId).not.toBe(second.body.items[0]?.lineId);
    const past = await mine(steward, '?month=2020-01');
    expect([past.body.items, past.body.totals.monthFen, past.body.totals.heldFen]).toEqual([[], 0, 6_000]);
    expect((await mine(steward, '?month=2020-13')).status).toBe(422);
    const file = await steward.get('/api/touchpoints/my/commission/export');
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(file.text.trim().split('\r\n')).toHaveLength(3);
    expect(file.text).toContain('待结算');
  });
});

describe('commission of an area', () => {
  test('is that of its orders, with whose it is and in sum; a sibling sees its own', async () => {
    const { body } = await lines(manager);
    expect(body.totals).toEqual({ accruedFen: 12_000, reversedFen: -4_000, heldFen: 8_000, payableFen: 0 });
    expect(new Set(body.items.map((line) => `${line.ownerName} ${line.partyName}`))).toEqual(
      new Set(['王* 物业管家', '第1物业 物业公司']),
    );
    const far = await sibling.live(['commission']);
    await sell(here, 100);
    await sell(there, 10_000);
    const news = await far.next();
    expect(news.place).toMatchObject({ communityId: there.communityId });
    far.close();
    const theirs = (await lines(sibling)).body;
    expect(theirs.totals.accruedFen).toBe(400);
    expect(theirs.items.every((line) => line.communityId === there.communityId)).toBe(true);
    expect((await lines(sibling, `?touchpointId=${here.stewardId}`)).body.items).toEqual([]);
    expect((await lines(sibling, `?partnerId=${here.partnerId}`)).body.totals.accruedFen).toBe(0);
  });

  test('is summed by touchpoint and by partner, the largest first', async () => {
    const path = '/api/touchpoints/commission/owners';
    const first = await headquarters.get(`${path}?by=touchpoint&limit=1`);
    expect(first.body.items).toMatchObject([
      {
        touchpointId: here.stewardId,
        partnerId: null,
        accruedFen: 9_003,
        reversedFen: -3_000,
        heldFen: 6_003,
        lines: 3,
      },
    ]);
    const rest = await headquarters.get(`${path}?by=touchpoint&limit=1&cursor=${first.body.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ touchpointId: there.stewardId, accruedFen: 300 }], nextCursor: null });
    const partners = (await headquarters.get(`${path}?by=partner`)).body.items;
    expect(partners.map((each: { ownerName: string }) => each.ownerName)).toEqual(['第1物业', '第2物业']);
    const seen = (await sibling.get(`${path}?by=partner`)).body.items;
    expect(seen.map((each: { partnerId: string }) => each.partnerId)).toEqual([there.partnerId]);
  });

  test('can be taken along, by whoever may, for their area', async () => {
    const file = await sibling.get('/api/touchpoints/commission/export');
    expect(file.text.trim().split('\r\n')).toHaveLength(3);
    expect(file.text).not.toContain('第1');
    expect((await steward.get('/api/touchpoints/commission/export')).status).toBe(403);
  });
});

describe('rules', () => {
  const path = '/api/touchpoints/commission/rules';
  const terms = { partyKind: 'role', party: 'property_steward', rateBps: 500, holdDays: 30, reason: '十一月冲刺' };

  test('come with the installation: none for who is paid to sell, 15 days of hold', async () => {
    const { body } = await manager.get<{ items: CommissionRuleItem[] }>(path);
    const preset = body.items.map((rule) => `${rule.partyName} ${rule.rateBps} ${rule.holdDays} ${rule.state}`);
    expect(new Set(preset)).toEqual(
      new Set([
        '物业管家 300 15 live',
        '团长 300 15 live',
        '焕新大使 200 15 live',
        '房产中介 200 15 live',
        '物业公司 100 15 live',
      ]),
    );
  });

  test('are signed by a person of headquarters, and never for what others sell', async () => {
    expect((await manager.post(path, terms)).status).toBe(403);
    const local = await server.signInAs('admin', { areaKind: 'city', areaId: here.cityId });
    expect((await local.post(path, terms)).body.code).toBe('commission-rules-headquarters');
    const downline = await headquarters.post(path, { ...terms, level: 2 });
    expect([downline.status, downline.body.code]).toEqual([422, 'commission-downline']);
    expect(downline.body.detail).toContain('《禁止传销条例》第七条');
    const past = new Date(server.world.clock.now().getTime() - DAY).toISOString();
    expect((await headquarters.post(path, { ...terms, validFrom: past })).body.code).toBe('commission-rule-past');
    expect((await headquarters.post(path, { ...terms, party: 'king' })).body.code).toBe('commission-party-unknown');
  });

  test('hold for what is paid from then on, until they end', async () => {
    const amountOf = async (orderNumber: string): Promise<number | undefined> =>
      (await mine(steward)).body.items.find((line) => line.orderNumber === orderNumber)?.amountFen;
    const signed = await headquarters.post<CommissionRuleItem>(path, terms);
    expect([signed.status, signed.body.signedBy]).toEqual([201, headquarters.userId]);
    expect(await amountOf((await sell(here, 10_000)).orderNumber)).toBe(500);
    const ended = await headquarters.post(`${path}/${signed.body.ruleId}/end`, { reason: '冲刺结束' });
    expect(ended.body).toMatchObject({ state: 'over', endedBy: headquarters.userId, endReason: '冲刺结束' });
    const again = await headquarters.post(`${path}/${signed.body.ruleId}/end`, { reason: '冲刺结束' });
    expect(again.body.code).toBe('commission-rule-ended');
    expect(await amountOf((await sell(here, 10_000)).orderNumber)).toBe(300);
  });
});
