import { describe, expect, it } from 'vitest';
import { limitSentence, ruleDraft, ruleFault, termsBodyOf, termsSentence } from './rule-draft.ts';

const usual = { leadDays: 1, everyDays: 1, pack: 1, minimum: 0, keepsDays: null, missingMargins: 1.5 };

describe('a rule of supply', () => {
  it('reads as a sentence', () => {
    expect(termsSentence(usual)).toBe('提前 1 天，天天能订，单件订，缺一件顶 1.5 份毛利');
    expect(termsSentence({ ...usual, everyDays: 2, pack: 6, minimum: 12, keepsDays: 3 })).toBe(
      '提前 1 天，2 天订一次，一箱 6 件，起订 12 件，能卖 3 天，缺一件顶 1.5 份毛利',
    );
    expect(limitSentence({ budgetFen: 500_000, roomUnits: 800 })).toBe('一天最多花 ¥5,000，放得下 800 件');
    expect(limitSentence({ budgetFen: null, roomUnits: null })).toBe('不限');
  });

  it('needs something that it is about, and all its figures but the days that goods keep', () => {
    const draft = ruleDraft(undefined, usual);
    expect(ruleFault(draft)).toBe('选一个分类');
    expect(ruleFault({ ...draft, subjectKind: 'sku' })).toBe('选一样商品');
    const chosen = { ...draft, subjectId: 'c' };
    expect(ruleFault(chosen)).toBeUndefined();
    expect(ruleFault({ ...chosen, terms: { ...usual, pack: null } })).toBe('还有空着的');
    expect(termsBodyOf(chosen)).toEqual(usual);
  });
});
