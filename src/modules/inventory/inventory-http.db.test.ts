import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Id, SkuId } from '#kernel/ids';
import { HOUR } from '#kernel/time';
import { subscribe } from '#platform/outbox';
import { saveWarehouse, setSupply } from '#modules/territory';
import { makeStores, useServer, type Client, type StorePlace } from '#testing';
import { StockLow } from './events.ts';
import { auditStock, installSkuDirectory, issueStock, reserveStock, StockShort } from './index.ts';
import { prepareMonths } from './stock/prepare-months.ts';

const server = useServer();
let here: StorePlace;
let there: StorePlace;
let manager: Client;
let city: Client;

/** A catalogue of what this file sells. */
const codes = new Map<string, SkuId>();
const label = (code: string) => ({ code, name: `商品${code}`, unit: '件' });

beforeAll(async () => {
  ({ here, there } = await makeStores(() => server.world.ctx(), 'IV'));
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
  city = await server.signInAs('city_manager', { areaKind: 'city', areaId: here.cityId });
  installSkuDirectory({
    byIds: async (_db, ids) =>
      new Map([...codes].filter(([, id]) => ids.includes(id)).map(([code, id]) => [id, label(code)])),
    byCodes: async (_db, asked) => new Map([...codes].filter(([code]) => asked.includes(code))),
    search: async (_db, text) => [...codes].filter(([code]) => label(code).name.includes(text)).map(([, id]) => id),
  });
});

function newSku(): { code: string; skuId: SkuId } {
  const skuId: Id<'Sku'> = server.world.ctx().newId<'Sku'>();
  const code = `K${codes.size + 1}`;
  codes.set(code, skuId);
  return { code, skuId };
}

const reserve = (skuId: SkuId, quantity: number, holderId: string = server.world.ctx().newId<'Order'>()) =>
  server.world.ctx().transaction((tx) =>
    reserveStock(tx, {
      cityId: here.cityId,
      holderId,
      heldUntil: null,
      lines: [{ placeId: here.storeId, skuId, quantity }],
    }),
  );
const one = async (skuId: SkuId, client = manager) =>
  (await client.get(`/api/inventory/stock/${here.storeId}/${skuId}`)).body;

