import { unreachable } from '#kernel/errors';
import type { MatchedFact } from './facts.ts';
import type { Comparison, Condition, Rule } from './rule.ts';

/** The names of what a rule speaks of by id; what is unknown is shown by its id. */
export interface RuleNames {
  readonly topics: ReadonlyMap<string, string>;
  readonly cities: ReadonlyMap<string, string>;
  readonly stores: ReadonlyMap<string, string>;
  readonly partners: ReadonlyMap<string, string>;
}

const WORDS: Readonly<Record<Comparison, string>> = {
  more_than: '超过',
  at_least: '至少',
  at_most: '最多',
  less_than: '不到',
};

const named = (names: ReadonlyMap<string, string>, id: string): string => names.get(id) ?? id;
const listed = (names: ReadonlyMap<string, string>, ids: readonly string[]): string =>
  ids.map((id) => named(names, id)).join('或');

/** Figures with at most one decimal, without a trailing zero. */
const short = (value: number): string => String(Math.round(value * 10) / 10);
const percent = (share: number): string => `${short(share * 100)}%`;

/** A rule as one sentence in Chinese: 「楼龄超过15年，且近30天提到漏水至少20次」. */
export function explainRule(rule: Rule, names: RuleNames): string {
  if ('all' in rule) return rule.all.map((each) => part(each, names, 'any')).join('，且');
  if ('any' in rule) return rule.any.map((each) => part(each, names, 'all')).join('，或');
  if ('not' in rule) return `不满足「${explainRule(rule.not, names)}」`;
  return explainCondition(rule, names);
}

/** Groups of the other kind stand in brackets; so does nothing that reads without them. */
function part(rule: Rule, names: RuleNames, bracketed: 'all' | 'any'): string {
  const sentence = explainRule(rule, names);
  const group = bracketed === 'all' ? 'all' in rule && rule.all : 'any' in rule && rule.any;
  return group && group.length > 1 ? `（${sentence}）` : sentence;
}

function explainCondition(condition: Condition, names: RuleNames): string {
  switch (condition.fact) {
    case 'city':
      return `城市是${listed(names.cities, condition.in)}`;
    case 'district':
      return `区县是${condition.in.join('或')}`;
    case 'store':
      return `服务门店有${listed(names.stores, condition.in)}`;
    case 'partner':
      return `物业是${listed(names.partners, condition.in)}`;
    default:
      return explainFigure(condition, names);
  }
}

function explainFigure(condition: Extract<Condition, { readonly value: number }>, names: RuleNames): string {
  const { fact, value } = condition;
  const word = WORDS[condition.is];
  switch (fact) {
    case 'age_years':
      return `楼龄${word}${short(value)}年`;
    case 'built_year':
      return explainBuiltYear(condition.is, value);
    case 'households':
      return `${word}${short(value)}户`;
    case 'members':
      return `会员${word}${short(value)}人`;
    case 'density':
      return `会员占户数${word}${percent(value)}`;
    case 'orders':
      return `近${condition.days}天订单${word}${short(value)}单`;
    case 'mentions':
      return `近${condition.days}天提到${named(names.topics, condition.topic)}${word}${short(value)}次`;
    case 'people':
      return `近${condition.days}天${word}${short(value)}人提到${named(names.topics, condition.topic)}`;
    case 'complaints':
      return `近${condition.days}天抱怨${named(names.topics, condition.topic)}${word}${short(value)}次`;
    case 'complaints_to_city':
      return `近${condition.days}天抱怨${named(names.topics, condition.topic)}${word}同城中位数的${short(value)}倍`;
    case 'mentions_to_city':
      return `近${condition.days}天${named(names.topics, condition.topic)}讨论${word}同城中位数的${short(value)}倍`;
    case 'people_to_city':
      return `近${condition.days}天提到${named(names.topics, condition.topic)}的人数${word}同城中位数的${short(value)}倍`;
    default:
      return unreachable(condition);
  }
}

function explainBuiltYear(comparison: Comparison, year: number): string {
  switch (comparison) {
    case 'more_than':
      return `${year}年以后建`;
    case 'at_least':
      return `${year}年及以后建`;
    case 'at_most':
      return `${year}年及以前建`;
    case 'less_than':
      return `${year}年以前建`;
  }
}

/** Why a community is in: 「楼龄21年；近30天42条漏水讨论」. */
export function explainFacts(facts: readonly MatchedFact[], names: RuleNames): string {
  return facts.map((fact) => explainFact(fact, names)).join('；');
}

function explainFact(matched: MatchedFact, names: RuleNames): string {
  const { fact, value, days } = matched;
  if (typeof value === 'string') return explainChoice(fact, value, names);
  const topic = named(names.topics, matched.topic ?? '');
  switch (fact) {
    case 'age_years':
      return `楼龄${value}年`;
    case 'built_year':
      return `${value}年建`;
    case 'households':
      return `${value}户`;
    case 'members':
      return `会员${value}人`;
    case 'density':
      return `会员占户数${percent(value)}`;
    case 'orders':
      return `近${days}天${value}单`;
    case 'mentions':
      return `近${days}天${value}条${topic}讨论`;
    case 'people':
      return `近${days}天${value}人提到${topic}`;
    case 'complaints':
      return `近${days}天${value}条抱怨${topic}`;
    case 'complaints_to_city':
      return `近${days}天抱怨${topic}是同城中位数的${short(value)}倍`;
    case 'mentions_to_city':
      return `近${days}天${topic}讨论是同城中位数的${short(value)}倍`;
    case 'people_to_city':
      return `近${days}天提到${topic}的人数是同城中位数的${short(value)}倍`;
    default:
      return String(value);
  }
}

function explainChoice(fact: MatchedFact['fact'], id: string, names: RuleNames): string {
  switch (fact) {
    case 'city':
      return `在${named(names.cities, id)}`;
    case 'store':
      return `由${named(names.stores, id)}服务`;
    case 'partner':
      return `物业是${named(names.partners, id)}`;
    default:
      return `在${id}`;
  }
}
