import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerKey, PersonId } from '#kernel/ids';
import { businessDay, DAY } from '#kernel/time';
import { customerOf } from '#platform/auth';
import { makeCustomer, makeStores, useServer, type Client, type StorePlace } from '#testing';
import { makeReward, completeTestOrder } from './test-membership.ts';

const server = useServer();
let here: StorePlace;
let there: StorePlace;
let phones = 0;

beforeAll(async () => {
  ({ here, there } = await makeStores(() => server.world.ctx(), 'MH'));
});

interface Neighbour {
  readonly client: Client;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly phone: string;
}

/** Somebody who signed in with their phone and completed an order. */
async function neighbour(netFen: number): Promise<Neighbour> {
  const { world } = server;
  const phone = `1370000${String((phones += 1)).padStart(4, '0')}`;
  const customerKey = world.services.vault.hash('phone', phone) as CustomerKey;
  const { personId } = await makeCustomer(world.ctx(), { name: '李小满', phone });
  const userId = await world.ctx().transaction((tx) => customerOf(world.ctx(), tx, phone));
  const { cityId, communityId } = here;
  if (netFen > 0) await completeTestOrder(world.ctx(), { cityId, communityId, customerKey, personId, netFen });
  await server.drain();
  return { client: await server.client(userId), customerKey, personId, phone };
}

const managerOf = (place: StorePlace) => server.signInAs('store_manager', { areaKind: 'store', areaId: place.storeId });

describe('a neighbour', () => {
  it('reads what points and levels give before they are one, and what is theirs afterwards', async () => {
    const terms = await server.anonymous.get('/api/commerce/shop/membership');
    expect(terms.body.levels.map((level: { name: string }) => level.name)).toEqual([
      '普通邻居',
      '铜牌邻居',
      '银牌邻居',
      '金牌邻居',
    ]);
    expect(terms.body.points).toContain('每实付1元得1分');
    const nobody = await neighbour(0);
    expect((await nobody.client.get('/api/commerce/own/membership')).body).toMatchObject({
      points: 0,
      level: 0,
      badges: [],
    });
    const { client } = await neighbour(620_00);
    const card = await client.get('/api/commerce/own/membership');
    expect(card.body).toMatchObject({
      points: 620,
      levelName: '铜牌邻居',
      benefits: ['配送满49元免运费'],
      reached: 620,
      next: { name: '银牌邻居', missing: 1_380, words: '再得1380分就是银牌邻居' },
      badges: [{ code: 'first_order', words: '完成第一单' }],
    });
    const [line] = (await client.get('/api/commerce/own/points')).body.items;
    expect(line).toMatchObject({ moveNo: 1, kindName: '订单得分', points: 620, balance: 620 });
    expect(line.words).toMatch(/^订单 260606-\d{8} 完成，实付 ¥620\.00$/);
  });

  it('redeems points for a voucher once, however often the request comes, and hands it in at the store', async () => {
    const reward = await makeReward(() => server.world.ctx(), { title: '优先送一次', points: 120 });
    const { client } = await neighbour(150_00);
    const list = await client.get(`/api/commerce/own/rewards?communityId=${here.communityId}`);
    const shown = list.body.items.find((item: { rewardId: string }) => item.rewardId === reward.rewardId);
    expect([list.body.balance, shown.mayRedeem, shown.left]).toEqual([150, true, 10]);
    const detail = await client.get(`/api/commerce/own/rewards/${reward.rewardId}?communityId=${here.communityId}`);
    expect(detail.body.places).toEqual([{ pickupPointId: null, storeId: here.storeId, name: '一店' }]);
    const body = { communityId: here.communityId, pickupPointId: null, points: 120 };
    const headers = { 'idempotency-key': 'redeem-1' };
    const path = `/api/commerce/own/rewards/${reward.rewardId}/redeem`;
    const [first, again] = [await client.post(path, body, { headers }), await client.post(path, body, { headers })];
    expect([first.status, again.body.voucherId]).toEqual([201, first.body.voucherId]);
    const poor = await client.post(path, body);
    expect([poor.status, poor.body.code]).toEqual([409, 'points-not-enough']);

    const { code, voucherId } = first.body;
    expect(code).toMatch(/^\d{10}$/);
    const stranger = await managerOf(there);
    expect((await stranger.post('/api/commerce/vouchers/look-up', { code })).status).toBe(404);
    const clerk = await managerOf(here);
    expect((await clerk.post('/api/commerce/vouchers/look-up', { code })).body).toMatchObject({
      title: '优先送一次',
      customerName: '李*',
      why: null,
    });
    expect((await clerk.post('/api/commerce/vouchers/take', { code })).body.state).toBe('used');
    expect((await clerk.post('/api/commerce/vouchers/take', { code })).body.code).toBe('voucher-not-usable');
    expect((await clerk.post(`/api/commerce/vouchers/${voucherId}/undo`)).body.state).toBe('live');
    const back = await client.post(`/api/commerce/own/vouchers/${voucherId}/cancel`);
    expect([back.body.state, back.body.code]).toEqual(['cancelled', null]);
    expect((await client.get('/api/commerce/own/membership')).body.points).toBe(150);
    const other = await neighbour(0);
    expect((await other.client.get(`/api/commerce/own/vouchers/${voucherId}`)).status).toBe(404);
  });
});

