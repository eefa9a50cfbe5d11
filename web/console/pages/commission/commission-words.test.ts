import { describe, expect, it } from 'vitest';
import {
  answerOf,
  EMPTY_RULE,
  lastMonths,
  ownerKey,
  ownerQuery,
  rateInWords,
  ruleBodyOf,
  ruleFault,
} from './commission-words.ts';

const TODAY = '2026-11-22';

describe('the page of commission', () => {
  it('answers with what can be paid out', () => {
    const totals = { accruedFen: 10_000, reversedFen: -1_000, heldFen: 3_000, payableFen: 6_000 };
    expect(answerOf(totals, undefined)).toEqual({
      figure: '¥60',
      unit: '可以结给触点和机构',
      why: '还有¥30没到可结的日子；一共挣了¥100，退款扣回¥10。',
    });
    expect(answerOf({ ...totals, reversedFen: 0 }, '2026-03').why).toBe('还有¥30没到可结的日子；2026年3月挣了¥100。');
  });

  it('offers the months back to the year before', () => {
    expect(lastMonths('2026-02-10', 4)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
  });

  it('names an owner in an address', () => {
    const steward = ownerKey({ touchpointId: 'x' as never, partnerId: null });
    expect(ownerQuery(steward)).toEqual({ touchpointId: 'x' });
    expect(ownerQuery(ownerKey({ touchpointId: null, partnerId: 'y' as never }))).toEqual({ partnerId: 'y' });
    expect(ownerQuery('z-1')).toBeUndefined();
    expect(rateInWords(350)).toBe('3.5%');
  });
});

describe('a rule', () => {
  const draft = { ...EMPTY_RULE, party: 'guide', percent: 1.5, reason: ' 试行 ' };

  it('needs whom, how much and why, and begins from now on', () => {
    expect(ruleFault(EMPTY_RULE, TODAY)).toBe('选一种触点');
    expect(ruleFault({ ...draft, percent: null }, TODAY)).toBe('写上比例');
    expect(ruleFault({ ...draft, from: TODAY }, TODAY)).toBe('要改期就选明天以后，不填就是马上');
    expect(ruleFault({ ...draft, to: '2026-11-01' }, TODAY)).toBe('结束日期要在开始以后');
    expect(ruleFault({ ...draft, reason: '' }, TODAY)).toBe('写一句为什么');
    expect(ruleFault(draft, TODAY)).toBeUndefined();
  });

  it('is sent in basis points, to the end of its last day', () => {
    expect(ruleBodyOf({ ...draft, from: '2026-12-01', to: '2026-12-31' })).toEqual({
      partyKind: 'role',
      party: 'guide',
      packageId: null,
      rateBps: 150,
      holdDays: 15,
      validFrom: '2026-11-30T16:00:00.000Z',
      validUntil: '2026-12-31T16:00:00.000Z',
      reason: '试行',
    });
    expect(ruleBodyOf(draft)).toMatchObject({ validUntil: null });
    expect(ruleBodyOf(draft)).not.toHaveProperty('validFrom');
  });
});
