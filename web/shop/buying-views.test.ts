import { describe, expect, it } from 'vitest';
import { renderView } from './entry-server.tsx';
import type { ShopView } from './offer.ts';

const NOW = '2026-11-22T04:00:00.000Z';
const community = { communityId: 'c1', name: '翠苑二区', district: '西湖区', cityName: '杭州', openGroupBuys: 1 };
const facts = {
  groupBuyId: 'g1',
  groupBuyNumber: '481-302-7756',
  communityId: 'c1',
  communityName: '翠苑二区',
  title: '今晚的菜',
  words: '早上现采',
  kind: 'open_list',
  kindName: '接龙',
  state: 'open',
  outcome: null,
  teamSize: null,
  teamHours: null,
  tierBy: null,
  opensAt: '2026-11-22T00:00:00.000Z',
  cutOffAt: '2026-11-22T12:00:00.000Z',
  pickupOn: '2026-11-23',
  leaderName: '王*',
  people: 3,
  units: 5,
};
const item = {
  skuId: 's1',
  spuId: 'p1',
  name: '鲜牛奶 950毫升',
  spec: '950毫升',
  unit: '盒',
  imageId: 'f1',
  priceFen: 1_290,
  originalFen: 1_590,
  tiers: [],
  tierNow: null,
  finalFen: null,
  perPersonLimit: 2,
  left: 3,
  soldUnits: 5,
  notSoldWhy: null,
};
const groupView = (over: object = {}): ShopView =>
  ({
    kind: 'group',
    groupBuy: {
      ...facts,
      now: NOW,
      items: [item],
      joined: [{ name: '李*', face: 'a1', units: 2, at: '2026-11-22T03:55:00.000Z' }],
      teams: [],
      progress: null,
      pickupPoint: { pickupPointId: 'pp', name: '东门便利店', address: '东门右手' },
      ...over,
    },
  }) as unknown as ShopView;
const words = (view: ShopView): string => renderView(view).html.replaceAll(/<[^>]*>/g, '');

describe('the first view of a group buy', () => {
  it('shows goods, prices, limits, stock, neighbours, time and place before any script runs', () => {
    const html = words(groupView());
    const shown = ['今晚的菜', '王*', '¥12.90', '¥15.90', '每人限2盒', '只剩3盒', '李*', '5分钟前', '3位邻居参加了'];
    for (const word of [...shown, '08:00:00', '11月22日 20:00', '明天（11月23日 周一）', '东门便利店']) {
      expect(html).toContain(word);
    }
  });

  it('offers no stepper once it is over, and says so', () => {
    const { html } = renderView(groupView({ now: '2026-11-22T12:00:00.000Z' }));
    expect(html).toContain('已截单');
    expect(html).not.toContain('shop-stepper');
  });

  it('offers teams with how many are missing', () => {
    const team = {
      teamId: 't1',
      state: 'open',
      size: 3,
      paid: 1,
      held: 0,
      left: 2,
      openedBy: '赵*',
      openedByFace: 'b2',
      expiresAt: '2026-11-22T06:00:00.000Z',
    };
    const html = words(groupView({ kind: 'min_size', teamSize: 3, teamHours: 4, teams: [team] }));
    for (const word of ['赵*的团', '还差2人成团', '02:00:00', '参团', '自己开一个团']) expect(html).toContain(word);
  });
});

describe('the first view of a community', () => {
  const home = {
    now: NOW,
    community,
    pickupPoints: [{ pickupPointId: 'pp', name: '东门便利店', address: '东门右手', restDays: [7] }],
    instant: true,
    deliveryWords: '运费5元，满39元免运费',
    groupBuys: [{ ...facts, items: [item], itemCount: 1, joined: [{ name: '李*', face: 'a1' }] }],
    categories: [],
    products: [
      {
        spuId: 'p1',
        name: '鲜牛奶',
        categoryId: 'k1',
        imageId: null,
        skus: [
          { skuId: 's1', code: 'M1', spec: '950毫升', unit: '盒', kind: 'goods', priceFen: 1_590, originalFen: null },
        ],
      },
    ],
    nextCursor: null,
    stock: [{ skuId: 's1', left: 0 }],
    coupons: [],
  };
  const view = (over: object = {}): ShopView =>
    ({ kind: 'community', home: { ...home, ...over }, categoryId: null, text: '' }) as unknown as ShopView;

  it('shows what is sold together, where it is picked up and what is at hand', () => {
    const html = words(view());
    for (const word of ['翠苑二区', '今晚的菜', '08:00:00', '3位邻居已参加', '东门便利店', '周日休息', '运费5元']) {
      expect(html).toContain(word);
    }
  });

  it('does not offer what is sold out, or what nobody delivers', () => {
    expect(words(view())).toContain('卖完了');
    expect(renderView(view()).html).not.toContain('shop-stepper');
    const nowhere = view({ instant: false, stock: [] });
    expect(words(nowhere)).toContain('还没有即时配送');
    expect(renderView(nowhere).html).not.toContain('shop-stepper');
  });
});
