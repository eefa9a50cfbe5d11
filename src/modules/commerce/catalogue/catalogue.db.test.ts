import { beforeAll, describe, expect, it } from 'vitest';
import { businessDay, DAY } from '#kernel/time';
import { cities } from '#modules/territory';
import { makeStores, useServer, type Client, type StorePlace } from '#testing';
import sharp from 'sharp';
import type { CategoryAnswer, ListingAnswer, ProductAnswer } from '../contract.ts';
import { effectiveSkus } from './effective-sku-store.ts';
import { makeCategory, makeProduct, skuFacts } from './test-catalogue.ts';

const server = useServer();
let here: StorePlace;
let there: StorePlace;
let admin: Client;

beforeAll(async () => {
  ({ here, there } = await makeStores(() => server.world.ctx(), 'CA'));
  admin = await server.signInAs('admin');
});

const today = (days = 0): string => businessDay(new Date(server.world.clock.now().getTime() + days * DAY));
const ctx = () => server.world.ctx();
const tag = (revision: number) => ({ headers: { 'if-match': `"${revision}"` } });
const category = { parentId: null, position: 0, claimHours: null, storage: null, active: true };
const sku = (code: string, over: object = {}) => ({
  code,
  spec: [],
  unit: null,
  listFen: 1_000,
  originalFen: null,
  costFen: 600,
  weightGrams: null,
  barcode: null,
  active: true,
  ...over,
});
const product = (code: string, categoryId: string, over: object = {}) => ({
  code,
  name: `商品${code}`,
  categoryId,
  kind: 'goods',
  description: '',
  imageIds: [],
  unit: '份',
  options: [],
  shelfLifeDays: null,
  storage: null,
  claimHours: null,
  active: true,
  skus: [sku(code)],
  ...over,
});

describe('categories', () => {
  const add = (code: string, over: object = {}) =>
    admin.post<CategoryAnswer & { code: string }>('/api/commerce/categories', {
      ...category,
      code,
      name: code,
      ...over,
    });

  it('stand in a tree of three levels that knows no circles', async () => {
    const top = (await add('c-top')).body;
    const middle = (await add('c-middle', { parentId: top.categoryId })).body;
    const leaf = (await add('c-leaf', { parentId: middle.categoryId })).body;
    expect(leaf).toMatchObject({ level: 3, path: 'c-top / c-middle / c-leaf', products: 0, revision: 1 });
    expect(await add('c-deep', { parentId: leaf.categoryId })).toMatchObject({
      status: 422,
      body: { code: 'category-parent-unfit' },
    });
    const move = (it: CategoryAnswer, parentId: string | null, revision = it.revision) =>
      admin.put(
        `/api/commerce/categories/${it.categoryId}`,
        { ...category, code: it.code, name: it.name, parentId },
        tag(revision),
      );
    expect((await move(top, leaf.categoryId)).status).toBe(422);
    expect(await move(middle, null)).toMatchObject({ status: 200, body: { level: 1 } });
    const all = (await admin.get('/api/commerce/categories')).body.items as CategoryAnswer[];
    expect(all.find((each) => each.code === 'c-leaf')).toMatchObject({ level: 2, path: 'c-middle / c-leaf' });
    // What others moved meanwhile is not moved again from what was seen before.
    expect(await move(middle, top.categoryId, 1)).toMatchObject({
      status: 409,
      body: { code: 'category-changed-meanwhile' },
    });
    expect(await add('c-top')).toMatchObject({ status: 409, body: { code: 'category-code-taken' } });
  });

  it('are headquarters’, and everybody’s to read', async () => {
    const local = await server.signInAs('operator', { areaKind: 'city', areaId: here.cityId });
    expect(await local.post('/api/commerce/categories', { ...category, code: 'c-x', name: 'x' })).toMatchObject({
      status: 403,
      body: { code: 'catalogue-is-headquarters' },
    });
    expect((await local.get('/api/commerce/categories')).status).toBe(200);
  });
});

