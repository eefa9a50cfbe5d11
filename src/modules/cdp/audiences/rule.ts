import { z } from 'zod';
import type { CityId, PartnerId, StoreId } from '#kernel/ids';
import { cityId, partnerId, storeId } from '#platform/fields';

/** Groups nested in each other; deeper rules nobody can read. */
export const MAX_DEPTH = 4;
export const MAX_CONDITIONS = 30;
export const MAX_WINDOW_DAYS = 365;

export const COMPARISONS = ['more_than', 'at_least', 'at_most', 'less_than'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Facts that the profile holds as a number. `density` is members per household (0.05: one in twenty). */
export const FIGURES = ['age_years', 'built_year', 'households', 'members', 'density'] as const;
export type Figure = (typeof FIGURES)[number];

/**
 * What is counted of a topic: mentions, the distinct people behind them, or mentions that complain; `_to_city`: as multiple
 * of the city's median.
 */
export const TOPIC_MEASURES = [
  'mentions',
  'people',
  'complaints',
  'mentions_to_city',
  'people_to_city',
  'complaints_to_city',
] as const;
export type TopicMeasure = (typeof TOPIC_MEASURES)[number];

/** A figure of a topic over the last `days` business days, today included. */
export interface TopicCondition {
  readonly fact: TopicMeasure;
  readonly topic: string;
  readonly days: number;
  readonly is: Comparison;
  readonly value: number;
}

export type Condition =
  | { readonly fact: Figure; readonly is: Comparison; readonly value: number }
  | { readonly fact: 'city'; readonly in: readonly CityId[] }
  | { readonly fact: 'district'; readonly in: readonly string[] }
  | { readonly fact: 'store'; readonly in: readonly StoreId[] }
  | { readonly fact: 'partner'; readonly in: readonly PartnerId[] }
  | { readonly fact: 'orders'; readonly days: number; readonly is: Comparison; readonly value: number }
  | TopicCondition;

/** A tree of conditions that selects communities. */
export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | Condition;

const is = z.enum(COMPARISONS);
const days = z.number().int().min(1).max(MAX_WINDOW_DAYS);
const value = z.number().min(0).max(1_000_000_000);
const chosen = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(50);

const conditionSchema = z
  .discriminatedUnion('fact', [
    z.strictObject({ fact: z.enum(FIGURES), is, value }),
    z.strictObject({ fact: z.literal('city'), in: chosen(cityId) }),
    z.strictObject({ fact: z.literal('district'), in: chosen(z.string().min(1).max(50)) }),
    z.strictObject({ fact: z.literal('store'), in: chosen(storeId) }),
    z.strictObject({ fact: z.literal('partner'), in: chosen(partnerId) }),
    z.strictObject({ fact: z.literal('orders'), days, is, value }),
    z.strictObject({ fact: z.enum(TOPIC_MEASURES), topic: z.string().min(2).max(40), days, is, value }),
  ])
  .meta({ id: 'AudienceCondition' });

/** One more level of groups around `inner`. Levels are spelled out, so that a hostile nesting ends where the limit is. */
function grouped(inner: z.ZodType<Rule>, level: number): z.ZodType<Rule> {
  const items = z.array(inner).min(1).max(MAX_CONDITIONS);
  return z
    .union([
      conditionSchema,
      z.strictObject({ all: items }),
      z.strictObject({ any: items }),
      z.strictObject({ not: inner }),
    ])
    .meta({ id: `AudienceRule${level}` }) as z.ZodType<Rule>;
}

function nested(depth: number): z.ZodType<Rule> {
  return depth === 0 ? (conditionSchema as z.ZodType<Rule>) : grouped(nested(depth - 1), depth);
}

/** A rule as it comes from outside: at most `MAX_DEPTH` groups deep and `MAX_CONDITIONS` conditions. */
export const ruleSchema: z.ZodType<Rule> = nested(MAX_DEPTH).refine(
  (rule) => conditionsOf(rule).length <= MAX_CONDITIONS,
  { error: `一条规则最多 ${MAX_CONDITIONS} 个条件` },
);

/** All conditions of a rule, in reading order. */
export function conditionsOf(rule: Rule): Condition[] {
  if ('all' in rule) return rule.all.flatMap(conditionsOf);
  if ('any' in rule) return rule.any.flatMap(conditionsOf);
  if ('not' in rule) return conditionsOf(rule.not);
  return [rule];
}

/** The topics a rule depends on, sorted. */
export function topicsIn(rule: Rule): string[] {
  return [...new Set(conditionsOf(rule).flatMap((each) => ('topic' in each ? [each.topic] : [])))].toSorted();
}

/** A figure that is summed over a window before a rule can be decided. */
export type Measure =
  | { readonly fact: 'orders'; readonly days: number }
  | { readonly fact: TopicMeasure; readonly topic: string; readonly days: number };

export function measureKey(measure: Measure): string {
  return 'topic' in measure ? `${measure.fact}:${measure.topic}:${measure.days}` : `${measure.fact}:${measure.days}`;
}

/** The distinct measures of rules, in order of first use. */
export function measuresOf(rules: readonly Rule[]): Measure[] {
  const measures = new Map<string, Measure>();
  for (const condition of rules.flatMap(conditionsOf)) {
    if (!('days' in condition)) continue;
    const { fact, days: window } = condition;
    const measure: Measure =
      fact === 'orders' ? { fact, days: window } : { fact, topic: condition.topic, days: window };
    const key = measureKey(measure);
    if (!measures.has(key)) measures.set(key, measure);
  }
  return [...measures.values()];
}
