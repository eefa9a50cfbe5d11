import { describe, expect, it } from 'vitest';
import { STAGES as CONTRACT_STAGES } from '../contract.ts';
import { METRICS } from './metric.ts';
import { periodBefore, readPeriod } from './period.ts';
import { KINDS, kindsOf, leakShare, stageBefore, stageOf, STAGES, worstLeak, type Passage } from './stage.ts';

const now = new Date('2026-06-06T02:00:00Z');
const passage = (over: Partial<Passage>): Passage => ({ cohort: 0, passed: 0, leaked: 0, waiting: 0, ...over });

describe('the stages', () => {
  it('are those of the contract, in its order, and show every kind once', () => {
    expect(STAGES.map((stage) => stage.stage)).toEqual(CONTRACT_STAGES);
    expect(STAGES.flatMap(kindsOf).toSorted()).toEqual(Object.keys(KINDS).toSorted());
    expect(stageBefore('hear')).toBeUndefined();
    expect(stageBefore('lead')?.stage).toBe('visit');
  });

  it('have a definition for every figure, each under its own key', () => {
    expect(new Set(METRICS.map((metric) => metric.key)).size).toBe(METRICS.length);
    for (const { stage } of STAGES) expect(METRICS.some((metric) => metric.key === `${stage}.volume`)).toBe(true);
    expect(METRICS.find((metric) => metric.key === 'forward.leak')?.formula).toContain('3 天内没有到「转发」');
  });
});

describe('the worst leak', () => {
  it('is the one that loses most beyond what is ordinary, not the largest share', () => {
    const worst = worstLeak([
      { stage: stageOf('lead'), passage: passage({ cohort: 100, passed: 6, leaked: 94 }) },
      { stage: stageOf('follow_up'), passage: passage({ cohort: 10, passed: 7, leaked: 3 }) },
      { stage: stageOf('forward'), passage: passage({ cohort: 100, passed: 72, leaked: 28 }) },
    ]);
    expect(worst?.sentence).toBe('漏得最多的是「跟进」：有3条线索一天内没有人联系，占30%，平常不超过5%');
  });

  it('is where most wait while nobody’s time is over, and nowhere when all goes on', () => {
    const waiting = [{ stage: stageOf('approve'), passage: passage({ cohort: 12, passed: 2, waiting: 10 }) }];
    expect(worstLeak(waiting)).toEqual({
      stage: 'approve',
      sentence: '都在等「批准」：上一步来了12个，还有10个没走到',
    });
    expect(worstLeak([{ stage: stageOf('approve'), passage: passage({ cohort: 9, passed: 9 }) }])).toBeUndefined();
    expect(leakShare(passage({ cohort: 3, waiting: 3 }))).toBeNull();
  });
});

describe('a period', () => {
  it('is the last seven business days unless said, and lies right after the one before', () => {
    const period = readPeriod({}, now);
    expect(period).toEqual({ from: '2026-05-31', to: '2026-06-06' });
    expect(periodBefore(period)).toEqual({ from: '2026-05-24', to: '2026-05-30' });
    expect(readPeriod({ to: '2026-01-03' }, now)).toEqual({ from: '2025-12-28', to: '2026-01-03' });
    expect(readPeriod({ from: '2026-06-01' }, now)).toEqual({ from: '2026-06-01', to: '2026-06-06' });
  });
});
