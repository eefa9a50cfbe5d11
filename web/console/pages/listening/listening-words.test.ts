import { describe, expect, test } from 'vitest';
import {
  elsewhereSentence,
  alertHeadline,
  alertTitle,
  mentionsChange,
  noticedSentence,
  shareChange,
  summaryAnswer,
  usualWords,
} from './listening-words.ts';

type Alert = Parameters<typeof alertHeadline>[0];

const spike: Alert = {
  kind: 'spike',
  topic: 'leak',
  topicName: '漏水',
  window: 'hour',
  people: 12,
  expected: 1.24,
  graveKinds: [],
  raisedAt: '2026-11-20T03:00:00Z',
};
const grave: Alert = {
  ...spike,
  kind: 'grave',
  window: null,
  people: 1,
  expected: 0,
  graveKinds: ['food', 'injury'],
};

describe('alerts in words', () => {
  test('a spike says how many complain of what, against what is usual', () => {
    expect(alertHeadline(spike)).toBe('12 人抱怨漏水');
    expect(usualWords(spike)).toBe('平时约 1.2 人/小时');
    expect(noticedSentence(spike)).toBe('一小时里有 12 人抱怨漏水，平时约 1.2 人/小时。');
    expect(usualWords({ window: 'day', expected: 0.02 })).toBe('平时几乎没人说');
  });

  test('one that a person passed on says so', () => {
    expect(alertTitle({ ...grave, kind: 'message', graveKinds: [] })).toBe('一条漏水的消息要跟进');
    expect(noticedSentence({ ...grave, kind: 'message' })).toBe('同事看到这条消息，觉得要有人跟进。');
  });

  test('a grave one says what it is about', () => {
    expect(alertHeadline(grave)).toBe('食品安全、受伤');
    expect(alertTitle(grave)).toBe('严重：食品安全、受伤');
    expect(alertTitle({ ...grave, people: 3 })).toBe('严重：食品安全、受伤，3 人说到');
    expect(noticedSentence(grave)).toBe('有人说的事关系到食品安全、受伤，要马上管；话题是漏水。');
    expect(alertHeadline({ ...grave, graveKinds: [], topic: null, topicName: null })).toBe('要马上有人管');
  });
});

describe('the summary in words', () => {
  const counts = (posts: number, negative: number) => ({ posts, negative, positive: 0 });

  test('shares move by points, unless there is nothing to compare with', () => {
    expect(shareChange(counts(100, 12), counts(100, 10))).toEqual({ direction: 'up', text: '高 2 个点' });
    expect(shareChange(counts(100, 8), counts(100, 10))).toEqual({ direction: 'down', text: '低 2 个点' });
    expect(shareChange(counts(100, 10), counts(1_000, 100))?.direction).toBe('flat');
    expect(shareChange(counts(100, 10), counts(0, 0))).toBeUndefined();
  });

  test('a topic that nobody spoke of before is new', () => {
    expect(mentionsChange(5, 0)).toBe('新冒出来');
    expect(mentionsChange(30, 20)).toBe('涨 50%');
  });

  test('few mentions move by how many, not by a share', () => {
    expect(mentionsChange(4, 1)).toBe('多 3');
    expect(mentionsChange(4, 6)).toBe('少 2');
    expect(mentionsChange(4, 4)).toBe('持平');
  });

  test('silence has no answer', () => {
    const silent = { now: counts(0, 0), before: counts(3, 1), byDay: [], topics: [], items: [], communities: [] };
    expect(summaryAnswer(silent, 14)).toBeUndefined();
    expect(summaryAnswer({ ...silent, now: counts(200, 25) }, 14)).toMatchObject({
      figure: '12.5%',
      unit: '是负面的（近14天 200 条里有 25 条）',
    });
  });
});

describe('goods that are blamed', () => {
  test.each([
    [0, 0, '这几天同城别的小区没有点名抱怨它。'],
    [3, 0, '同城另外 3 个小区也在抱怨它，不是同一个仓供的。'],
    [3, 2, '同城另外 3 个小区也在抱怨它，其中 2 个是同一个仓供的，先查这一批。'],
    [2, 2, '同城另外 2 个小区也在抱怨它，都是同一个仓供的，先查这一批。'],
  ])('in %i other communities, %i of the same warehouse', (communities, sameSource, sentence) => {
    const goods = { item: '', name: '青菜', messages: 3, people: 3, batches: [] };
    expect(elsewhereSentence({ ...goods, communities, sameSource })).toBe(sentence);
  });
});
