import { describe, expect, it } from 'vitest';
import { STAGES, type StageAnswer } from '#modules/insight/contract';
import { daysOf, duration, leaks, leakWords, MENDS, stageCells, stageOfEvent, STAGE_TITLES } from './flywheel-words.ts';

const forward: StageAnswer = {
  stage: 'forward',
  name: '转发',
  unit: '次',
  wheel: 'people',
  volume: 17,
  previousVolume: 20,
  parts: [],
  delay: { medianMinutes: 830, p90Minutes: 2_900, measured: 17 },
  leak: { share: 0.53, cohort: 43, passed: 17, leaked: 19, waiting: 7, withinDays: 2, allowance: 0.3 },
};

describe('the words of a stage', () => {
  it('call it a leak only above what is allowed for, and only where somebody’s time is over', () => {
    const leak = { ...forward.leak, share: 0.3 } as NonNullable<StageAnswer['leak']>;
    expect(leaks(forward)).toBe(true);
    expect(leaks({ ...forward, leak })).toBe(false);
    expect(leaks({ ...forward, leak: { ...leak, share: null } })).toBe(false);
    expect(leakWords({ ...forward, leak: { ...leak, share: null } })).toBe('还没到时限');
    expect(leakWords({ ...forward, leak: { ...leak, share: 0 } })).toBe('没漏');
  });

  it('fill every column of the file', () => {
    expect(stageCells(forward)).toHaveLength(STAGE_TITLES.length);
  });
});

describe('durations', () => {
  it('take the unit in which people speak of them', () => {
    expect([0.4, 12, 89.6, 150, 2_100, 4_300].map(duration)).toEqual([
      '1分钟内',
      '12分钟',
      '90分钟',
      '2.5小时',
      '35小时',
      '3天',
    ]);
  });
});

describe('periods', () => {
  it('end today and count whole business days of Shanghai', () => {
    // 00:30 on the 22nd in Shanghai.
    const now = new Date('2026-11-21T16:30:00Z');
    expect(daysOf(undefined, now)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(daysOf('1', now)).toEqual({ from: '2026-11-22', to: '2026-11-22' });
  });
});

describe('events', () => {
  it('move a stage of the loop', () => {
    expect(stageOfEvent('TaskForwarded')).toBe('forward');
    expect(stageOfEvent('SomethingElse')).toBeUndefined();
  });

  it('leave no stage without a place where it can be mended', () => {
    expect(Object.keys(MENDS).toSorted()).toEqual([...STAGES].toSorted());
  });
});
