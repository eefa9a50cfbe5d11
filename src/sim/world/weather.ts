import { normal } from '#kernel/random';
import { clamp, happens } from './chance.ts';
import type { WorldDay } from './calendar.ts';
import type { CityFacts } from './city-facts.ts';
import type { Streams } from './options.ts';

export interface DailyWeather {
  readonly cityCode: string;
  readonly day: string;
  /** °C */
  readonly lowest: number;
  readonly highest: number;
  /** mm */
  readonly rain: number;
  /** Mean relative humidity, 0 to 1. */
  readonly humidity: number;
}

/** Wet days come in runs: the chance of rain is this much higher after rain (first-order Markov chain, Richardson 1981). */
const PERSISTENCE = 0.3;

/**
 * The weather of a city, day by day, as a stochastic weather generator makes it (Richardson, Water Resources Research
 * 17(1), 1981): rain by a two-state Markov chain with exponential amounts, temperature as a yearly wave plus a first-
 * order autoregression, cooler on wet days.
 */
export function weatherOf(city: CityFacts, calendar: readonly WorldDay[], streams: Streams): DailyWeather[] {
  const random = streams(`weather/${city.code}`);
  const { climate } = city;
  let wet = false;
  let anomaly = 0;
  return calendar.map(({ day, month, ofYear }) => {
    const share = climate.wetDays[month - 1] ?? 0.3;
    wet = happens(random, wet ? share + PERSISTENCE * (1 - share) : share * (1 - PERSISTENCE));
    const rain = wet ? -Math.log(1 - random.next()) * (climate.rainMm[month - 1] ?? 6) : 0;
    anomaly = 0.72 * anomaly + 1.9 * normal(random);
    // The warmest day comes some three weeks after the solstice, the coldest likewise.
    const season = -Math.cos(((ofYear - 18) / 365.25) * 2 * Math.PI);
    const mean = climate.meanTemperature + climate.swing * season + anomaly - (wet ? 1.5 : 0);
    const span = (wet ? 2.4 : 4.6) + Math.abs(normal(random));
    const humidity = clamp(climate.humidity + (wet ? 0.12 : -0.06) + 0.04 * normal(random), 0.2, 0.99);
    return {
      cityCode: city.code,
      day,
      lowest: Math.round((mean - span) * 10) / 10,
      highest: Math.round((mean + span) * 10) / 10,
      rain: Math.round(rain * 10) / 10,
      humidity: Math.round(humidity * 100) / 100,
    };
  });
}
