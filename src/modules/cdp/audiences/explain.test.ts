import { describe, expect, it } from 'vitest';
import type { CityId } from '#kernel/ids';
import { explainFacts, explainRule, type RuleNames } from './explain.ts';
import type { Rule } from './rule.ts';

const suzhou = '019a0000-0000-7000-8000-00000000c001' as CityId;
const names: RuleNames = {
  topics: new Map([
    ['leak', '漏水'],
    ['damp', '潮湿发霉'],
  ]),
  cities: new Map([[suzhou, '苏州']]),
  stores: new Map(),
  partners: new Map(),
};

const old: Rule = { fact: 'age_years', is: 'more_than', value: 15 };
const leaks: Rule = { fact: 'mentions', topic: 'leak', days: 30, is: 'at_least', value: 20 };
const damp: Rule = { fact: 'people', topic: 'damp', days: 7, is: 'at_least', value: 5 };

describe('explainRule', () => {
  it.each<[Rule, string]>([
    [{ all: [old, leaks] }, '楼龄超过15年，且近30天提到漏水至少20次'],
    [{ all: [old, { any: [leaks, damp] }] }, '楼龄超过15年，且（近30天提到漏水至少20次，或近7天至少5人提到潮湿发霉）'],
    [{ any: [{ all: [old, leaks] }, damp] }, '（楼龄超过15年，且近30天提到漏水至少20次），或近7天至少5人提到潮湿发霉'],
    [{ all: [{ any: [old] }, { fact: 'city', in: [suzhou] }] }, '楼龄超过15年，且城市是苏州'],
    [
      { all: [leaks, { not: { fact: 'density', is: 'at_least', value: 0.125 } }] },
      '近30天提到漏水至少20次，且不满足「会员占户数至少12.5%」',
    ],
    [
      { fact: 'mentions_to_city', topic: 'leak', days: 30, is: 'at_least', value: 3 },
      '近30天漏水讨论至少同城中位数的3倍',
    ],
    [{ fact: 'built_year', is: 'at_most', value: 2005 }, '2005年及以前建'],
    [{ fact: 'orders', days: 90, is: 'less_than', value: 10 }, '近90天订单不到10单'],
  ])('says %j as 「%s」', (rule, sentence) => {
    expect(explainRule(rule, names)).toBe(sentence);
  });
});

it('says why a community is in', () => {
  const facts = [
    { fact: 'age_years', value: 21 },
    { fact: 'mentions', topic: 'leak', days: 30, value: 42 },
    { fact: 'mentions_to_city', topic: 'leak', days: 30, value: 3.04 },
    { fact: 'city', value: suzhou },
  ] as const;
  expect(explainFacts(facts, names)).toBe('楼龄21年；近30天42条漏水讨论；近30天漏水讨论是同城中位数的3倍；在苏州');
});
