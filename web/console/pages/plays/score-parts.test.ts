import { describe, expect, it } from 'vitest';
import type { CandidateAnswer } from '#modules/intelligence/contract';
import { inputFigures, scoreBars, whyNot } from './score-parts.ts';

const candidate = (name: string, score: number, parts: Record<string, number>, excluded: string | null = null) =>
  ({
    packageId: name,
    packageName: name,
    rank: 1,
    score,
    excluded,
    parts: Object.entries(parts).map(([part, points]) => ({ part, points, sentence: null })),
  }) as unknown as CandidateAnswer;

const winner = candidate('防水', 40, { cost: -2, topic: 32, age: 10 });
const second = candidate('厨房', 21.5, { age: 12, topic: 10, cost: -0.5, draw: 0 });

describe('score bars', () => {
  it('stand on one scale, what helps first, without what says nothing', () => {
    expect(scoreBars(second, [winner, second]).map(({ part, share }) => [part, share])).toEqual([
      ['age', 12 / 32],
      ['topic', 10 / 32],
      ['cost', 0.5 / 32],
    ]);
    expect(scoreBars(winner, [winner, second])[0]).toMatchObject({ name: '讨论', share: 1 });
  });
});

describe('why another package was not proposed', () => {
  it('is what excluded it', () => {
    expect(whyNot(candidate('儿童房', 50, {}, '14天内不再提'), winner)).toBe('14天内不再提');
  });

  it('is how far it is behind and where', () => {
    expect(whyNot(second, winner)).toBe('低18.5分，主要差在讨论');
    expect(whyNot(candidate('同分', 40, {}), winner)).toBe('分数相同，按编码排在后面');
    expect(whyNot(second, undefined)).toBe('');
  });
});

describe('the figures of a decision', () => {
  it('are told with their units, whatever is missing', () => {
    const community = {
      ageYears: 21,
      households: null,
      members: 40,
      topics: [
        { topic: 'leak', name: '漏水', mentions: 42, timesCity: 3.14 },
        { topic: 'damp', name: '返潮', mentions: 0, timesCity: 0 },
      ],
    };
    expect(inputFigures({ windowDays: 30, community })).toEqual([
      ['楼龄', '21年'],
      ['会员', '40人'],
      ['漏水', '42条，同城3.1倍'],
    ]);
    expect(inputFigures({})).toEqual([]);
  });
});
