import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAutomaton, occurrences } from './automaton.ts';
import { normaliseText } from '../normalise.ts';
import { compileTaxonomy, keywordsIn, type Topic } from './taxonomy.ts';

const topic = (name: string, ...keywords: string[]): Topic => ({
  topic: name,
  name,
  group: 'home',
  active: true,
  keywords,
});

const taxonomy = compileTaxonomy([
  topic('leak', '漏水', '渗水'),
  topic('damp', '潮湿', '发霉'),
  topic('bathroom', '卫生间', 'WC'),
  topic('price', '便宜', '不便宜', '太贵'),
  { ...topic('off', '安静'), active: false },
]);

const topicsOf = (text: string): string[] => {
  const hits = keywordsIn(normaliseText(text), taxonomy).filter(({ isNegated }) => !isNegated);
  return [...new Set(hits.map((hit) => hit.topic))].toSorted();
};

describe('keywords', () => {
  it.each([
    ['楼上卫生间漏水，墙都发霉了', ['bathroom', 'damp', 'leak']],
    ['ＷＣ又堵了', ['bathroom']],
    ['wc 有味道', ['bathroom']],
    ['小区很安静', []],
    ['', []],
  ])('finds what 「%s」 speaks of', (text, expected) => {
    expect(topicsOf(text)).toEqual(expected);
  });

  it.each([
    '我家不漏水',
    '没有漏水',
    '住了十年没漏水',
    '目前没发现渗水',
    '没有任何漏水',
    '修过以后不会再漏水',
    '从来没有出现过漏水',
    '不用担心漏水',
    '这个价不太贵',
  ])('does not count what 「%s」 denies', (text) => {
    expect(topicsOf(text)).toEqual([]);
  });

  it.each([
    ['不知道为什么漏水', ['leak']],
    ['没想到漏水这么严重', ['leak']],
    ['阳台不停漏水', ['leak']],
    ['没办法，漏水了', ['leak']],
    ['不好，漏水了', ['leak']],
    ['不是没漏水，是没人管', ['leak']],
    ['卧室不漏水但是厨房漏水', ['leak']],
    ['一点都不便宜', ['price']],
  ])('still counts 「%s」', (text, expected) => {
    expect(topicsOf(text)).toEqual(expected);
  });
});

describe('the automaton', () => {
  it('finds exactly what searching word by word finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '漏', '水'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 12 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '漏', '水'), maxLength: 40 }),
        (words, text) => {
          const distinct = [...new Set(words)];
          const expected = distinct
            .flatMap((each) =>
              [...text].flatMap((_, start) => (text.startsWith(each, start) ? [`${start}:${each}`] : [])),
            )
            .toSorted();
          const found = [...occurrences(buildAutomaton(distinct.map((each) => [each, each])), text)];
          expect(found.map(({ start, value }) => `${start}:${value}`).toSorted()).toEqual(expected);
        },
      ),
    );
  });
});
