import { describe, expect, it } from 'vitest';
import { actLines, answerOfWorld, SPEEDS, speedAt, speedWords, stepOf } from './world-words.ts';

describe('the speed of the demo world', () => {
  it('goes from the slider and back', () => {
    for (const [step, speed] of SPEEDS.entries()) {
      expect(speedAt(step)).toBe(speed);
      expect(stepOf(speed)).toBe(step);
    }
    expect(speedAt(stepOf(10_000))).toBe(SPEEDS.at(-1));
  });

  it('is told in words', () => {
    expect([0, 1, 10, 60, 300].map(speedWords)).toEqual([
      '城市停着',
      '和现实一样快',
      '现实一分钟，城里走10分钟',
      '现实一分钟，城里走1小时',
      '现实一分钟，城里走5小时',
    ]);
  });
});

describe('what the world did', () => {
  it('is told along the loop; what is new comes last', () => {
    expect(actLines({ zebra: 1, forward: 2, post: 3 }).map(({ name, done }) => [name, done])).toEqual([
      ['群里发言', 3],
      ['触点转发', 2],
      ['zebra', 1],
    ]);
  });

  it('says that a paused city brings nothing', () => {
    const world = {
      speed: 0,
      running: false,
      simulatedNow: '',
      acts: { post: 3, lead: 1 },
      waiting: 0,
      skippedTicks: 0,
      lastErrors: [],
    };
    expect(answerOfWorld(world)).toEqual({
      figure: '4',
      unit: '件事发生了',
      why: '城市停着：没有新的讨论、订单和线索。',
    });
  });
});
