import type { CityId, PartnerId, StoreId } from '#kernel/ids';
import { conditionsOf, measureKey, type Comparison, type Condition, type Figure, type Rule } from './rule.ts';

/** What a rule can ask about a community, on a given day. */
export interface CommunityFacts {
  readonly cityId: CityId;
  readonly district: string | null;
  readonly storeIds: readonly StoreId[];
  readonly partnerId: PartnerId | null;
  readonly builtYear: number | null;
  readonly households: number | null;
  readonly members: number;
  /** Figures over windows by `measureKey`; what is absent is zero. */
  readonly measured: ReadonlyMap<string, number>;
}

/** A condition that a community fulfils, with the figure that does it. `value` is an id or name for choices. */
export interface MatchedFact {
  readonly fact: Condition['fact'];
  readonly value: number | string;
  readonly topic?: string;
  readonly days?: number;
}

/** A number that the profile holds or implies; null where it is not known. */
export function figureOf(facts: CommunityFacts, figure: Figure, year: number): number | null {
  switch (figure) {
    case 'age_years':
      return facts.builtYear === null ? null : year - facts.builtYear;
    case 'built_year':
      return facts.builtYear;
    case 'households':
      return facts.households;
    case 'members':
      return facts.members;
    case 'density':
      return facts.households === null || facts.households === 0 ? null : facts.members / facts.households;
  }
}

function compare(left: number | null, comparison: Comparison, right: number): boolean {
  if (left === null) return false;
  switch (comparison) {
    case 'more_than':
      return left > right;
    case 'at_least':
      return left >= right;
    case 'at_most':
      return left <= right;
    case 'less_than':
      return left < right;
  }
}

/** The fact by which a community fulfils a condition; undefined if it does not. Unknown figures fulfil nothing. */
export function matchCondition(condition: Condition, facts: CommunityFacts, year: number): MatchedFact | undefined {
  const { fact } = condition;
  switch (fact) {
    case 'city':
      return condition.in.includes(facts.cityId) ? { fact, value: facts.cityId } : undefined;
    case 'district':
      return facts.district !== null && condition.in.includes(facts.district)
        ? { fact, value: facts.district }
        : undefined;
    case 'partner':
      return facts.partnerId !== null && condition.in.includes(facts.partnerId)
        ? { fact, value: facts.partnerId }
        : undefined;
    case 'store': {
      const store = facts.storeIds.find((id) => condition.in.includes(id));
      return store === undefined ? undefined : { fact, value: store };
    }
    case 'orders':
    case 'mentions':
    case 'people':
    case 'complaints':
    case 'mentions_to_city':
    case 'people_to_city':
    case 'complaints_to_city': {
      const found = facts.measured.get(measureKey(condition)) ?? 0;
      if (!compare(found, condition.is, condition.value)) return undefined;
      const { days } = condition;
      return 'topic' in condition ? { fact, value: found, topic: condition.topic, days } : { fact, value: found, days };
    }
    default: {
      const found = figureOf(facts, fact, year);
      return found !== null && compare(found, condition.is, condition.value) ? { fact, value: found } : undefined;
    }
  }
}

/** Whether a community fulfils a rule. The SQL of `rule-store` decides the same (proved by test). */
export function fulfils(rule: Rule, facts: CommunityFacts, year: number): boolean {
  if ('all' in rule) return rule.all.every((each) => fulfils(each, facts, year));
  if ('any' in rule) return rule.any.some((each) => fulfils(each, facts, year));
  if ('not' in rule) return !fulfils(rule.not, facts, year);
  return matchCondition(rule, facts, year) !== undefined;
}

/** The conditions that speak for a community, each fact once; what stands under `not` speaks by its absence. */
export function matchedFacts(rule: Rule, facts: CommunityFacts, year: number): MatchedFact[] {
  const matched = new Map<string, MatchedFact>();
  for (const condition of affirmed(rule)) {
    const fact = matchCondition(condition, facts, year);
    if (fact !== undefined) matched.set(`${fact.fact}:${fact.topic ?? ''}:${fact.days ?? ''}`, fact);
  }
  return [...matched.values()];
}

function affirmed(rule: Rule): Condition[] {
  if ('all' in rule) return rule.all.flatMap(affirmed);
  if ('any' in rule) return rule.any.flatMap(affirmed);
  return 'not' in rule ? [] : conditionsOf(rule);
}
