import { describe, expect, it } from 'vitest';
import type { MyClaim, MyGroupBuyItem, MyPickUpAnswer } from '#modules/commerce/contract';
import { mergeQueue } from './queue.ts';
import { claimCards, groupCards, pickUpCards } from './trade-today.ts';

const NOW = Date.parse('2026-06-06T02:00:00Z');
const group = (more: Partial<MyGroupBuyItem>): MyGroupBuyItem =>
  ({
    groupBuyId: 'g',
    communityId: 'c',
    communityName: '翠苑二区',
    title: '周六接龙',
    kind: 'open_list',
    kindName: '接龙',
    state: 'open',
    teamSize: null,
    teamHours: null,
    opensAt: '2026-06-06T00:00:00Z',
    cutOffAt: '2026-06-06T12:00:00Z',
    pickupOn: '2026-06-07',
    orders: 0,
    people: 0,
    units: 0,
    ...more,
  }) as MyGroupBuyItem;

describe('group buys in the queue of today', () => {
  const yesterday = group({
    state: 'closed',
    opensAt: '2026-06-05T00:00:00Z',
    orders: 23,
    people: 21,
    units: 56,
    title: '周五接龙',
  });

  it('ask for today’s, with the last one to be opened again in one tap', () => {
    expect(groupCards({ running: [], over: [yesterday] }, NOW)).toMatchObject([
      { what: 'none', who: '今天的团还没开', why: '上次「周五接龙」23 单 · 21 人 · 56 份', copies: 'c' },
    ]);
    expect(groupCards({ running: [], over: [] }, NOW)[0]?.copies).toBeUndefined();
  });

  it('do not ask again once there is one, open, planned or closed today', () => {
    const nones = (running: MyGroupBuyItem[], over: MyGroupBuyItem[] = []) =>
      groupCards({ running, over }, NOW).filter((card) => card.what === 'none').length;
    expect(nones([group({})])).toBe(0);
    expect(nones([group({ state: 'scheduled' })])).toBe(0);
    expect(nones([], [group({ state: 'closed' })])).toBe(0);
    expect(nones([group({ state: 'draft' })])).toBe(1);
    expect(nones([], [group({ state: 'cancelled' })])).toBe(1);
    expect(groupCards({ running: undefined, over: undefined }, NOW)).toEqual([]);
  });

  it('say how many are missing', () => {
    const [card] = groupCards(
      { running: [group({ kind: 'min_size', teamSize: 3, people: 1, orders: 1 })], over: [] },
      NOW,
    );
    expect(card).toMatchObject({ why: '还差2人成团', due: { text: '截单还有10小时' } });
  });
});

describe('a pick-up point in the queue of today', () => {
  const day = { pickupOn: '2026-06-06', customers: 4, parcels: 5, onTheWay: 5, arrived: 0, collected: 0 };
  const pickUp = (days: Partial<typeof day>[]): MyPickUpAnswer =>
    ({
      today: '2026-06-06',
      points: [
        {
          pickupPointId: 'p',
          name: '东门',
          communityName: '',
          active: true,
          days: days.map((each) => ({ ...day, ...each })),
        },
      ],
    }) as MyPickUpAnswer;

  it('wants what came today or before, and what lies there', () => {
    const cards = pickUpCards(
      pickUp([{}, { pickupOn: '2026-06-07' }, { pickupOn: '2026-06-05', onTheWay: 0, arrived: 2 }]),
    );
    expect(cards.map((card) => [card.what, card.does, card.to])).toEqual([
      ['arrival', '到货要点 · 5 单在路上', '/pickup/arrivals/p/2026-06-06'],
      ['collect', '待自提 2 单', '/pickup'],
    ]);
    expect(cards[1]?.why).toContain('2 单过了自提日');
  });

  it('stands before what has no time, and after nothing that is due', () => {
    const trade = [
      ...pickUpCards(pickUp([{}, { onTheWay: 0, arrived: 1 }])),
      ...groupCards({ running: [], over: [] }, NOW),
    ];
    const queue = mergeQueue(
      [],
      [],
      [],
      [],
      trade.map((item) => ({ item, waiting: false })),
    );
    expect(queue.map((item) => item.kind === 'trade' && item.of.item.what)).toEqual(['arrival', 'none', 'collect']);
  });
});

describe('claims in the queue of today', () => {
  it('are those that want my word', () => {
    const claim = (more: Partial<MyClaim>): MyClaim =>
      ({
        claimId: 'x',
        canConfirm: true,
        seen: null,
        customerName: '王*',
        kindName: '质量问题',
        lines: [{ name: '鸡蛋' }],
        dueAt: null,
        ...more,
      }) as MyClaim;
    expect(claimCards([claim({ canConfirm: false }), claim({ seen: 'as_said' })])).toEqual([]);
    expect(
      claimCards([claim({}), claim({ claimId: 'y' as MyClaim['claimId'], dueAt: '2026-06-06T00:00:00Z' })]),
    ).toMatchObject([{ who: '售后 2 件要你看一眼', dueAt: '2026-06-06T00:00:00Z', to: '/pickup/claims' }]);
  });
});
