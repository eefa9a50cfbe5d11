import { beforeAll, describe, expect, it } from 'vitest';
import type { TouchpointId } from '#kernel/ids';
import { businessDay, HOUR, MINUTE } from '#kernel/time';
import { addTouchpoints, touchpointsByIds } from '#modules/touchpoints';
import { type Client, useServer } from '#testing';
import type {
  CampaignDetail,
  CampaignPreview,
  GroupBuys,
  LeaderChoice,
  MyGroupBuy,
  ShopGroupBuy,
  ShopGroupBuys,
} from '../contract.ts';
import { layStock, makeBuyer, makeGoods, type GoodsGround } from '../orders/fixtures/goods.ts';
import type { PlacedOrder } from '../orders/goods-order-contract.ts';
import { ordersByIds } from '../orders/order-store.ts';
import type { OrderId } from '../orders/order.ts';
import { openDueGroupBuys } from './open-due-group-buys.ts';
import { settleGroupBuys } from './settle-group-buys.ts';

const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
let ground: GoodsGround;
let admin: Client;
let leader: Client;
let leaderId: TouchpointId;
let mine: Client;

beforeAll(async () => {
  ground = await makeGoods(ctx, 'GH');
  admin = await server.signInAs('admin');
  const { cityId, storeId, communityId } = ground;
  const person = { externalCode: 'GH-L', name: '王桂英', phone: '13700050001', role: 'group_leader' } as const;
  const { touchpointIds } = await addTouchpoints(ctx(), [
    { ...person, cityId, storeId, partnerId: null, communityIds: [communityId] },
  ]);
  leaderId = touchpointIds[0] as TouchpointId;
  await server.drain();
  const [touchpoint] = await touchpointsByIds(server.world.database.db, [leaderId]);
  leader = await server.client(touchpoint!.userId);
  mine = await server.client((await makeBuyer(ctx(), '13700050002')).userId);
  await layStock(
    ctx(),
    ground.gridId,
    ground.skuIds.map((skuId) => ({ skuId, counted: 100 })),
  );
});

async function good<T>(answering: Promise<{ status: number; body: unknown; text: string }>): Promise<T> {
  const { status, body, text } = await answering;
  if (status >= 300) throw new Error(`${status} ${text}`);
  return body as T;
}

const terms = { kind: 'open_list', teamSize: null, teamHours: null, tierBy: null };
const today = () => businessDay(server.world.clock.now());
const offer = (at: number, over: Record<string, unknown> = {}) =>
  good<{ leaderItemId: string }>(
    admin.post('/api/commerce/leader-items', {
      ...terms,
      cityId: ground.cityId,
      skuId: ground.skuIds[at],
      priceFen: 750,
      from: today(),
      to: null,
      ...over,
    }),
  );

