import type { PromotionAnswer, PromotionItem, PromotionsAnswer } from '#modules/commerce/contract';
import { count, yuan } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type PromotionState = PromotionItem['state'];
export type PromotionCounts = PromotionsAnswer['counts'];
export type PromotionTab = PromotionState | 'all';
export const PROMOTION_TABS: readonly PromotionTab[] = ['live', 'draft', 'paused', 'ended', 'all'];
export const STATES: Readonly<Record<PromotionState, string>> = {
  draft: '草稿',
  live: '发布中',
  paused: '暂停',
  ended: '已结束',
};
export const TAB_NAMES: Readonly<Record<PromotionTab, string>> = { ...STATES, all: '全部' };

export type RuleKind = PromotionItem['rule']['kind'];
export const RULE_KINDS: Readonly<Record<RuleKind, string>> = {
  fixed: '立减',
  percent: '折扣',
  threshold: '满减',
  bundle_price: '组合价',
  delivery: '免运费',
};
export type Way = PromotionItem['way'];
export const WAYS: Readonly<Record<Way, string>> = {
  automatic: '自动',
  claim: '领券',
  grant: '我们发',
  code: '优惠码',
};
export type EligibilityKind = PromotionItem['eligibility']['kind'];
export const ELIGIBILITIES: Readonly<Record<EligibilityKind, string>> = {
  everybody: '所有人',
  first_order: '首单',
  member_level: '会员等级',
};
export type Channel = PromotionItem['channels'][number];
export const CHANNELS: Readonly<Record<Channel, string>> = { group_buy: '团购', instant: '即时达', store: '门店' };
export type Move = PromotionItem['moves'][number];
export const MOVES: Readonly<Record<Move, string>> = {
  publish: '发布',
  pause: '暂停',
  resume: '恢复',
  end: '结束',
};

export const countOfTab = (tab: PromotionTab, { byState }: PromotionCounts): number =>
  tab === 'all' ? Object.values(byState).reduce((sum, each) => sum + each, 0) : (byState[tab] ?? 0);

export const queryOfTab = (tab: PromotionTab): { state?: string } => (tab === 'all' ? {} : { state: tab });

/** The state with its time: what is published may not have begun, or be over. */
export function stateOf({ state, timing }: Pick<PromotionItem, 'state' | 'timing'>): {
  readonly words: string;
  readonly tone: StateTone;
} {
  if (state !== 'live') return { words: STATES[state], tone: state === 'paused' ? 'warn' : 'neutral' };
  if (timing === 'planned') return { words: '还没开始', tone: 'system' };
  return timing === 'over' ? { words: '过期了', tone: 'neutral' } : { words: '进行中', tone: 'good' };
}

/** How many hold now, and what they gave so far. */
export function answerOf(counts: PromotionCounts, rows: readonly PromotionItem[] | undefined): PageAnswer {
  const given = rows?.reduce((sum, row) => sum + row.claimed, 0) ?? 0;
  const parts = [
    given === 0 ? undefined : `看到的这些领了、用了${count(given)}次`,
    (counts.byState['draft'] ?? 0) === 0 ? undefined : `${count(counts.byState['draft'])}个草稿还没发布`,
  ].filter((part) => part !== undefined);
  return {
    figure: count(counts.byState['live'] ?? 0),
    unit: '个优惠发布着',
    ...(parts.length === 0 ? {} : { why: `${parts.join('，')}。` }),
  };
}

/** `领了120张，用了45张，减了¥450，平均每单¥10`. */
export function usageWords({ claimed, spent, orders, discountFen }: PromotionAnswer['usage']): string {
  if (claimed === 0 && orders === 0) return '还没有人领过或用过';
  const parts = [
    claimed === 0 ? undefined : `领了${count(claimed)}次，用了${count(spent)}次`,
    orders === 0
      ? undefined
      : `${count(orders)}单减了${yuan(discountFen)}，平均每单${yuan(Math.round(discountFen / orders))}`,
  ].filter((part) => part !== undefined);
  return parts.join('；');
}
