import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, businessDay } from '#kernel/time';
import { makeStores, useServer, type Client, type StorePlace } from '#testing';
import { makeCustomer } from '../payments/fixtures/orders.ts';
import { makePromotion } from './test-promotions.ts';

const server = useServer({ rateLimits: false });
const NO_SKU = '01900000-0000-7000-8000-00000000dead';
let here: StorePlace;
let there: StorePlace;
let admin: Client;

const ctx = () => server.world.ctx();

beforeAll(async () => {
  ({ here, there } = await makeStores(ctx, 'PC'));
  admin = await server.signInAs('admin');
});

describe('promotions on the console', () => {
  const facts = (over: object = {}) => ({
    title: '周末满减',
    rule: { kind: 'threshold', rungs: [{ fromFen: 5_900, offFen: 1_000 }] },
    scope: { kind: 'all' },
    way: 'claim',
    code: null,
    touchpointId: null,
    grantedFor: null,
    eligibility: { kind: 'everybody' },
    areaKind: 'all',
    areaId: null,
    channels: ['group_buy', 'instant', 'store'],
    from: businessDay(server.world.clock.now()),
    to: businessDay(addDays(server.world.clock.now(), 9)),
    validDays: 3,
    claimLimit: 100,
    perPersonLimit: 1,
    stackable: false,
    ...over,
  });
  const add = (over: object = {}, client = admin) => client.post('/api/commerce/promotions', facts(over));

  it('are edited from the revision that was read; once published, to the better only', async () => {
    const { body: draft, headers } = await add();
    expect(headers.get('etag')).toBe('"1"');
    const path = `/api/commerce/promotions/${draft.promotionId}`;
    const edit = (tag: string, over: object) =>
      admin.put(path, facts(over), tag === '' ? {} : { headers: { 'if-match': tag } });
    expect((await edit('', {})).body.code).toBe('promotion-revision-required');
    expect(await edit('"1"', { perPersonLimit: 2 })).toMatchObject({ status: 200, body: { revision: 2 } });
    expect((await edit('"1"', {})).body.code).toBe('promotion-changed-meanwhile');
    const move = (what: string) => admin.post(`${path}/move`, { move: what });
    expect(await move('publish')).toMatchObject({ status: 200, body: { state: 'live', moves: ['pause', 'end'] } });
    expect((await move('publish')).body.code).toBe('illegal-move');
    const better = { perPersonLimit: 3, claimLimit: 200, title: '周末多减' };
    expect(await edit('"3"', better)).toMatchObject({ status: 200, body: { title: '周末多减', revision: 4 } });
    for (const worse of [
      { ...better, perPersonLimit: 1 },
      { ...better, claimLimit: 150 },
      { ...better, rule: { kind: 'threshold', rungs: [{ fromFen: 5_900, offFen: 900 }] } },
      { ...better, stackable: true },
      { ...better, to: businessDay(addDays(server.world.clock.now(), 5)) },
    ]) {
      expect((await edit('"4"', worse)).body.code).toBe('promotion-terms-fixed');
    }
    expect(await move('end')).toMatchObject({ body: { state: 'ended', moves: [] } });
  });

  it('that contradict themselves are refused with a word on what is wrong', async () => {
    const bundle = { kind: 'bundle_price', parts: [{ skuId: NO_SKU, quantity: 1 }], priceFen: 100, maxSets: null };
    for (const [over, code] of [
      [{ way: 'code' }, 'promotion-unfit-code'],
      [{ perPersonLimit: null }, 'promotion-unfit-per-person'],
      [{ way: 'grant' }, 'promotion-unfit-granted-for'],
      [{ to: businessDay(addDays(server.world.clock.now(), -3)) }, 'promotion-unfit-days'],
      [{ rule: { kind: 'fixed', offFen: 500, fromFen: 100 } }, 'promotion-unfit-threshold'],
      [{ rule: bundle, way: 'automatic', validDays: null }, 'promotion-unfit-bundle'],
      [{ areaKind: 'city', areaId: here.storeId }, 'price-area-unknown'],
      [{ title: '全国第一折扣' }, 'play-banned-words'],
    ] as const) {
      const { status, body } = await add(over);
      expect([body.code, status]).toEqual([code, 422]);
    }
    const coded = { way: 'code', code: 'SAMECODE', validDays: null };
    expect((await add(coded)).status).toBe(201);
    expect(await add(coded)).toMatchObject({ status: 409, body: { code: 'promotion-code-taken' } });
  });

  it('are listed with counts by state, found by title and code, and exported', async () => {
    await add({ title: '找得到的券', way: 'code', code: 'FINDME01', validDays: null });
    const list = async (query: string) => (await admin.get(`/api/commerce/promotions?${query}`)).body;
    const byCode = await list('text=findme01&state=live');
    expect(byCode).toMatchObject({ items: [], counts: { byState: { draft: 1 } } });
    expect((await list(`text=${encodeURIComponent('找得到')}`)).items).toMatchObject([
      { code: 'FINDME01', claimed: 0 },
    ]);
    await add({ title: '又一张券' });
    const first = await list('limit=1');
    const second = await list(`limit=1&cursor=${first.nextCursor}`);
    const ids = [...first.items, ...second.items].map((item: { promotionId: string }) => item.promotionId);
    expect([ids.length, new Set(ids).size]).toEqual([2, 2]);
    const csv = (await admin.get('/api/commerce/promotions/export?text=findme01')).text;
    expect(csv).toContain('找得到的券');
    expect(csv.trim().split('\r\n')).toHaveLength(2);
  });

  it('are seen as far as they hold, and edited by those of their area', async () => {
    const own = (await add({ areaKind: 'store', areaId: here.storeId, title: '本店' })).body;
    const other = (await add({ areaKind: 'store', areaId: there.storeId, title: '别店' })).body;
    const local = await server.signInAs('admin', { areaKind: 'store', areaId: here.storeId });
    const seen = (await local.get('/api/commerce/promotions')).body.items.map((item: { title: string }) => item.title);
    expect(seen).toContain('本店');
    expect(seen).not.toContain('别店');
    expect((await local.get(`/api/commerce/promotions/${other.promotionId}`)).status).toBe(404);
    const move = (id: string) => local.post(`/api/commerce/promotions/${id}/move`, { move: 'publish' });
    expect((await move(other.promotionId)).status).toBe(404);
    expect((await move(own.promotionId)).status).toBe(200);
    expect((await add({}, local)).body.code).toBe('price-area-unknown');
  });

  it('show what became of them: claimed, spent, outstanding', async () => {
    const promotion = await makePromotion(ctx, { title: '看得见', perPersonLimit: 5, claimLimit: 10 });
    const client = await server.client((await makeCustomer(ctx(), '13700330001')).userId);
    const claim = () => client.post('/api/commerce/own/coupons', { promotionId: promotion.promotionId });
    const got = await claim();
    expect(got).toMatchObject({ status: 201, body: { state: 'live', face: '立减5元', why: null } });
    await claim();
    const mine = (await client.get('/api/commerce/own/coupons')).body.items;
    expect(mine).toHaveLength(2);
    const centre = `/api/commerce/shop/coupons?communityId=${here.communityId}`;
    const offered = async (who: Client) =>
      (await who.get(centre)).body.items.find((item: { title: string }) => item.title === '看得见');
    expect(await offered(client)).toMatchObject({ left: 8, mine: 2, claimable: true });
    expect(await offered(server.anonymous)).toMatchObject({ left: 8, mine: 0, claimable: true });
    const detail = (await admin.get(`/api/commerce/promotions/${promotion.promotionId}`)).body;
    expect(detail.usage).toMatchObject({ claimed: 2, spent: 0, outstanding: 2, expired: 0, orders: 0 });
    const stranger = await server.client((await makeCustomer(ctx(), '13700330002')).userId);
    expect((await stranger.get('/api/commerce/own/coupons')).body.items).toEqual([]);
  });
});
