import { describe, expect, it } from 'vitest';
import type { ClaimRuleItem } from '#modules/commerce/contract';
import { answerOf, comparedOf, countOfTab, moneyOf, ruleSentence } from './claim-words.ts';
import { decideBody, decideFault, draftFor } from './decide-draft.ts';

const COUNTS = {
  waiting: 3,
  withCustomer: 1,
  decided: 2,
  over: 4,
  overdue: 1,
  appealed: 1,
  byKind: { quality: 6, shortage: 4 },
};

describe('the page of claims', () => {
  it('answers with what waits, what of it is late, and what there is most of', () => {
    expect(answerOf(COUNTS)).toEqual({
      figure: '3',
      unit: '件等我们定',
      why: '1件过了时限，1件是申诉。一共10件，质量问题最多（6件）。',
    });
    expect(answerOf({ ...COUNTS, waiting: 0 }).unit).toBe('件等我们定，都处理完了');
    expect(countOfTab('all', COUNTS)).toBe(10);
  });

  it('shows a part beside the whole', () => {
    expect(moneyOf({ amountFen: 1_200, approvedFen: null })).toBe('¥12');
    expect(moneyOf({ amountFen: 1_200, approvedFen: 500 })).toBe('¥5 / ¥12');
  });

  it('sets what there was beside what a rule allows', () => {
    const inputs = { amountFen: 1_000, photos: 1, claims30: 1, orders30: 4, overridden90: 0 };
    const rule = { automaticUpToFen: 2_000, maxClaims30: 3, maxRatePercent: 30, needsPhoto: true };
    expect(comparedOf({ inputs, rule })).toEqual([
      ['金额', '¥10', '自动上限¥20'],
      ['照片', '1张', '要有'],
      ['近30天售后', '1次', '最多3次'],
      ['近30天订单', '4单', '第二次起售后不超过30%'],
      ['近90天改判', '0次', '要是0次'],
    ]);
    expect(comparedOf({ inputs: null, rule: null })).toEqual([]);
  });

  it('says a rule in a sentence', () => {
    const rule = {
      automaticUpToFen: 2_000,
      maxClaims30: 3,
      maxRatePercent: 30,
      needsPhoto: true,
      decideWithinHours: 24,
    };
    expect(ruleSentence(rule as ClaimRuleItem)).toBe(
      '¥20以内、有照片、近30天不超过3次、售后率不超过30%就自动同意，别的24小时内由人定',
    );
    expect(ruleSentence({ ...rule, automaticUpToFen: 0 } as ClaimRuleItem)).toBe('都由人定，24小时内');
  });
});

describe('deciding about a claim', () => {
  const draft = { ...draftFor({ kind: 'quality' }), reason: '确实有问题' };

  it('needs words for the customer, and says what else is missing', () => {
    expect(decideFault({ ...draft, reason: ' ' }, { amountFen: 500 })).toBe('写一句给顾客看的话');
    expect(decideFault({ ...draft, part: true }, { amountFen: 500 })).toBe('写上退多少');
    expect(decideFault({ ...draft, part: true, yuan: 5.01 }, { amountFen: 500 })).toBe('最多退¥5');
    expect(decideFault({ ...draft, decision: 'reject' }, { amountFen: 500 })).toBe('选一个原因');
    expect(decideFault(draft, { amountFen: 500 })).toBeUndefined();
  });

  it('gives a part of the money back while the goods stay', () => {
    expect(decideBody({ ...draft, part: true, yuan: 2.35, goods: 'waste' })).toEqual({
      decision: 'refund',
      amountFen: 235,
      goods: 'none',
      reason: '确实有问题',
    });
    expect(decideBody({ ...draft, decision: 'needs_more' })).toEqual({ decision: 'needs_more', reason: '确实有问题' });
    expect(draftFor({ kind: 'exchange' })).toMatchObject({ decision: 'exchange', goods: 'waste' });
  });
});
