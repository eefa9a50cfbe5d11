import { describe, expect, it } from 'vitest';
import { answerOf, netOf, queryOfTab, standOf } from './bill-words.ts';

describe('the page of bills', () => {
  it('answers with what waits, kind by kind', () => {
    expect(answerOf({ missing_with_us: 2, amount_differs: 1 })).toEqual({
      figure: '3',
      unit: '笔差异待处理',
      why: '渠道有、我们没有2笔，金额不一致1笔。',
    });
    expect(answerOf({}).unit).toBe('笔差异待处理，都对得上');
    expect(queryOfTab('all')).toEqual({});
    expect(queryOfTab('open')).toEqual({ state: 'open' });
  });

  it('says how a day stands', () => {
    expect(standOf({ state: 'matched', open: 0, failure: null }).words).toBe('对平了');
    expect(standOf({ state: 'matched', open: 2, failure: null }).words).toBe('2笔待处理');
    expect(standOf({ state: 'matched', open: 0, failure: '读不懂' }).tone).toBe('warn');
    expect(standOf({ state: 'failed', open: 0, failure: '读不懂' }).words).toBe('没读成');
    expect(netOf({ paymentsFen: 10_000, refundsFen: 2_550 })).toBe('¥74.50');
  });
});
