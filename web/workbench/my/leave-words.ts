import type { CalendarAnswer, LeaveAdded, LeaveItem } from '#modules/fulfilment/contract';
import { addDays, businessDay, DAY, localMinute, startOfBusinessDay } from '#kernel/time';
import { date, timeOfDay } from '../../shared/format.ts';
import type { Choice } from './words.ts';

export type LeaveReason = LeaveItem['reason'];

/** Illness has a button of its own, and can be told here for a day ahead. */
export const LEAVE_CHOICES = [
  { code: 'annual', name: '年假' },
  { code: 'personal', name: '事假' },
  { code: 'ill', name: '病假' },
  { code: 'training', name: '培训' },
  { code: 'other', name: '其他' },
] as const satisfies readonly Choice<LeaveReason>[];

/** What became of the visits that a leave met. */
export function leaveOutcome({ moved, unplaced }: Pick<LeaveAdded, 'moved' | 'unplaced'>): string {
  if (moved === 0 && unplaced === 0) return '这段时间没有约好的单';
  const parts = [moved === 0 ? '' : `${moved} 单转给同事`, unplaced === 0 ? '' : `${unplaced} 单待安排`];
  return parts.filter((part) => part !== '').join('，');
}

/** `11月22日 09:00–18:00`, `11月22日 09:00 到 11月24日 18:00`; the end of a day is its 24:00. */
export function spanWords(from: string, to: string, now: number): string {
  const end = endWords(to, now);
  const start = date(from, now);
  if (end.day !== start) return `${start} ${timeOfDay(from)} 到 ${end.day} ${end.time}`;
  return timeOfDay(from) === '00:00' && end.time === '24:00'
    ? `${start} 全天`
    : `${start} ${timeOfDay(from)}–${end.time}`;
}

function endWords(to: string, now: number): { readonly day: string; readonly time: string } {
  if (timeOfDay(to) !== '00:00') return { day: date(to, now), time: timeOfDay(to) };
  return { day: date(Date.parse(to) - 1, now), time: '24:00' };
}

/** How long one is ill, in one tap: until the end of the day that is named. */
export function untilChoices(now: number): readonly (Choice & { readonly until: string })[] {
  const today = startOfBusinessDay(businessDay(new Date(now)));
  const names = ['今天', '今明两天', '三天', '一周'];
  return [1, 2, 3, 7].map((days, at) => ({
    code: String(days),
    name: names[at] ?? '',
    until: addDays(today, days).toISOString(),
  }));
}

/** A time as the phone's own picker writes it (`2026-11-22T09:00`, Asia/Shanghai), and back. */
export const toField = (at: string | Date): string => localMinute(new Date(at)).replace(' ', 'T');
export function fromField(value: string): string | undefined {
  const at = Date.parse(`${value}:00+08:00`);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

export interface LeaveTimes {
  readonly from: string;
  readonly to: string;
}

/** The usual leaves, by the hours of those days: what is left of today, tomorrow, the day after. */
export function usualTimes(days: CalendarAnswer['days'], now: number): readonly (Choice & LeaveTimes)[] {
  return ['今天', '明天', '后天'].flatMap((name, ahead) => {
    const day = businessDay(new Date(now + ahead * DAY));
    const hours = days.find((each) => each.day === day)?.hours ?? [];
    const from = fromField(`${day}T${hours[0]?.from ?? '09:00'}`);
    const to = endOf(day, hours.at(-1)?.to ?? '18:00');
    if (from === undefined || to === undefined || hours.length === 0 || Date.parse(to) <= now) return [];
    const begins = Math.max(Date.parse(from), Math.ceil(now / MINUTES_15) * MINUTES_15);
    return [{ code: day, name, from: new Date(begins).toISOString(), to }];
  });
}

const MINUTES_15 = 15 * 60_000;

const endOf = (day: string, to: string): string | undefined =>
  to === '24:00' ? addDays(startOfBusinessDay(day), 1).toISOString() : fromField(`${day}T${to}`);

/** Why a leave cannot be asked for; undefined when it can. */
export function leaveFault(from: string | undefined, to: string | undefined, now: number): string | undefined {
  if (from === undefined || to === undefined) return '选好从什么时候到什么时候';
  if (from >= to) return '结束要晚于开始';
  return Date.parse(to) <= now ? '这段时间已经过去了' : undefined;
}

type DayVisit = CalendarAnswer['days'][number]['visits'][number];

/** Visits that somebody else would have to make. */
export const visitsMet = (days: CalendarAnswer['days'], { from, to }: LeaveTimes): readonly DayVisit[] =>
  days
    .flatMap((day) => day.visits)
    .filter(
      (visit) => visit.startsAt < to && visit.endsAt > from && (visit.state === 'booked' || visit.state === 'accepted'),
    );
