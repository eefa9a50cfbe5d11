import type { DayWeather } from './weather.ts';

/** Days of the year that count as the same season, to each side. */
const NEAR_DAYS = 15;
/** Of fewer days a mean says less than the climate does. */
const LEAST_DAYS = 20;
const YEAR = 365;
const MONTH_STARTS = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/**
 * What such a day is like in a city: the mean of its own days of that season, of this year and others, where at least 20
 * were observed; else the climate of its latitude. Only days before the one in question count, so that a day of the past
 * is told nothing that was not known by then.
 */
export function seasonalWeather(day: string, latitude: number, observed: readonly DayWeather[]): DayWeather {
  const ofYear = dayOfYear(day);
  const alike = observed.filter((each) => each.day < day && apart(dayOfYear(each.day), ofYear) <= NEAR_DAYS);
  return alike.length < LEAST_DAYS ? climateOf(day, latitude) : meanOf(day, alike);
}

/** 0 on the first of January; the 29th of February counts as the 28th. */
function dayOfYear(day: string): number {
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  return MONTH_STARTS[month - 1]! + (month === 2 ? Math.min(date, 28) : date) - 1;
}

/** December is beside January. */
function apart(one: number, other: number): number {
  const days = Math.abs(one - other);
  return Math.min(days, YEAR - days);
}

function meanOf(day: string, days: readonly DayWeather[]): DayWeather {
  const mean = (figure: Exclude<keyof DayWeather, 'day'>): number =>
    rounded(days.reduce((sum, each) => sum + each[figure], 0) / days.length);
  return {
    day,
    rainMm: mean('rainMm'),
    lowestC: mean('lowestC'),
    highestC: mean('highestC'),
    humidityPct: mean('humidityPct'),
    windKmh: mean('windKmh'),
  };
}

/**
 * A coarse climate: yearly waves whose mean and swing are lines in the latitude, laid by eye along long-term means of
 * Haikou, Guangzhou, Shanghai, Beijing and Harbin. Warmest and wettest some three weeks after the summer solstice. Good
 * enough to know winter from summer; it knows neither mountains nor coasts, and no accuracy is claimed.
 */
export function climateOf(day: string, latitude: number): DayWeather {
  const north = Math.abs(latitude) - 20;
  const season = -Math.sign(latitude) * Math.cos(((dayOfYear(day) - 18) / YEAR) * 2 * Math.PI);
  const mean = 24.5 - 0.7 * north + Math.max(1, 5 + 0.57 * north) * season;
  const half = Math.max(2, 3.5 + 0.08 * north);
  const rain = Math.min(6, Math.max(1.2, 5.2 - 0.19 * north));
  const humidity = 78 - 0.85 * north + 8 * season;
  return {
    day,
    rainMm: rounded(rain * (1 + 0.8 * season)),
    lowestC: rounded(mean - half),
    highestC: rounded(mean + half),
    humidityPct: rounded(Math.min(95, Math.max(30, humidity))),
    windKmh: 15,
  };
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
