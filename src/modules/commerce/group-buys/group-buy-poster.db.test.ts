import { beforeAll, expect, it } from 'vitest';
import { businessDay } from '#kernel/time';
import { type Client, useServer } from '#testing';
import type { MyGroupBuy } from '../contract.ts';
import { layStock } from '../orders/fixtures/goods.ts';
import { makeKeptPoint, type KeptPoint } from '../pick-up/fixtures/point.ts';

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
let point: KeptPoint;
let leader: Client;
let groupBuy: MyGroupBuy;

beforeAll(async () => {
  point = await makeKeptPoint(ctx, 'GP', '13700060001');
  const [skuId] = point.skuIds;
  const admin = await server.signInAs('admin');
  leader = await server.client(point.leaderUserId);
  await layStock(ctx(), point.gridId, [{ skuId: skuId!, counted: 50 }]);
  const from = businessDay(server.world.clock.now());
  const terms = { kind: 'open_list', teamSize: null, teamHours: null, tierBy: null };
  const offered = { ...terms, cityId: point.cityId, skuId, priceFen: 750, from, to: null };
  await admin.post('/api/commerce/leader-items', offered);
  const asked = { communityId: point.communityId, title: '周六接龙', skuIds: [skuId] };
  const opened = await leader.post('/api/commerce/my/group-buys', asked);
  groupBuy = (await leader.get(`/api/commerce/my/group-buys/${opened.body.groupBuyId}`)).body as MyGroupBuy;
});

it('is shared by the address that the shop opens, by its number', () => {
  expect(groupBuy.sharePath).toBe(`/g/${groupBuy.groupBuyNumber.replaceAll('-', '')}`);
  // Sold by what the product is sold by, where the SKU says nothing else.
  expect(groupBuy.items.map((item) => item.unit)).toEqual(['份']);
});

it('has a poster for whoever leads it, and for nobody else', async () => {
  const path = `/api/commerce/my/group-buys/${groupBuy.groupBuyId}/poster.png`;
  const poster = await leader.get(path);
  expect(poster.status).toBe(200);
  expect(poster.headers.get('content-type')).toBe('image/png');
  const other = await makeKeptPoint(ctx, 'GQ', '13700060002');
  expect((await (await server.client(other.leaderUserId)).get(path)).status).toBe(404);
});
