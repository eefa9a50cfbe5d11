import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIGURES, TOPIC_MEASURES } from '#modules/cdp/contract';
import { conditionOn } from './rule-edit.ts';
import { FACTS, shownValue, storedValue, wordsOf } from './rule-words.ts';

describe('the sentence of a condition', () => {
  it('exists for everything that a rule can ask about', () => {
    const known = [...FIGURES, ...TOPIC_MEASURES, 'orders', 'city', 'district', 'store', 'partner'];
    expect(FACTS.map((words) => words.fact).toSorted()).toEqual(known.toSorted());
  });

  it.each(FACTS.map((words) => [words.name, words] as const))('has a blank for every part of 「%s」', (_, { fact }) => {
    const condition = conditionOn(fact);
    const slots = wordsOf(fact).pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.slot]));
    const parts = Object.keys(condition)
      .filter((key) => key !== 'fact')
      .map((key) => ({ is: 'comparison', in: 'choices' })[key] ?? key);
    expect(slots.toSorted()).toEqual(parts.toSorted());
  });
});

describe('a share', () => {
  it('is typed in per cent and kept as a share', () => {
    expect(shownValue('density', 0.05)).toBe(5);
    expect(storedValue('density', 5)).toBe(0.05);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (basis) => {
        expect(shownValue('density', storedValue('density', basis / 100))).toBeCloseTo(basis / 100, 6);
      }),
    );
  });
});
