import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, businessDay, DAY } from '#kernel/time';
import { cities } from '#modules/territory';
import { useServer, type Client } from '#testing';
import type { AreaPriceAnswer, PackagePrices } from '../contract.ts';
import type { PackageId } from '../packages/package.ts';
import { makeSalePlaces, makeWalls, type SalePlace } from '../test-sale.ts';

const server = useServer();
let here: SalePlace;
let there: SalePlace;
let admin: Client;
let packages = 0;

beforeAll(async () => {
  ({ here, there } = await makeSalePlaces(() => server.world.ctx(), 'PR'));
  admin = await server.signInAs('admin');
});

const today = (days = 0): string => businessDay(addDays(server.world.clock.now(), days));
const makePackage = (): Promise<PackageId> => makeWalls(() => server.world.ctx(), `prices-${(packages += 1)}`);

interface Priced {
  readonly packageId: PackageId;
  readonly areaKind: 'all' | 'city' | 'store' | 'community';
  readonly areaId: string | null;
  readonly priceFen: number;
  readonly optionCode?: string;
  readonly from?: string;
  readonly to?: string;
}
const sign = (client: Client, asked: Priced) =>
  client.post<AreaPriceAnswer & { detail: string; code: string }>('/api/commerce/prices', {
    optionCode: null,
    from: today(),
    to: null,
    ...asked,
  });
const priceAt = async (packageId: PackageId, place: SalePlace, client = admin): Promise<PackagePrices> =>
  (await client.get(`/api/commerce/packages/${packageId}/prices?communityId=${place.communityId}`)).body;

