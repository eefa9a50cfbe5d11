import { describe, expect, it } from 'vitest';
import type { MyClaim, PointTotal } from '#modules/commerce/contract';
import { asksMe, claimResult } from './claim-words.ts';
import { restWords, totalsText, totalWords } from './point-words.ts';

describe('words of claims', () => {
  it('tell whom one waits for, and what came of it', () => {
    const claim = { state: 'opened', seen: null, decision: null, refundedFen: 0, canConfirm: true } as MyClaim;
    expect(claimResult(claim)).toBe('等你说看到了什么');
    expect(claimResult({ ...claim, seen: 'as_said' })).toBe('你说过了，等售后处理');
    expect(claimResult({ ...claim, state: 'refunded', refundedFen: 1290 as MyClaim['refundedFen'] })).toBe(
      '已退 ¥12.90，退款原路退回',
    );
    expect(claimResult({ ...claim, state: 'rejected', decision: '照片看不出问题' })).toBe('没通过：照片看不出问题');
    expect(asksMe(claim)).toBe(true);
    expect(asksMe({ ...claim, seen: 'not_seen' })).toBe(false);
  });
});

describe('words of a pick-up point', () => {
  const total = {
    name: '鸡蛋',
    spec: '10枚',
    unit: '盒',
    ordered: 12,
    onTheWay: 0,
    left: 5,
    collected: 6,
    short: 0,
    missing: 1,
    damaged: 0,
    returned: 0,
  } as PointTotal;

  it('say when it rests and what lies there', () => {
    expect(restWords([])).toBe('天天开');
    expect(restWords([7, 1])).toBe('周一、周日休息');
    expect(totalWords(total)).toBe('待提 5，已提 6，缺 1');
    expect(totalWords({ ...total, left: 0, collected: 0, missing: 0 })).toBe('仓里备货');
    expect(totalsText('东门', '2026-06-06', [total])).toBe('【东门】2026-06-06\n鸡蛋 10枚 12盒');
  });
});
