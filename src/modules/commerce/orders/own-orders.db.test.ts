import { beforeAll, describe, expect, it } from 'vitest';
import { savePickupPoint } from '#modules/territory';
import { type Client, useServer } from '#testing';
import { layStock, makeBuyer, makeGoods, placeForPickup, type GoodsGround } from './fixtures/goods.ts';
import type { PlacedOrder } from './goods-order-contract.ts';
import type { OwnOrderDetail, OwnOrdersAnswer } from './order-contract.ts';

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
let ground: GoodsGround;
let mine: Client;
let other: Client;

beforeAll(async () => {
  ground = await makeGoods(ctx, 'OW');
  mine = await server.client((await makeBuyer(ctx(), '13700080001')).userId);
  other = await server.client((await makeBuyer(ctx(), '13700080002')).userId);
  await layStock(
    ctx(),
    ground.flashId,
    ground.skuIds.map((skuId) => ({ skuId, counted: 100 })),
  );
});

async function place(): Promise<PlacedOrder> {
  server.world.clock.advance(1_000);
  return placeForPickup(mine, ground);
}
const pay = async ({ payment }: PlacedOrder) =>
  server.anonymous.post(`/api/commerce/sandbox/cashier/${payment?.cashierUrl.split('/').at(-1) ?? ''}/pay`, {
    behaviour: 'normal',
  });
const list = async (query: string, client: Client = mine) =>
  (await client.get<OwnOrdersAnswer>(`/api/commerce/own/orders?${query}`)).body;
const detail = async ({ orderId }: PlacedOrder) =>
  (await mine.get<OwnOrderDetail>(`/api/commerce/own/orders/${orderId}`)).body;

describe("a customer's own orders", () => {
  it('are listed by tab and page by page, with what is in them and where they are fetched', async () => {
    const [first, second, third] = [await place(), await place(), await place()];
    await pay(second);
    await mine.post(`/api/commerce/own/orders/${third.orderId}/cancel`, { reason: 'changed_mind' });
    const idsOf = async (query: string) => (await list(query)).items.map(({ orderId }) => orderId);
    expect(await idsOf('view=to_pay')).toEqual([first.orderId]);
    expect(await idsOf('view=under_way')).toEqual([second.orderId]);
    expect(await idsOf('view=cancelled')).toEqual([third.orderId]);
    expect(await idsOf('view=to_group')).toEqual([]);

    const page = await list('limit=2');
    expect(page.items.map(({ orderId }) => orderId)).toEqual([third.orderId, second.orderId]);
    const rest = await list(`limit=2&cursor=${encodeURIComponent(page.nextCursor ?? '')}`);
    expect(rest.items.map(({ orderId }) => orderId)).toEqual([first.orderId]);
    expect(rest.nextCursor).toBeNull();

    const [shown] = (await list('view=under_way')).items;
    expect(shown).toMatchObject({
      units: 2,
      pictures: [{ name: expect.stringContaining('商品') }, { name: expect.stringContaining('商品') }],
      parcels: [{ state: 'waiting', mode: 'pickup', pickupPointName: '东门便利店' }],
    });
    expect(shown).not.toHaveProperty('customerPhone');
    expect((await list('view=all', other)).items).toEqual([]);
  });

  it('tell their price in steps that come to the total, and the time that is left to pay it by our clock', async () => {
    const order = await detail(await place());
    expect(order.priceSteps[0]).toEqual({ title: '商品', amountFen: 2_000 });
    expect(order.priceSteps.reduce((sum, step) => sum + step.amountFen, 0)).toBe(order.totalFen);
    expect(Date.parse(order.now)).toBeGreaterThanOrEqual(Date.parse(order.placedAt));
    expect(Date.parse(order.payBy ?? '')).toBeGreaterThan(Date.parse(order.now));
    expect(order.groupBuy).toBeNull();
  });

  it('name the other points of the community as long as the point can be changed', async () => {
    const added = await savePickupPoint(ctx(), {
      facts: {
        externalCode: 'P2-OW',
        communityId: ground.communityId,
        name: '物业前台',
        address: '一层',
        keeperId: null,
        parentId: null,
        pickupOnly: false,
        restDays: [],
        active: true,
      },
    });
    const placed = await place();
    const before = await detail(placed);
    expect(before.otherPoints).toEqual([{ pickupPointId: added.id, name: '物业前台', address: '一层' }]);
    await mine.post(`/api/commerce/own/orders/${placed.orderId}/pickup-point`, { pickupPointId: added.id });
    expect((await detail(placed)).otherPoints.map(({ pickupPointId }) => pickupPointId)).toEqual([
      ground.pickupPointId,
    ]);
    await mine.post(`/api/commerce/own/orders/${placed.orderId}/cancel`, { reason: 'other' });
    expect(await detail(placed)).toMatchObject({ canChangePoint: false, otherPoints: [] });
  });
});
