import { expect, it } from 'vitest';
import { useServer } from '#testing';
import { layStock, makeBuyer, makeGoods } from '../orders/fixtures/goods.ts';
import type { PlacedOrder } from '../orders/goods-order-contract.ts';
import { item, openCampaign, teamOf } from './fixtures/open.ts';
import type { OwnTeams } from './group-buy-contract.ts';

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();

it('shows who has a place in my team, masked, who of them is me, and where neighbours join', async () => {
  const ground = await makeGoods(ctx, 'OT');
  const [skuId] = ground.skuIds;
  if (skuId === undefined) throw new Error('there are goods');
  await layStock(ctx(), ground.gridId, [{ skuId, counted: 100 }]);
  const { groupBuys } = await openCampaign(ctx(), ground, { terms: teamOf(3, 5), items: [item(skuId)] });
  const groupBuyId = groupBuys[0]?.groupBuyId;
  const clients = [];
  for (const phone of ['13700090001', '13700090002', '13700090003']) {
    clients.push(await server.client((await makeBuyer(ctx(), phone)).userId));
  }
  const [mine, neighbour, stranger] = clients;
  const join = async (client: typeof mine, team: string): Promise<PlacedOrder> => {
    const asked = { channel: 'group_buy', groupBuyId, team, lines: [{ skuId, quantity: 1 }], seenTotalFen: 800 };
    return (await client?.post<PlacedOrder>('/api/commerce/own/orders', asked))?.body as PlacedOrder;
  };
  const teams = async (client: typeof mine) => (await client?.get<OwnTeams>('/api/commerce/own/teams'))?.body.items;

  const first = await join(mine, 'new');
  const token = first.payment?.cashierUrl.split('/').at(-1) ?? '';
  await server.anonymous.post(`/api/commerce/sandbox/cashier/${token}/pay`, { behaviour: 'normal' });
  await join(neighbour, (await teams(mine))?.[0]?.teamId ?? '');

  const [team] = (await teams(mine)) ?? [];
  expect(team).toMatchObject({ left: 1, mine: 'paid', orderId: first.orderId });
  expect(team?.groupBuyNumber.replaceAll('-', '')).toBe(groupBuys[0]?.groupBuyNumber);
  expect(team?.members.map(({ me, paid }) => [me, paid])).toEqual([
    [true, true],
    [false, false],
  ]);
  expect(JSON.stringify(team)).not.toMatch(/137000900/);
  expect((await teams(neighbour))?.[0]?.members.map(({ me }) => me)).toEqual([false, true]);
  expect(await teams(stranger)).toEqual([]);
});