describe('products', () => {
  it('are saved with their SKUs, from the revision that was read', async () => {
    const categoryId = await makeCategory(ctx(), 'p-food');
    const options = [{ name: '口味', values: ['原味', '草莓'] }];
    const skus = [sku('p1-a', { spec: ['原味'] }), sku('p1-b', { spec: ['草莓'], barcode: '6901234567890' })];
    const made = await admin.post<ProductAnswer>(
      '/api/commerce/products',
      product('p1', categoryId, { options, skus }),
    );
    expect(made).toMatchObject({ status: 201, body: { revision: 1, categoryPath: 'p-food' } });
    expect(made.body.skus.map(({ name, unit, kind }) => [name, unit, kind])).toEqual([
      ['商品p1 原味', '份', 'goods'],
      ['商品p1 草莓', '份', 'goods'],
    ]);
    const path = `/api/commerce/products/${made.body.spuId}`;
    const [plain] = made.body.skus;
    // The one that is left out is retired and stays what it is: orders name it.
    const edited = await admin.put<ProductAnswer>(
      path,
      product('p1', categoryId, {
        options,
        skus: [sku('p1-a', { skuId: plain?.skuId, spec: ['原味'], listFen: 990 }), sku('p1-c', { spec: ['草莓'] })],
      }),
      tag(1),
    );
    expect(edited).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(edited.headers.get('etag')).toBe('"2"');
    expect(new Set(edited.body.skus.map(({ code, listFen, active }) => `${code} ${listFen} ${active}`))).toEqual(
      new Set(['p1-a 990 true', 'p1-b 1000 false', 'p1-c 1000 true']),
    );
    expect(await admin.put(path, product('p1', categoryId), tag(1))).toMatchObject({
      status: 409,
      body: { code: 'spu-changed-meanwhile' },
    });
    expect(await admin.put(path, product('p1', categoryId))).toMatchObject({
      body: { code: 'catalogue-revision-required' },
    });
  });

  it('are refused whole where one SKU does not fit', async () => {
    const categoryId = await makeCategory(ctx(), 'p-refused');
    const options = [{ name: '规格', values: ['大', '小'] }];
    const post = async (code: string, over: object) => {
      const { status, body } = await admin.post('/api/commerce/products', product(code, categoryId, over));
      return [status, body.code];
    };
    expect(await post('r1', { options, skus: [sku('r1', { spec: ['中'] })] })).toEqual([422, 'sku-spec-unfit']);
    expect(await post('r2', { options, skus: [sku('r2', { spec: ['大'] }), sku('r3', { spec: ['大'] })] })).toEqual([
      422,
      'sku-spec-twice',
    ]);
    expect(await post('r4', { skus: [sku('r4', { originalFen: 1_000 })] })).toEqual([422, 'sku-price-not-reduced']);
    expect(await post('r5', { imageIds: [here.cityId] })).toEqual([422, 'picture-unknown']);
    await makeProduct(ctx(), categoryId, 'r6', { skus: [skuFacts('r6', { barcode: '6900000000001' })] });
    expect(await post('r7', { skus: [sku('r6')] })).toEqual([409, 'sku-code-taken']);
    expect(await post('r7', { skus: [sku('r7', { barcode: '6900000000001' })] })).toEqual([409, 'sku-barcode-taken']);
    expect(await post('r6', {})).toEqual([409, 'spu-code-taken']);
    const found = await admin.get('/api/commerce/skus?text=r7');
    expect(found.body.items).toEqual([]);
  });

  it('are found by text, code and barcode, and in lists with what is below a category', async () => {
    const top = await makeCategory(ctx(), 'f-top');
    const below = await makeCategory(ctx(), 'f-below', { parentId: top });
    const skus = [skuFacts('f1', { spec: ['950毫升'], barcode: '6911111111111' })];
    const options = [{ name: '规格', values: ['950毫升'] }];
    await makeProduct(ctx(), below, 'f1', { facts: { name: '山涧牛奶', options }, skus });
    await makeProduct(ctx(), top, 'f2');
    const codes = async (query: string) =>
      (await admin.get(`/api/commerce/skus?${query}`)).body.items.map((each: { code: string }) => each.code);
    expect(await codes(`text=${encodeURIComponent('牛奶 950')}`)).toEqual(['f1']);
    expect(await codes('barcode=6911111111111')).toEqual(['f1']);
    expect(await codes('code=f2')).toEqual(['f2']);
    expect(await codes('text=%25')).toEqual([]);
    const listed = await admin.get(`/api/commerce/products?categoryId=${top}&limit=1`);
    expect(listed.body.counts).toEqual({ active: 2, retired: 0 });
    expect(listed.body.items.map((each: { code: string }) => each.code)).toEqual(['f1']);
    const rest = await admin.get(`/api/commerce/products?categoryId=${top}&limit=1&cursor=${listed.body.nextCursor}`);
    expect([rest.body.items.map((each: { code: string }) => each.code), rest.body.nextCursor]).toEqual([['f2'], null]);
  });

  it('are retired and come back', async () => {
    const categoryId = await makeCategory(ctx(), 'p-retired');
    const { spu, skuId } = await makeProduct(ctx(), categoryId, 'ret1');
    const retired = await admin.post(`/api/commerce/products/${spu.spuId}/retire`, undefined, tag(1));
    expect(retired).toMatchObject({ status: 200, body: { active: false, revision: 2 } });
    expect((await at(skuId, here)).notListedWhy).toBe('商品已停用');
  });

  it('show pictures to everybody, in two sizes, for good', async () => {
    const bytes = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#3fa56c' } })
      .png()
      .toBuffer();
    const kept = await admin.upload('/api/commerce/pictures', { name: 'a.png', bytes });
    expect(kept).toMatchObject({ status: 201, body: { width: 1200, height: 675 } });
    const drawing = { name: 'a.png', bytes: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
    expect(await admin.upload('/api/commerce/pictures', drawing)).toMatchObject({
      status: 422,
      body: { code: 'file-type-refused-product' },
    });
    const path = `/api/commerce/shop/pictures/${kept.body.fileId}`;
    const seen = await fetch(`${server.url}${path}?size=small`);
    expect([seen.status, seen.headers.get('content-type'), seen.headers.get('cache-control')]).toEqual([
      200,
      'image/webp',
      'public, max-age=31536000, immutable',
    ]);
    expect(await sharp(Buffer.from(await seen.arrayBuffer())).metadata()).toMatchObject({ width: 320, height: 180 });
    expect((await fetch(`${server.url}/api/commerce/shop/pictures/${here.cityId}`)).status).toBe(404);
  });
});

const at = async (skuId: Awaited<ReturnType<typeof makeProduct>>['skuId'], place: StorePlace) => {
  const found = await effectiveSkus(ctx().db, { skuIds: [skuId], place, at: server.world.clock.now() });
  const sku = found.get(skuId);
  if (sku === undefined) throw new Error('no such SKU');
  return sku;
};

describe('bundles', () => {
  it('hold single SKUs, and one that is held becomes none', async () => {
    const categoryId = await makeCategory(ctx(), 'b-food');
    const [milk, egg, basket] = [
      await makeProduct(ctx(), categoryId, 'b-milk'),
      await makeProduct(ctx(), categoryId, 'b-egg'),
      await makeProduct(ctx(), categoryId, 'b-basket'),
    ];
    const set = (skuId: string, parts: readonly object[]) => admin.put(`/api/commerce/skus/${skuId}/parts`, { parts });
    const parts = [
      { skuId: milk.skuId, quantity: 2 },
      { skuId: egg.skuId, quantity: 1 },
    ];
    const made = await set(basket.skuId, parts);
    expect(made).toMatchObject({ status: 200, body: { kind: 'bundle' } });
    expect((await at(basket.skuId, here)).parts).toEqual([
      { skuId: egg.skuId, name: '商品b-egg', quantity: 1 },
      { skuId: milk.skuId, name: '商品b-milk', quantity: 2 },
    ]);
    const other = await makeProduct(ctx(), categoryId, 'b-other');
    expect((await set(other.skuId, [{ skuId: basket.skuId, quantity: 1 }])).body.code).toBe('bundle-part-unfit');
    expect((await set(milk.skuId, [{ skuId: other.skuId, quantity: 1 }])).body.code).toBe('bundle-is-part');
    expect((await set(other.skuId, [...parts, ...parts])).body.code).toBe('bundle-part-unfit');
    const found = await admin.get('/api/commerce/products?kind=bundle&text=b-');
    expect(found.body.items.map((each: { code: string }) => each.code)).toEqual(['b-basket']);
    expect((await set(basket.skuId, [])).body.kind).toBe('goods');
  });
});

describe('the national frame', () => {
  it('prices a SKU by the nearest list, the region among them, and says which', async () => {
    const categoryId = await makeCategory(ctx(), 'n-food');
    const { skuId } = await makeProduct(ctx(), categoryId, 'n1');
    expect(await at(skuId, here)).toMatchObject({ priceFen: 1_000, why: '商品标价', passedOver: [] });
    const regionId = (await cities(ctx().db)).find((city) => city.id === here.cityId)?.regionId;
    const sign = (areaKind: string, areaId: string | null | undefined, priceFen: number) =>
      admin.post('/api/commerce/prices', { skuId, areaKind, areaId, priceFen, from: today(), to: null });
    expect((await sign('region', regionId, 950)).body).toMatchObject({
      name: '商品n1',
      skuName: '商品n1',
      packageId: null,
    });
    expect((await at(skuId, here)).priceFen).toBe(950);
    await sign('city', here.cityId, 900);
    await sign('store', here.storeId, 880);
    const local = await at(skuId, here);
    expect(local.priceFen).toBe(880);
    expect(local.why).toMatch(/^一店价目，\d+月\d+日起$/);
    expect(local.passedOver.map(({ priceFen }) => priceFen)).toEqual([900, 950, 1_000]);
    expect((await at(skuId, there)).priceFen).toBe(900);
    expect((await sign('city', here.cityId, 1)).body.code).toBe('price-overlaps');
    const told = await admin.get(`/api/commerce/skus/${skuId}/prices?communityId=${here.communityId}`);
    expect(told.body).toMatchObject({ priceFen: 880, listed: true });
    const inCity = await admin.get(`/api/commerce/skus/${skuId}/prices?areaKind=city&areaId=${here.cityId}`);
    expect(inCity.body).toMatchObject({ priceFen: 900 });
    // Before any of them was signed.
    const before = await admin.get(`/api/commerce/skus/${skuId}/prices?communityId=${here.communityId}&on=2020-01-01`);
    expect(before.body).toMatchObject({ priceFen: 1_000, passedOver: [] });
    const seen = await admin.get(`/api/commerce/prices?skuId=${skuId}`);
    expect(seen.body.items).toHaveLength(3);
    expect(seen.body.items[0]).toMatchObject({ listFen: 1_000 });
    expect((await admin.get('/api/commerce/prices?of=package')).body.items).toEqual([]);
  });

  it('is asked for with one statement, for up to 200 SKUs', async () => {
    const categoryId = await makeCategory(ctx(), 'n-many');
    const skus = Array.from({ length: 100 }, (_, index) => skuFacts(`many-${index}`, { spec: [`${index}`] }));
    const values = skus.map(({ spec: [value = ''] }) => value);
    const options = [{ name: '号', values: values.slice(0, 50) }];
    const first = await makeProduct(ctx(), categoryId, 'many-a', { facts: { options }, skus: skus.slice(0, 50) });
    const found = await effectiveSkus(ctx().db, {
      skuIds: first.skus.map((each) => each.skuId),
      place: here,
      at: server.world.clock.now(),
    });
    expect(found.size).toBe(50);
    await expect(
      effectiveSkus(ctx().db, {
        skuIds: Array.from({ length: 201 }, () => ctx().newId<'Sku'>()) as never,
        place: here,
        at: server.world.clock.now(),
      }),
    ).rejects.toThrow(RangeError);
  });

  it('lists by category, product and SKU, the nearest area first', async () => {
    const top = await makeCategory(ctx(), 'l-top');
    const below = await makeCategory(ctx(), 'l-below', { parentId: top });
    const { spu, skuId } = await makeProduct(ctx(), below, 'l1');
    const list = (over: object) =>
      admin.post<ListingAnswer>('/api/commerce/listings', { listed: false, from: today(), to: null, ...over });
    const everywhere = { areaKind: 'all', areaId: null };
    await list({ categoryId: top, ...everywhere });
    expect(await at(skuId, here)).toMatchObject({ listed: false });
    expect((await at(skuId, here)).notListedWhy).toMatch(/^全国「l-top」不卖/);
    await list({ spuId: spu.spuId, listed: true, ...everywhere });
    expect((await at(skuId, here)).listed).toBe(true);
    const store = { areaKind: 'store', areaId: here.storeId };
    const local = await list({ categoryId: below, ...store });
    expect(local).toMatchObject({ status: 201, body: { name: 'l-below', state: 'live' } });
    expect([(await at(skuId, here)).listed, (await at(skuId, there)).listed]).toEqual([false, true]);
    await list({ skuId, listed: true, areaKind: 'community', areaId: here.communityId });
    expect((await at(skuId, here)).listed).toBe(true);
    expect((await list({ categoryId: below, ...store })).status).toBe(409);
    const ended = await admin.post(`/api/commerce/listings/${local.body.listingId}/end`, {});
    expect(ended).toMatchObject({ status: 200, body: { state: 'over' } });
    expect(
      (await admin.post('/api/commerce/listings', { listed: true, from: today(), to: null, ...everywhere })).status,
    ).toBe(422);
  });
});

describe('the shop', () => {
  it('shows what is sold in a community, at its prices, to anybody', async () => {
    const top = await makeCategory(ctx(), 's-top');
    const veg = await makeCategory(ctx(), 's-veg', { parentId: top, position: 1 });
    const fish = await makeCategory(ctx(), 's-fish', { parentId: top, position: 2 });
    const greens = await Promise.all([1, 2, 3].map((n) => makeProduct(ctx(), veg, `s-v${n}`)));
    const [carp] = [await makeProduct(ctx(), fish, 's-f1')];
    const store = { areaKind: 'store', areaId: here.storeId, from: today(), to: null };
    await admin.post('/api/commerce/listings', { ...store, categoryId: fish, listed: false });
    await admin.post('/api/commerce/prices', { ...store, skuId: greens[0]?.skuId, priceFen: 777 });
    const shop = async (query: string) =>
      (await server.anonymous.get(`/api/commerce/shop/products?communityId=${here.communityId}&${query}`)).body;
    const page = await shop(`categoryId=${top}&limit=2`);
    expect(page.items.map((each: { name: string }) => each.name)).toEqual(['商品s-v1', '商品s-v2']);
    expect(page.items[0].skus).toMatchObject([{ priceFen: 777 }]);
    const rest = await shop(`categoryId=${top}&limit=2&cursor=${page.nextCursor}`);
    expect([rest.items.map((each: { name: string }) => each.name), rest.nextCursor]).toEqual([['商品s-v3'], null]);
    expect((await shop(`text=s-f1`)).items).toEqual([]);
    const categories = await server.anonymous.get(`/api/commerce/shop/categories?communityId=${here.communityId}`);
    const names = categories.body.items.map((each: { name: string }) => each.name);
    expect(names).toContain('s-veg');
    expect(names).not.toContain('s-fish');
    const item = (id: string, place: StorePlace) =>
      server.anonymous.get(`/api/commerce/shop/products/${id}?communityId=${place.communityId}`);
    expect((await item(carp?.spu.spuId ?? '', here)).status).toBe(404);
    expect((await item(carp?.spu.spuId ?? '', there)).body).toMatchObject({ name: '商品s-f1', claimHours: 24 });
    expect(JSON.stringify((await item(greens[0]?.spu.spuId ?? '', here)).body)).not.toContain('costFen');
  });
});
