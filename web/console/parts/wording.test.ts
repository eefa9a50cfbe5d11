import { describe, expect, it } from 'vitest';
import type { WordingHit } from '#modules/intelligence/contract';
import { hitsInWords, placeOf, reworded, standing } from './wording.ts';

const hit = (at: number, phrase: string, over: Partial<WordingHit> = {}): WordingHit => ({
  at,
  phrase,
  code: 'some-rule',
  grade: 'banned',
  rule: '《广告法》第四条：不得虚假',
  why: '没法证明',
  suggestion: '写事实',
  replacement: '优质',
  ...over,
});

describe('a phrase in a text that somebody typed on in', () => {
  it('is where it was, or nearby, or gone', () => {
    expect(placeOf('用顶级材料', hit(1, '顶级'))).toBe(1);
    expect(placeOf('我们用顶级材料', hit(1, '顶级'))).toBe(3);
    expect(placeOf('顶级，顶级', hit(4, '顶级'))).toBe(3);
    expect(placeOf('用好材料', hit(1, '顶级'))).toBeUndefined();
  });

  it('gives way to another wording, and only it', () => {
    expect(reworded('我们用顶级材料', hit(1, '顶级'))).toBe('我们用优质材料');
    expect(reworded('绝对放心', hit(0, '绝对', { replacement: '' }))).toBe('放心');
    expect(reworded('零甲醛', hit(0, '零甲醛', { replacement: null }))).toBe('零甲醛');
    expect(reworded('改掉了', hit(0, '顶级'))).toBe('改掉了');
  });
});

describe('what is shown', () => {
  it('is what still stands, each phrase once, what cannot be saved first', () => {
    const hits = [hit(0, '免费', { grade: 'doubtful' }), hit(3, '顶级'), hit(6, '顶级')];
    expect(standing('免费，顶级，顶级', hits).map(({ at }) => at)).toEqual([3, 0]);
    expect(standing('免费', hits).map(({ phrase }) => phrase)).toEqual(['免费']);
  });

  it('is told in a few words', () => {
    expect(hitsInWords([])).toBe('');
    expect(hitsInWords([hit(0, '顶级')])).toBe('1 个词不能存');
    expect(hitsInWords([hit(0, '顶级'), hit(3, '免费', { grade: 'doubtful' })])).toBe('1 个词不能存，1 个词要有凭据');
  });
});
