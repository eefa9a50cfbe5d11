import { describe, expect, test } from 'vitest';
import { afterSentence, marksSentence, trendTitle, type After } from './trend-words.ts';

describe('how it went on', () => {
  const told: readonly (readonly [verdict: After['verdict'], days: number, before: number, after: number, string])[] = [
    ['early', 0, 4.2, 0, '刚办结，明天起看有没有降下来。'],
    ['quiet', 5, 4.2, 0.4, '办结后 5 天，每天从 4.2 人降到 0.4 人，回到平时。'],
    ['quiet', 1, 3, 0, '办结后 1 天，每天从 3 人降到 0 人，回到平时。'],
    ['less', 5, 4.25, 2, '办结后 5 天，每天从 4.3 人降到 2 人，还没回到平时。'],
    ['still', 5, 4.2, 4.5, '办结后没有变少：每天 4.2 人 → 4.5 人，建议再处理。'],
    // As few as ever, though not fewer.
    ['quiet', 4, 1, 1.25, '办结后 4 天，每天 1.3 人，和平时差不多。'],
    ['quiet', 4, 0, 0, '办结后 4 天，每天 0 人，和平时差不多。'],
    // A little less than can be shown.
    ['less', 5, 4.21, 4.19, '办结后没有变少：每天 4.2 人 → 4.2 人，建议再处理。'],
  ];

  test.each(told)('%s after %i days, %f before and %f since', (verdict, days, before, after, sentence) => {
    expect(afterSentence({ verdict, days, before, after })).toBe(sentence);
  });
});

describe('the chart', () => {
  const days = (many: number) => Array.from({ length: many }, () => ({ day: '2026-11-22', people: 1 }));

  test('is named by as many days as it shows', () => {
    expect(trendTitle({ byDay: days(30), topic: 'leak', topicName: '漏水' })).toBe('30 天里每天几个人抱怨漏水');
    expect(trendTitle({ byDay: days(15), topic: 'leak', topicName: null })).toBe('15 天里每天几个人抱怨leak');
  });

  test.each([
    [true, true, '颜色重的那天发现，竖线那天办结，虚线是平时人数'],
    [true, false, '颜色重的那天发现，竖线那天办结'],
    [false, true, '虚线是平时人数'],
    [false, false, ''],
  ])('says what its marks mean: done %s, usual %s', (done, usual, sentence) => {
    expect(marksSentence({ done, usual })).toBe(sentence);
  });
});