describe('a leader', () => {
  it('opens what headquarters offers, at its price; neighbours order; it is handed out by item', async () => {
    await offer(0, { perPersonLimit: 5 });
    await offer(1);
    const { communityId } = ground;
    const choice = await good<LeaderChoice>(leader.get(`/api/commerce/my/group-buy-items?communityId=${communityId}`));
    expect(choice.items.map((item) => [item.priceFen, item.originalFen])).toEqual([
      [750, 1_000],
      [750, 1_000],
    ]);
    expect(choice.whyNot).toBeNull();
    const asked = { communityId, title: '今日接龙', skuIds: [ground.skuIds[0]] };
    const foreign = await leader.post('/api/commerce/my/group-buys', { ...asked, skuIds: [ground.skuIds[2]] });
    expect(foreign).toMatchObject({ status: 409, body: { code: 'not-for-leaders' } });
    const opened = await good<{ groupBuyId: string; groupBuyNumber: string }>(
      leader.post('/api/commerce/my/group-buys', asked),
    );

    const shop = await good<ShopGroupBuys>(
      server.anonymous.get(`/api/commerce/shop/group-buys?communityId=${communityId}`),
    );
    expect(shop.items[0]).toMatchObject({ groupBuyId: opened.groupBuyId, state: 'open', leaderName: '王*' });
    const order = await good<PlacedOrder>(
      mine.post('/api/commerce/own/orders', {
        channel: 'group_buy',
        groupBuyId: opened.groupBuyId,
        lines: [{ skuId: ground.skuIds[0], quantity: 2 }],
        seenTotalFen: 1_500,
      }),
    );
    const token = order.payment?.cashierUrl.split('/').at(-1) ?? '';
    await server.anonymous.post(`/api/commerce/sandbox/cashier/${token}/pay`, { behaviour: 'normal' });
    const [kept] = await ordersByIds(server.world.database.db, [order.orderId as OrderId]);
    expect(kept).toMatchObject({ touchpointId: leaderId, state: 'paid', pickupPointId: ground.pickupPointId });
    await server.drain();

    const page = await good<ShopGroupBuy>(
      server.anonymous.get(`/api/commerce/shop/group-buys/${opened.groupBuyNumber}`),
    );
    expect(page).toMatchObject({ orders: 1, people: 1, units: 2, pickupPoint: { name: '东门便利店' } });
    expect(page.joined).toEqual([
      { name: '邻居', face: expect.stringMatching(/^[0-9a-f]{12}$/), units: 2, at: expect.any(String) },
    ]);
    expect(page.items[0]).toMatchObject({
      priceFen: 750,
      originalFen: 1_000,
      left: 98,
      soldUnits: 2,
      perPersonLimit: 5,
    });

    const detail = await good<MyGroupBuy>(leader.get(`/api/commerce/my/group-buys/${opened.groupBuyId}`));
    expect(detail.totals).toMatchObject([{ units: 2 }]);
    const { text } = await good<{ text: string }>(
      leader.get(`/api/commerce/my/group-buys/${opened.groupBuyId}/chat-list`),
    );
    expect(text).toContain('1. 邻居 商品GGH0 ×2');
    expect(text).not.toContain('13700050002');
    const file = await leader.get(`/api/commerce/my/group-buys/${opened.groupBuyId}/export`);
    expect(file.text).toContain('137****0002');

    expect((await leader.post(`/api/commerce/my/group-buys/${opened.groupBuyId}/close`)).status).toBe(200);
    await settleGroupBuys(ctx());
    const closed = await good<MyGroupBuy>(leader.get(`/api/commerce/my/group-buys/${opened.groupBuyId}`));
    expect(closed).toMatchObject({
      state: 'closed',
      outcome: 'succeeded',
      stateName: '已成团',
      totals: [{ orders: 1, units: 2 }],
    });
  });

  it('opens the last one again in one tap, and hears what is not offered any more', async () => {
    const { communityId } = ground;
    const gone = await offer(2);
    const asked = { communityId, title: '水果', skuIds: [ground.skuIds[1], ground.skuIds[2]] };
    await good(leader.post('/api/commerce/my/group-buys', asked));
    await good(admin.send('DELETE', `/api/commerce/leader-items/${gone.leaderItemId}`, undefined));
    const copied = await good<{ groupBuyId: string; leftOut: string[] }>(
      leader.post('/api/commerce/my/group-buys/copy', { communityId }),
    );
    expect(copied.leftOut).toEqual(['商品GGH2']);
    const detail = await good<MyGroupBuy>(leader.get(`/api/commerce/my/group-buys/${copied.groupBuyId}`));
    expect(detail).toMatchObject({ title: '水果', state: 'open', items: [{ skuId: ground.skuIds[1] }] });
  });

  it('is told which words neighbours may not read, and what to write instead', async () => {
    const asked = {
      communityId: ground.communityId,
      title: '全网最 低价',
      words: '绝对新鲜',
      skuIds: [ground.skuIds[1]],
    };
    const refused = await leader.post('/api/commerce/my/group-buys', asked);
    expect(refused).toMatchObject({ status: 422, body: { code: 'play-banned-words' } });
    expect(refused.body.detail).toContain('“全网最 低价”不能用在宣传里');
    expect(refused.body.faults.map((fault: { path: string }) => fault.path)).toEqual(['title', 'words']);
    await good(leader.post('/api/commerce/my/group-buys', { ...asked, title: '今天的团', words: '原价12元，限时' }));
  });

  it('keeps a draft that nobody else sees until it is opened', async () => {
    const { communityId } = ground;
    const asked = { communityId, title: '明天的菜', skuIds: [ground.skuIds[1]], draft: true };
    const { groupBuyId } = await good<{ groupBuyId: string }>(leader.post('/api/commerce/my/group-buys', asked));
    expect((await server.anonymous.get(`/api/commerce/shop/group-buys/${groupBuyId}`)).status).toBe(404);
    await good(leader.post(`/api/commerce/my/group-buys/${groupBuyId}/publish`));
    expect((await server.anonymous.get(`/api/commerce/shop/group-buys/${groupBuyId}`)).status).toBe(200);
  });
});

