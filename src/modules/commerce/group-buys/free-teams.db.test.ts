import { beforeAll, expect, it } from 'vitest';
import type { SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { HOUR } from '#kernel/time';
import { useServer, type Client } from '#testing';
import { layStock, makeBuyer, makeGoods, type GoodsGround } from '../orders/fixtures/goods.ts';
import type { PlacedOrder } from '../orders/goods-order-contract.ts';
import type { OwnOrderDetail } from '../orders/order-contract.ts';
import { makePromotion } from '../promotions/test-promotions.ts';
import { expireTeams } from './expire-teams.ts';
import { item, openCampaign, teamOf } from './fixtures/open.ts';
import type { ShopGroupBuy, OwnTeams } from './group-buy-contract.ts';

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
let ground: GoodsGround;
let skuId: SkuId;
let groupBuyId: string;
let buyers = 0;

beforeAll(async () => {
  ground = await makeGoods(ctx, 'FT');
  const [first] = ground.skuIds;
  if (first === undefined) throw new Error('there are goods');
  skuId = first;
  await layStock(ctx(), ground.gridId, [{ skuId, counted: 100 }]);
  const { groupBuys } = await openCampaign(ctx(), ground, { terms: teamOf(2, 5), items: [item(skuId)], hours: 24 });
  groupBuyId = groupBuys[0]?.groupBuyId ?? '';
  const rule = { kind: 'fixed', offFen: fen(800), fromFen: fen(0) } as const;
  await makePromotion(ctx, { title: '尝鲜免单', rule, way: 'code', code: 'TASTE1' });
});

const newBuyer = async (): Promise<Client> =>
  server.client((await makeBuyer(ctx(), `1370009${String((buyers += 1)).padStart(4, '0')}`)).userId);

/** Joins a team with what costs nothing by a code, or pays for it. */
async function join(client: Client, team: string, free: boolean): Promise<PlacedOrder> {
  const asked = { channel: 'group_buy', groupBuyId, team, lines: [{ skuId, quantity: 1 }] };
  const price = free ? { codes: ['TASTE1'], seenTotalFen: 0 } : { seenTotalFen: 800 };
  const { status, body, text } = await client.post<PlacedOrder>('/api/commerce/own/orders', { ...asked, ...price });
  if (status !== 200) throw new Error(text);
  const token = body.payment?.cashierUrl.split('/').at(-1);
  if (token !== undefined) {
    await server.anonymous.post(`/api/commerce/sandbox/cashier/${token}/pay`, { behaviour: 'normal' });
  }
  return body;
}
const stateOf = async (client: Client, { orderId }: PlacedOrder): Promise<string> =>
  (await client.get<OwnOrderDetail>(`/api/commerce/own/orders/${orderId}`)).body.state;
const teamId = async (client: Client): Promise<string> =>
  (await client.get<OwnTeams>('/api/commerce/own/teams')).body.items[0]?.teamId ?? '';

it('what costs nothing waits for its team as what is paid, and counts', async () => {
  const [mine, neighbour] = [await newBuyer(), await newBuyer()];
  const first = await join(mine, 'new', true);
  expect(first).toMatchObject({ totalFen: 0, payment: null });
  expect(await stateOf(mine, first)).toBe('awaiting_group');
  const second = await join(neighbour, await teamId(mine), false);
  expect([await stateOf(mine, first), await stateOf(neighbour, second)]).toEqual(['paid', 'paid']);
  expect(await server.drain()).toEqual({ parked: 0 });
  const { body } = await server.anonymous.get<ShopGroupBuy>(`/api/commerce/shop/group-buys/${groupBuyId}`);
  expect(body).toMatchObject({ orders: 2, people: 2 });
});

it('fills the team of somebody who paid', async () => {
  const [mine, neighbour] = [await newBuyer(), await newBuyer()];
  const first = await join(mine, 'new', false);
  expect(await stateOf(mine, first)).toBe('awaiting_group');
  const second = await join(neighbour, await teamId(mine), true);
  expect([await stateOf(mine, first), await stateOf(neighbour, second)]).toEqual(['paid', 'paid']);
});

it('is called off with its team, and nothing goes back', async () => {
  const mine = await newBuyer();
  const order = await join(mine, 'new', true);
  server.world.clock.advance(6 * HOUR);
  await expireTeams(ctx());
  expect(await server.drain()).toEqual({ parked: 0 });
  const { body } = await mine.get<OwnOrderDetail>(`/api/commerce/own/orders/${order.orderId}`);
  expect(body).toMatchObject({ state: 'cancelled', cancelReason: 'group_failed', refundedFen: 0 });
});
