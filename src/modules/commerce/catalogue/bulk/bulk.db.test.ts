import { beforeAll, describe, expect, it } from 'vitest';
import type { SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { businessDay, DAY } from '#kernel/time';
import { makeStores, useServer, type Client, type StorePlace } from '#testing';
import type { BulkEditAnswer, BulkPreview } from '../../contract.ts';
import type { CategoryId } from '../category.ts';
import { effectiveSkus } from '../effective-sku-store.ts';
import { makeCategory, makeProduct, skuFacts } from '../test-catalogue.ts';

const server = useServer();
let here: StorePlace;
let admin: Client;
let category: CategoryId;
let made = 0;

beforeAll(async () => {
  ({ here } = await makeStores(() => server.world.ctx(), 'BK'));
  admin = await server.signInAs('admin');
  category = await makeCategory(server.world.ctx(), 'bulk');
});

const today = (days = 0): string => businessDay(new Date(server.world.clock.now().getTime() + days * DAY));
const makeSkus = async (prices: readonly number[]): Promise<SkuId[]> =>
  Promise.all(
    prices.map(async (price) => {
      const code = `bulk-${(made += 1)}`;
      const skus = [skuFacts(code, { listFen: fen(price) })];
      return (await makeProduct(server.world.ctx(), category, code, { skus })).skuId;
    }),
  );
const effective = async (skuIds: readonly SkuId[]) => {
  const found = await effectiveSkus(server.world.ctx().db, { skuIds, place: here, at: server.world.clock.now() });
  return skuIds.map((id) => found.get(id));
};
const prices = async (skuIds: readonly SkuId[]) => (await effective(skuIds)).map((sku) => sku?.priceFen);

type Change = Readonly<Record<string, unknown>>;
const preview = (skuIds: readonly SkuId[], change: Change, client = admin) =>
  client.post<BulkPreview & { code: string }>('/api/commerce/bulk-edits/preview', { selection: { skuIds }, change });
const commit = async (skuIds: readonly SkuId[], change: Change, client = admin) => {
  const { fingerprint } = (await preview(skuIds, change, client)).body;
  const body = { selection: { skuIds }, change, fingerprint };
  return client.post<BulkEditAnswer & { code: string }>('/api/commerce/bulk-edits', body);
};
const undo = (editId: string) => admin.post(`/api/commerce/bulk-edits/${editId}/undo`);
const inCity = () => ({ areaKind: 'city', areaId: here.cityId });
const dearer = (over: Change = {}): Change => ({
  kind: 'price',
  ...inCity(),
  by: 'percent',
  amount: 1_000,
  rounding: 'ninety',
  from: today(),
  to: null,
  ...over,
});

describe('prices of many at once', () => {
  it('are shown before they hold, change at once, and come back', async () => {
    const skuIds = await makeSkus([1_000, 2_000, 90]);
    const shown = await preview(skuIds, dearer());
    expect(shown.body).toMatchObject({ changes: 2, same: 1, bad: 0 });
    expect(shown.body.rows.map(({ before, after }) => [before, after])).toEqual([
      ['¥10', '¥10.90'],
      ['¥20', '¥21.90'],
    ]);
    expect(await prices(skuIds)).toEqual([1_000, 2_000, 90]);
    const edit = await commit(skuIds, dearer());
    expect(edit).toMatchObject({ status: 201, body: { changed: 2, kind: 'price' } });
    expect(edit.body.title).toContain('价格+10%，尾数 .9');
    expect(await prices(skuIds)).toEqual([1_090, 2_190, 90]);
    server.world.clock.advance(DAY);
    const undone = await undo(edit.body.editId);
    expect(undone).toMatchObject({ status: 200, body: { undone: 2, skipped: [] } });
    expect(await prices(skuIds)).toEqual([1_000, 2_000, 90]);
    expect(await undo(edit.body.editId)).toMatchObject({ status: 409, body: { code: 'bulk-already-undone' } });
    const listed = (await admin.get('/api/commerce/bulk-edits')).body.items as BulkEditAnswer[];
    expect(listed.find((each) => each.editId === edit.body.editId)?.undoneAt).not.toBeNull();
  });

  it('end what was live and go on with it when they are undone', async () => {
    const skuIds = await makeSkus([1_000]);
    await commit(skuIds, dearer({ by: 'set', amount: 800, rounding: 'none' }));
    const second = await preview(skuIds, dearer({ by: 'add', amount: -100, rounding: 'none' }));
    expect(second.body.rows).toMatchObject([{ before: '¥8', after: '¥7', note: expect.stringContaining('结束') }]);
    server.world.clock.advance(1_000);
    const edit = await commit(skuIds, dearer({ by: 'add', amount: -100, rounding: 'none' }));
    expect(await prices(skuIds)).toEqual([700]);
    server.world.clock.advance(1_000);
    await undo(edit.body.editId);
    expect(await prices(skuIds)).toEqual([800]);
    // Nothing that was live was rewritten: each stretch of time is an entry of its own.
    const all = await admin.get(`/api/commerce/prices?skuId=${skuIds[0]}&over=true`);
    expect(all.body.items.map((each: { priceFen: number; state: string }) => [each.priceFen, each.state])).toEqual([
      [800, 'live'],
      [700, 'over'],
      [800, 'over'],
    ]);
  });

  it('for a few days let the price before go on afterwards', async () => {
    const skuIds = await makeSkus([1_000]);
    await commit(skuIds, dearer({ by: 'set', amount: 900, rounding: 'none' }));
    server.world.clock.advance(1_000);
    const change = dearer({ by: 'set', amount: 500, rounding: 'none', from: today(1), to: today(2) });
    expect((await preview(skuIds, change)).body.rows).toMatchObject([{ note: expect.stringContaining('暂停') }]);
    await commit(skuIds, change);
    const seen = [];
    for (let day = 0; day < 4; day++) {
      seen.push(...(await prices(skuIds)));
      server.world.clock.advance(DAY);
    }
    expect(seen).toEqual([900, 500, 500, 900]);
  });

  it('do not pass over what is already planned', async () => {
    const skuIds = await makeSkus([1_000]);
    await commit(skuIds, dearer({ by: 'set', amount: 900, rounding: 'none', from: today(5) }));
    const shown = await preview(skuIds, dearer());
    expect(shown.body).toMatchObject({ bad: 1, changes: 0, rows: [{ verdict: 'bad' }] });
    expect(await commit(skuIds, dearer())).toMatchObject({ status: 422, body: { code: 'bulk-changes-nothing' } });
  });

  it('are committed only as they were shown', async () => {
    const skuIds = await makeSkus([1_000]);
    const { fingerprint } = (await preview(skuIds, dearer())).body;
    await admin.post('/api/commerce/prices', { ...inCity(), skuId: skuIds[0], priceFen: 5, from: today(), to: null });
    const late = await admin.post('/api/commerce/bulk-edits', {
      selection: { skuIds },
      change: dearer(),
      fingerprint,
    });
    expect(late).toMatchObject({ status: 409, body: { code: 'bulk-changed-meanwhile' } });
    expect(await prices(skuIds)).toEqual([5]);
  });

  it('leave alone what somebody changed since', async () => {
    const skuIds = await makeSkus([1_000, 1_000]);
    const edit = await commit(skuIds, dearer());
    const [entry] = (await admin.get(`/api/commerce/prices?skuId=${skuIds[0]}`)).body.items;
    server.world.clock.advance(1_000);
    await admin.post(`/api/commerce/prices/${entry.priceId}/end`, {});
    const undone = await undo(edit.body.editId);
    expect(undone.body).toMatchObject({ undone: 1, skipped: [{ skuId: skuIds[0] }] });
  });

  it('are set within the area of who sets them', async () => {
    const skuIds = await makeSkus([1_000]);
    const local = await server.signInAs('operator', { areaKind: 'store', areaId: here.storeId });
    expect(await preview(skuIds, dearer(), local)).toMatchObject({ status: 422, body: { code: 'price-area-unknown' } });
    const own = dearer({ areaKind: 'store', areaId: here.storeId });
    expect((await commit(skuIds, own, local)).status).toBe(201);
    const seen = (await local.get('/api/commerce/bulk-edits')).body.items;
    expect(seen).toHaveLength(1);
    expect(await preview(skuIds, { kind: 'active', active: false }, local)).toMatchObject({
      status: 403,
      body: { code: 'catalogue-is-headquarters' },
    });
    const foreign = (await commit(skuIds, dearer())).body.editId;
    expect((await local.post(`/api/commerce/bulk-edits/${foreign}/undo`)).status).toBe(404);
  });
});

describe('other edits of many', () => {
  it('unlist in an area and list again', async () => {
    const skuIds = await makeSkus([1_000, 2_000]);
    const off = { kind: 'listing', ...inCity(), listed: false, from: today(), to: null };
    const edit = await commit(skuIds, off);
    expect((await effective(skuIds)).map((sku) => sku?.listed)).toEqual([false, false]);
    expect((await preview(skuIds, off)).body).toMatchObject({ same: 2, changes: 0 });
    server.world.clock.advance(1_000);
    await undo(edit.body.editId);
    expect((await effective(skuIds)).map((sku) => sku?.listed)).toEqual([true, true]);
  });

  it('move to a category and back, and put out of use and back', async () => {
    const skuIds = await makeSkus([1_000, 2_000]);
    const other = await makeCategory(server.world.ctx(), 'bulk-other');
    const moved = await commit(skuIds, { kind: 'category', categoryId: other });
    expect((await effective(skuIds)).map((sku) => sku?.categoryPath)).toEqual(['bulk-other', 'bulk-other']);
    await undo(moved.body.editId);
    expect((await effective(skuIds)).map((sku) => sku?.categoryPath)).toEqual(['bulk', 'bulk']);
    const off = await commit(skuIds, { kind: 'active', active: false });
    expect((await effective(skuIds)).map((sku) => sku?.notListedWhy)).toEqual(['商品已停用', '商品已停用']);
    await undo(off.body.editId);
    expect((await effective(skuIds)).map((sku) => sku?.listed)).toEqual([true, true]);
  });

  it('take everything that a filter finds', async () => {
    const [first] = await makeSkus([4_000, 5_000]);
    const selection = { filter: { text: `bulk-${made - 1}` } };
    const shown = await admin.post('/api/commerce/bulk-edits/preview', { selection, change: dearer() });
    expect(shown.body.rows.map((row: { skuId: string }) => row.skuId)).toEqual([first]);
  });
});
