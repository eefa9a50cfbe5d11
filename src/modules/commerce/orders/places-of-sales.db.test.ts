import { beforeAll, expect, it } from 'vitest';
import { fen } from '#kernel/money';
import { useServer } from '#testing';
import { item, OPEN_LIST, openCampaign } from '../group-buys/fixtures/open.ts';
import { makePromotion } from '../promotions/test-promotions.ts';
import { layStock, makeBuyer, makeGoods, type GoodsGround } from './fixtures/goods.ts';
import type { PlacedOrder } from './goods-order-contract.ts';
import { guessPlace, rememberPlace } from './places-of-sales.ts';

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
const cheaper = { rule: { kind: 'fixed', offFen: fen(100), fromFen: fen(0) }, way: 'automatic' } as const;
const placeOf = ({ cityId, storeId, communityId }: GoodsGround) => ({ cityId, storeId, communityId });
let here: GoodsGround;
let elsewhere: GoodsGround;

beforeAll(async () => {
  here = await makeGoods(ctx, 'PH');
  elsewhere = await makeGoods(ctx, 'PE');
  await makePromotion(ctx, cheaper, { areaKind: 'community', areaId: elsewhere.communityId });
  await layStock(
    ctx(),
    here.gridId,
    here.skuIds.map((skuId) => ({ skuId, counted: 100 })),
  );
});

it('a group buy costs what it costs where it is, wherever it was thought to be', async () => {
  const [skuId] = here.skuIds;
  if (skuId === undefined) throw new Error('there are goods');
  const { groupBuys } = await openCampaign(ctx(), here, { terms: OPEN_LIST, items: [item(skuId)], hours: 24 });
  const groupBuyId = groupBuys[0]!.groupBuyId;
  const client = await server.client((await makeBuyer(ctx(), '13700091001')).userId);
  const order = async (seenTotalFen: number): Promise<number> => {
    const asked = { channel: 'group_buy', groupBuyId, lines: [{ skuId, quantity: 1 }], seenTotalFen };
    const { status, body, text } = await client.post<PlacedOrder>('/api/commerce/own/orders', asked);
    if (status !== 200) throw new Error(text);
    return body.totalFen;
  };
  rememberPlace(groupBuyId, placeOf(elsewhere));
  expect(await order(800)).toBe(800);
  expect(guessPlace(groupBuyId)).toEqual(placeOf(here));
  await makePromotion(ctx, cheaper, { areaKind: 'community', areaId: here.communityId });
  expect(await order(700)).toBe(700);
});
