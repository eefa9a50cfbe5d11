import type { GroupBuyDetail, GroupBuyItem, GroupBuys } from '#modules/commerce/contract';
import { HOUR } from '#kernel/time';
import { count, timeLeft, yuan } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type GroupBuyState = GroupBuyItem['state'];
export type GroupBuyCounts = GroupBuys['counts'];
export type GroupBuyTab = 'open' | 'scheduled' | 'closing' | 'closed' | 'cancelled' | 'all';
export const GROUP_BUY_TABS: readonly GroupBuyTab[] = ['open', 'scheduled', 'closing', 'closed', 'cancelled', 'all'];
export const TAB_NAMES: Readonly<Record<GroupBuyTab, string>> = {
  open: '开着',
  scheduled: '待开团',
  closing: '结算中',
  closed: '已截单',
  cancelled: '已取消',
  all: '全部',
};

export type GroupBuyKind = GroupBuyItem['kind'];
export const KINDS: Readonly<Record<GroupBuyKind, string>> = { open_list: '接龙', min_size: '拼团', tiered: '阶梯价' };

export type CancelReason = NonNullable<GroupBuyItem['cancelReason']>;
export const CANCEL_REASONS: Readonly<Record<CancelReason, string>> = {
  supply: '货源有变',
  quality: '品质问题',
  wrong_terms: '价格或内容填错了',
  weather: '天气原因',
  point_closed: '自提点暂停',
  other: '其他原因',
};

export const countOfTab = (tab: GroupBuyTab, counts: GroupBuyCounts): number =>
  tab === 'all' ? Object.values(counts).reduce((sum, each) => sum + each, 0) : (counts[tab] ?? 0);

/** What runs is shown by what closes next, what is over by what closed last. */
export const queryOfTab = (tab: GroupBuyTab): Readonly<Record<string, string>> => ({
  ...(tab === 'all' ? {} : { state: tab }),
  order: tab === 'open' || tab === 'scheduled' ? 'soonest' : 'latest',
});

const TONES: Readonly<Record<GroupBuyState, StateTone>> = {
  draft: 'neutral',
  scheduled: 'system',
  open: 'people',
  closing: 'system',
  closed: 'neutral',
  cancelled: 'neutral',
};

export function toneOf({ state, outcome }: Pick<GroupBuyItem, 'state' | 'outcome'>): StateTone {
  if (outcome === null) return TONES[state];
  return outcome === 'succeeded' ? 'good' : outcome === 'partly' ? 'warn' : 'bad';
}

/** A team that is not full so shortly before its end is likely to fail. */
const NEAR_MS = 3 * HOUR;

export interface Forming {
  readonly words: string;
  /** It is near its end and still misses somebody. */
  readonly atRisk: boolean;
}

/** How far a group buy is from standing; undefined for kinds that need no number of people, and once it is over. */
export function formingOf(
  { state, teamSums, teamHours }: Pick<GroupBuyItem, 'state' | 'teamSums' | 'teamHours'>,
  now: number,
): Forming | undefined {
  if (teamSums === null || state === 'cancelled' || state === 'draft') return undefined;
  const { open, filled, missing, endsAt } = teamSums;
  if (state !== 'open') return filled === 0 ? undefined : { words: `成了${count(filled)}个团`, atRisk: false };
  if (missing === null || endsAt === null) {
    return { words: filled === 0 ? '还没人开团' : `成了${count(filled)}个团`, atRisk: false };
  }
  const near = new Date(endsAt).getTime() - now < NEAR_MS;
  const whole = teamHours === null;
  if (missing === 0) return { words: '人够了，等付款', atRisk: false };
  const words = whole
    ? `还差${count(missing)}人成团`
    : `${count(open)}个团没满，最快的还差${count(missing)}人${filled === 0 ? '' : `，成了${count(filled)}个`}`;
  return { words, atRisk: near };
}

/** What is open now, when the next one cuts off, and which ones will hardly form. */
export function answerOf(counts: GroupBuyCounts, open: readonly GroupBuyItem[] | undefined, now: number): PageAnswer {
  const running = open?.filter(({ state }) => state === 'open') ?? [];
  const next = running.reduce<string | undefined>(
    (first, { cutOffAt }) => (first === undefined || cutOffAt < first ? cutOffAt : first),
    undefined,
  );
  const risky = running.filter((row) => formingOf(row, now)?.atRisk === true).length;
  const parts = [
    next === undefined ? undefined : `最近的一个${timeLeft(next, now).replace('还剩 ', '还有')}截单`,
    risky === 0 ? undefined : `${count(risky)}个拼团快到点还没满`,
    (counts.scheduled ?? 0) === 0 ? undefined : `${count(counts.scheduled)}个待开团`,
  ].filter((part) => part !== undefined);
  return {
    figure: count(counts.open ?? 0),
    unit: '个团开着',
    ...(parts.length === 0 ? {} : { why: `${parts.join('，')}。` }),
  };
}

/** `12单 · 31份 · ¥428`. */
export const soldWords = ({ orders, units, goodsFen }: Pick<GroupBuyItem, 'orders' | 'units' | 'goodsFen'>): string =>
  orders === 0 ? '还没有人下单' : `${count(orders)}单 · ${count(units)}份 · ${yuan(goodsFen)}`;

/** What an item costs, or costs from how many on: `¥12.90`, `¥12.90，满20份¥11.90`. */
export function priceWords(
  { priceFen, tiers, finalFen }: GroupBuyDetail['items'][number],
  tierBy: GroupBuyDetail['tierBy'],
): string {
  if (finalFen !== null) return `按${yuan(finalFen)}结算`;
  const unit = tierBy === 'people' ? '人' : '份';
  return [yuan(priceFen), ...tiers.map((tier) => `满${count(tier.from)}${unit}${yuan(tier.priceFen)}`)].join('，');
}

/** The limits of an item: `每人2份，每个小区最多50份`; undefined without any. */
export function limitWords(
  item: Pick<GroupBuyDetail['items'][number], 'perPersonLimit' | 'perCommunityLimit' | 'quota'>,
): string | undefined {
  const parts = [
    item.perPersonLimit === null ? undefined : `每人${count(item.perPersonLimit)}份`,
    item.perCommunityLimit === null ? undefined : `每个小区最多${count(item.perCommunityLimit)}份`,
    item.quota === null ? undefined : `每个小区备${count(item.quota)}份`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('，');
}

/** A moment as a field of date and time takes it, in Asia/Shanghai: `2026-11-22T20:00`. */
export const localMinute = (at: string): string =>
  new Date(new Date(at).getTime() + 8 * HOUR).toISOString().slice(0, 16);
export const instantOf = (minute: string): string => new Date(`${minute}:00+08:00`).toISOString();
