import { Refusal } from '#kernel/errors';
import { businessDay } from '#kernel/time';

export type BadgeTest =
  | { readonly kind: 'first_order' }
  | { readonly kind: 'orders'; readonly times: number; readonly days: number }
  | {
      readonly kind: 'category_orders';
      readonly times: number;
      readonly days: number;
      readonly categoryCodes: readonly string[];
    }
  | { readonly kind: 'early_orders'; readonly times: number; readonly days: number; readonly beforeHour: number }
  | { readonly kind: 'group_buys'; readonly times: number; readonly days: number };

export interface BadgeRule {
  readonly code: string;
  readonly name: string;
  readonly test: BadgeTest;
  /** Earned once for ever, or again in each month or year. */
  readonly period: 'once' | 'month' | 'year';
}

export interface BadgeRules {
  readonly badges: readonly BadgeRule[];
}

/** In force until headquarters publishes others. The category is found by its code where there is one. */
export const DEFAULT_BADGES: BadgeRules = {
  badges: [
    { code: 'first_order', name: '新邻居', test: { kind: 'first_order' }, period: 'once' },
    {
      code: 'healthy',
      name: '健康达人',
      test: { kind: 'category_orders', times: 8, days: 30, categoryCodes: ['vegetables'] },
      period: 'month',
    },
    {
      code: 'early_bird',
      name: '早起邻居',
      test: { kind: 'early_orders', times: 10, days: 30, beforeHour: 8 },
      period: 'month',
    },
    { code: 'group_star', name: '团购之星', test: { kind: 'group_buys', times: 20, days: 90 }, period: 'year' },
  ],
};

/** Two badges have the same code. */
export class BadgeTwice extends Refusal {
  constructor(code: string) {
    super('badge-twice', 'invalid', { code });
  }
}

/** @throws BadgeTwice */
export function checkBadges({ badges }: BadgeRules): void {
  const codes = badges.map((badge) => badge.code);
  const twice = codes.find((code, at) => codes.indexOf(code) !== at);
  if (twice !== undefined) throw new BadgeTwice(twice);
}

/** In which a badge that is earned now counts: it is not given again in the same one. */
export function periodOf({ period }: Pick<BadgeRule, 'period'>, now: Date): string {
  if (period === 'once') return '';
  return businessDay(now).slice(0, period === 'month' ? 7 : 4);
}

/** How often, and in how many days. */
export const timesOf = (test: BadgeTest): number => (test.kind === 'first_order' ? 1 : test.times);
/** First orders are looked for as far back as anything is. */
export const daysOf = (test: BadgeTest): number => (test.kind === 'first_order' ? 365 : test.days);

/** What it is given for: 「30天内8单里有蔬菜」. `categories` are the names of the rule's categories. */
export function badgeInWords({ test }: Pick<BadgeRule, 'test'>, categories: readonly string[]): string {
  switch (test.kind) {
    case 'first_order':
      return '完成第一单';
    case 'orders':
      return `${test.days}天内完成${test.times}单`;
    case 'category_orders':
      return `${test.days}天内${test.times}单里有${categories.length === 0 ? '指定分类' : categories.join('或')}`;
    case 'early_orders':
      return `${test.days}天内${test.times}单在早上${test.beforeHour}点前下单`;
    case 'group_buys':
      return `${test.days}天内参加${test.times}个团`;
  }
}

/** What a member did: 「30天内9单里有蔬菜」. */
export const earnedInWords = (rule: BadgeRule, times: number, categories: readonly string[]): string =>
  rule.test.kind === 'first_order'
    ? badgeInWords(rule, categories)
    : badgeInWords({ test: { ...rule.test, times } }, categories);
