import type { Comparison, Condition } from '#modules/cdp/contract';

type Fact = Condition['fact'];

/** A blank of a condition's sentence. */
export type Slot = 'days' | 'topic' | 'comparison' | 'value' | 'choices';

export interface FactWords {
  readonly fact: Fact;
  /** In the menu of what can be asked about. */
  readonly name: string;
  readonly group: '讨论' | '房子和人' | '买卖' | '在哪里';
  /** The sentence, with its blanks, as the server would say it. */
  readonly pieces: readonly (string | { readonly slot: Slot })[];
}

const days = { slot: 'days' } as const;
const topic = { slot: 'topic' } as const;
const comparison = { slot: 'comparison' } as const;
const value = { slot: 'value' } as const;
const choices = { slot: 'choices' } as const;

/** Everything that a rule can ask about. */
export const FACTS: readonly FactWords[] = [
  {
    fact: 'mentions',
    name: '提到某话题几次',
    group: '讨论',
    pieces: ['近', days, '天提到', topic, comparison, value, '次'],
  },
  {
    fact: 'people',
    name: '几个人提到某话题',
    group: '讨论',
    pieces: ['近', days, '天', comparison, value, '人提到', topic],
  },
  {
    fact: 'complaints',
    name: '抱怨某话题几次',
    group: '讨论',
    pieces: ['近', days, '天抱怨', topic, comparison, value, '次'],
  },
  {
    fact: 'mentions_to_city',
    name: '讨论比同城多几倍',
    group: '讨论',
    pieces: ['近', days, '天', topic, '讨论', comparison, '同城中位数的', value, '倍'],
  },
  {
    fact: 'people_to_city',
    name: '提到的人比同城多几倍',
    group: '讨论',
    pieces: ['近', days, '天提到', topic, '的人数', comparison, '同城中位数的', value, '倍'],
  },
  {
    fact: 'complaints_to_city',
    name: '抱怨比同城多几倍',
    group: '讨论',
    pieces: ['近', days, '天抱怨', topic, comparison, '同城中位数的', value, '倍'],
  },
  { fact: 'age_years', name: '楼龄', group: '房子和人', pieces: ['楼龄', comparison, value, '年'] },
  { fact: 'built_year', name: '建成年份', group: '房子和人', pieces: ['建成年份', comparison, value, '年'] },
  { fact: 'households', name: '户数', group: '房子和人', pieces: ['户数', comparison, value, '户'] },
  { fact: 'members', name: '会员数', group: '房子和人', pieces: ['会员', comparison, value, '人'] },
  { fact: 'density', name: '会员占户数', group: '房子和人', pieces: ['会员占户数', comparison, value, '%'] },
  { fact: 'orders', name: '订单数', group: '买卖', pieces: ['近', days, '天订单', comparison, value, '单'] },
  { fact: 'city', name: '城市', group: '在哪里', pieces: ['城市是', choices] },
  { fact: 'district', name: '区县', group: '在哪里', pieces: ['区县是', choices] },
  { fact: 'store', name: '服务门店', group: '在哪里', pieces: ['服务门店有', choices] },
  { fact: 'partner', name: '物业公司', group: '在哪里', pieces: ['物业是', choices] },
];

const BY_FACT = new Map(FACTS.map((words) => [words.fact, words]));

export const wordsOf = (fact: Fact): FactWords =>
  BY_FACT.get(fact) ?? { fact, name: fact, group: '在哪里', pieces: [fact] };

export const COMPARISON_WORDS: Readonly<Record<Comparison, string>> = {
  at_least: '至少',
  more_than: '超过',
  at_most: '最多',
  less_than: '不到',
};

/** Shares are typed in per cent. */
export const shownValue = (fact: Fact, stored: number): number =>
  fact === 'density' ? Math.round(stored * 10_000) / 100 : stored;
export const storedValue = (fact: Fact, shown: number): number => (fact === 'density' ? shown / 100 : shown);

/** What can be typed: whole figures, except multiples and shares. */
export function limitsOf(fact: Fact): { readonly min: number; readonly max: number; readonly step: number } {
  if (fact === 'built_year') return { min: 1900, max: 2200, step: 1 };
  if (fact === 'age_years') return { min: 0, max: 200, step: 1 };
  if (fact === 'density') return { min: 0, max: 1_000, step: 1 };
  if (fact.endsWith('_to_city')) return { min: 0, max: 1_000, step: 0.5 };
  return { min: 0, max: 1_000_000, step: 1 };
}
