import { describe, expect, it } from 'vitest';
import { effectSentence, sumOf, verdictOf } from './comparison-words.ts';

const compared = (missing: number, left: number, missingAsProposed: number, leftAsProposed: number) => ({
  lines: 4,
  missing,
  left,
  missingAsProposed,
  leftAsProposed,
});

describe('what came of changes', () => {
  it('is told beside what was proposed', () => {
    expect(effectSentence(compared(20, 10, 8, 40))).toBe('改动后多缺 12 件、少剩 30 件');
    expect(effectSentence(compared(3.2, 5, 3, 5.3))).toBe('改不改一个样');
    expect(sumOf([compared(1, 2, 3, 4), compared(1, 2, 3, 4)])).toEqual({ ...compared(2, 4, 6, 8), lines: 8 });
  });

  it('is called good or bad only where it is both ways', () => {
    expect(verdictOf(compared(20, 10, 8, 40))).toBeUndefined();
    expect(verdictOf(compared(2, 10, 8, 10))).toBe('good');
    expect(verdictOf(compared(8, 12, 8, 10))).toBe('bad');
    expect(verdictOf(compared(8, 10, 8, 10))).toBeUndefined();
  });
});