describe('stock of a place', () => {
  it('is planned, received with differences, counted, moved, written off, and tells its movements', async () => {
    const { skuId, code } = newSku();
    const place = { placeId: here.storeId };
    await manager.post('/api/inventory/plans', { ...place, lines: [{ skuId, change: 10 }] });
    await reserve(skuId, 4);
    const receipt = await manager.post('/api/inventory/receipts', {
      ...place,
      lines: [{ skuId, received: 8, missing: 2 }],
    });
    expect(receipt.body).toMatchObject({ uncovered: [], lines: [{ onHand: 8, reserved: 4, incoming: 0 }] });
    const count = { ...place, reason: 'counted', lines: [{ skuId, counted: 3 }] };
    expect(await manager.post('/api/inventory/counts', count)).toMatchObject({
      status: 409,
      body: { code: 'stock-promised' },
    });
    await manager.post('/api/inventory/counts', { ...count, lines: [{ skuId, counted: 9 }] });
    const transfer = { fromId: here.storeId, toId: there.storeId, lines: [{ skuId, quantity: 2 }] };
    expect((await manager.post('/api/inventory/transfers', transfer)).status).toBe(404);
    expect((await city.post('/api/inventory/transfers', transfer)).status).toBe(200);
    const loss = { ...place, reason: 'damaged', lines: [{ skuId, quantity: 1 }] };
    await manager.post('/api/inventory/write-offs', loss);
    const refused = await manager.post('/api/inventory/write-offs', { ...loss, lines: [{ skuId, quantity: 20 }] });
    expect(refused).toMatchObject({ status: 409, body: { code: 'stock-not-on-hand', lines: [{ available: 2 }] } });
    expect(await one(skuId)).toMatchObject({ onHand: 6, reserved: 4, incoming: 0, available: 2, skuCode: code });
    const path = `/api/inventory/stock/${here.storeId}/${skuId}/movements`;
    const first = await manager.get(`${path}?limit=4`);
    const rest = await manager.get(`${path}?limit=4&cursor=${first.body.nextCursor}`);
    const moved = [...first.body.items, ...rest.body.items] as { kind: string; onHandDelta: number; byHand: boolean }[];
    expect(moved.map(({ kind, onHandDelta }) => [kind, onHandDelta])).toEqual([
      ['written_off', -1],
      ['transferred_out', -2],
      ['counted', 1],
      ['received', 8],
      ['reserved', 0],
      ['planned', 0],
    ]);
    expect(moved.map((each) => each.byHand)).toEqual([true, true, true, true, false, true]);
    expect((await city.get(`/api/inventory/stock/${there.storeId}/${skuId}`)).body).toMatchObject({ onHand: 2 });
  });

  it('is listed for those who may see it, by name, place and view, in pages, with counts', async () => {
    const items = Array.from({ length: 3 }, newSku);
    for (const [at, { skuId }] of items.entries()) {
      const lines = [{ skuId, counted: at * 5 }];
      for (const placeId of [here.storeId, there.storeId]) {
        await city.post('/api/inventory/counts', { placeId, reason: 'counted', lines });
      }
      await manager.put(`/api/inventory/stock/${here.storeId}/${skuId}/threshold`, { lowBelow: 6 });
    }
    const text = `text=${encodeURIComponent('商品K')}&placeId=${here.storeId}`;
    const list = await manager.get(`/api/inventory/stock?${text}&limit=200`);
    const ours = new Set<string>(items.map(({ skuId }) => skuId));
    const mine = (list.body.items as { skuId: string; low: boolean }[]).filter((each) => ours.has(each.skuId));
    expect(mine.map((each) => each.low)).toEqual([true, true, false]);
    expect(list.body.counts).toMatchObject({ rows: list.body.items.length, low: 2, out: 1 });
    const low = await manager.get(`/api/inventory/stock?${text}&view=low&limit=1`);
    const next = await manager.get(`/api/inventory/stock?${text}&view=low&limit=1&cursor=${low.body.nextCursor}`);
    expect([low, next].map(({ body }) => body.items[0].skuId)).toEqual(items.slice(0, 2).map(({ skuId }) => skuId));
    expect([low.body.counts, next.body.nextCursor]).toEqual([list.body.counts, null]);
    const foreign = await manager.get(`/api/inventory/stock?placeId=${there.storeId}`);
    expect(foreign.body).toMatchObject({ items: [], counts: { rows: 0 } });
    const csv = await city.get(`/api/inventory/stock/export?skuId=${items[1]!.skuId}`);
    expect(csv.text.split('\r\n').slice(1, 3).toSorted()).toEqual([
      expect.stringContaining(`SIV1,${items[1]!.code},5,6,商品${items[1]!.code},0,0,5,一店`),
      expect.stringContaining(`SIV2,${items[1]!.code},5,,商品${items[1]!.code},0,0,5,二店`),
    ]);
  });

  it('of a warehouse is its city’s, not the stores’ that it supplies', async () => {
    const facts = { externalCode: 'IVW', kind: 'grid' as const, cityId: here.cityId, name: '网格仓', active: true };
    const { id: placeId } = await saveWarehouse(server.world.ctx(), {
      facts: { ...facts, position: { lng: 120.1, lat: 30.2 } },
    });
    await setSupply(server.world.ctx(), { kind: 'grid', warehouseId: placeId, communityIds: [here.communityId] });
    const { skuId } = newSku();
    const plan = { placeId, lines: [{ skuId, change: 5 }] };
    expect((await manager.post('/api/inventory/plans', plan)).status).toBe(404);
    expect((await city.post('/api/inventory/plans', plan)).status).toBe(200);
    expect((await manager.get(`/api/inventory/stock/${placeId}/${skuId}`)).status).toBe(404);
    expect((await city.get(`/api/inventory/stock/${placeId}/${skuId}`)).body).toMatchObject({
      placeName: '网格仓',
      placeKind: 'grid',
      incoming: 5,
    });
  });

  it('is said to be low once, in the moment in which it becomes so', async () => {
    const { skuId } = newSku();
    const heard: number[] = [];
    const listener = subscribe('inventory.test-low', [StockLow], async (_ctx, event) => {
      if (event.payload.skuId === skuId) heard.push(event.payload.available);
    });
    await manager.post('/api/inventory/plans', { placeId: here.storeId, lines: [{ skuId, change: 5 }] });
    await manager.put(`/api/inventory/stock/${here.storeId}/${skuId}/threshold`, { lowBelow: 4 });
    for (const quantity of [1, 1, 1]) await reserve(skuId, quantity);
    await server.world.drain([listener]);
    expect(heard).toEqual([3]);
    await manager.post('/api/inventory/plans', { placeId: here.storeId, lines: [{ skuId, change: 3 }] });
    await manager.post('/api/inventory/plans', { placeId: here.storeId, lines: [{ skuId, change: -3 }] });
    await server.world.drain([listener]);
    expect(heard).toEqual([3, 2]);
  });
});

describe('hot items', () => {
  it('are those with the most reservations and refusals, by hour', async () => {
    const { skuId, code } = newSku();
    await manager.post('/api/inventory/plans', { placeId: here.storeId, lines: [{ skuId, change: 3 }] });
    for (const _ of [1, 2, 3]) await reserve(skuId, 1);
    for (const _ of [1, 2]) await expect(reserve(skuId, 4)).rejects.toThrow(StockShort);
    server.world.clock.advance(HOUR);
    await expect(reserve(skuId, 1)).rejects.toThrow(StockShort);
    const { body } = await manager.get(`/api/inventory/hot?placeId=${here.storeId}&hours=2`);
    expect(body.items.find((each: { skuId: string }) => each.skuId === skuId)).toMatchObject({
      skuCode: code,
      reservations: 3,
      reservedUnits: 3,
      refusals: 3,
      refusedUnits: 9,
      hours: [
        { reservations: 3, refusals: 2 },
        { reservations: 0, refusals: 1 },
      ],
    });
    const other = await server.signInAs('store_manager', { areaKind: 'store', areaId: there.storeId });
    expect((await other.get('/api/inventory/hot?hours=2')).text).not.toContain(skuId);
  });
});

