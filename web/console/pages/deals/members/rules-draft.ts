import type { BadgeRulesAnswer, BadgeRulesBody, LevelRulesAnswer, LevelRulesBody } from '#modules/commerce/contract';

type Benefit = LevelRulesBody['levels'][number]['benefits'][number];

/** A level as the form holds it: what it gives, each thing of its own. */
export interface LevelDraft {
  readonly name: string;
  /** Points, or yuan. */
  readonly from: number | null;
  /** Delivery is free from so many yuan; null where it is not. */
  readonly freeFromYuan: number | null;
  readonly priority: boolean;
  readonly agent: boolean;
  /** In words, one a line. */
  readonly others: string;
}

export interface LevelsDraft {
  readonly measure: LevelRulesBody['measure'];
  readonly levels: readonly LevelDraft[];
}

export function levelsDraft({ measure, levels }: LevelRulesAnswer): LevelsDraft {
  return {
    measure,
    levels: levels.map(({ name, from, benefits }) => {
      const free = benefits.find((benefit) => benefit.kind === 'free_delivery');
      return {
        name,
        from: measure === 'spend' ? from / 100 : from,
        freeFromYuan: free === undefined ? null : free.fromFen / 100,
        priority: benefits.some(({ kind }) => kind === 'priority'),
        agent: benefits.some(({ kind }) => kind === 'personal_agent'),
        others: benefits.flatMap((benefit) => (benefit.kind === 'other' ? [benefit.words] : [])).join('\n'),
      };
    }),
  };
}

export const NEW_LEVEL: LevelDraft = {
  name: '',
  from: null,
  freeFromYuan: null,
  priority: false,
  agent: false,
  others: '',
};

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export function levelsFault({ levels }: LevelsDraft): string | undefined {
  for (const [at, level] of levels.entries()) {
    if (level.name.trim().length < 2) return '等级名至少两个字';
    if (at > 0 && level.from === null) return `写上到多少是${level.name}`;
    if (at > 0 && (level.from ?? 0) <= (levels[at - 1]?.from ?? 0)) return `${level.name}要比前一级高`;
  }
  return undefined;
}

export const levelsBody = ({ measure, levels }: LevelsDraft): LevelRulesBody => ({
  measure,
  levels: levels.map((level, at) => ({
    level: at,
    name: level.name.trim(),
    from: at === 0 ? 0 : Math.round((level.from ?? 0) * (measure === 'spend' ? 100 : 1)),
    benefits: [
      ...(level.freeFromYuan === null
        ? []
        : [{ kind: 'free_delivery', fromFen: Math.round(level.freeFromYuan * 100) } satisfies Benefit]),
      ...(level.priority ? [{ kind: 'priority' } satisfies Benefit] : []),
      ...(level.agent ? [{ kind: 'personal_agent' } satisfies Benefit] : []),
      ...linesOf(level.others).map((words) => ({ kind: 'other', words }) satisfies Benefit),
    ],
  })),
});

type BadgeTest = BadgeRulesBody['badges'][number]['test'];
export type BadgeKind = BadgeTest['kind'];
export const BADGE_KINDS: Readonly<Record<BadgeKind, string>> = {
  first_order: '完成第一单',
  orders: '完成几单',
  category_orders: '买过某类几次',
  early_orders: '早起下单几次',
  group_buys: '参加几个团',
};
export const PERIODS: Readonly<Record<BadgeRulesBody['badges'][number]['period'], string>> = {
  once: '只给一次',
  month: '每月一次',
  year: '每年一次',
};

export interface BadgeDraft {
  readonly code: string;
  readonly name: string;
  readonly kind: BadgeKind;
  readonly times: number | null;
  readonly days: number | null;
  readonly beforeHour: number | null;
  readonly categoryCodes: readonly string[];
  readonly period: BadgeRulesBody['badges'][number]['period'];
}

export const NEW_BADGE: BadgeDraft = {
  code: '',
  name: '',
  kind: 'orders',
  times: 3,
  days: 30,
  beforeHour: 9,
  categoryCodes: [],
  period: 'once',
};

export const badgeDraft = ({ code, name, test, period }: BadgeRulesAnswer['badges'][number]): BadgeDraft => ({
  ...NEW_BADGE,
  code,
  name,
  period,
  kind: test.kind,
  ...('times' in test ? { times: test.times, days: test.days } : {}),
  ...(test.kind === 'category_orders' ? { categoryCodes: test.categoryCodes } : {}),
  ...(test.kind === 'early_orders' ? { beforeHour: test.beforeHour } : {}),
});

export function badgesFault(badges: readonly BadgeDraft[]): string | undefined {
  for (const badge of badges) {
    if (badge.name.trim().length < 2) return '勋章名至少两个字';
    if (!/^[a-z][a-z0-9_]{1,29}$/.test(badge.code)) return `${badge.name}的编码用小写字母、数字、下划线`;
    if (badge.kind !== 'first_order' && (badge.times === null || badge.days === null))
      return `${badge.name}几天里几次？`;
    if (badge.kind === 'category_orders' && badge.categoryCodes.length === 0) return `${badge.name}是哪类商品？`;
    if (badge.kind === 'early_orders' && badge.beforeHour === null) return `${badge.name}几点以前？`;
  }
  const twice = badges.find((badge, at) => badges.findIndex(({ code }) => code === badge.code) !== at);
  return twice === undefined ? undefined : `编码${twice.code}用了两次`;
}

function testOf({ kind, times, days, beforeHour, categoryCodes }: BadgeDraft): BadgeTest {
  if (kind === 'first_order') return { kind };
  const often = { times: times ?? 1, days: days ?? 1 };
  if (kind === 'category_orders') return { kind, ...often, categoryCodes: [...categoryCodes] };
  if (kind === 'early_orders') return { kind, ...often, beforeHour: beforeHour ?? 9 };
  return { kind, ...often };
}

export const badgesBody = (badges: readonly BadgeDraft[]): BadgeRulesBody => ({
  badges: badges.map((badge) => ({
    code: badge.code,
    name: badge.name.trim(),
    test: testOf(badge),
    period: badge.kind === 'first_order' ? 'once' : badge.period,
  })),
});
