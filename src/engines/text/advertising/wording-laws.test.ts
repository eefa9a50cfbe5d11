import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bannedWordsIn, WORDING_RULES, wordingHitsIn } from './check-wording.ts';
import { plainSpellingOf } from './plain-spelling.ts';

/** Pieces of which texts are made that hold much, hidden in all ways. */
const PIECES =
  '最|好|第|一|①|品牌|全网|低价|国家级|國|家級|顶|级|绝对|限时|免费|原价|1|00|％|零|甲醛|N|o|№|.| |　|*|·|，|。|\u200b|🔥|😀|\ud800|é|e\u0301|㎡|⅓|吃|养生|排毒|最终解释权|归本店所有|邻居|漏水|8月'.split(
    '|',
  );
const PIECE = fc.constantFrom(...PIECES, '\n');
const TEXT = fc.oneof(
  fc.array(PIECE, { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('hits', () => {
  it('are what stands at their place, in order, and do not overlap', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        let end = 0;
        for (const { at, phrase } of wordingHitsIn(text)) {
          expect(phrase).not.toBe('');
          expect(at).toBeGreaterThanOrEqual(end);
          expect(text.slice(at, at + phrase.length)).toBe(phrase);
          end = at + phrase.length;
        }
      }),
    );
  });

  it('that are banned are found whatever doubtful wording stands beside them', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        const banned = wordingHitsIn(text).filter(({ grade }) => grade === 'banned');
        expect(bannedWordsIn(text)).toEqual(banned);
      }),
    );
  });
});

describe('the plain spelling', () => {
  it('keeps the place of each unit', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        const plain = plainSpellingOf(text);
        expect(plain.from).toHaveLength(plain.text.length);
        expect(plain.to).toHaveLength(plain.text.length);
        for (const [unit, at] of plain.from.entries()) {
          expect(at).toBeLessThan(plain.to[unit]!);
          expect(plain.to[unit]!).toBeLessThanOrEqual(text.length);
          expect(at).toBeGreaterThanOrEqual(plain.from[unit - 1] ?? 0);
        }
      }),
    );
  });

  it.each([
    ['最 好', '最好'],
    ['ＮＯ．１', 'no.1'],
    ['N O . 1', 'n o 1'],
    ['3.5 折', '3.5折'],
    ['5 - 10 年', '5 10年'],
    ['國家級', '国家级'],
    ['姓王，牌子', '姓王,牌子'],
    ['最，好', '最好'],
    ['上一行\n下一行', '上一行\n下一行'],
  ])('of %s is %s', (written, plain) => {
    expect(plainSpellingOf(written).text).toBe(plain);
  });
});

describe('rules', () => {
  it('have names of their own, a law that is named, and short words', () => {
    expect(new Set(WORDING_RULES.map(({ code }) => code)).size).toBe(WORDING_RULES.length);
    for (const { pattern, law, why, suggestion } of WORDING_RULES) {
      expect(pattern.flags).toMatch(/^gi?u$/);
      expect(law).toMatch(/^《.+》.*：/);
      expect(why.length).toBeLessThanOrEqual(30);
      expect(suggestion.length).toBeLessThanOrEqual(30);
    }
  });

  // Each is what a careless pattern would try in ever more ways.
  it.each([
    '最',
    '第一',
    '第一，',
    '好评',
    '小朋友让',
    '免费',
    '100',
    ' ',
    '最 ',
    '一经售出',
    'no',
    '增强',
    '步行1房源',
    '🔥',
  ])(
    'take time in proportion to a text of 「%s」 again and again',
    (piece) => {
      const timeOf = (length: number): number => {
        const text = piece.repeat(Math.ceil(length / piece.length));
        const began = performance.now();
        wordingHitsIn(text);
        return performance.now() - began;
      };
      timeOf(20_000);
      // Sixteen times the text: a square would take 256 times as long. What is fast is not measured.
      expect(timeOf(320_000)).toBeLessThan(Math.max(1_500, 80 * timeOf(20_000)));
    },
    20_000,
  );
});
