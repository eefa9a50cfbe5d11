import { beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '#kernel/time';
import { useServer } from '#testing';
import type { OrderDetail } from '../orders/order-contract.ts';
import type { ArrivalsAnswer, PointDaysAnswer, WavesAnswer } from './day-contract.ts';
import { Neighbours } from './fixtures/neighbours.ts';
import type { PointTotalsAnswer } from './pick-up-contract.ts';

const server = useServer({ rateLimits: false });
const at = new Neighbours(server, 'PD', '1370005000');
const { bought, sent, arrived, sku, parcelOf, redeem, byCode, good, photo, later } = at;
beforeAll(() => at.open());

const dayAt = async (query = ''): Promise<PointDaysAnswer['items'][number] | undefined> => {
  const { items } = await good(at.admin.get<PointDaysAnswer>(`/api/commerce/point-days?${query}`));
  return items.find((each) => each.pickupPointId === at.ground.pickupPointId);
};

describe('goods at points by day', () => {
  it('are told from what waits to what was short, broken, fetched and left', async () => {
    const first = await bought([3, 1]);
    await bought([2], 1);
    expect(await dayAt()).toMatchObject({ name: '西门驿站', customers: 2, parcels: 2, waiting: 2, left: 0 });
    await sent([{ skuId: sku(0), quantity: 1 }]);
    const { items: waves } = await good(at.admin.get<WavesAnswer>('/api/commerce/waves'));
    expect(waves[0]).toMatchObject({
      placeName: 'flash仓',
      parcels: 2,
      units: 5,
      shortUnits: 1,
      shortages: [{ skuId: sku(0), quantity: 1, pickupPointName: null }],
    });
    expect(waves[0]?.shortages[0]?.name).not.toBe('');
    const picture = await photo(at.leader, '/api/commerce/my/pick-up/photos');
    await arrived([{ skuId: sku(1), damaged: 1, photoIds: [picture] }]);
    const { items: arrivals } = await good(at.admin.get<ArrivalsAnswer>('/api/commerce/arrivals'));
    expect(arrivals).toMatchObject([
      { pickupPointName: '西门驿站', parcels: 2, exceptions: [{ skuId: sku(1), missing: 0, damaged: 1, photos: 1 }] },
    ]);
    expect(await dayAt()).toMatchObject({ arrived: 2, short: 1, damaged: 1, left: 4, late: 0 });
    await redeem(byCode(await parcelOf(first)));
    const lying = await dayAt();
    expect(lying).toMatchObject({ arrived: 1, left: 1 });
    const csv = async (list: string): Promise<string> => (await at.admin.get(`/api/commerce/${list}/export`)).text;
    expect(await csv('waves')).toMatch(/flash仓,[^,]+,[^,]*,2,5,1,[^,]+×1\r\n$/);
    expect(await csv('arrivals')).toMatch(/西门驿站,[^,]+,[^,]+,[^,]*,2,0,1,[^,]+ 坏1\r\n$/);
    expect(await csv('point-days')).toContain(',西门驿站,');
    const path = `/api/commerce/point-totals?pickupPointId=${at.ground.pickupPointId}`;
    const totals = await good(at.admin.get<PointTotalsAnswer>(path));
    expect(totals.items.find((each) => each.skuId === sku(0))).toMatchObject({ left: 1 });
    await later(10 * DAY);
    expect(await dayAt()).toMatchObject({ left: 1, late: 1 });
  });

  it('are those of the reader, page by page', async () => {
    const other = await server.signInAs('store_manager', { areaKind: 'store', areaId: at.ground.storeId });
    expect(await other.get<PointDaysAnswer>('/api/commerce/point-days?limit=1')).toMatchObject({
      status: 200,
      body: { items: [{ pickupPointId: at.ground.pickupPointId }], nextCursor: null },
    });
    // A warehouse is its city's.
    expect(await other.get<WavesAnswer>('/api/commerce/waves?from=2020-01-01')).toMatchObject({ body: { items: [] } });
    expect(await other.get<ArrivalsAnswer>('/api/commerce/arrivals?from=2020-01-01')).toMatchObject({
      body: { items: [{ parcels: 2 }] },
    });
    const stranger = await server.signInAs('store_manager', { areaKind: 'store', areaId: NOBODYS });
    expect(await stranger.get<PointDaysAnswer>('/api/commerce/point-days')).toMatchObject({ body: { items: [] } });
    expect(await stranger.get<ArrivalsAnswer>('/api/commerce/arrivals?from=2020-01-01')).toMatchObject({
      body: { items: [] },
    });
    for (const list of ['point-days', 'arrivals', 'waves']) {
      const { status, text } = await stranger.get(`/api/commerce/${list}/export?from=2020-01-01`);
      // The titles alone.
      expect([status, text.split('\r\n').length]).toEqual([200, 2]);
    }
    const path = `/api/commerce/point-totals?pickupPointId=${at.ground.pickupPointId}`;
    expect(await stranger.get(path)).toMatchObject({ status: 404 });
  });
});

describe('an order of goods for staff', () => {
  it('says how its price came about, where its parcels come from, and whether they can go elsewhere', async () => {
    const order = await bought([1]);
    const path = `/api/commerce/orders/${order.orderId}`;
    expect(await good(at.admin.get<OrderDetail>(path))).toMatchObject({
      priceSteps: [{ title: '商品', amountFen: 1_000 }],
      parcels: [{ placeName: 'flash仓', state: 'waiting' }],
      canChangePoint: true,
    });
    await sent();
    expect(await good(at.admin.get<OrderDetail>(path))).toMatchObject({ canChangePoint: false });
  });
});

const NOBODYS = '01900000-0000-7000-8000-000000000000';
