import { describe, expect, it } from 'vitest';
import { bannedWordsIn, BannedWords, refuseBannedWords } from './banned-words.ts';

describe('bannedWordsIn', () => {
  it.each([
    ['全城最好的防水', ['最好']],
    ['国家级工艺，顶级材料', ['国家级', '顶级']],
    ['防水第一品牌', ['第一']],
    ['100% 有效', ['100%']],
    ['百分之百不漏', ['百分之百']],
    ['全网最低价', ['全网最低价']],
    ['彻底解决漏水，永不返修', ['彻底解决', '永不']],
    ['TOP1 防水', ['TOP1']],
    ['零甲醛板材', ['零甲醛']],
  ])('finds what 「%s」 may not say', (text, phrases) => {
    expect(bannedWordsIn(text).map(({ phrase }) => phrase)).toEqual(phrases);
  });

  it.each([
    '最近很多邻居在聊漏水',
    '第一时间上门',
    '第一次到店',
    '最后三天',
    '最多三户一起',
    '最晚周日',
    '质保五年',
    '10%定金',
  ])('lets ordinary 「%s」 through', (text) => {
    expect(bannedWordsIn(text)).toEqual([]);
  });

  it('refuses with the phrase, what to write instead, and the field of each', () => {
    const refuse = () => refuseBannedWords({ headline: '全城最好的防水', script: '绝对不漏' });
    expect(refuse).toThrow(BannedWords);
    try {
      refuse();
    } catch (error) {
      const refusal = error as BannedWords;
      expect(refusal.params).toMatchObject({ phrase: '最好' });
      expect(refusal.faults.map(({ path }) => path)).toEqual(['headline', 'script']);
      expect(refusal.faults[0]?.message).toContain('广告法');
    }
  });
});
