import type { z } from 'zod';
import type { cancelVisitBody, VisitDetail, VisitItem, VisitsAnswer } from '#modules/fulfilment/contract';
import { addDays, businessDay } from '#kernel/time';
import { count, dayWithWeekday, timeOfDay } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { PanelStep } from '../../../parts/panel-section.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type VisitState = VisitItem['state'];
export type VisitCounts = VisitsAnswer['counts'];
/** What staff pick from. */
export type CancelReason = z.output<typeof cancelVisitBody>['reason'];

/** In the order of the tabs. */
export const VISIT_STATES: Readonly<Record<VisitState, string>> = {
  unplaced: '待安排',
  booked: '已预约',
  accepted: '已接单',
  departed: '已出发',
  arrived: '已到达',
  done: '已完成',
  cancelled: '已取消',
};

export const STATE_TONES: Readonly<Record<VisitState, StateTone>> = {
  unplaced: 'bad',
  booked: 'system',
  accepted: 'people',
  departed: 'people',
  arrived: 'people',
  done: 'good',
  cancelled: 'neutral',
};

/** The same words as on the customer's side. */
export const CANCEL_REASONS: Readonly<Record<CancelReason, string>> = {
  plans_changed: '时间不方便',
  not_needed: '暂时不需要',
  chose_other: '选了别家',
  no_contact: '联系不上顾客',
  cannot_serve: '我们做不了',
  booked_twice: '重复预约',
  other: '其他原因',
};

/** `open` and `all` are views, the others states. */
export type VisitTab = 'open' | 'all' | VisitState;

export const TABS: readonly VisitTab[] = [
  'unplaced',
  'open',
  'booked',
  'accepted',
  'departed',
  'arrived',
  'done',
  'cancelled',
  'all',
];
export const TAB_NAMES: Readonly<Record<VisitTab, string>> = { ...VISIT_STATES, open: '没办完', all: '全部' };

/** The tab as the server asks for it. */
export function queryOfTab(tab: VisitTab): { readonly view?: string; readonly state?: string } {
  if (tab === 'open') return { view: 'open' };
  return tab === 'all' ? {} : { state: tab };
}

export function countOfTab(tab: VisitTab, counts: VisitCounts): number {
  if (tab === 'open') return counts.open;
  if (tab === 'all') return Object.values(counts.byState).reduce((sum, each) => sum + each, 0);
  return counts.byState[tab] ?? 0;
}

/** The spans of days that the filter offers. */
export const SPANS = {
  today: '今天',
  tomorrow: '明天',
  week: '今天起7天',
  fortnight: '今天起14天',
  past: '近7天',
  month: '近30天',
} as const;
export type Span = keyof typeof SPANS;
export const isSpan = (text: string | undefined): text is Span => text !== undefined && Object.hasOwn(SPANS, text);

const REACH: Readonly<Record<Span, readonly [from: number, to: number]>> = {
  today: [0, 0],
  tomorrow: [1, 1],
  week: [0, 6],
  fortnight: [0, 13],
  past: [-6, 0],
  month: [-29, 0],
};

/** The first and the last business day of a span. */
export function daysOf(span: Span, now: number): { readonly from: string; readonly to: string } {
  const [from, to] = REACH[span];
  return { from: businessDay(addDays(new Date(now), from)), to: businessDay(addDays(new Date(now), to)) };
}

/** What is over is endless: without a chosen span its tabs look back a month. */
export const spanOf = (tab: VisitTab, chosen: string | undefined): Span | undefined =>
  isSpan(chosen) ? chosen : isOver(tab) ? 'month' : undefined;

export const isOver = (tab: VisitTab): boolean => tab === 'done' || tab === 'cancelled';

/** What the tabs count while no days are chosen: everything, but what is over of the last month. */
export const sinceMonth = (all: VisitCounts, past: VisitCounts): VisitCounts => ({
  ...all,
  byState: { ...all.byState, done: past.byState['done'] ?? 0, cancelled: past.byState['cancelled'] ?? 0 },
});

/** The answer of the page: who goes today, and where nobody goes. */
export function answerOf(all: VisitCounts, today: VisitCounts | undefined): PageAnswer {
  const figure = { figure: count(all.unplaced), unit: '单没人去' };
  if (today === undefined) return figure;
  const planned = countOfTab('all', today) - (today.byState['cancelled'] ?? 0);
  const done = today.byState['done'] ?? 0;
  const under = (today.byState['departed'] ?? 0) + (today.byState['arrived'] ?? 0);
  const day =
    planned === 0 ? '今天没有上门' : `今天${count(planned)}单：${count(done)}单做完，${count(under)}单正在路上或在家里`;
  return { ...figure, why: `${day}。一共还有${count(all.open)}单没办完。` };
}

/** `11月22日 周日 09:00–10:30`. */
export const spanInWords = ({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }): string =>
  `${dayWithWeekday(startsAt)} ${timeOfDay(startsAt)}–${timeOfDay(endsAt)}`;

/** What was called off because its reason is gone, nobody called off. */
const CANCELLED_BY = { customer: '顾客', staff: '门店', system: undefined } as const;

/** What has happened with it so far. */
export function stepsOf(visit: VisitDetail): PanelStep[] {
  const who = visit.who?.name ?? '上门人员';
  const all: readonly (readonly [string, string, string | null, (string | undefined)?])[] = [
    ['created', '约好上门', visit.createdAt],
    ['accepted', '接单', visit.acceptedAt, who],
    ['departed', '出发', visit.departedAt, who],
    ['arrived', '到达', visit.arrivedAt, who],
    ['done', '完成', visit.doneAt, who],
    ['cancelled', '取消', visit.cancelledAt, visit.cancelledBy === null ? undefined : CANCELLED_BY[visit.cancelledBy]],
  ];
  return all.flatMap(([id, what, at, by_]) =>
    at === null
      ? []
      : [
          {
            id,
            what,
            at,
            by: id === 'cancelled' && visit.cancelledBy === 'system' ? ('system' as const) : ('people' as const),
            ...(by_ === undefined ? {} : { who: by_ }),
            ...(id === 'cancelled' && visit.cancelReasonName !== null ? { note: visit.cancelReasonName } : {}),
          },
        ],
  );
}

/** Something of today or before for which nobody was found: it cannot wait. */
export const isPressing = (visit: Pick<VisitItem, 'state' | 'startsAt'>, now: number): boolean =>
  visit.state === 'unplaced' && Date.parse(visit.startsAt) - now < 24 * 3_600_000;

/** It should have begun, and nobody set out. */
export const isLate = (visit: Pick<VisitItem, 'state' | 'startsAt'>, now: number): boolean =>
  (visit.state === 'booked' || visit.state === 'accepted') && Date.parse(visit.startsAt) < now;
