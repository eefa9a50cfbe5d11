import { describe, expect, test } from 'vitest';
import type { TextModel, TextModelsAnswer } from '#modules/cdp/contract';
import {
  gatheredOf,
  givenUp,
  lastWords,
  missingOf,
  modelsAnswer,
  readyWords,
  stateWords,
  underWayWords,
} from './model-words.ts';

const NOW = Date.parse('2026-09-05T02:00:00Z');
const sentiment: TextModel = {
  kind: 'sentiment',
  score: 0.86,
  before: 0.81,
  heldOut: 27,
  labels: 80,
  state: 'live',
  learntAt: '2026-09-02T19:41:00Z',
  retiredAt: null,
  isGivenUp: false,
};
const topics: TextModel = { ...sentiment, kind: 'topics', score: 0.9, before: 0.9, state: 'rejected' };
const answer = (parts: Partial<TextModelsAnswer> = {}): TextModelsAnswer => ({
  items: [],
  labels: 37,
  fresh: 37,
  leastLabels: 60,
  leastFresh: 20,
  underWay: null,
  last: null,
  ...parts,
});

describe('what there is to learn from', () => {
  test('at first all that was corrected counts, and there has to be more of it', () => {
    expect(readyWords(answer())).toBe('已核 37 条，再核 23 条就能学');
    expect(gatheredOf(answer())).toEqual({ have: 37, least: 60 });
    expect(readyWords(answer({ labels: 61, fresh: 61 }))).toBe('已核 61 条，够学一次了');
    expect(readyWords(answer({ labels: 0, fresh: 0 }))).toBe('还没核过，再核 60 条就能学');
  });

  test('later only what is new', () => {
    const later = answer({ labels: 92, fresh: 12 });
    expect([missingOf(later), readyWords(later)]).toEqual([8, '上次学过以后新核了 12 条，再核 8 条就能再学']);
    expect(readyWords(answer({ labels: 92, fresh: 0 }))).toBe('上次学过以后还没核过新的，再核 20 条就能再学');
    expect(readyWords(answer({ labels: 1_092, fresh: 20 }))).toBe('上次学过以后新核了 20 条，够再学一次了');
  });
});

describe('how a learning goes', () => {
  test('it says since when, and who asked', () => {
    const since = '2026-09-05T01:58:00Z';
    expect(underWayWords({ since, byHand: true }, NOW)).toMatch(/^2分钟前开始（手动），一般一两分钟。/);
    expect(underWayWords({ since: '2026-09-05T02:00:03Z', byHand: false }, NOW)).toMatch(/^刚刚开始（夜里自动）/);
  });

  test('it says how the last one ended, and what stopped it', () => {
    const last = { endedAt: '2026-09-02T19:42:00Z', byHand: false, outcome: 'no_better', why: null } as const;
    expect(lastWords(last, NOW)).toBe('上次是9月3日 03:42（夜里自动）：没学出更准的，接着用原来的。');
    expect(lastWords({ ...last, outcome: 'failed', why: '学了几次都中断了，请联系管理员看日志' }, NOW)).toBe(
      '上次是9月3日 03:42（夜里自动）：学了几次都中断了，请联系管理员看日志。',
    );
  });
});

describe('what was learnt', () => {
  const because = (model: Partial<TextModel>) => stateWords({ ...sentiment, ...model }, NOW).why;
  const retired = { state: 'retired', retiredAt: '2026-09-04T02:00:00Z' } as const;

  test('each says why it is in use, or why not', () => {
    expect(stateWords(sentiment, NOW)).toMatchObject({ name: '在用', tone: 'system' });
    expect(because({ state: 'rejected', before: 0.86 })).toBe('和之前一样，没有更准');
    expect(because({ state: 'rejected', before: 0.9 })).toBe('没有之前准');
    expect(because({ state: 'rejected' })).toBe('学的时候有人换过模型');
    expect(because(retired)).toBe('9月4日换上了更准的');
    expect(stateWords({ ...sentiment, ...retired, isGivenUp: true }, NOW)).toEqual({
      name: '已换下',
      tone: 'people',
      why: '9月4日有人换回了自带的',
    });
  });

  test('going back to the shipped model is told as long as nothing was taken into use since', () => {
    const left = { ...sentiment, ...retired, isGivenUp: true };
    expect(givenUp({ items: [{ ...sentiment, state: 'rejected' }, left] }, 'sentiment')).toBe(left);
    expect(givenUp({ items: [sentiment, left] }, 'sentiment')).toBeUndefined();
    expect(givenUp({ items: [left] }, 'topics')).toBeUndefined();
  });
});

describe('the answer', () => {
  test('says that the shipped models are in use, and what is missing', () => {
    expect(modelsAnswer(answer(), NOW)).toEqual({
      figure: '自带模型',
      unit: '在用',
      why: '已核 37 条，再核 23 条就能学。',
    });
    const underWay = { since: '2026-09-05T01:58:00Z', byHand: true };
    expect(modelsAnswer(answer({ underWay }), NOW).why).toBe('正在学新的。');
  });

  test('says how well the learnt one reads, against the one before', () => {
    const learnt = answer({ items: [sentiment, topics], labels: 92, fresh: 12 });
    expect(modelsAnswer(learnt, NOW)).toMatchObject({
      figure: '86%',
      unit: '没见过的纠正读对了（9月3日学到的情绪模型在用）',
      change: { direction: 'up', text: '高 5 个点' },
      why: '话题用的还是自带模型。上次学过以后新核了 12 条，再核 8 条就能再学。',
    });
    const both = { ...learnt, items: [sentiment, { ...topics, before: 0.8, state: 'live' as const }] };
    expect(modelsAnswer(both, NOW).why).toMatch(/^话题也是学到的：没见过的纠正里话题对上 90%，之前 80%。/);
  });
});
