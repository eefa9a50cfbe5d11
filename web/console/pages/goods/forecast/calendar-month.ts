import type { CalendarDayAnswer } from '#modules/intelligence/contract';

export interface Month {
  /** `2026-11` */
  readonly key: string;
  readonly name: string;
  /** Empty places before the first day that is shown, the week beginning on Monday. */
  readonly before: number;
  readonly days: readonly CalendarDayAnswer[];
}

const WEEK = 7;

/** Places before a day in its week: none for a Monday. */
export const placesBefore = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % WEEK;

/** Days in a row as months, each a grid of weeks. */
export function monthsOf(days: readonly CalendarDayAnswer[]): Month[] {
  return [...Map.groupBy(days, ({ day }) => day.slice(0, 7))].map(([key, own]) => {
    const [year = '', month = ''] = key.split('-');
    return { key, name: `${year}年${Number(month)}月`, before: placesBefore(own[0]?.day ?? `${key}-01`), days: own };
  });
}

const isWeekend = (day: string): boolean => placesBefore(day) >= 5;

/** 「周六上班」 and 「周二休息」 are worth a mark; a free Sunday is not. */
export function markOf({ day, isOff }: Pick<CalendarDayAnswer, 'day' | 'isOff'>): '休' | '班' | undefined {
  if (isOff === isWeekend(day)) return undefined;
  return isOff ? '休' : '班';
}

/** What a day is, for who does not see it. */
export function dayInWords({ name, isOff, isFestival, isOverridden }: CalendarDayAnswer): string {
  const parts = [isOff ? '休息' : '上班', name, isFestival ? '节日' : '', isOverridden ? '人工改过' : ''];
  return parts.filter((part) => part !== '').join('，');
}
