import chineseDays from 'chinese-days';
import official from 'chinese-days/dist/chinese-days.json' with { type: 'json' };

/** A day as shops know it. */
export interface CalendarDay {
  /** Business day, `YYYY-MM-DD`. */
  readonly day: string;
  /** 春节, 中秋…; empty for an ordinary day. */
  readonly name: string;
  /** Most people are at home: a weekend or holiday, and no 调休 workday. */
  readonly isOff: boolean;
  /** People prepare for it. */
  readonly isFestival: boolean;
}

/** What an operator says of a day against the calendar. */
export type CalendarOverride = CalendarDay;

type Days = Readonly<Record<string, string>>;
/**
 * The package's own list and not its functions: those build their table in the host's time zone, and west of Greenwich
 * every holiday comes a day early.
 */
const OFFICIAL: { readonly holidays: Days; readonly workdays: Days } = official;

/** Festivals of the lunar calendar, by month and day. */
const LUNAR: Readonly<Record<string, string>> = {
  '1/1': '春节',
  '1/15': '元宵节',
  '5/5': '端午节',
  '7/7': '七夕',
  '7/15': '中元节',
  '8/15': '中秋节',
  '9/9': '重阳节',
  '12/8': '腊八',
  '12/23': '小年',
};

/** Festivals of the solar calendar that people shop for. */
const SOLAR: Readonly<Record<string, string>> = {
  '01-01': '元旦',
  '02-14': '情人节',
  '03-08': '妇女节',
  '05-01': '劳动节',
  '06-01': '儿童节',
  '10-01': '国庆节',
  '11-11': '双十一',
  '12-12': '双十二',
};

/** Farther festivals move nobody yet. */
const FAR = 15;

/** 官方节假日和调休 by the State Council's notices (as the package has them), lunar festivals, and what operators say of days. */
export function calendarOf(days: readonly string[], overrides: ReadonlyMap<string, CalendarOverride>): CalendarDay[] {
  return days.map((day) => overrides.get(day) ?? dayOf(day));
}

function dayOf(day: string): CalendarDay {
  const [year, month, date] = day.split('-').map(Number);
  // An instant within the day of Beijing and of UTC, so that no time zone of the host comes in.
  const instant = new Date(Date.UTC(year!, month! - 1, date!, 10));
  const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(instant);
  const name = (isLeap ? undefined : LUNAR[`${lunarMon}/${lunarDay}`]) ?? SOLAR[day.slice(5)] ?? '';
  const weekday = instant.getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  const isHoliday = isAnnounced(day) ? OFFICIAL.holidays[day] !== undefined : isStatutory(day);
  const isOff = OFFICIAL.workdays[day] === undefined && (isHoliday || isWeekend);
  return { day, name, isOff, isFestival: name !== '' };
}

/** Whether the notice for the year of a day is out: it comes in the autumn before. */
const isAnnounced = (day: string): boolean =>
  Object.keys(OFFICIAL.holidays).some((each) => each.startsWith(day.slice(0, 4)));

/**
 * The days that are off by law, whatever a year's notice adds and moves (《全国年节及纪念日放假办法》, 2024): New Year, four days of
 * the Spring Festival from its eve on, Tomb-Sweeping, two days of Labour, Dragon Boat, Mid-Autumn, three of the National Day.
 */
function isStatutory(day: string): boolean {
  const [year, month, date] = day.split('-').map(Number);
  const lunar = (ahead: number) => chineseDays.getLunarDate(new Date(Date.UTC(year!, month! - 1, date! + ahead, 10)));
  const { lunarMon, lunarDay, isLeap } = lunar(0);
  const tomorrow = lunar(1);
  const isEve = tomorrow.lunarMon === 1 && tomorrow.lunarDay === 1;
  const isLunar = !isLeap && STATUTORY_LUNAR.has(`${lunarMon}/${lunarDay}`);
  return isEve || isLunar || STATUTORY_SOLAR.has(day.slice(5)) || day === tombSweeping(year!);
}

/** 清明, by the formula for solar terms of the years 2001 to 2099 (寿星公式). */
function tombSweeping(year: number): string {
  const ofCentury = year % 100;
  const date = Math.floor(ofCentury * 0.2422 + 4.81) - Math.floor(ofCentury / 4);
  return `${year}-04-${String(date).padStart(2, '0')}`;
}

const STATUTORY_LUNAR: ReadonlySet<string> = new Set(['1/1', '1/2', '1/3', '5/5', '8/15']);
const STATUTORY_SOLAR: ReadonlySet<string> = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);

/** What a calendar tells of each day, by day, for forecasts. */
export interface CalendarColumns {
  readonly dayOff: Float32Array;
  /** Days to the next festival and since the last one, at most 15. */
  readonly toFestival: Float32Array;
  readonly sinceFestival: Float32Array;
  /** How many days off lie in a row here, weekends too; 0 on workdays. */
  readonly daysOffInARow: Float32Array;
}

/** `days` follow each other; the calendar reaches `FAR` days beyond both ends. */
export function calendarColumns(
  days: readonly string[],
  calendar: ReadonlyMap<string, CalendarDay>,
  neighbour: (day: string, away: number) => string,
): CalendarColumns {
  const of = (tell: (day: string) => number): Float32Array => Float32Array.from(days, tell);
  const isFestival = (day: string): boolean => calendar.get(day)?.isFestival ?? false;
  const isOff = (day: string): boolean => calendar.get(day)?.isOff ?? false;
  const distance = (day: string, step: 1 | -1): number => {
    for (let away = 0; away < FAR; away += 1) if (isFestival(neighbour(day, step * away))) return away;
    return FAR;
  };
  const run = (day: string, step: 1 | -1): number => {
    let count = 0;
    while (count < FAR && isOff(neighbour(day, step * (count + 1)))) count += 1;
    return count;
  };
  return {
    dayOff: of((day) => (isOff(day) ? 1 : 0)),
    toFestival: of((day) => distance(day, 1)),
    sinceFestival: of((day) => distance(day, -1)),
    daysOffInARow: of((day) => (isOff(day) ? 1 + run(day, 1) + run(day, -1) : 0)),
  };
}

export const CALENDAR_REACH = FAR;