describe('importing what was counted', () => {
  const upload = async (client: Client, lines: readonly string[]) =>
    client.upload('/api/inventory/imports', { name: '期初.csv', type: 'text/csv', bytes: lines.join('\n') });
  const header = '仓库编码,商品编码,在库,预警线';

  it('says of each row what it would do, then takes the good ones over once', async () => {
    const [fresh, promised, same] = [newSku(), newSku(), newSku()];
    const place = { placeId: here.storeId, reason: 'counted' };
    await manager.post('/api/inventory/counts', { ...place, lines: [{ skuId: promised.skuId, counted: 5 }] });
    await manager.post('/api/inventory/counts', { ...place, lines: [{ skuId: same.skuId, counted: 7 }] });
    await reserve(promised.skuId, 4);
    const { status, body } = await upload(manager, [
      header,
      `SIV1,${fresh.code},20,5`,
      `SIV1,${promised.code},3,`,
      `SIV1,${same.code},7,`,
      `SIV2,${fresh.code},1,`,
      `SIV1,没有,1.5,`,
      `SIV1,${fresh.code},9,`,
    ]);
    expect([status, body]).toMatchObject([201, { good: 1, unchanged: 1, bad: 4, committed: 0 }]);
    const rows = await manager.get(`/api/inventory/imports/${body.importId}/rows?verdict=bad`);
    expect(
      rows.body.items.map((row: { faults: { message: string }[] }) => row.faults.map((each) => each.message)),
    ).toEqual([
      ['订单已占用 4 件，数量不能比它少'],
      ['没有仓库或门店「SIV2」，或不在您的负责范围内'],
      ['没有商品「没有」，请先建商品或核对编码', '「在库」1.5 不是 0 到 10 亿的整数'],
      ['和第 2 行是同一处的同一商品'],
    ]);
    const path = `/api/inventory/imports/${body.importId}/commit`;
    expect((await manager.post(path)).body).toEqual({ changed: 1, unchanged: 1, stale: [] });
    expect((await manager.post(path)).body).toEqual({ changed: 0, unchanged: 0, stale: [] });
    expect(await one(fresh.skuId)).toMatchObject({ onHand: 20, lowBelow: 5, revision: 1 });
    expect((await city.get(`/api/inventory/imports/${body.importId}/rows`)).status).toBe(404);
  });

  it('leaves out what orders have taken since the preview', async () => {
    const { code, skuId } = newSku();
    const place = { placeId: here.storeId, reason: 'counted' };
    await manager.post('/api/inventory/counts', { ...place, lines: [{ skuId, counted: 9 }] });
    const { body } = await upload(manager, [header, `SIV1,${code},5,`]);
    await reserve(skuId, 6);
    const taken = await manager.post(`/api/inventory/imports/${body.importId}/commit`);
    expect(taken.body).toEqual({ changed: 0, unchanged: 0, stale: [2] });
    expect(await one(skuId)).toMatchObject({ onHand: 9, reserved: 6 });
  });
});

describe('the night', () => {
  it('puts movements into their months, and the ledger still adds up', async () => {
    const { db } = server.world.database;
    const waiting = async (): Promise<number> => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from only inventory.movement_default`.execute(db);
      return rows[0]!.n;
    };
    expect(await waiting()).toBeGreaterThan(0);
    await prepareMonths(server.world.ctx());
    await prepareMonths(server.world.ctx());
    expect(await waiting()).toBe(0);
    const { skuId } = newSku();
    await manager.post('/api/inventory/counts', {
      placeId: here.storeId,
      reason: 'counted',
      lines: [{ skuId, counted: 2 }],
    });
    expect(await waiting()).toBe(0);
    const holderId = server.world.ctx().newId<'Order'>();
    await reserve(skuId, 2, holderId);
    await server.world.ctx().transaction((tx) => issueStock(tx, { cityId: here.cityId, holders: [{ holderId }] }));
    expect((await auditStock(server.world.ctx())).differences).toBe(0);
    expect((await manager.get('/api/inventory/audits')).body.items[0]).toMatchObject({ differences: 0 });
  });

  it('tells those of the place what does not add up', async () => {
    const { skuId } = newSku();
    await manager.post('/api/inventory/plans', { placeId: here.storeId, lines: [{ skuId, change: 4 }] });
    await sql`update inventory.stock set on_hand = 1 where sku_id = ${skuId}`.execute(server.world.database.db);
    const { runId } = await auditStock(server.world.ctx());
    const { body } = await manager.get(`/api/inventory/audits/${runId}/differences`);
    expect(body.items).toMatchObject([{ skuId, kind: 'on_hand', counter: 1, ledger: 0, placeName: '一店' }]);
    const other = await server.signInAs('store_manager', { areaKind: 'store', areaId: there.storeId });
    expect((await other.get(`/api/inventory/audits/${runId}/differences`)).body.items).toEqual([]);
    expect((await other.get('/api/inventory/audits')).body.items[0]).toMatchObject({ runId, differences: 0 });
  });
});
