import { describe, expect, it } from 'vitest';
import type { PointDayItem } from '#modules/commerce/contract';
import { answerOf, countOfTab, queryOfTab, stageOf, troubleOf } from './parcel-words.ts';

const COUNTS = { waiting: 2, on_the_way: 3, arrived: 4, part_collected: 1, returned: 1 };
const dayOf = (over: Partial<PointDayItem>): PointDayItem =>
  ({
    parcels: 4,
    waiting: 0,
    onTheWay: 0,
    arrived: 0,
    late: 0,
    short: 0,
    missing: 0,
    damaged: 0,
    ...over,
  }) as PointDayItem;

describe('the page of pick-up', () => {
  it('answers with what lies there, and what comes', () => {
    expect(answerOf(COUNTS)).toEqual({
      figure: '5',
      unit: '个包裹在等人来取',
      why: '3个在路上，2个还没出仓，1个没人来取退回了。',
    });
    expect(countOfTab('all', COUNTS)).toBe(11);
    expect(queryOfTab('arrived')).toEqual({ state: 'arrived' });
  });

  it('says how far the goods of a day got, and what is wrong with them', () => {
    expect(stageOf(dayOf({ waiting: 4 })).words).toBe('待备货');
    expect(stageOf(dayOf({ waiting: 1, onTheWay: 3 })).words).toBe('配送中');
    expect(stageOf(dayOf({ arrived: 1 })).words).toBe('待自提');
    expect(stageOf(dayOf({ waiting: 1 })).words).toBe('还有没出仓的');
    expect(stageOf(dayOf({})).words).toBe('取完了');
    expect(troubleOf(dayOf({ short: 1, damaged: 2 }))).toEqual({ words: '缺货1、破损2', tone: 'warn' });
    expect(troubleOf(dayOf({ late: 3 }))).toEqual({ words: '3件过了时限', tone: 'bad' });
    expect(troubleOf(dayOf({}))).toBeUndefined();
  });
});
