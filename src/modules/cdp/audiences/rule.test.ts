import { describe, expect, it } from 'vitest';
import { conditionsOf, measuresOf, MAX_CONDITIONS, MAX_DEPTH, ruleSchema, topicsIn, type Rule } from './rule.ts';

const old: Rule = { fact: 'age_years', is: 'more_than', value: 15 };
const leaks = (days: number): Rule => ({ fact: 'mentions', topic: 'leak', days, is: 'at_least', value: 20 });
const nest = (depth: number): unknown => (depth === 0 ? old : { all: [nest(depth - 1)] });

describe('ruleSchema', () => {
  it('takes a rule as it is', () => {
    const rule = { all: [old, { not: { any: [leaks(7), { fact: 'district', in: ['姑苏区'] }] } }] };
    expect(ruleSchema.parse(rule)).toEqual(rule);
  });

  it.each<[string, unknown]>([
    ['an unknown fact', { fact: 'income', is: 'at_least', value: 1 }],
    ['an unknown field', { ...old, sql: '1=1' }],
    ['an empty group', { all: [] }],
    ['two groups in one', { all: [old], any: [old] }],
    ['a window beyond a year', leaks(366)],
    ['a window of no days', leaks(0)],
    ['what is no number', { ...old, value: '15; drop table cdp.audience' }],
    ['too deep a tree', nest(MAX_DEPTH + 1)],
    ['a hostile depth', nest(5_000)],
    ['too many conditions', { all: [{ all: Array(20).fill(old) }, { all: Array(MAX_CONDITIONS - 19).fill(old) }] }],
  ])('refuses %s', (_, rule) => {
    expect(ruleSchema.safeParse(rule).success).toBe(false);
  });

  it('takes a tree and conditions at their limits', () => {
    expect(ruleSchema.safeParse(nest(MAX_DEPTH)).success).toBe(true);
    expect(ruleSchema.safeParse({ all: Array(MAX_CONDITIONS).fill(old) }).success).toBe(true);
  });
});

it('reads conditions, topics and measures off a tree', () => {
  const rule: Rule = { all: [old, { any: [leaks(7), { not: leaks(7) }, leaks(30)] }] };
  expect(conditionsOf(rule)).toHaveLength(4);
  expect(topicsIn(rule)).toEqual(['leak']);
  expect(measuresOf([rule, leaks(30)])).toEqual([
    { fact: 'mentions', topic: 'leak', days: 7 },
    { fact: 'mentions', topic: 'leak', days: 30 },
  ]);
});
