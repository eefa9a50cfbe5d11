import { describe, expect, it } from 'vitest';
import { BannedWords, refuseBannedWords } from './refuse-banned-words.ts';

describe('refuseBannedWords', () => {
  it('refuses with the phrase, what to write instead, and the field of each', () => {
    const refuse = () => refuseBannedWords({ headline: '全城最 好的防水', script: '绝对不漏' });
    expect(refuse).toThrow(BannedWords);
    try {
      refuse();
    } catch (error) {
      const refusal = error as BannedWords;
      expect(refusal.params).toMatchObject({ phrase: '最 好' });
      expect(refusal.faults.map(({ path }) => path)).toEqual(['headline', 'script']);
      expect(refusal.faults[0]?.message).toContain('广告法');
    }
  });

  it('lets doubtful wording stay', () => {
    expect(() => refuseBannedWords({ headline: '限时免费量房', script: '进口板材，终身质保' })).not.toThrow();
  });
});
