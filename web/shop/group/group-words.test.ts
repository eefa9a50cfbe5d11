import { describe, expect, it } from 'vitest';
import type { ShopGroupBuy } from '#modules/commerce/contract';
import {
  hasTeams,
  missingWords,
  mostOf,
  nextTierWords,
  overWords,
  shareWords,
  standingOf,
  wholeWords,
} from './group-words.ts';

const at = (iso: string): number => Date.parse(iso);
const times = { opensAt: '2026-11-22T00:00:00Z', cutOffAt: '2026-11-22T12:00:00Z' };

describe('whether a group buy can be joined', () => {
  it('goes by the server’s clock where the state is a minute behind', () => {
    const open = { ...times, state: 'open' } as const;
    expect(standingOf(open, at('2026-11-22T11:59:59Z'))).toBe('open');
    expect(standingOf(open, at('2026-11-22T12:00:00Z'))).toBe('over');
  });

  it('tells early, over and called off apart', () => {
    const now = at('2026-11-22T06:00:00Z');
    expect(standingOf({ ...times, state: 'scheduled' }, now)).toBe('early');
    expect(standingOf({ ...times, state: 'closing' }, now)).toBe('over');
    expect(standingOf({ ...times, state: 'closed' }, now)).toBe('over');
    expect(standingOf({ ...times, state: 'cancelled' }, now)).toBe('called off');
  });

  it('says where the money of a failed one goes', () => {
    for (const outcome of ['failed', 'partly'] as const)
      expect(overWords({ state: 'closed', outcome })).toContain('原路退');
    expect(overWords({ state: 'cancelled', outcome: null })).toContain('原路退回');
    expect(overWords({ state: 'closed', outcome: 'succeeded' })).not.toContain('退');
    // It may be called off: nothing is promised.
    expect(overWords({ state: 'closing', outcome: null })).toBe('已截单，正在结算。');
  });
});

describe('how many are missing', () => {
  it('is said of a team', () => {
    expect(missingWords({ left: 2, held: 0 })).toBe('还差2人成团');
    expect(missingWords({ left: 0, held: 1 })).toBe('满员了，等付款');
    expect(missingWords({ left: 0, held: 0 })).toBe('满员了');
  });

  it('is said of a community that is one team', () => {
    expect(wholeWords({ teamSize: 10, people: 7 })).toBe('还差3人成团');
    expect(wholeWords({ teamSize: 10, people: 12 })).toBe('已成团');
    expect(hasTeams({ kind: 'min_size', teamHours: null })).toBe(false);
    expect(hasTeams({ kind: 'min_size', teamHours: 4 })).toBe(true);
  });

  it('is said of the next step of a price', () => {
    expect(nextTierWords({ missing: 12, priceFen: 990 }, 'units', '盒')).toBe('再来12盒，每人都按¥9.90算');
    expect(nextTierWords({ missing: 3, priceFen: 990 }, 'people', '盒')).toBe('再来3位邻居，每人都按¥9.90算');
  });
});

describe('how much one may take', () => {
  it('is the smaller of the limit and what is left', () => {
    expect(mostOf({ perPersonLimit: 2, left: 9 })).toBe(2);
    expect(mostOf({ perPersonLimit: null, left: 0 })).toBe(0);
    expect(mostOf({ perPersonLimit: null, left: null })).toBeUndefined();
  });
});

describe('the words for a chat', () => {
  const item = (name: string, notSoldWhy: string | null) => ({ name, unit: '盒', priceFen: 1_290, notSoldWhy });
  const groupBuy = {
    ...times,
    communityName: '翠苑二区',
    kindName: '接龙',
    title: '今晚的菜',
    words: '',
    now: '2026-11-22T01:00:00Z',
    pickupOn: '2026-11-23',
    pickupPoint: { name: '东门便利店' },
    items: [item('鲜牛奶', null), item('豆腐', '已抢光')],
  } as unknown as ShopGroupBuy;

  it('say what, how much, until when, where to and the address, and nothing that is gone', () => {
    expect(shareWords(groupBuy, 'https://shop/g/1').split('\n')).toEqual([
      '【翠苑二区·接龙】今晚的菜',
      '1. 鲜牛奶 ¥12.90/盒',
      '……共2样',
      '11月22日 20:00截单，明天（11月23日 周一）到东门便利店提货',
      'https://shop/g/1',
    ]);
  });
});
