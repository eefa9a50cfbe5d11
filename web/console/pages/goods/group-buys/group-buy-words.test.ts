import { describe, expect, it } from 'vitest';
import type { GroupBuyItem } from '#modules/commerce/contract';
import {
  answerOf,
  countOfTab,
  formingOf,
  instantOf,
  limitWords,
  localMinute,
  priceWords,
  queryOfTab,
  toneOf,
} from './group-buy-words.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const sums = { open: 2, filled: 1, missing: 2, endsAt: '2026-11-22T12:00:00Z' };
const team = (over: Partial<GroupBuyItem> = {}): GroupBuyItem =>
  ({ state: 'open', teamHours: 4, teamSums: sums, cutOffAt: '2026-11-22T12:00:00Z', ...over }) as GroupBuyItem;

describe('whether a group buy will stand', () => {
  it('says how many people are missing, and whether time is short', () => {
    expect(formingOf(team(), NOW)).toEqual({ words: '2个团没满，最快的还差2人，成了1个', atRisk: true });
    expect(formingOf(team({ teamHours: null, teamSums: { ...sums, open: 1, filled: 0 } }), NOW)).toEqual({
      words: '还差2人成团',
      atRisk: true,
    });
    expect(formingOf(team({ teamSums: { ...sums, endsAt: '2026-11-22T20:00:00Z' } }), NOW)?.atRisk).toBe(false);
  });

  it('says so where nobody began, where all wait for payment, and of other kinds nothing', () => {
    const none = { open: 0, filled: 0, missing: null, endsAt: null };
    expect(formingOf(team({ teamSums: none }), NOW)?.words).toBe('还没人开团');
    expect(formingOf(team({ teamSums: { ...sums, missing: 0 } }), NOW)?.words).toBe('人够了，等付款');
    expect(formingOf(team({ teamSums: null }), NOW)).toBeUndefined();
    expect(formingOf(team({ state: 'closed' }), NOW)?.words).toBe('成了1个团');
  });
});

describe('the page of group buys', () => {
  it('answers with what is open, when the next one cuts off, and what is at risk', () => {
    expect(answerOf({ open: 2, scheduled: 1 }, [team(), team({ teamSums: null })], NOW)).toEqual({
      figure: '2',
      unit: '个团开着',
      why: '最近的一个还有2小时0分钟截单，1个拼团快到点还没满，1个待开团。',
    });
    expect(answerOf({}, [], NOW)).toEqual({ figure: '0', unit: '个团开着' });
  });

  it('shows what closes next first, and what is over by what closed last', () => {
    expect(queryOfTab('open')).toEqual({ state: 'open', order: 'soonest' });
    expect(queryOfTab('all')).toEqual({ order: 'latest' });
    expect(countOfTab('all', { open: 2, closed: 3 })).toBe(5);
    expect([toneOf({ state: 'closed', outcome: 'failed' }), toneOf({ state: 'open', outcome: null })]).toEqual([
      'bad',
      'people',
    ]);
  });
});

describe('an item of a group buy', () => {
  const item = { priceFen: 1_290, tiers: [{ from: 20, priceFen: 1_190 }], finalFen: null } as never;

  it('says its price and its limits', () => {
    expect(priceWords(item, 'units')).toBe('¥12.90，满20份¥11.90');
    expect(limitWords({ perPersonLimit: 2, perCommunityLimit: null, quota: 50 })).toBe('每人2份，每个小区备50份');
    expect(limitWords({ perPersonLimit: null, perCommunityLimit: null, quota: null })).toBeUndefined();
  });
});

describe('times in fields', () => {
  it('are told and taken in Asia/Shanghai', () => {
    expect(localMinute('2026-11-22T12:00:00.000Z')).toBe('2026-11-22T20:00');
    expect(instantOf('2026-11-22T20:00')).toBe('2026-11-22T12:00:00.000Z');
  });
});