describe('prices by area', () => {
  it('hold from the nearest list, say which one, and what it goes before', async () => {
    const packageId = await makePackage();
    expect(await priceAt(packageId, here)).toMatchObject({ priceFen: 298_000, why: '套餐标价', passedOver: [] });
    await sign(admin, { packageId, areaKind: 'all', areaId: null, priceFen: 290_000 });
    await sign(admin, { packageId, areaKind: 'city', areaId: here.cityId, priceFen: 280_000 });
    await sign(admin, { packageId, areaKind: 'store', areaId: here.storeId, priceFen: 270_000 });
    await sign(admin, {
      packageId,
      optionCode: 'lamp',
      areaKind: 'community',
      areaId: here.communityId,
      priceFen: 25_000,
    });
    const [, month, day] = today().split('-').map(Number);
    const mine = await priceAt(packageId, here);
    expect(mine).toMatchObject({ priceFen: 270_000, why: `滨江店价目，${month}月${day}日起`, storeId: here.storeId });
    expect(mine.passedOver.map(({ priceFen }) => priceFen)).toEqual([280_000, 290_000, 298_000]);
    expect(mine.options.map(({ code, priceFen, why }) => [code, priceFen, why.slice(0, 6)])).toEqual([
      ['paint', 8_888, '选项标价'],
      ['lamp', 25_000, '江畔花园价目'],
    ]);
    expect(await priceAt(packageId, there)).toMatchObject({ priceFen: 280_000 });
  });

  it('do not overlap for one thing and area: the entry that is met is named', async () => {
    const packageId = await makePackage();
    const price = { packageId, areaKind: 'store', areaId: here.storeId, priceFen: 260_000 } as const;
    expect((await sign(admin, { ...price, to: today(9) })).status).toBe(201);
    const met = await sign(admin, { ...price, priceFen: 1, from: today(9) });
    expect(met).toMatchObject({ status: 409, body: { code: 'price-overlaps' } });
    expect(met.body.detail).toContain('滨江店价目');
    expect(met.body.detail).toContain('¥2,600.00');
    for (const other of [
      { ...price, from: today(10) },
      { ...price, optionCode: 'lamp' },
      { ...price, areaId: there.storeId },
    ]) {
      expect((await sign(admin, other)).status).toBe(201);
    }
  });

  it('of which two people sign at the same moment, one is refused', async () => {
    const packageId = await makePackage();
    const price = { packageId, areaKind: 'city', areaId: here.cityId, priceFen: 250_000 } as const;
    const answers = await Promise.all(Array.from({ length: 6 }, () => sign(admin, price)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it('come and go with their days', async () => {
    const packageId = await makePackage();
    await sign(admin, {
      packageId,
      areaKind: 'store',
      areaId: here.storeId,
      priceFen: 1_000,
      from: today(2),
      to: today(2),
    });
    expect(await priceAt(packageId, here)).toMatchObject({ priceFen: 298_000 });
    server.world.clock.advance(2 * DAY);
    expect(await priceAt(packageId, here)).toMatchObject({ priceFen: 1_000 });
    server.world.clock.advance(DAY);
    expect(await priceAt(packageId, here)).toMatchObject({ priceFen: 298_000 });
    const past = await sign(admin, { packageId, areaKind: 'all', areaId: null, priceFen: 1, from: today(-1) });
    expect(past).toMatchObject({ status: 422, body: { code: 'price-from-past' } });
  });

  it('are ended at once, and what is over stays so', async () => {
    const packageId = await makePackage();
    const { body: signed } = await sign(admin, { packageId, areaKind: 'all', areaId: null, priceFen: 5_000 });
    expect(signed).toMatchObject({ state: 'live', areaName: '全国', signedBy: admin.userId, to: null });
    const end = () => admin.post(`/api/commerce/prices/${signed.priceId}/end`);
    expect(await end()).toMatchObject({ status: 200, body: { state: 'over', to: today() } });
    expect(await end()).toMatchObject({ status: 409, body: { code: 'price-over' } });
    expect(await priceAt(packageId, here)).toMatchObject({ priceFen: 298_000 });
    const listed = (over: boolean) => admin.get(`/api/commerce/prices?packageId=${packageId}&over=${over}`);
    expect((await listed(false)).body.items).toEqual([]);
    expect((await listed(true)).body.items).toMatchObject([{ priceId: signed.priceId, packageName: '墙面焕新' }]);
  });

  it('are set by local staff within their area only, and seen as far as they hold there', async () => {
    const packageId = await makePackage();
    const local = await server.signInAs('admin', { areaKind: 'store', areaId: here.storeId });
    const price = { packageId, priceFen: 240_000 };
    for (const [areaKind, areaId] of [
      ['all', null],
      ['city', here.cityId],
      ['store', there.storeId],
      ['community', there.communityId],
      ['store', here.communityId],
      ['all', here.storeId],
    ] as const) {
      const refused = await sign(local, { ...price, areaKind, areaId });
      expect([areaKind, refused.status, refused.body.code]).toEqual([areaKind, 422, 'price-area-unknown']);
    }
    expect((await sign(local, { ...price, areaKind: 'store', areaId: here.storeId })).status).toBe(201);
    expect((await sign(local, { ...price, areaKind: 'community', areaId: here.communityId })).status).toBe(201);
    const foreign = (await sign(admin, { ...price, areaKind: 'store', areaId: there.storeId })).body;
    const ofCity = (await sign(admin, { ...price, areaKind: 'city', areaId: here.cityId })).body;
    const seen = await local.get(`/api/commerce/prices?packageId=${packageId}`);
    expect(seen.body.items.map((item: AreaPriceAnswer) => item.areaName).toSorted()).toEqual(
      ['杭州', '江畔花园', '滨江店'].toSorted(),
    );
    // Seen is not edited: a city's list is ended by those of the city.
    for (const { priceId } of [foreign, ofCity]) {
      expect((await local.post(`/api/commerce/prices/${priceId}/end`)).status).toBe(404);
    }
    const elsewhere = await local.get(`/api/commerce/packages/${packageId}/prices?communityId=${there.communityId}`);
    expect(elsewhere.status).toBe(404);
    expect((await cities(server.world.ctx().db)).map(({ name }) => name)).toContain('杭州');
  });

  it('come in pages', async () => {
    const packageId = await makePackage();
    for (let day = 0; day < 5; day++) {
      await sign(admin, { packageId, areaKind: 'all', areaId: null, priceFen: day, from: today(day), to: today(day) });
    }
    const path = `/api/commerce/prices?packageId=${packageId}&limit=3`;
    const first = await admin.get(path);
    const second = await admin.get(`${path}&cursor=${first.body.nextCursor}`);
    const pricesOf = (page: { body: { items: AreaPriceAnswer[] } }) => page.body.items.map(({ priceFen }) => priceFen);
    expect([pricesOf(first), pricesOf(second), second.body.nextCursor]).toEqual([[4, 3, 2], [1, 0], null]);
  });
});

describe('options of a package', () => {
  const facts = { name: '踢脚线', kind: 'add_on', unit: '米', priceFen: 4_500, active: true, position: 3 };

  it('are added once, edited from the revision that was read, and taken off', async () => {
    const path = `/api/commerce/packages/${await makePackage()}/options`;
    const added = await admin.post(path, { ...facts, code: 'skirting' });
    expect(added).toMatchObject({ status: 201, body: { code: 'skirting', revision: 1, unit: '米' } });
    expect(added.headers.get('etag')).toBe('"1"');
    expect(await admin.post(path, { ...facts, code: 'skirting' })).toMatchObject({
      status: 409,
      body: { code: 'option-code-taken' },
    });
    const edit = (tag: string, over: object) =>
      admin.put(`${path}/skirting`, { ...facts, ...over }, { headers: { 'if-match': tag } });
    expect(await edit('"1"', { active: false })).toMatchObject({ status: 200, body: { active: false, revision: 2 } });
    expect(await edit('"1"', { priceFen: 1 })).toMatchObject({
      status: 409,
      body: { code: 'option-changed-meanwhile' },
    });
    expect(await edit('', {})).toMatchObject({ status: 422, body: { code: 'option-revision-required' } });
    const { body } = await admin.get(path);
    expect(body.items.map(({ code, active }: { code: string; active: boolean }) => [code, active])).toEqual([
      ['paint', true],
      ['lamp', true],
      ['skirting', false],
    ]);
  });

  it('are priced by the ㎡ exactly when they are priced by area, and promise nothing', async () => {
    const path = `/api/commerce/packages/${await makePackage()}/options`;
    const unfit = await admin.post(path, { ...facts, code: 'a', kind: 'per_area' });
    expect(unfit).toMatchObject({ status: 422, body: { code: 'option-unit-unfit' } });
    expect((await admin.post(path, { ...facts, code: 'b', name: '全国第一踢脚线' })).status).toBe(422);
    const manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
    expect((await manager.get(path)).status).toBe(200);
    expect((await manager.post(path, { ...facts, code: 'c' })).status).toBe(403);
  });
});