describe('staff', () => {
  it('see members of their area masked, adjust points with a reason, and export', async () => {
    const { client, phone } = await neighbour(80_00);
    const manager = await managerOf(here);
    const { body } = await manager.get('/api/commerce/members?minPoints=80&maxPoints=80');
    const [member] = body.items;
    expect([member.name, member.points, JSON.stringify(body).includes(phone)]).toEqual(['李*', 80, false]);
    expect((await (await managerOf(there)).get('/api/commerce/members')).body.items).toEqual([]);
    for (const text of [phone, phone.slice(-4), `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`]) {
      const found = await manager.get(`/api/commerce/members?text=${encodeURIComponent(text)}`);
      expect(found.body).toMatchObject({ items: [{ memberId: member.memberId }], counts: { byLevel: { 0: 1 } } });
    }
    expect((await manager.get(`/api/commerce/members?text=${encodeURIComponent('李')}`)).body.items).toEqual([]);
    const operator = await server.signInAs('operator');
    const path = `/api/commerce/members/${member.memberId}`;
    expect((await operator.post(`${path}/points`, { points: 100, reason: '漏发补上' })).status).toBe(422);
    expect((await operator.post(`${path}/points`, { points: 20, reason: '漏发补上' })).body.points).toBe(100);
    expect((await manager.get(`${path}/points`)).body.items[0]).toMatchObject({ points: 20, words: '漏发补上' });
    expect((await client.get('/api/commerce/own/points')).body.items[0].words).toBe('漏发补上');
    const csv = await manager.get('/api/commerce/members/export');
    expect([csv.text.includes('李*'), csv.text.includes(phone)]).toEqual([true, false]);
  });

  it('keep rewards: a draft, its stock, publishing, and afterwards only to the better', async () => {
    const operator = await server.signInAs('operator');
    const now = server.world.clock.now();
    const facts = {
      title: '社区烘焙课',
      words: '带孩子一起来',
      kind: 'experience',
      skuId: null,
      imageId: null,
      points: 200,
      handedInAt: 'store',
      areaKind: 'city',
      areaId: here.cityId,
      from: businessDay(now),
      to: businessDay(new Date(now.getTime() + 20 * DAY)),
      takesPlaceAt: new Date(now.getTime() + 10 * DAY).toISOString(),
      voucherDays: 30,
      cancelHours: 48,
      perPersonLimit: 2,
      minLevel: 1,
    };
    const made = await operator.post('/api/commerce/rewards', { ...facts, stock: 2 });
    expect([made.status, made.body.state, made.body.stock]).toEqual([201, 'draft', 2]);
    expect(made.body.published).toContain('铜牌邻居及以上');
    const path = `/api/commerce/rewards/${made.body.rewardId}`;
    await operator.post(`${path}/move`, { move: 'publish' });
    expect((await operator.post(`${path}/stock`, { change: 18 })).body.stock).toBe(20);
    expect((await operator.post(`${path}/stock`, { change: -21 })).body.code).toBe('reward-stock-below-taken');
    const edit = (change: object) =>
      operator.send('PUT', path, { ...facts, ...change }, { headers: { 'if-match': '"2"' } });
    expect((await edit({ points: 300 })).body.code).toBe('reward-terms-fixed');
    expect((await edit({ points: 150 })).body).toMatchObject({ points: 150, revision: 3, stock: 20 });
    const shop = await server.anonymous.get(
      `/api/commerce/shop/rewards?communityId=${there.communityId}&kind=experience`,
    );
    expect(shop.body.items.map((item: { title: string }) => item.title)).toEqual(['社区烘焙课']);
    const manager = await managerOf(here);
    expect((await manager.get('/api/commerce/rewards?state=live')).body.items.length).toBeGreaterThan(0);
    expect((await manager.post(`${path}/move`, { move: 'end' })).status).toBe(403);
  });

  it('publish levels from headquarters, from the revision that they read', async () => {
    const operator = await server.signInAs('operator');
    const path = '/api/commerce/membership-rules/levels';
    const before = await operator.get(path);
    expect([before.body.revision, before.body.levels.length]).toEqual([0, 4]);
    const levels = [
      { level: 0, name: '邻居', from: 0, benefits: [] },
      { level: 1, name: '老邻居', from: 300, benefits: [{ kind: 'priority' }] },
    ];
    const publish = (tag: string) =>
      operator.send('PUT', path, { measure: 'points', levels }, { headers: { 'if-match': tag } });
    expect((await publish('"0"')).body).toMatchObject({ revision: 1, levels: [{}, { published: '近365天得300分起' }] });
    expect((await publish('"0"')).body.code).toBe('rules-changed-meanwhile');
    const local = await server.signInAs('operator', { areaKind: 'city', areaId: here.cityId });
    const refused = await local.send('PUT', path, { measure: 'points', levels }, { headers: { 'if-match': '"1"' } });
    expect(refused.body.code).toBe('rules-for-headquarters');
    const badges = await operator.get('/api/commerce/membership-rules/badges');
    expect(badges.body.badges.length).toBe(4);
    const points = { expiry: { kind: 'year_end', yearsAhead: 1 }, remindDays: 14 };
    const terms = await operator.send('PUT', '/api/commerce/membership-rules/points', points, {
      headers: { 'if-match': '"0"' },
    });
    expect(terms.body.published).toContain('次年年底到期，到期前14天提醒');
  });
});
