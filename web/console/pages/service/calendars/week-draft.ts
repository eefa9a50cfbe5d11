import type { CalendarAnswer } from '#modules/fulfilment/contract';

/** Hours as they are typed: `09:00` to `18:00`. */
export interface Hours {
  readonly from: string;
  readonly to: string;
}
export interface Exception {
  readonly day: string;
  readonly hours: readonly Hours[];
}

/** A week, Monday first, and the days that differ from it. */
export interface WeekDraft {
  readonly week: readonly (readonly Hours[])[];
  readonly exceptions: readonly Exception[];
}

export const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;
export const ORDINARY: Hours = { from: '09:00', to: '18:00' };
/** A field of a time cannot say `24:00`. */
const MIDNIGHT = '24:00';
const typed = ({ from, to }: Hours): Hours => ({ from, to: to === MIDNIGHT ? '00:00' : to });
const meant = ({ from, to }: Hours): Hours => ({ from, to: to === '00:00' ? MIDNIGHT : to });

export function draftOf({ weekly, exceptions }: Pick<CalendarAnswer, 'weekly' | 'exceptions'>): WeekDraft {
  return {
    week: WEEKDAYS.map((_, at) => (weekly.find((each) => each.weekday === at + 1)?.hours ?? []).map(typed)),
    exceptions: exceptions.map(({ day, hours }) => ({ day, hours: hours.map(typed) })),
  };
}

/** What is wrong, as a sentence; undefined when it can be saved. */
export function faultOf(draft: WeekDraft, today: string): string | undefined {
  for (const [at, hours] of draft.week.entries()) {
    const fault = faultOfHours(hours);
    if (fault !== undefined) return `${WEEKDAYS[at] ?? ''}${fault}`;
  }
  const days = draft.exceptions.map((each) => each.day);
  if (days.includes('')) return '给调整的那天选日期';
  if (new Set(days).size < days.length) return '同一天调整了两次';
  for (const { day, hours } of draft.exceptions) {
    if (day < today) return `${day} 已经过去了`;
    const fault = faultOfHours(hours);
    if (fault !== undefined) return `${day} ${fault}`;
  }
  return undefined;
}

function faultOfHours(hours: readonly Hours[]): string | undefined {
  const spans = hours.map(meant).toSorted((a, b) => a.from.localeCompare(b.from));
  if (spans.some(({ from, to }) => from === '' || to === '')) return '的时间没填完';
  if (spans.some(({ from, to }) => from >= to)) return '的结束要晚于开始';
  if (spans.some((span, at) => at > 0 && span.from < spans[at - 1]!.to)) return '的两段时间重叠了';
  return undefined;
}

/** What is sent. Days that are over stay out: the server keeps those as they were. */
export function requestOf(draft: WeekDraft, today: string): object {
  return {
    weekly: draft.week.map((hours, at) => ({ weekday: at + 1, hours: hours.map(meant) })),
    exceptions: draft.exceptions
      .filter(({ day }) => day >= today)
      .map(({ day, hours }) => ({ day, hours: hours.map(meant) })),
  };
}

/** `09:00–12:00、13:00–18:00`, or 休息. */
export const hoursInWords = (hours: readonly Hours[]): string =>
  hours.length === 0 ? '休息' : hours.map(({ from, to }) => `${from}–${to}`).join('、');

/** `一周 40 小时`: what a week comes to. */
export function hoursAWeek(draft: WeekDraft): number {
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  const spans = draft.week.flat().map(meant);
  const sum = spans.reduce((all, { from, to }) => all + Math.max(0, minutes(to) - minutes(from)), 0);
  return Number.isFinite(sum) ? Math.round(sum / 6) / 10 : 0;
}
