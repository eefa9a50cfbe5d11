import { describe, expect, it } from 'vitest';
import { fen } from '#kernel/money';
import { DEFAULT_RULES, decideByRule, type RuleInputs } from './claim-rule.ts';

const inputs = (over: Partial<RuleInputs> = {}): RuleInputs => ({
  amountFen: fen(2_000),
  photos: 1,
  claims30: 1,
  orders30: 1,
  overridden90: 0,
  ...over,
});
const decide = (over: Partial<RuleInputs> = {}, kind: keyof typeof DEFAULT_RULES = 'quality') =>
  decideByRule(DEFAULT_RULES[kind], inputs(over));

describe('a rule', () => {
  it('grants up to its limit, and says why', () => {
    expect(decide()).toEqual({
      decision: 'refund',
      reason: '质量问题 ¥20.00，不超过 ¥20.00，近 30 天第 1 次，自动同意',
    });
    expect(decide({ amountFen: fen(2_001) })).toMatchObject({ decision: 'wait' });
  });

  it('leaves to a person what has no picture, comes too often, or was granted wrongly before', () => {
    expect(decide({ photos: 0 })).toMatchObject({ decision: 'wait', reason: '没有照片，由人处理' });
    expect(decide({ claims30: 4, orders30: 100 })).toMatchObject({ decision: 'wait' });
    expect(decide({ overridden90: 1 })).toMatchObject({ decision: 'wait' });
    expect(decide({ claims30: 2, orders30: 6 })).toMatchObject({
      decision: 'wait',
      reason: expect.stringContaining('34%'),
    });
    expect(decide({ claims30: 2, orders30: 7 })).toMatchObject({ decision: 'refund' });
  });

  it('never grants what people always decide, and always what never came', () => {
    expect(decide({ amountFen: fen(1) }, 'return')).toMatchObject({ decision: 'wait', reason: '退货都由人处理' });
    expect(decide({ amountFen: fen(500_00), photos: 0, claims30: 9 }, 'shortage')).toMatchObject({
      decision: 'refund',
    });
  });
});
