import { describe, expect, it } from 'vitest';
import { ruleSchema } from '#modules/cdp/contract';
import { ruleOfFilter } from './rule-of-filter.ts';

const nothing = {
  city: undefined,
  store: undefined,
  age: undefined,
  text: undefined,
  topic: undefined,
  days: undefined,
};
const city = '01a20082-c939-7002-91a1-ec1a69096db8';

describe('what the page looks at, as a rule', () => {
  it('is one that the server takes', () => {
    const rule = ruleOfFilter({ ...nothing, city, age: '15', topic: 'leak', days: '90' });
    expect(ruleSchema.parse(rule)).toEqual({
      all: [
        { fact: 'city', in: [city] },
        { fact: 'age_years', is: 'at_least', value: 15 },
        { fact: 'mentions', topic: 'leak', days: 90, is: 'at_least', value: 3 },
      ],
    });
  });

  it('is none while the page looks at everything', () => {
    expect(ruleOfFilter({ ...nothing, text: '里', days: '7' })).toBeUndefined();
  });
});
