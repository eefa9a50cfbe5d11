import { describe, expect, it } from 'vitest';
import { answerOf, countOfTab, heldSentence, queryOfTab } from './payment-words.ts';

const COUNTS = {
  byState: { succeeded: 5, held: 2, closed: 1 },
  refundsUnderWay: 1,
  refundsFailed: 1,
  keptFen: 120_000,
  refundingFen: 5_000,
};

describe('the page of payments', () => {
  it('begins with what waits for a person: what does not fit, and what could not be sent back', () => {
    expect(answerOf(COUNTS)).toEqual({
      figure: '3',
      unit: '笔钱等你处理',
      why: '其中1笔退款没退成。实收¥1,200，¥50正在退。',
    });
    const calm = { byState: {}, refundsUnderWay: 0, refundsFailed: 0, keptFen: 0, refundingFen: 0 };
    expect(answerOf(calm)).toEqual({ figure: '0', unit: '笔钱等人处理，都对得上', why: '实收¥0，没有在退的。' });
  });

  it('asks for refunds by how they stand, for the rest by state', () => {
    expect(queryOfTab('failed')).toEqual({ refund: 'failed' });
    expect(queryOfTab('held')).toEqual({ state: 'held' });
    expect(queryOfTab('all')).toEqual({});
    expect(countOfTab('under_way', COUNTS)).toBe(1);
    expect(countOfTab('all', COUNTS)).toBe(8);
    expect(countOfTab('pending', COUNTS)).toBe(0);
  });

  it('says what does not fit', () => {
    const held = (heldWhy: 'amount_differs' | 'order_closed' | 'paid_twice', receivedFen: number): string =>
      heldSentence({ heldWhy, amountFen: 10_000, receivedFen });
    expect(held('amount_differs', 9_999)).toBe('应收¥100，到账¥99.99，少了¥0.01。');
    expect(held('amount_differs', 12_000)).toBe('应收¥100，到账¥120，多了¥20。');
    expect(held('order_closed', 10_000)).toBe('订单取消以后才到账¥100，只能退回。');
    expect(held('paid_twice', 10_000)).toContain('又到账¥100');
  });
});
