import chineseDays from 'chinese-days';
import official from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';

/** One business day of the world and what it does to buying. */
export interface WorldDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Its first instant. */
  readonly start: Date;
  /** `YYYY-MM` */
  readonly monthKey: string;
  /** 1 to 12 */
  readonly month: number;
  /** Day of the year, 0 to 365. */
  readonly ofYear: number;
  /** People are at home: a weekend or holiday, and no 调休 workday. */
  readonly off: boolean;
  /** Factors on an ordinary day's receipts. */
  readonly fresh: number;
  readonly home: number;
  /** Few drive and many are away: the days around the lunar New Year. */
  readonly springFestival: boolean;
}

/** The `days` business days that end before the one in which `until` falls. */
export function calendarOf(days: number, until: Date): WorldDay[] {
  const end = startOfBusinessDay(businessDay(until));
  return Array.from({ length: days }, (_, at) => worldDay(addDays(end, at - days)));
}

function worldDay(start: Date): WorldDay {
  const day = businessDay(start);
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  // An instant within the day of Beijing and of UTC, so that no time zone of the host comes in.
  const instant = new Date(Date.UTC(year, month - 1, date, 10));
  const lunar = chineseDays.getLunarDate(instant);
  const newYear = lunar.lunarMon === 1 && lunar.lunarDay <= 6;
  const beforeNewYear = lunar.lunarMon === 12 && lunar.lunarDay >= 16;
  const off = isOff(day, instant);
  return {
    day,
    start,
    monthKey: day.slice(0, 7),
    month,
    ofYear: Math.round((Date.UTC(year, month - 1, date) - Date.UTC(year, 0, 1)) / 86_400_000),
    off,
    fresh: (off ? 1.25 : 0.92) * (newYear ? 0.45 : 1) * (beforeNewYear ? 1.6 : 1),
    home: (off ? 1.7 : 0.75) * (newYear ? 0.15 : 1) * homeSeason(month, date),
    springFestival: newYear,
  };
}

/**
 * The package's own list and not its functions: those build their table in the host's time zone, and west of Greenwich
 * every holiday comes a day early.
 */
const OFFICIAL: { readonly holidays: Days; readonly workdays: Days } = official;

type Days = Readonly<Record<string, string>>;

function isOff(day: string, instant: Date): boolean {
  if (OFFICIAL.workdays[day] !== undefined) return false;
  return OFFICIAL.holidays[day] !== undefined || instant.getUTCDay() === 0 || instant.getUTCDay() === 6;
}

/** Renovating follows 金三银四 and 金九银十, the June and November campaigns, and rests in winter. */
function homeSeason(month: number, date: number): number {
  const campaign = (month === 6 && date <= 20) || (month === 11 && date <= 12) ? 1.5 : 1;
  const byMonth = [0.7, 0.6, 1.2, 1.25, 1.1, 1, 0.85, 0.9, 1.2, 1.25, 1.1, 0.85];
  return campaign * (byMonth[month - 1] ?? 1);
}