describe('the page of a group buy', () => {
  it('is not sent again while nothing moved', async () => {
    const { communityId } = ground;
    const shop = await good<ShopGroupBuys>(
      server.anonymous.get(`/api/commerce/shop/group-buys?communityId=${communityId}`),
    );
    const path = `/api/commerce/shop/group-buys/${shop.items[0]?.groupBuyId}`;
    const etag = (await server.anonymous.get(path)).headers.get('etag') ?? '';
    expect((await server.anonymous.get(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});

describe('headquarters', () => {
  it('sees where a campaign opens, opens it for tomorrow by the rule of the city, and calls it off', async () => {
    const rule = { areaKind: 'city', areaId: ground.cityId, categoryId: null, minute: 17 * 60, pickupDays: 2 };
    await good(admin.post('/api/commerce/cut-off-rules', rule));
    expect((await admin.post('/api/commerce/cut-off-rules', rule)).body.code).toBe('cut-off-rule-taken');
    const opensAt = new Date(server.world.clock.now().getTime() + 2 * HOUR).toISOString();
    const asked = {
      ...terms,
      title: '全城尝鲜',
      cityIds: [ground.cityId],
      items: [{ skuId: ground.skuIds[0], priceFen: 600, quota: 50 }],
      opensAt,
      cutOffAt: null,
      target: { kind: 'fen', amount: 100_000 },
    };
    expect(await admin.post('/api/commerce/campaigns', { ...asked, words: '喝了增强免疫力' })).toMatchObject({
      status: 422,
      body: { code: 'play-banned-words', faults: [{ path: 'words' }] },
    });
    const campaign = await good<CampaignDetail>(admin.post('/api/commerce/campaigns', asked));
    const path = `/api/commerce/campaigns/${campaign.campaignId}`;
    expect(campaign.items).toMatchObject([{ priceFen: 600, quota: 50 }]);
    const replan = (body: object, revision: number) =>
      admin.send('PUT', path, body, { headers: { 'if-match': `"${revision}"` } });
    const changed = { ...asked, title: '全城尝鲜第二版', communityIds: [ground.communityId] };
    expect((await replan(changed, 9)).body.code).toBe('group-buy-changed-meanwhile');
    const again = await good<CampaignDetail>(replan(changed, campaign.revision));
    expect(again).toMatchObject({
      title: '全城尝鲜第二版',
      revision: 2,
      communities: [{ communityId: ground.communityId }],
    });
    await good(replan(asked, again.revision));
    const preview = await good<CampaignPreview>(admin.get(`${path}/preview`));
    expect(preview).toMatchObject({
      communities: 1,
      ready: 1,
      leftOut: [],
      quotas: [{ placeId: ground.gridId, units: 50 }],
    });
    const launched = await good<CampaignDetail>(admin.post(`${path}/launch`));
    expect(launched).toMatchObject({
      state: 'launched',
      launch: { done: 1, total: 1, opened: 1, leftOut: 0 },
      percent: 0,
    });
    expect(launched.groupBuys.byState).toEqual({ scheduled: 1 });
    server.world.clock.advance(2 * HOUR + MINUTE);
    await openDueGroupBuys(ctx());
    const opened = await good<CampaignDetail>(admin.get(path));
    expect(opened.groupBuys.byState).toEqual({ open: 1 });
    const shop = await good<ShopGroupBuys>(
      server.anonymous.get(`/api/commerce/shop/group-buys?communityId=${ground.communityId}`),
    );
    const item = shop.items.find((each) => each.campaignId === campaign.campaignId);
    expect(new Date(item?.cutOffAt ?? '').getUTCHours()).toBe(17 - 8);
    const page = await good<ShopGroupBuy>(server.anonymous.get(`/api/commerce/shop/group-buys/${item?.groupBuyId}`));
    expect(page.progress).toMatchObject({ kind: 'fen', target: null, reached: null, percent: 0 });
    const listed = await good<GroupBuys>(admin.get('/api/commerce/group-buys?state=open&order=soonest'));
    const cutOffs = listed.items.map((each) => each.cutOffAt);
    expect(cutOffs).toEqual(cutOffs.toSorted());
    // Only 拼团 has teams.
    expect(listed.items.every((each) => (each.teamSums === null) === (each.kind !== 'min_size'))).toBe(true);
    // What has been opened is no longer planned.
    expect(await replan(changed, opened.revision)).toMatchObject({ status: 409 });
    await good(admin.post(`${path}/cancel`, { reason: 'supply' }));
    await settleGroupBuys(ctx());
    expect((await good<CampaignDetail>(admin.get(path))).groupBuys.byState).toEqual({ cancelled: 1 });
    const csv = await admin.get('/api/commerce/group-buys/export');
    expect(csv.text).toContain('全城尝鲜');
  });
});
