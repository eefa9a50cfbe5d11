import { beforeAll, describe, expect, it } from 'vitest';
import { availableStock } from '#modules/inventory';
import { useServer, type Client } from '#testing';
import { layStock, makeBuyer, makeGoods, type GoodsGround } from '../fixtures/goods.ts';
import type { OrderDetail, OrdersAnswer } from '../order-contract.ts';

interface Answer {
  imported: number;
  known: number;
  faults: { row: number; externalId: string; message: string }[];
}

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
let ground: GoodsGround;
let admin: Client;

beforeAll(async () => {
  ground = await makeGoods(ctx, 'OI');
  admin = await server.signInAs('admin');
  await layStock(
    ctx(),
    ground.storeId,
    ground.skuIds.map((skuId) => ({ skuId, counted: 20 })),
  );
});

const order = (externalId: string, over: Record<string, unknown> = {}) => ({
  source: 'meituan',
  externalId,
  storeCode: 'SOI',
  placedAt: '2026-01-01T02:00:00Z',
  deliveryFen: 300,
  lines: [{ skuCode: 'GOI0', quantity: 3, netFen: 2_000 }],
  ...over,
});
const send = (orders: readonly unknown[], key?: string) =>
  admin.post<Answer>('/api/commerce/order-imports', { orders }, key === undefined ? {} : { key });
const list = async (query: string) => (await admin.get<OrdersAnswer>(`/api/commerce/orders?${query}`)).body;
const onHand = async (): Promise<number | undefined> => {
  const [skuId] = ground.skuIds;
  if (skuId === undefined) throw new Error('nothing is sold');
  const levels = await availableStock(server.world.database.db, [ground.storeId], [skuId]);
  return levels.get(`${ground.storeId}/${skuId}`)?.onHand;
};

describe('orders of a marketplace', () => {
  it('come once by their number there, with their goods handed over and none of our money', async () => {
    const first = await send([order('MT-1'), order('MT-1'), order('MT-2')], 'import-1');
    expect(first.body).toEqual({ imported: 2, known: 1, faults: [] });
    expect((await send([order('MT-1'), order('MT-1'), order('MT-2')], 'import-1')).body).toEqual(first.body);
    expect((await send([order('MT-2')])).body).toEqual({ imported: 0, known: 1, faults: [] });
    expect(await onHand()).toBe(14);
    const { items } = await list('channel=imported');
    expect(items).toHaveLength(2);
    const [item] = items;
    expect(item).toMatchObject({ state: 'paid', totalFen: 2_300, paidFen: 0, external: { source: 'meituan' } });
    const detail = (await admin.get<OrderDetail>(`/api/commerce/orders/${item?.orderId}`)).body;
    expect(detail.lines).toMatchObject([{ unitFen: 667, grossFen: 2_001, discountFen: 1, netFen: 2_000 }]);
    expect(detail).toMatchObject({
      payments: [],
      parcels: [{ state: 'collected' }],
      placedAt: '2026-01-01T02:00:00.000Z',
    });
  });

  it('that cannot be taken over are named, and the others are taken over', async () => {
    const { body } = await send([
      order('MT-3', { storeCode: 'nowhere' }),
      order('MT-4', { lines: [{ skuCode: 'nothing', quantity: 1, netFen: 1 }] }),
      order('MT-5', { lines: [{ skuCode: 'GOI1', quantity: 21, netFen: 1 }] }),
      order('MT-6', { placedAt: '2099-01-01T00:00:00Z' }),
      order('MT-7'),
    ]);
    expect(body).toMatchObject({ imported: 1, known: 0 });
    expect(body.faults.map(({ row, externalId }) => [row, externalId])).toEqual([
      [1, 'MT-3'],
      [2, 'MT-4'],
      [3, 'MT-5'],
      [4, 'MT-6'],
    ]);
    expect(body.faults[1]?.message).toBe('没有编码是「nothing」的商品');
  });

  it('come from a file with one line a row, and each row that cannot be read says why', async () => {
    const header = '来源,平台订单号,门店编码,下单时间,规格编码,数量,实付金额,配送费';
    const bytes = [
      header,
      'eleme,E-1,SOI,2026-01-01 10:00,GOI1,2,19.9,',
      'eleme,E-1,SOI,2026-01-01 10:00,GOI2,1,¥10,',
      'eleme,E-2,SOI,2026-02-30,GOI1,0,1.234,5',
    ].join('\n');
    const { body } = await admin.upload<Answer>('/api/commerce/order-imports/file', { name: 'orders.csv', bytes });
    expect(body).toMatchObject({ imported: 1, known: 0 });
    expect(body.faults.map(({ row }) => row)).toEqual([4, 4, 4]);
    expect((await list('channel=imported&text=nothing')).items).toEqual([]);
    const [item] = (await list('channel=imported')).items.filter((each) => each.external?.id === 'E-1');
    expect(item).toMatchObject({ totalFen: 2_990, deliveryFen: 0 });
  });

  it('of two who bring the same at once, one brings it', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => send([order('MT-9')])));
    expect(answers.reduce((sum, { body }) => sum + body.imported, 0)).toBe(1);
    expect(answers.reduce((sum, { body }) => sum + body.known, 0)).toBe(3);
  });
});

it('orders are found by the end of the phone, by the phone, and by the end of the number', async () => {
  await makeBuyer(ctx(), '13700038864');
  const sold = await admin.post<{ orderId: string; orderNumber: string }>('/api/commerce/store-orders', {
    storeId: ground.storeId,
    lines: [{ skuId: ground.skuIds[2], quantity: 1 }],
    seenTotalFen: 1_000,
    phone: '13700038864',
    paid: 'card',
  });
  for (const text of ['8864', '137 0003 8864', sold.body.orderNumber, sold.body.orderNumber.slice(-4)]) {
    const { items } = await list(`text=${encodeURIComponent(text)}`);
    expect(items.map((item) => item.orderId)).toContain(sold.body.orderId);
  }
  expect((await list('text=13700039999')).items).toEqual([]);
});
