import { describe, expect, it } from 'vitest';
import type { VisitDetail } from '#modules/fulfilment/contract';
import { answerOf, countOfTab, daysOf, isPressing, queryOfTab, spanOf, stepsOf } from './visit-words.ts';

const counts = (byState: Record<string, number>) => {
  const { done = 0, cancelled = 0, ...open } = byState;
  const sum = Object.values(open).reduce((all, each) => all + each, 0);
  return { open: sum, unplaced: byState['unplaced'] ?? 0, byState: { done, cancelled, ...open } };
};
const NOW = Date.parse('2026-11-22T03:00:00Z');

describe('the answer of the page of visits', () => {
  it('says first what nobody goes to, then how today stands', () => {
    const all = counts({ unplaced: 2, booked: 7, done: 40 });
    const today = counts({ booked: 1, departed: 1, arrived: 1, done: 3, cancelled: 2 });
    expect(answerOf(all, today)).toEqual({
      figure: '2',
      unit: '单没人去',
      why: '今天6单：3单做完，2单正在路上或在家里。一共还有9单没办完。',
    });
    expect(answerOf(all, counts({})).why).toBe('今天没有上门。一共还有9单没办完。');
    expect(answerOf(all, undefined)).toEqual({ figure: '2', unit: '单没人去' });
  });
});

describe('tabs and days', () => {
  it('asks for a view or a state, and counts alike', () => {
    const all = counts({ unplaced: 2, booked: 7, done: 40 });
    expect(queryOfTab('open')).toEqual({ view: 'open' });
    expect(queryOfTab('unplaced')).toEqual({ state: 'unplaced' });
    expect([countOfTab('open', all), countOfTab('all', all), countOfTab('accepted', all)]).toEqual([9, 49, 0]);
  });

  it('reckons days in Shanghai, and looks back a month at what is over', () => {
    expect(daysOf('today', Date.parse('2026-11-21T16:30:00Z'))).toEqual({ from: '2026-11-22', to: '2026-11-22' });
    expect(daysOf('past', NOW)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(spanOf('done', undefined)).toBe('month');
    expect(spanOf('open', undefined)).toBeUndefined();
    expect(spanOf('done', 'today')).toBe('today');
  });
});

describe('one visit', () => {
  it('is pressing while nobody goes there within a day', () => {
    expect(isPressing({ state: 'unplaced', startsAt: '2026-11-22T10:00:00Z' }, NOW)).toBe(true);
    expect(isPressing({ state: 'unplaced', startsAt: '2026-11-24T10:00:00Z' }, NOW)).toBe(false);
    expect(isPressing({ state: 'booked', startsAt: '2026-11-22T10:00:00Z' }, NOW)).toBe(false);
  });

  it('tells only steps that happened, and who called it off', () => {
    const visit = {
      who: null,
      createdAt: '2026-11-20T01:00:00Z',
      acceptedAt: null,
      departedAt: null,
      arrivedAt: null,
      doneAt: null,
      cancelledAt: '2026-11-21T01:00:00Z',
      cancelledBy: 'customer',
      cancelReasonName: '时间不方便',
    } as VisitDetail;
    expect(stepsOf(visit)).toEqual([
      { id: 'created', what: '约好上门', by: 'people', at: '2026-11-20T01:00:00Z' },
      { id: 'cancelled', what: '取消', by: 'people', who: '顾客', at: '2026-11-21T01:00:00Z', note: '时间不方便' },
    ]);
  });
});
