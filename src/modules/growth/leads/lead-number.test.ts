import { describe, expect, it } from 'vitest';
import { leadNumber, readTypedNumber } from './lead-number.ts';
import { readNeed, UnknownNeed } from './need.ts';

describe('a lead number', () => {
  it('says city, business day and ordinal', () => {
    expect(leadNumber('sz', new Date('2026-06-05T16:30:00Z'), 7)).toBe('SZ-260606-0007');
    expect(leadNumber('SZ', new Date('2026-06-06T02:00:00Z'), 12_345)).toBe('SZ-260606-12345');
  });

  it.each([
    ['SZ-260606-0007', { beginning: 'SZ-260606-0007' }],
    [' sz 260606 0007 ', { beginning: 'SZ-260606-0007' }],
    ['sz-2606', { beginning: 'SZ-2606' }],
    ['0007', { ending: '0007' }],
  ])('is read from %s', (typed, expected) => {
    expect(readTypedNumber(typed)).toEqual(expected);
  });

  it('is not read from what cannot be one', () => {
    for (const typed of ['', '王女士', "SZ'; --", 'x']) expect(readTypedNumber(typed)).toBeUndefined();
  });
});

describe('a need', () => {
  it('is read from its code and from its words', () => {
    expect([readNeed('leak'), readNeed('漏水'), readNeed(' ')]).toEqual(['leak', 'leak', 'other']);
    expect(() => readNeed('toString')).toThrow(UnknownNeed);
  });
});
