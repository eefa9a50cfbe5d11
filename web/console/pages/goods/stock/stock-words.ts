import type { AuditItem, MovementItem, StockAnswer, StockItem } from '#modules/inventory/contract';
import { HOUR } from '#kernel/time';
import { count } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type StockCounts = StockAnswer['counts'];
export type PlaceKind = StockItem['placeKind'];

export const PLACE_KINDS: Readonly<Record<PlaceKind, string>> = {
  central: '中心仓',
  grid: '网格仓',
  flash: '闪电仓',
  store: '门店',
};

/** The ways to look at stock: item by item, what orders fight for, what the nightly check found. */
export type StockView = 'stock' | 'hot' | 'audits';
export const VIEWS: Readonly<Record<StockView, string>> = { stock: '库存', hot: '抢手', audits: '每晚对账' };

export type StockTab = 'all' | 'low' | 'out' | 'incoming';
export const TAB_NAMES: Readonly<Record<StockTab, string>> = {
  all: '全部',
  low: '低于预警线',
  out: '卖空了',
  incoming: '有在途',
};
export const STOCK_TABS = Object.keys(TAB_NAMES) as StockTab[];

export const queryOfTab = (tab: StockTab): Readonly<Record<string, string>> => (tab === 'all' ? {} : { view: tab });

export const countOfTab = (tab: StockTab, counts: StockCounts): number => (tab === 'all' ? counts.rows : counts[tab]);

/** What cannot be sold any more, and what soon cannot. */
export function answerOf(counts: StockCounts): PageAnswer {
  return {
    figure: count(counts.out),
    unit: counts.out === 0 ? '样卖空，都有货' : '样卖空了',
    why: `共${count(counts.rows)}样在各处，${count(counts.low)}样低于预警线，${count(counts.incoming)}样有在途。`,
  };
}

/** What can be sold of it, as a word. */
export function levelOf({ available, low }: Pick<StockItem, 'available' | 'low'>): { words: string; tone: StateTone } {
  if (available <= 0) return { words: '卖空', tone: 'bad' };
  return low ? { words: '偏低', tone: 'warn' } : { words: '有货', tone: 'good' };
}

/** `+3`, `−2`; nothing for what did not move. */
export const signed = (delta: number): string | undefined =>
  delta === 0 ? undefined : `${delta > 0 ? '+' : '−'}${count(Math.abs(delta))}`;

/** 「在库 −2、占用 −2」 */
export function deltasOf(movement: Pick<MovementItem, 'onHandDelta' | 'reservedDelta' | 'incomingDelta'>): string {
  const parts: readonly (readonly [string, number])[] = [
    ['在库', movement.onHandDelta],
    ['占用', movement.reservedDelta],
    ['在途', movement.incomingDelta],
  ];
  return parts.flatMap(([name, delta]) => (delta === 0 ? [] : [`${name} ${signed(delta)}`])).join('、');
}

const HOURS = 24;

/** How often somebody wanted it, hour by hour up to now; hours of which nothing is told are empty. */
export function wantedByHour(
  hours: readonly { readonly beganAt: string; readonly reservations: number; readonly refusals: number }[],
  now: number,
): number[] {
  const first = Math.floor(now / HOUR) - HOURS + 1;
  const wanted = Array.from({ length: HOURS }, () => 0);
  for (const { beganAt, reservations, refusals } of hours) {
    const at = Math.floor(new Date(beganAt).getTime() / HOUR) - first;
    if (at >= 0 && at < HOURS) wanted[at] = (wanted[at] ?? 0) + reservations + refusals;
  }
  return wanted;
}

/** What the last check found. */
export function auditAnswer(last: AuditItem | undefined): PageAnswer {
  if (last === undefined) return { figure: '—', unit: '还没有对过账' };
  return last.differences === 0
    ? { figure: '0', unit: '处对不上', why: `最近一次查了${count(last.rowsChecked)}样，数和流水都一致。` }
    : { figure: count(last.differences), unit: '处对不上', why: `最近一次查了${count(last.rowsChecked)}样。` };
}
