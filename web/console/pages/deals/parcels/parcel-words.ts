import type { ParcelItem, ParcelsAnswer, PointDayItem } from '#modules/commerce/contract';
import { count } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type ParcelState = ParcelItem['state'];
export type ParcelCounts = ParcelsAnswer['counts'];

export const PARCEL_TONES: Readonly<Record<ParcelState, StateTone>> = {
  waiting: 'system',
  on_the_way: 'system',
  arrived: 'people',
  part_collected: 'people',
  collected: 'good',
  returned: 'warn',
  cancelled: 'neutral',
};

export const PARCEL_MODES: Readonly<Record<ParcelItem['mode'], string>> = {
  pickup: '自提',
  delivery: '配送',
  counter: '当面交付',
};

/** The ways to look at what is on its way: point by point, parcel by parcel, or what was sent and confirmed. */
export type ParcelView = 'days' | 'parcels' | 'waves' | 'arrivals';
export const VIEWS: Readonly<Record<ParcelView, string>> = {
  days: '按自提点',
  parcels: '按包裹',
  waves: '出仓',
  arrivals: '到货',
};

export type ParcelTab = ParcelState | 'all';
export const TAB_NAMES: Readonly<Record<ParcelTab, string>> = {
  waiting: '待备货',
  on_the_way: '配送中',
  arrived: '待自提',
  part_collected: '部分已提',
  collected: '已提货',
  returned: '未提退回',
  cancelled: '已取消',
  all: '全部',
};
export const PARCEL_TABS = Object.keys(TAB_NAMES) as ParcelTab[];

export const queryOfTab = (tab: ParcelTab): Readonly<Record<string, string>> => (tab === 'all' ? {} : { state: tab });

export const countOfTab = (tab: ParcelTab, counts: ParcelCounts): number =>
  tab === 'all' ? Object.values(counts).reduce((sum, each) => sum + each, 0) : (counts[tab] ?? 0);

/** What lies at points, and what comes. */
export function answerOf(counts: ParcelCounts): PageAnswer {
  const lying = countOfTab('arrived', counts) + countOfTab('part_collected', counts);
  const [waiting, coming] = [countOfTab('waiting', counts), countOfTab('on_the_way', counts)];
  const back = countOfTab('returned', counts);
  return {
    figure: count(lying),
    unit: '个包裹在等人来取',
    why: `${count(coming)}个在路上，${count(waiting)}个还没出仓${back === 0 ? '' : `，${count(back)}个没人来取退回了`}。`,
  };
}

/** What is wrong with a day of a point, in words; undefined when nothing is. */
export function troubleOf(day: PointDayItem): { words: string; tone: StateTone } | undefined {
  const parts = [
    day.late === 0 ? undefined : `${count(day.late)}件过了时限`,
    day.short === 0 ? undefined : `缺货${count(day.short)}`,
    day.missing === 0 ? undefined : `少货${count(day.missing)}`,
    day.damaged === 0 ? undefined : `破损${count(day.damaged)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : { words: parts.join('、'), tone: day.late > 0 ? 'bad' : 'warn' };
}

/** How far the goods of a point's day got. */
export function stageOf(day: PointDayItem): { words: string; tone: StateTone } {
  if (day.waiting === day.parcels) return { words: '待备货', tone: 'system' };
  if (day.onTheWay > 0) return { words: '配送中', tone: 'system' };
  if (day.arrived > 0) return { words: '待自提', tone: 'people' };
  if (day.waiting > 0) return { words: '还有没出仓的', tone: 'warn' };
  return { words: '取完了', tone: 'good' };
}

/** `2026-11-22` as a moment of that day. */
export const noonOf = (day: string): string => `${day}T12:00:00+08:00`;
