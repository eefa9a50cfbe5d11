import { describe, expect, it } from 'vitest';
import type { OrderDetail, OrderPayment } from '#modules/commerce/contract';
import {
  answerOf,
  cancelBody,
  cancelFault,
  countOfTab,
  EMPTY_CANCEL,
  nextOf,
  queryOfTab,
  refundableOf,
  stepsOf,
} from './order-words.ts';

const COUNTS = {
  byState: { placed: 2, deposit_paid: 3, paid: 4, cancelled: 1 },
  totalFen: 900_000,
  paidFen: 500_000,
  refundedFen: 0,
};
const paid = (over: Partial<OrderPayment> = {}): OrderPayment =>
  ({
    state: 'succeeded',
    decision: null,
    receivedFen: 1_000,
    refundedFen: 200,
    refundingFen: 300,
    ...over,
  }) as OrderPayment;

describe('the page of orders', () => {
  it('answers with what was signed, what was kept of it, and what is waited for', () => {
    expect(answerOf(COUNTS)).toEqual({
      figure: '¥9,000',
      unit: '成交额 · 9单',
      why: '实收¥5,000，还有2单待付款。',
    });
    expect(answerOf({ ...COUNTS, byState: { paid: 1 }, refundedFen: 50_000 }).why).toBe(
      '实收¥4,500（退回的¥500已减），没有在等付款的。',
    );
    expect(answerOf({ byState: {}, totalFen: 0, paidFen: 0, refundedFen: 0 }).why).toBeUndefined();
  });

  it('counts and asks by tab', () => {
    expect(countOfTab('open', COUNTS)).toBe(5);
    expect(countOfTab('all', COUNTS)).toBe(10);
    expect(countOfTab('cancelled', COUNTS)).toBe(1);
    expect(queryOfTab('open')).toEqual({ view: 'open' });
    expect(queryOfTab('paid')).toEqual({ state: 'paid' });
  });
});

describe('the money of an order', () => {
  it('waits for a person before it waits for the customer', () => {
    const due = { stage: 'balance' as const, amountFen: 7_000 };
    expect(nextOf({ due, payBy: null, payments: [paid({ state: 'held' })] })).toEqual({
      text: '有1笔钱对不上，等人定：入账还是退回。',
      ours: true,
    });
    expect(nextOf({ due, payBy: null, payments: [paid()] })?.text).toBe('还差尾款¥70，竣工前收齐。');
    const full = { due: { stage: 'full' as const, amountFen: 1_290 }, payments: [] };
    expect(nextOf({ ...full, payBy: '2026-11-22T02:15:00.000Z' })?.text).toBe(
      '等顾客付¥12.90，10:15前没付就自动取消。',
    );
    expect(nextOf({ due: null, payBy: null, payments: [] })).toBeUndefined();
  });

  it('can be sent back as far as it counted, or was to go back and did not arrive', () => {
    expect(refundableOf(paid())).toBe(500);
    expect(refundableOf(paid({ state: 'held' }))).toBe(0);
    expect(refundableOf(paid({ state: 'closed', decision: 'refund' }))).toBe(500);
  });

  it('tells people from the system', () => {
    const timeline = [
      { step: 1, move: 'placed', moveName: '下单', by: 'system', amountFen: 5, reason: null, at: 'a' },
      { step: 2, move: 'deposit_paid', moveName: '收到定金', by: 'provider', amountFen: 100, reason: null, at: 'b' },
      { step: 3, move: 'cancelled', moveName: '取消订单', by: 'staff', amountFen: null, reason: '下错单了', at: 'c' },
    ];
    expect(stepsOf({ timeline, channel: 'service' } as unknown as OrderDetail)).toEqual([
      { id: '1', by: 'people', what: '下单', who: '顾客签约', at: 'a' },
      { id: '2', by: 'system', what: '收到定金 ¥1', who: '支付渠道', at: 'b' },
      { id: '3', by: 'people', what: '取消订单', who: '后台同事', at: 'c', note: '下错单了' },
    ]);
  });
});

describe('calling an order off', () => {
  const draft = { ...EMPTY_CANCEL, reason: 'not_now' as const };

  it('needs a reason, and a word on the money once something was paid', () => {
    expect(cancelFault(EMPTY_CANCEL, 0, 0)).toBe('选一个原因');
    expect(cancelFault(draft, 0, 0)).toBeUndefined();
    expect(cancelFault(draft, 500, 500)).toBe('定一下退多少');
    expect(cancelFault({ ...draft, back: 'part' }, 500, 500)).toBe('写上退多少');
    expect(cancelFault({ ...draft, back: 'part', yuan: 5.01 }, 500, 500)).toBe('最多退¥5');
    expect(cancelFault({ ...draft, back: 'part', yuan: 5 }, 500, 500)).toBeUndefined();
  });

  it('says how much goes back, in fen, and nothing where nothing was paid', () => {
    expect(cancelBody(draft, 0, 0)).toEqual({ reason: 'not_now' });
    expect(cancelBody({ ...draft, back: 'all' }, 480, 500)).toEqual({ reason: 'not_now', refundFen: 480 });
    expect(cancelBody({ ...draft, back: 'part', yuan: 2.34 }, 480, 500)).toEqual({ reason: 'not_now', refundFen: 234 });
    expect(cancelBody({ ...draft, back: 'none' }, 480, 500)).toEqual({ reason: 'not_now', refundFen: 0 });
  });
});
